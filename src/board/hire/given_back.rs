//! What somebody had sent to me, and I had not read when they chose another: it is deleted, and that is said until I have noted it.

use leptos::prelude::*;

use crate::board::{desk::desk, kit::tell};
use crate::domain::{Body, CheckInDetails, CheckInId, Hire, HireId, check_in::Command};
use crate::ui::{day, first_name};

#[component]
pub fn GivenBack(id: HireId) -> impl IntoView {
    let lost = Memo::new(move |_| {
        let (tab, today) = (desk().tab(), desk().today.get());
        let me = tab.me();
        tab.with(|state| {
            let hire = state.get::<Hire>(id).ok()?;
            let name = first_name(&hire.details.name);
            let reader = hire.reader.filter(|reader| *reader != me);
            let reader = reader.and_then(|reader| state.member(reader));
            let lost = state.given_back_forms(id, me).into_iter().map(|one| {
                let sent = day::dated(one.at.date_naive(), today);
                let since = match reader {
                    Some(reader) => format!("{} reads now, and it was deleted.", reader.name),
                    None => format!("It was deleted when {name} chose another."),
                };
                let words = format!(
                    "What {name} sent on {sent}, for day {}, was for you and was not read. {since}",
                    one.day
                );
                (one.id, words)
            });
            Some(lost.collect::<Vec<_>>())
        })
    });
    move || {
        let lost = lost.get().unwrap_or_default().into_iter();
        lost.map(|(one, words)| view! { <Lost one words/> })
            .collect_view()
    }
}

#[component]
fn Lost(one: CheckInId, words: String) -> impl IntoView {
    let noted = move |_| {
        let edit = Command::EditCheckIn {
            check_in: one,
            details: Box::new(CheckInDetails::default()),
            base: None,
        };
        tell("Noted.", desk().tab().try_submit(Body::CheckIn(edit)));
    };
    let label = format!("Got it: {words}");
    view! {
        <div class="row wrap">
            <p class="wait" dir="auto">{words}</p>
            <button aria-label=label on:click=noted>"Got it"</button>
        </div>
    }
    .into_any()
}
