//! What a card has no room for: its moves, all that is to be said, and why each part of the rail is where it is.

use leptos::prelude::*;

use super::opened::Opened;
use crate::board::{
    desk::{desk, ours_live},
    effort::log_one,
    leader::{Mood, explained},
    role::MoveTo,
};
use crate::domain::{EffortKind, RoleId, Standing, Step};

/// The actions are always there, for whoever comes by Tab; the rest is made when it shows.
#[component]
pub fn More(
    id: RoleId,
    title: String,
    is_open: bool,
    /// What is shown follows it; the actions, one of which may have the focus, stay.
    standing: Memo<Option<Standing>>,
) -> impl IntoView {
    let opened: Opened = expect_context();
    let log = move |_| log_one(id, EffortKind::Outreach);
    let log_label = format!("Log one outreach for {title}");
    let log_one = is_open.then(|| {
        view! { <button class="quick" aria-label=log_label title="Log one outreach, now" on:click=log>"+1 approached"</button> }
    });
    view! {
        <button class="show-more" aria-label=format!("More about {title}")
            aria-expanded=move || opened.is(id).to_string() on:click=move |_| opened.toggle(id)>"⋯"</button>
        <div class="card-more">
            <div class="row more-actions">
                <MoveTo role=id label=format!("Move {title} to another stage")/>
                {log_one}
            </div>
            {move || opened.is(id).then(|| standing.with(|standing| standing.as_ref().map(details)))}
        </div>
    }
    .into_any()
}

fn details(standing: &Standing) -> AnyView {
    let today = desk().today.get_untracked();
    let matters = standing.matters(today);
    let lines = matters.iter().map(|matter| {
        let class = format!("free-line {}", Mood::of(matter).class());
        view! { <p class=class dir="auto">{explained(matter, today)}</p> }
    });
    let why = Step::ALL.iter().zip(standing.rail).map(|(step, (part, why))| {
        view! { <div><dt>{step.label()}</dt><dd>{part.label()} ": " {ours_live(why)}</dd></div> }
    });
    view! {
        {lines.collect_view()}
        <dl>{why.collect_view()}</dl>
    }
    .into_any()
}
