//! A leader's name and team, and erasing them.

use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{Base, Field, Form, SaveOrCancel, Sure, heed, said},
};
use crate::browser::local;
use crate::domain::{Body, Leader, LeaderDetails, leader};

#[component]
pub fn EditLeader(leader: Leader, editing: RwSignal<bool>) -> impl IntoView {
    let desk = desk();
    let id = leader.id;
    let (name, team) = (
        RwSignal::new(leader.details.name.clone()),
        RwSignal::new(leader.details.team.clone()),
    );
    let base = Base::new(leader.details);
    let problem = RwSignal::new(None::<String>);
    let erasing = RwSignal::new(false);
    let save = move |()| {
        let details = LeaderDetails {
            name: name.get_untracked(),
            team: team.get_untracked(),
        };
        let saved = desk.tab().try_submit(Body::Leader(leader::Command::EditLeader {
            leader: id,
            details,
            base: Some(base.get()),
        }));
        let now = || {
            desk.tab()
                .peek(|state| state.get::<Leader>(id).ok().map(|leader| leader.details.clone()))
        };
        let saved = saved.inspect_err(|refusal| base.catch_up(refusal, now));
        if let Some(undo) = heed(problem, saved.map_err(said)) {
            desk.done("Saved.", undo);
            editing.set(false);
        }
    };
    let erase = move |()| {
        let is_erased = desk.tab().submit(
            Body::Leader(leader::Command::EraseLeader { leader: id }),
            "Erased, here and on every device that syncs.",
        );
        if is_erased {
            local::forget_drafts(&id.to_string());
        }
    };
    view! {
        <Form save>
            <Field label="Name" value=name/>
            <Field label="Team (optional)" value=team/>
            <SaveOrCancel problem cancel=move |()| editing.set(false)>
                <button type="button" class="danger" on:click=move |_| erasing.set(true)>"Erase this person…"</button>
            </SaveOrCancel>
            <Sure asks=erasing yes="Erase for good" no="Keep" go=erase
                words="Their name, updates, replies and links go for good, on every device and in the history. Roles and effort stay. This cannot be undone."/>
        </Form>
    }
    .into_any()
}
