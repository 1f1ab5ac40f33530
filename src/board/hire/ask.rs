//! The form by link, where a talk does not suit.

use chrono::Days;
use leptos::prelude::*;

use crate::board::{
    desk::desk,
    leader::{MakeOwnLink, OwnLink},
};
use crate::browser::clock;
use crate::domain::{AskedHire, CheckIn, Hire, HireId, NewLink, Role, State};
use crate::ui::{day as days, isolated};

#[component]
pub fn AskByLink(id: HireId, day: u8, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let link = desk().tab().peek(|state| {
        let hire = state.get::<Hire>(id).ok()?;
        let until = hire.asked_on(day)?.checked_add_days(Days::new(CheckIn::ASKED))?;
        Some(OwnLink {
            role: hire.role,
            leader: state.get::<Role>(hire.role).ok()?.leader?,
            name: hire.details.name.clone(),
            is_confidential: !state.audience_of::<Role>(hire.role).is_workspace(),
            until: until.max(clock::today()),
        })
    })?;
    let words = format!(
        "For {} alone: the questions of day {day}, and nothing of the role or anybody else. What they write stays in their browser until they send it; you alone read it then. Neither you nor anybody else is told whether it was opened. It opens until {}.",
        isolated(&link.name),
        days::dated(link.until, desk().today.get_untracked()),
    );
    let to = move |link| NewLink {
        hire: Some(AskedHire { hire: id, day }),
        ..link
    };
    let without = "Talk with them, and note what they say.";
    let again = Signal::derive(move || {
        let (tab, today) = (desk().tab(), desk().today.get());
        let may = |hire: &Hire, state: &State| state.may_send_form(hire, day, tab.me(), today);
        tab.with(|state| state.get::<Hire>(id).is_ok_and(|hire| may(hire, state)))
    });
    Some(view! { <MakeOwnLink link to words without again done/> }.into_any())
}
