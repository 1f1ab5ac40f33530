//! Three stops that lead through the sample: what hurts, what was told, and what was done.

use leptos::prelude::*;

use crate::board::desk::{Route, desk};
use crate::browser::local;
use crate::domain::{Role, RoleId, State};

/// How many stops were seen.
pub const SEEN: &str = "fulcrum.sample.tour";

struct Stop {
    /// Of a role's page.
    part: &'static str,
    says: &'static str,
    act: &'static str,
}

const STOPS: [Stop; 3] = [
    Stop {
        part: "pains",
        says: "First, what hurts, and what’s behind it: somebody new is one way to end it, and not the only one.",
        act: "See what hurts",
    },
    Stop {
        part: "told",
        says: "Then, the day that was told, held against what is likely now: what was said stays said.",
        act: "See what was told",
    },
    Stop {
        part: "updates",
        says: "And every week, what was done and learned, also while nobody was found.",
        act: "See what was done",
    },
];

/// One in which there is something to see at each stop.
fn role(state: &State) -> Option<RoleId> {
    let mut open = state.all::<Role>().filter(|role| role.is_open());
    let told = open.find(|role| {
        let is_told = state.expectation(role.id).is_some();
        is_told && !state.pains(role.id).is_empty() && state.efforts_for(role.id).next().is_some()
    });
    told.map(|role| role.id)
}

#[component]
pub fn Tour() -> impl IntoView {
    let seen = RwSignal::new(local::get::<usize>(SEEN).unwrap_or_default());
    let role = Memo::new(move |_| desk().tab().with(role));
    let passes = move |next: usize| {
        local::set(SEEN, next);
        seen.set(next);
    };
    move || {
        let (at, role) = (seen.get(), role.get()?);
        let stop = STOPS.get(at)?;
        let go = move |_| {
            desk().go_to(Route::Role(role), stop.part);
            passes(at + 1);
        };
        Some(view! {
            <div class="banner" role="group" aria-label="A tour of three steps">
                <p><span class="quiet">{format!("{} of {}. ", at + 1, STOPS.len())}</span> {stop.says}</p>
                <div class="row">
                    <button class="primary" on:click=go>{stop.act}</button>
                    <button class="act-link" on:click=move |_| passes(STOPS.len())>"No tour"</button>
                </div>
            </div>
        })
    }
}
