//! The form of a hire: its days, and what is to be known before the offer.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::amend::edits;
use crate::board::{
    desk::desk,
    kit::{Area, Base, Check, Field, Form, SaveOrCancel, heed, said},
};
use crate::browser::page;
use crate::domain::{HireDetails, HireId, hire::DAYS};

/// A day, or none.
fn day(typed: RwSignal<String>) -> Result<Option<NaiveDate>, String> {
    match typed.get_untracked().trim() {
        "" => Ok(None),
        day => match day.parse() {
            Ok(day) => Ok(Some(day)),
            Err(_) => Err("Give each day as year-month-day.".into()),
        },
    }
}

#[component]
pub fn HireForm(id: HireId, was: Box<HireDetails>, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let text = |words: &str| RwSignal::new(words.to_owned());
    let typed = |day: Option<NaiveDate>| RwSignal::new(day.map_or_else(String::new, |day| day.to_string()));
    let (name, matters, calls) = (text(&was.name), text(&was.matters), text(&was.calls));
    let (accept_by, yes_on) = (typed(was.accept_by), typed(was.yes_on));
    let (signed_on, starts_on) = (typed(was.signed_on), typed(was.starts_on));
    let left_on = typed(was.left_on);
    let without = RwSignal::new(was.without.clone());
    let base = Base::new(was);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let days = day(accept_by).and_then(|accept_by| {
            Ok((
                accept_by,
                day(yes_on)?,
                day(signed_on)?,
                day(starts_on)?,
                day(left_on)?,
            ))
        });
        let Some((accept_by, yes_on, signed_on, starts_on, left_on)) = heed(problem, days) else {
            return;
        };
        let was = base.get();
        let details = Box::new(HireDetails {
            name: name.get_untracked(),
            matters: matters.get_untracked(),
            calls: calls.get_untracked(),
            accept_by,
            yes_on,
            signed_on,
            starts_on,
            left_on,
            without: without.get_untracked(),
            ..(*was).clone()
        });
        let saved = base.submit(edits(id, details, was)).map_err(said);
        if let Some(undo) = heed(problem, saved) {
            desk().done("Saved.", undo);
            done.run(());
        }
    };
    let asked = DAYS.map(|day| {
        let change = move |is_asked: bool| {
            without.update(|without| {
                without.retain(|other| *other != day);
                if !is_asked {
                    without.push(day);
                }
            });
        };
        let checked = Signal::derive(move || without.with(|without| !without.contains(&day)));
        view! { <Check checked change>{format!("Day {day}")}</Check> }
    });
    let starts_first = move || {
        let day = |typed: RwSignal<String>| typed.with(|typed| typed.parse().ok());
        HireDetails::starts_first(day(yes_on), day(starts_on)).then(|| {
            view! { <p class="hint" role="status">"The first day comes before the yes. If they said yes earlier than it was noted, set that day, too."</p> }
        })
    };
    page::focus(format!("#hire-form-{id} input"));
    view! {
        <div id=format!("hire-form-{id}")><Form class="amend stack" save>
            <Field label="Their name" value=name/>
            <Area label="What matters to them?" value=matters rows=2 placeholder="Two days at home, and to lead people one day"/>
            <Field label="Who calls them with the offer?" value=calls/>
            <div class="grid-2">
                <Field label="Yes or no by" value=accept_by kind="date"/>
                <Field label="Said yes on" value=yes_on kind="date"/>
                <Field label="Contract signed on" value=signed_on kind="date"/>
                <Field label="First day" value=starts_on kind="date"/>
                <Field label="Last day, if they left early" value=left_on kind="date"/>
            </div>
            {starts_first}
            <div class="row wrap" role="group" aria-label="When somebody asks how it goes">
                <span class="small quiet">"Somebody asks how it goes at"</span>
                {asked}
            </div>
            <SaveOrCancel problem cancel=move |()| done.run(())/>
        </Form></div>
    }
    .into_any()
}
