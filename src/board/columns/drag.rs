//! A card on its way: by mouse or finger, and step by step with the keyboard.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::board::{
    desk::{Crossing, desk},
    role::cross,
};
use crate::browser::{drag::Over, page};
use crate::domain::{Role, RoleId, Stage, column, gathered};

/// What a drag in progress shows.
#[derive(Clone, Copy)]
pub struct Dragging {
    pub over: RwSignal<Option<Over>>,
    /// Columns as they were when the drag began: incoming changes wait until it ends.
    pub frozen: RwSignal<Option<BTreeMap<Stage, Vec<RoleId>>>>,
}

/// The columns as they stand, not reactive by themselves.
pub fn now_in_columns() -> BTreeMap<Stage, Vec<RoleId>> {
    let today = desk().today.get();
    desk().tab().with(|state| {
        let ids = |stage: &Stage| {
            let recent = column(state, *stage)
                .into_iter()
                .filter(|role: &&Role| role.is_recent(today));
            recent.map(|role| role.id).collect()
        };
        gathered(Stage::ALL.iter().map(|stage| (*stage, ids(stage))))
    })
}

/// Moves a role to where it was dropped.
pub fn drop_at(role: RoleId, over: &Over) {
    let Some(stage) = Stage::ALL
        .iter()
        .find(|stage| stage.label() == over.column)
        .copied()
    else {
        return;
    };
    let before = over.before.as_ref().and_then(|id| id.parse::<RoleId>().ok());
    let desk = desk();
    let (after, title, place) = desk.tab().peek(|state| {
        let others: Vec<_> = column(state, stage)
            .into_iter()
            .map(|other| other.id)
            .filter(|id| *id != role)
            .collect();
        let at = before
            .and_then(|before| others.iter().position(|id| *id == before))
            .unwrap_or(others.len());
        let after = at.checked_sub(1).and_then(|at| others.get(at)).copied();
        let title = state.get::<Role>(role).map(|role| role.called().to_owned());
        (after, title.unwrap_or_default(), (at + 1, others.len() + 1))
    });
    let words = format!("{title} is now in {}, {} of {}.", stage.label(), place.0, place.1);
    let to = Crossing {
        role,
        stage,
        after,
        before,
    };
    cross(to, words);
}

/// Where a card goes by keyboard.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Toward {
    Up,
    Down,
    Back,
    Forward,
}

/// Moves a card one step; the notice says where it is then, and the focus goes along.
pub fn step(role: RoleId, toward: Toward) {
    let desk = desk();
    let Some(stage) = desk
        .tab()
        .peek(|state| state.get::<Role>(role).ok().map(|role| role.placement.stage))
    else {
        return;
    };
    let neighbour = |by: isize| {
        let at = Stage::ALL.iter().position(|other| *other == stage)?;
        Stage::ALL.get(at.checked_add_signed(by)?).copied()
    };
    let here = || untrack(now_in_columns).remove(&stage).unwrap_or_default();
    let over = match toward {
        Toward::Back | Toward::Forward => {
            let Some(next) = neighbour(if toward == Toward::Back { -1 } else { 1 }) else {
                return;
            };
            if next == Stage::Closed {
                return desk
                    .tab()
                    .complain("To close a role, use Move to…: it asks for the reason.");
            }
            Over {
                column: next.label().into(),
                before: None,
            }
        }
        Toward::Up | Toward::Down => {
            let ids = here();
            let Some(at) = ids.iter().position(|id| *id == role) else {
                return;
            };
            let before = match toward {
                Toward::Up => at.checked_sub(1).and_then(|above| ids.get(above)),
                _ if at + 1 == ids.len() => return,
                _ => ids.get(at + 2),
            };
            if toward == Toward::Up && before.is_none() {
                return;
            }
            Over {
                column: stage.label().into(),
                before: before.map(RoleId::to_string),
            }
        }
    };
    drop_at(role, &over);
    page::focus(format!("[data-card=\"{role}\"] h3 a"));
}
