//! The rules as the simulated server calls them: those of the domain, watched, and sometimes broken.

use std::cell::{Cell, RefCell};

use fulcrum::domain::{
    Audience, Body, Change, Changes, Ctx, Kind, Refusal, Role, RoleId, Row, RowKey, Stage, State, column,
    decide, effort, leader, link, member, restore, role,
};

use super::{
    laws::{Law, Violation},
    sabotage::Sabotage,
};

/// A result text that makes the server's rules panic.
pub const PANIC: &str = "PANIC";

thread_local! {
    static BROKEN: Cell<Option<Sabotage>> = const { Cell::new(None) };
    static SEEN: RefCell<Option<Violation>> = const { RefCell::new(None) };
}

/// Begins a run.
pub fn reset(broken: Option<Sabotage>) {
    BROKEN.set(broken);
    SEEN.take();
}

/// What the watch saw since it was last asked.
pub fn violation() -> Result<(), Violation> {
    SEEN.take().map_or(Ok(()), Err)
}

/// The server's rules.
pub fn watched(state: &State, body: &Body, ctx: &Ctx) -> Result<Changes, Refusal> {
    if let Body::Effort(effort::Command::LogEffort { draft, .. }) = body
        && draft.result.contains(PANIC)
    {
        // Not `panic!`: the hook would print a thousand of them.
        std::panic::resume_unwind(Box::new("a rule panicked"));
    }
    let result = match BROKEN.get() {
        Some(Sabotage::NeighboursIgnored) => decide(state, &without_neighbours(body), ctx),
        Some(Sabotage::UndoWithoutExpectation) => decide(state, &expecting_what_is(state, body), ctx),
        broken => decide(state, body, ctx).map(|changes| spoilt(broken, body, changes)),
    };
    if let Ok(changes) = &result {
        let seen = state.seen_by(ctx.actor.user());
        let violation = misplaced(&seen, body, changes)
            .or_else(|| overwrote(&seen, body))
            .or_else(|| still_named(state, body, changes))
            .or_else(|| from_outside(state, ctx, changes));
        if let Some(violation) = violation {
            SEEN.set(Some(violation));
        }
    }
    result
}

/// What the rule changes, with some of it left out.
fn spoilt(broken: Option<Sabotage>, body: &Body, mut changes: Changes) -> Changes {
    let all = &mut changes.0;
    match (broken, body) {
        (Some(Sabotage::LinksKeptByErasure), Body::Leader(leader::Command::EraseLeader { .. })) => {
            all.retain(|key, _| key.kind != Kind::Link);
        }
        (Some(Sabotage::LeaversNotRemoved), Body::Member(member::Command::RemoveMember { .. })) => {
            all.retain(|key, _| key.kind == Kind::Member);
        }
        (Some(Sabotage::RevocationUndone), Body::Link(link::Command::RevokeLink { .. })) => {
            for change in all.values_mut() {
                if let Change::Put {
                    row: Row::Link(link), ..
                } = change
                {
                    link.revoked = false;
                }
            }
        }
        _ => {}
    }
    changes
}

/// Whoever is no member changes nothing, also in the batch that lets them go.
fn from_outside(state: &State, ctx: &Ctx, changes: &Changes) -> Option<Violation> {
    let user = ctx.actor.user()?;
    let outside = !changes.is_empty() && !state.seen_by(None).is_member(user);
    outside.then(|| Violation::new(Law::WhoLeftChangesNothing, format!("{user} gave {changes:?}")))
}

/// Whoever is let go owns no role any more, and nothing is for them by name.
fn still_named(state: &State, body: &Body, changes: &Changes) -> Option<Violation> {
    let Body::Member(member::Command::RemoveMember { member, .. }) = body else {
        return None;
    };
    let kept = |key: &RowKey| !changes.0.contains_key(key);
    let everything = state.seen_by(None);
    let before = everything.rows().filter(|row| kept(&row.key()));
    // What hangs on these follows by a job, and until then is for those who see them.
    let before = before.filter(|row| state.hangs_on(row).is_empty());
    let before = before.filter_map(|row| Some((row, state.audience(&row.key())?)));
    let after = changes.0.values().filter_map(|change| match change {
        Change::Put { row, audience } => Some((row, audience)),
        Change::Gone { .. } => None,
    });
    let named = |(row, audience): &(&Row, &Audience)| {
        let owns = matches!(row, Row::Role(role) if role.owner == *member);
        owns || (!audience.is_workspace() && audience.includes(*member))
    };
    let still = before.chain(after).find(named)?;
    Some(Violation::new(
        Law::WhoLeftIsNamedNowhere,
        format!("{member} is still named by {still:?}"),
    ))
}

fn without_neighbours(body: &Body) -> Body {
    let mut body = body.clone();
    if let Body::Role(role::Command::MoveRole { after, before, .. }) = &mut body {
        (*after, *before) = (None, None);
    }
    body
}

fn expecting_what_is(state: &State, body: &Body) -> Body {
    let mut body = body.clone();
    if let Body::Undo(restore::Command::Restore { expect, .. }) = &mut body
        && let Ok(now) = expect.current(state)
    {
        *expect = now;
    }
    body
}

/// A moved role stands right after the neighbour named, or right before it, or last (rule 9).
fn misplaced(state: &State, body: &Body, changes: &Changes) -> Option<Violation> {
    let Body::Role(role::Command::MoveRole {
        role,
        stage,
        after,
        before,
        ..
    }) = body
    else {
        return None;
    };
    let column = column_after(state, changes, *stage);
    let place = |id: &Option<RoleId>| {
        id.filter(|id| id != role)
            .and_then(|id| column.iter().position(|other| *other == id))
    };
    let at = column.iter().position(|other| other == role);
    let right = match (at, place(after), place(before)) {
        (None, ..) => false,
        (Some(at), Some(after), _) => at == after + 1,
        (Some(at), None, Some(before)) => at + 1 == before,
        (Some(at), None, None) => at + 1 == column.len(),
    };
    (!right).then(|| Violation::new(Law::MovesNameNeighbours, format!("{body:?} gave {column:?}")))
}

fn column_after(state: &State, changes: &Changes, stage: Stage) -> Vec<RoleId> {
    let mut roles: Vec<&Role> = column(state, stage)
        .into_iter()
        .chain(
            Stage::ALL
                .iter()
                .filter(|other| **other != stage)
                .flat_map(|other| column(state, *other)),
        )
        .map(|role| match changes.0.get(&Role::key(role.id)) {
            Some(Change::Put {
                row: Row::Role(changed),
                ..
            }) => changed,
            _ => role,
        })
        .filter(|role| role.placement.stage == stage)
        .collect();
    roles.sort_by(|a, b| (&a.placement.order, a.id).cmp(&(&b.placement.order, b.id)));
    roles.into_iter().map(|role| role.id).collect()
}

/// An undo goes through only where what it expects still stands (rule 10).
fn overwrote(state: &State, body: &Body) -> Option<Violation> {
    let Body::Undo(restore::Command::Restore { expect, .. }) = body else {
        return None;
    };
    let now = expect.current(state).ok();
    (now.as_ref() != Some(expect))
        .then(|| Violation::new(Law::UndoExpects, format!("expected {expect:?}, found {now:?}")))
}
