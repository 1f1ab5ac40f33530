//! How to say it: the words for the talk.

use chrono::Months;
use leptos::prelude::*;

use super::plan::Plan;
use crate::board::{desk::desk, kit::CopyButton};
use crate::domain::{Coming, month};
use crate::ui::plan_for;

/// With the date at the level that was chosen; until one is, with the date told while it holds, else with the one that is likely. Reactive.
pub fn words(plan: Plan) -> Option<String> {
    let today = desk().today.get();
    let stands = plan.to_be_told()?;
    // When it would be too late to say so.
    let later = month(today.checked_add_months(Months::new(2)).unwrap_or(today));
    let longer = stands.longer.as_ref().map(|longer| format!("; {longer}"));
    Some(format!(
        "I’d rather tell you now than in {later}. Plan for {}{}. It may be sooner{}, and you’d hear it from me \
         first. What breaks if it takes that long?",
        plan_for(stands.coming(), today),
        match stands.coming() {
            Coming::Desk(_) => "",
            Coming::Yes(_) => ", and then for their notice",
        },
        longer.unwrap_or_default(),
    ))
}

#[component]
pub fn Script(plan: Plan) -> impl IntoView {
    let text = Memo::new(move |_| words(plan));
    move || {
        text.get().map(|text| {
            let said = format!("“{text}”");
            view! {
                <section class="card stack script" aria-labelledby="how-to-say-it">
                    <h2 id="how-to-say-it">"How to say it"</h2>
                    <p class="serif">{said}</p>
                    <p class="small quiet">"Talk first; then write down what was told, and send it."</p>
                    <div class="row wrap"><CopyButton text otherwise="Select the words and copy them by hand."/></div>
                </section>
            }
        })
    }
}
