//! Writing to a leader: a short update, or that you talked. Either starts the silence clock anew.

use leptos::prelude::*;

use super::{
    Sheet, desk,
    form::{Dialog, Problem},
    names::NamesHint,
};
use crate::browser::{
    clock, local,
    tab::{Notice, capital},
};
use crate::domain::{Body, LeaderId, RoleId, UpdateId, tally_words};

/// The sheet that Today opens: for all open roles of a leader.
#[component]
pub fn UpdateSheet() -> impl IntoView {
    let desk = desk();
    let to = Memo::new(move |_| match desk.sheet.get() {
        Some(Sheet::Update(leader)) => Some(leader),
        _ => None,
    });
    let open = Signal::derive(move || to.with(Option::is_some));
    let inside = move || to.get().map(|leader| view! { <ToLeader leader/> });
    view! { <Dialog open title="Write an update">{inside}</Dialog> }.into_any()
}

#[component]
fn ToLeader(leader: LeaderId) -> impl IntoView {
    let desk = desk();
    let (name, roles, done, theirs) = desk.tab().peek(|state| {
        let roles: Vec<_> = state
            .roles()
            .filter(|role| role.leader == Some(leader) && role.is_open())
            .collect();
        let told = state.last_told();
        let done = state.done_since(&told).remove(&leader).unwrap_or_default();
        let told = told.get(&leader).copied();
        let theirs: Vec<String> = state
            .replies()
            .into_iter()
            .filter(|reply| reply.leader == leader && told.is_none_or(|told| told < reply.at))
            .map(|reply| reply.text.clone())
            .collect();
        (
            state
                .leader(leader)
                .map(|leader| leader.details.name.clone())
                .unwrap_or_default(),
            roles
                .iter()
                .map(|role| (role.id, role.called().to_owned()))
                .collect::<Vec<_>>(),
            tally_words(&done),
            theirs,
        )
    });
    let titles: Vec<String> = roles.iter().map(|(_, title)| title.clone()).collect();
    let ids: Vec<RoleId> = roles.iter().map(|(id, _)| *id).collect();
    let start = done
        .filter(|_| theirs.is_empty())
        .map(|done| capital(&done))
        .unwrap_or_default();
    let quotes = theirs
        .into_iter()
        .map(|text| view! { <li class="theirs"><p dir="auto">{text}</p></li> })
        .collect_view();
    view! {
        <p dir="auto">"To " <b>{name}</b> <span class="quiet">" · " {titles.join(", ")}</span></p>
        <ul class="replies talk">{quotes}</ul>
        <UpdateForm leader roles=ids start/>
        <p class="small quiet">"It stands on the leader's page at once. Two lines are plenty: what was done, what was learned, what you need."</p>
    }
    .into_any()
}

/// The text, and its two ways out. What is half typed survives a closed tab.
#[component]
pub fn UpdateForm(
    leader: LeaderId,
    roles: Vec<RoleId>,
    /// What the text begins with when nothing was typed yet.
    #[prop(optional)]
    start: String,
) -> impl IntoView {
    let desk = desk();
    let key = StoredValue::new(format!("fulcrum.draft.update.{leader}"));
    let text = RwSignal::new(key.with_value(|key| local::get::<String>(key)).unwrap_or(start));
    let problem = RwSignal::new(None::<String>);
    let roles = StoredValue::new(roles);
    let send = move |text: String, words: &str| {
        let update = Body::SendUpdate {
            update: clock::fresh(UpdateId::new),
            leader,
            roles: roles.get_value(),
            text,
        };
        match desk.tab().try_submit(update) {
            Ok(_) => {
                problem.set(None);
                desk.sheet.set(None);
                desk.tab().notice.set(Some(Notice::done(words, None)));
                true
            }
            Err(refusal) => {
                problem.set(Some(capital(&refusal.to_string())));
                false
            }
        }
    };
    let send_text = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let words = "Sent: it stands on the leader's page, and the silence clock starts anew.";
        if send(text.get_untracked(), words) {
            key.with_value(|key| local::remove(key));
            text.set(String::new());
        }
    };
    let talked = move |_| {
        send(
            "We talked.".into(),
            "Noted on the leader's page: you talked. The silence clock starts anew.",
        );
    };
    let typed = move |event: leptos::ev::Event| {
        text.set(event_target_value(&event));
        key.with_value(|key| local::set(key, text.get_untracked()));
    };
    view! {
        <form class="stack" on:submit=send_text novalidate>
            <label class="field">"A short update"
                <textarea rows="3" dir="auto" placeholder="19 people reached, 4 screens; pay is the reason most say no."
                    prop:value=move || text.get() on:input=typed></textarea>
            </label>
            <NamesHint text/>
            <Problem words=problem/>
            <div class="row wrap">
                <button class="primary">"Send update"</button>
                <button type="button" on:click=talked>"We talked"</button>
            </div>
        </form>
    }
    .into_any()
}
