//! The talk: twelve minutes face to face, question by question under one thumb. What was said rises as one line each, and
//! is written down as it is said; nothing is compulsory.

mod answer;
mod ask;
mod rest;
mod risen;
mod said;

use leptos::prelude::*;

use self::{
    ask::Ask,
    risen::Risen,
    said::{Question, Said, Talking},
};
use super::facts::RoleFacts;
use crate::board::desk::{Link, Route, desk, notices_above};
use crate::browser::page;
use crate::domain::{Asked, Leader, Role, RoleId, Shown};

#[component]
pub fn TalkPage(role: RoleId) -> impl IntoView {
    let is_there = Memo::new(move |_| desk().tab().with(|state| state.get::<Role>(role).is_ok()));
    move || {
        if is_there.get() {
            view! { <Questions role/> }.into_any()
        } else {
            view! {
                <section class="card stack welcome">
                    <h1 tabindex="-1">"This role is not here"</h1>
                    <p>"It was removed, it is not shared with you, or this device has not received it yet."</p>
                    <Link to=Route::Board class="button">"Back to the board"</Link>
                </section>
            }
            .into_any()
        }
    }
}

#[component]
fn Questions(role: RoleId) -> impl IntoView {
    let desk = desk();
    let (title, pain) = desk.tab().peek(|state| {
        let title = state.get::<Role>(role).map_or("", Role::called).to_owned();
        // What is asked next is about a pain; where all is known, about the worst.
        let asked = match state.asks_of_pains(role) {
            Some(Asked::Why { pain } | Asked::WhyAgain { pain }) => Some(pain),
            Some(Asked::Pain | Asked::Date) | None => state.pains(role).first().map(|pain| pain.id),
        };
        (title, asked)
    });
    page::set_title(&format!("A talk about {title} · Fulcrum"));
    let pain = RwSignal::new(pain);
    let said = Memo::new(move |_| desk.tab().with(|state| Said::of(state, role, pain.get())));
    let first = said.with_untracked(|said| Question::begins(role, said));
    let talking = Talking {
        role,
        pain,
        said,
        at: RwSignal::new(first),
    };
    let who = move || {
        let name = desk.tab().with(|state| {
            let leader = state.get::<Role>(role).ok()?.leader?;
            Some(state.get::<Leader>(leader).ok()?.details.name.clone())
        });
        name.map_or_else(|| "The talk".into(), |name| format!("Talking with {name}"))
    };
    // Some of it may be shared already.
    let readers = move || {
        let is_shared = desk.tab().with(|state| {
            let pains = state.pains(role).into_iter();
            let shared = pains
                .map(|pain| state.readers(pain.id))
                .chain([state.brief_readers(role)]);
            shared.into_iter().any(|readers| readers > Shown::Us)
        });
        if is_shared {
            "What is new is only ours, until you share it"
        } else {
            "Only us, until you share it"
        }
    };
    let count = move || {
        let answered = said.with(Said::answered);
        let count = answered.into_iter().filter(|answered| *answered).count();
        format!("{count} of {} answered", answered.len())
    };
    let steps = move || {
        let now = talking.step();
        let answered = said.with(Said::answered).into_iter().enumerate();
        answered
            .map(|(at, done)| view! { <i class:done=done class:now=now == at></i> })
            .collect_view()
    };
    let is_first = move || talking.at.get().before().is_none();
    let back = move |_| {
        if let Some(before) = talking.at.get_untracked().before() {
            talking.ask(before);
        }
    };
    notices_above();
    view! {
        <div class="talk-page">
            <header class="stack">
                <div class="row between small quiet"><span>{readers}</span> <span>{count}</span></div>
                <h1 tabindex="-1" dir="auto">{who}</h1>
                <p class="small quiet" dir="auto">{title}</p>
                <div class="steps" role="img" aria-label=count>{steps}</div>
                <RoleFacts role/>
            </header>
            <Risen talking/>
            <div class="below">
                {move || view! { <Ask talking question=talking.at.get()/> }}
                <div class="go">
                    <button aria-label="Back one question" disabled=is_first on:click=back>"‹"</button>
                    <button class="primary" on:click=move |_| desk.go_to(Route::Role(role), "pains")>"Done for now"</button>
                </div>
            </div>
        </div>
    }
    .into_any()
}
