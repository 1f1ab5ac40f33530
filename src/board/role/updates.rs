//! What a role's leader is told, and what they answer; beside the other steps the newest of it.

use leptos::prelude::*;

use crate::board::{
    desk::{Link, Route, desk, ours_live},
    leader::{Decisions, NoteHeard, Share, Talk, Talked, UpdateForm},
};
use crate::browser::page;
use crate::domain::{Leader, LeaderId, ReplyId, RoleId};

/// Threads beside the other steps.
const BESIDE: usize = 2;

fn name_of(leader: LeaderId) -> Memo<String> {
    Memo::new(move |_| {
        desk().tab().with(|state| {
            let leader = state.get::<Leader>(leader);
            leader.map_or_else(|_| String::new(), |leader| leader.details.name.clone())
        })
    })
}

#[component]
pub fn RoleUpdates(role: RoleId, leader: LeaderId) -> impl IntoView {
    let name = name_of(leader);
    let answers = RwSignal::new(None::<ReplyId>);
    let say = RwSignal::new(String::new());
    view! {
        <div class="stack">
            <section class="card stack" aria-labelledby="role-updates">
                <div class="row between wrap">
                    <h2 id="role-updates" dir="auto">{move || format!("Updates for {}", name.get())}</h2>
                    <Link to=Route::Preview(role) class="button">{ours_live("See as the leader sees it")}</Link>
                </div>
                <UpdateForm leader roles=RwSignal::new(vec![role]) typed_on=role answers say/>
                <Talk leader role answers/>
                <details class="more">
                    <summary>"Note what they said elsewhere, or what the team asks"</summary>
                    <NoteHeard leader role/>
                </details>
            </section>
            <Decisions leader role say/>
            <Share role leader/>
        </div>
    }
    .into_any()
}

/// The newest of the conversation, where another step is shown; where updates are, it stands there.
#[component]
pub fn Beside(role: RoleId, leader: LeaderId) -> impl IntoView {
    let desk = desk();
    let name = name_of(leader);
    // An answer is written where the whole conversation is.
    let answers = RwSignal::new(None::<ReplyId>);
    let write = move || {
        desk.turn_to("updates");
        page::focus("#panel-updates textarea".into());
    };
    Effect::new(move |_| {
        if answers.get().is_some() {
            answers.set(None);
            write();
        }
    });
    view! {
        <section class="stack beside-talk" aria-labelledby="beside-talk">
            <h2 id="beside-talk" dir="auto">{move || format!("With {}", name.get())}</h2>
            <Talk leader role most=BESIDE answers/>
            <div class="row wrap">
                <button on:click=move |_| write()>"Write"</button>
                <Talked leader roles=vec![role]/>
            </div>
        </section>
    }
    .into_any()
}
