//! Putting a role on hold.

use leptos::prelude::*;

use super::open::Open;
use crate::board::{desk::desk, kit::Problem};
use crate::browser::{
    clock,
    tab::{Notice, capital},
};
use crate::domain::{Body, Hold, RoleId};

#[component]
pub fn HoldRole(role: RoleId, open: RwSignal<Open>) -> impl IntoView {
    let desk = desk();
    let (requester, cause) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let review = RwSignal::new((clock::today() + chrono::Days::new(30)).to_string());
    let problem = RwSignal::new(None::<String>);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Ok(review_on) = review.get_untracked().parse() else {
            return problem.set(Some("Give the date of the review, as year-month-day.".into()));
        };
        let hold = Hold {
            requester: requester.get_untracked(),
            cause: cause.get_untracked(),
            review_on,
            since: clock::today(),
        };
        match desk.tab().try_submit(Body::HoldRole { role, hold }) {
            Ok(undo) => {
                desk.tab()
                    .notice
                    .set(Some(Notice::done("On hold: the clocks stand still.", undo)));
                open.set(Open::Nothing);
            }
            Err(refusal) => problem.set(Some(capital(&refusal.to_string()))),
        }
    };
    view! {
        <form class="card stack" on:submit=save novalidate>
            <div class="grid-2">
                <label class="field">"Who asked for it?"
                    <input dir="auto" prop:value=move || requester.get() on:input=move |event| requester.set(event_target_value(&event))/>
                </label>
                <label class="field">"Why?"
                    <input dir="auto" placeholder="Budget review" prop:value=move || cause.get() on:input=move |event| cause.set(event_target_value(&event))/>
                </label>
                <label class="field">"Look at it again on"
                    <input type="date" prop:value=move || review.get() on:input=move |event| review.set(event_target_value(&event))/>
                </label>
            </div>
            <Problem words=problem/>
            <div class="row wrap">
                <button class="primary">"Put on hold"</button>
                <button type="button" on:click=move |_| open.set(Open::Nothing)>"Cancel"</button>
            </div>
        </form>
    }
    .into_any()
}
