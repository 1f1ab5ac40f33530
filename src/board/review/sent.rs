//! Sending one: what is written becomes an update, told by the way it went.

use leptos::prelude::*;

use super::typed::Typed;
use crate::board::{desk::desk, kit::said};
use crate::browser::clock;
use crate::domain::{Body, SendMail, UpdateId, Way, update};

/// What takes it back, in this order, if it was taken: nothing for what stays. What is wrong is said in `problem`.
pub fn give(typed: Typed, way: Option<Way>, problem: RwSignal<Option<String>>) -> Option<Vec<Body>> {
    let draft = typed.drafted();
    if untrack(|| typed.was_written_to()) {
        typed.knows();
        problem.set(Some(format!(
            "{} was written to meanwhile, in another tab or by a colleague: look at the conversation. Send it again, and it goes.",
            draft.name
        )));
        return None;
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
        Ok(undo) => {
            typed.went(update);
            Some(match way {
                Some(Way::Talk) | None => undo.into_iter().collect(),
                Some(_) => update::Command::takes_back(update).map(Body::Update).to_vec(),
            })
        }
        Err(refusal) => {
            problem.set(Some(format!("{}: {}", draft.name, said(refusal))));
            None
        }
    }
}
