//! A link of their own for somebody without an account who judges.

use leptos::prelude::*;

use crate::board::{
    desk::desk,
    leader::{MakeOwnLink, OwnLink},
};
use crate::browser::clock;
use crate::domain::{Interview, Interviewer, InterviewerId, NewLink, Role};
use crate::ui::{day, isolated};

#[component]
pub fn Invite(interviewer: InterviewerId, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let link = desk().tab().peek(|state| {
        let one = state.get::<Interviewer>(interviewer).ok()?;
        let interview = state.get::<Interview>(one.interview).ok()?;
        let latest = state.card_due(one).max(interview.on().unwrap_or(clock::today()));
        Some(OwnLink {
            role: one.role,
            leader: interview.leader,
            name: state.interviewer_called(one),
            is_confidential: !state.audience_of::<Role>(one.role).is_workspace(),
            until: Interviewer::link_ends(latest.max(clock::today())),
        })
    })?;
    let words = format!(
        "For {} alone: whom they meet, what they ask, and their own scorecard; nothing else of the role. It is gone after the debrief, at the latest after {}.",
        isolated(&link.name),
        day::dated(link.until, desk().today.get_untracked()),
    );
    let to = move |link| NewLink {
        panel: Some(interviewer),
        ..link
    };
    let without = "Write down what they tell you in your own scorecard.";
    Some(view! { <MakeOwnLink link to words without again=Signal::stored(true) done/> }.into_any())
}
