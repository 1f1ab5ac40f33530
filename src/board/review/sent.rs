//! Sending one: what is written becomes an update, told by the way it went.

use leptos::prelude::*;

use super::typed::Typed;
use crate::board::{desk::desk, kit::said};
use crate::browser::clock;
use crate::domain::{Body, SendMail, UpdateId, Way, update};

/// Whether it was taken; what is wrong is said in `problem`.
pub fn give(typed: Typed, way: Option<Way>, problem: RwSignal<Option<String>>) -> bool {
    let draft = typed.drafted();
    if typed.was_written_to() {
        problem.set(Some(format!(
            "{} was written to meanwhile, in another tab or by a colleague: look at the conversation. Send it again, and it goes.",
            draft.name
        )));
        return false;
    }
    let is_mailed = way.is_none() && untrack(|| typed.is_mailed());
    let answers = draft
        .answers
        .filter(|_| !typed.answer().trim().is_empty())
        .map(|asks| asks.reply);
    let update = clock::fresh(UpdateId::new);
    let send = update::Command::SendUpdate {
        update,
        leader: draft.leader,
        roles: draft.roles.iter().map(|role| role.role).collect(),
        answers,
        text: untrack(|| typed.text()),
        way,
        next_by: Some(draft.next_by),
        mail: is_mailed.then(|| desk().tab().peek(|state| SendMail::now(state, draft.leader))),
    };
    match desk().tab().try_submit(Body::Update(send)) {
        Ok(_) => {
            typed.went(update);
            true
        }
        Err(refusal) => {
            problem.set(Some(format!("{}: {}", draft.name, said(refusal))));
            false
        }
    }
}
