//! What leaders know of candidates, and for how long those are kept: alike on all devices of the workspace.

use leptos::prelude::*;

use crate::board::{
    desk::{desk, ours_live},
    kit::{Check, Form, NumberField, Problem, heed, said, whole_number},
};
use crate::domain::{Body, Keeping, Power, Settings, settings};

#[component]
pub fn KeepCandidates() -> impl IntoView {
    let desk = desk();
    let now = desk.tab().peek(|state| state.settings().candidates);
    let days = RwSignal::new(now.days.to_string());
    let names = RwSignal::new(now.names);
    let me = desk.tab().me();
    let may = Memo::new(move |_| desk.tab().with(|state| state.may(me, Power::ChangeSettings)));
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let saved = whole_number("The days for which candidates are kept", &days.get_untracked());
        let saved = saved.and_then(|days| {
            let settings = Settings {
                candidates: Keeping {
                    names: names.get_untracked(),
                    days,
                },
                ..desk.tab().peek(|state| state.settings())
            };
            let put = settings::Command::PutSettings(settings);
            desk.tab().try_submit(Body::Settings(put)).map_err(said)
        });
        if heed(problem, saved).is_some() {
            desk.done("Saved for the whole workspace.", None);
        }
    };
    let hint = format!(
        "From 1 to {}. Then Today offers to forget them, in one tap. Of whoever was hired they are counted from day 90.",
        Keeping::MOST_DAYS
    );
    view! {
        <Form class="card stack" save>
            <h2>"Candidates"</h2>
            <NumberField label="Days for which candidates are kept once it is over" value=days/>
            <p class="small quiet">{hint}</p>
            <Check checked=names change=move |is| names.set(is)>{ours_live("Leaders know the names of those whom they want to meet")}</Check>
            <Problem words=problem/>
            <div class="row wrap"><button class="primary" disabled=move || !may.get()>"Save for candidates"</button></div>
        </Form>
    }
    .into_any()
}
