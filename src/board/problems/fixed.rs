//! That a problem is fixed: what was done about it is written down first, since its leaders read it.

use leptos::prelude::*;

use super::amend;
use crate::board::{
    desk::{desk, ours, ours_live},
    kit::{Area, Base, Form, SaveOrCancel, heed, said},
    leader::NamesHint,
};
use crate::browser::{clock, page};
use crate::domain::{ProblemDetails, ProblemId};

/// What is said once it is.
pub fn it_is_fixed() -> &'static str {
    ours("Fixed. The next update of each leader it hit says so.")
}

#[component]
pub fn FixedForm(id: ProblemId, was: Box<ProblemDetails>, open: RwSignal<bool>) -> impl IntoView {
    let fix = RwSignal::new(String::new());
    let base = Base::new(was);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let what = fix.get_untracked();
        let what = match what.trim() {
            "" => Err(ours("Write what was done: the leaders it hit read it.").to_owned()),
            _ => Ok(what),
        };
        let Some(fix) = heed(problem, what) else { return };
        let details = ProblemDetails {
            fix,
            done_on: Some(clock::today()),
            ..*base.get()
        };
        let saved = base.submit(amend::edits(id, details.into(), base.get()));
        if let Some(undo) = heed(problem, saved.map_err(said)) {
            desk().done(it_is_fixed(), undo);
            open.set(false);
        }
    };
    let place = format!("problem-fixed-{id}");
    page::focus(format!("#{place} textarea"));
    view! {
        <div id=place><Form class="amend stack" save>
            <Area label="What was done about it?" value=fix rows=2 placeholder="New pay ranges from May"/>
            <p class="small quiet">{ours_live("The leaders of these roles read it in their next update.")}</p>
            <NamesHint text=fix/>
            <SaveOrCancel problem words="It is fixed" cancel=move |()| open.set(false)/>
        </Form></div>
    }
    .into_any()
}
