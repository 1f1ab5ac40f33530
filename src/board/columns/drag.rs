//! A card on its way: by mouse or finger, and step by step with the keyboard.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::board::{
    desk::{Crossing, OneOf, Sheet, desk},
    role::cross,
};
use crate::browser::{drag::Over, page};
use crate::domain::{Role, RoleId, Stage, column, gathered};

/// What a drag in progress shows.
#[derive(Clone, Copy)]
pub struct Dragging {
    pub over: RwSignal<Option<Over>>,
    /// Before which card it would come to lie.
    pub before: OneOf<RoleId>,
    /// Columns as they were when the drag began: incoming changes wait until it ends.
    pub frozen: RwSignal<Option<BTreeMap<Stage, Vec<RoleId>>>>,
}

impl Dragging {
    pub fn new() -> Self {
        Self {
            over: RwSignal::new(None),
            before: OneOf::new(),
            frozen: RwSignal::new(None),
        }
    }

    pub fn begin(self) {
        self.frozen.try_set(Some(untrack(now_in_columns)));
    }

    pub fn goes_over(self, over: Option<Over>) {
        if self.over.try_get_untracked().is_some_and(|now| now != over) {
            let before = over.as_ref().and_then(|over| over.before.as_deref());
            self.before.set(before.and_then(|id| id.parse().ok()));
            self.over.set(over);
        }
    }

    /// Also when its page has gone meanwhile.
    pub fn end(self) {
        self.before.set(None);
        self.over.try_set(None);
        self.frozen.try_set(None);
    }
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

/// Moves a role to where it was dropped; where it cannot be moved by that, says so.
pub fn dropped(role: RoleId, over: Option<&Over>) {
    let desk = desk();
    let named = |name: &str| Stage::ALL.iter().find(|stage| stage.label() == name).copied();
    let found = desk.tab().peek(|state| state.get::<Role>(role).ok().cloned());
    let Some(found) = found else {
        return desk.done(
            "The role is not here any more: it was taken away meanwhile.",
            None,
        );
    };
    let Some((over, stage)) = over.and_then(|over| Some((over, named(&over.column)?))) else {
        let words = format!("{} is where it was: no column was under it.", found.called());
        return desk.done(words, None);
    };
    match stage {
        Stage::Closed if found.is_open() => desk.lay(Sheet::MoveRole(role)),
        stage => go_to(&found, stage, over.before.as_deref()),
    }
}

/// Moves a role before another in a column, or to its end.
fn go_to(found: &Role, stage: Stage, before: Option<&str>) {
    let role = found.id;
    let before = before.and_then(|id| id.parse::<RoleId>().ok());
    let (ids, others) = desk().tab().peek(|state| {
        let ids: Vec<_> = column(state, stage).into_iter().map(|other| other.id).collect();
        let others: Vec<_> = ids.iter().copied().filter(|id| *id != role).collect();
        (ids, others)
    });
    let at = before
        .and_then(|before| others.iter().position(|id| *id == before))
        .unwrap_or(others.len());
    if ids.get(at) == Some(&role) {
        // It is where it was.
        return;
    }
    let after = at.checked_sub(1).and_then(|at| others.get(at)).copied();
    let place = (at + 1, others.len() + 1);
    let words = format!(
        "{} is now in {}, {} of {}.",
        found.called(),
        stage.label(),
        place.0,
        place.1
    );
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

/// Moves a card one step; the notice says where it is then, and the focus goes along. A step into Closed asks for the
/// reason.
pub fn step(role: RoleId, toward: Toward) {
    let desk = desk();
    let Some(found) = desk.tab().peek(|state| state.get::<Role>(role).ok().cloned()) else {
        return;
    };
    let stage = found.placement.stage;
    let neighbour = |by: isize| {
        let at = Stage::ALL.iter().position(|other| *other == stage)?;
        Stage::ALL.get(at.checked_add_signed(by)?).copied()
    };
    let here = untrack(now_in_columns).remove(&stage).unwrap_or_default();
    let at = here.iter().position(|id| *id == role);
    let (stage, before) = match (toward, at) {
        (Toward::Back, _) => (neighbour(-1), None),
        (Toward::Forward, _) => (neighbour(1), None),
        (Toward::Up, Some(at)) => {
            let above = at.checked_sub(1).and_then(|above| here.get(above));
            (above.map(|_| stage), above)
        }
        (Toward::Down, Some(at)) => {
            let is_last = at + 1 == here.len();
            ((!is_last).then_some(stage), here.get(at + 2))
        }
        (Toward::Up | Toward::Down, None) => return,
    };
    match stage {
        None => return,
        Some(Stage::Closed) if found.is_open() => return desk.lay(Sheet::MoveRole(role)),
        Some(stage) => go_to(&found, stage, before.map(RoleId::to_string).as_deref()),
    }
    page::focus(format!("[data-card=\"{role}\"] h3 a"));
}
