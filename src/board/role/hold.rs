//! Putting a role on hold.

use leptos::prelude::*;

use super::open::Open;
use crate::board::{
    desk::desk,
    kit::{Field, Form, SaveOrCancel, heed, said},
};
use crate::browser::clock;
use crate::domain::{Body, Hold, RoleId, role};

#[component]
pub fn HoldRole(role: RoleId, open: RwSignal<Open>) -> impl IntoView {
    let desk = desk();
    let (requester, cause) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let review = RwSignal::new((clock::today() + chrono::Days::new(30)).to_string());
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let Ok(review_on) = review.get_untracked().parse() else {
            return problem.set(Some("Give the date of the review, as year-month-day.".into()));
        };
        let hold = Hold {
            requester: requester.get_untracked(),
            cause: cause.get_untracked(),
            review_on,
            since: clock::today(),
        };
        let held = desk
            .tab()
            .try_submit(Body::Role(role::Command::HoldRole { role, hold }));
        if let Some(undo) = heed(problem, held.map_err(said)) {
            desk.done("On hold: the clocks stand still.", undo);
            open.set(Open::Nothing);
        }
    };
    view! {
        <Form class="card stack" save>
            <div class="grid-2">
                <Field label="Who asked for it?" value=requester/>
                <Field label="Why?" value=cause placeholder="Budget review"/>
                <Field label="Look at it again on" value=review kind="date"/>
            </div>
            <SaveOrCancel problem words="Put on hold" cancel=move |()| open.set(Open::Nothing)/>
        </Form>
    }
    .into_any()
}
