//! How many people stand where, a tap each: who they are is for the applicant tracker.

use leptos::prelude::*;

use crate::board::desk::{desk, ours_live};
use crate::domain::{Body, Funnel, Place, RoleId, funnel};

#[component]
pub fn Counts(role: RoleId) -> impl IntoView {
    let funnel = Memo::new(move |_| desk().tab().with(|state| Funnel::of(state, role)));
    let places = Place::ALL.iter().map(|place| {
        let place = *place;
        let count = move || funnel.with(|funnel| funnel.count(place));
        let add = move |by: i32| {
            let counts = funnel::Command::CountPeople { role, place, by };
            let words = if by > 0 { "One more" } else { "One fewer" };
            let words = format!("{words}: {}.", place.label().to_lowercase());
            desk().tab().submit(Body::Funnel(counts), words);
        };
        let (less, more) = (
            format!("One fewer: {}", place.label()),
            format!("One more: {}", place.label()),
        );
        view! {
            <li>
                <span>{place.label()}</span>
                <button class="tap" aria-label=less disabled=move || count() == 0 on:click=move |_| add(-1)>"−"</button>
                <b aria-live="polite">{count}</b>
                <button class="tap" aria-label=more on:click=move |_| add(1)>"+"</button>
            </li>
        }
    });
    view! {
        <section class="card stack" aria-labelledby="role-counts">
            <h2 id="role-counts">"Where people stand"</h2>
            <p class="small quiet">{ours_live("Counts are enough here: how many stand there now. Who they are is in your applicant tracker. The leader’s page shows them, too.")}</p>
            <ul class="place-counts">{places.collect_view()}</ul>
        </section>
    }
    .into_any()
}
