//! When the date told no longer holds: a person says so first.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::plan::{Plan, leader_of};
use crate::board::{desk::desk, leader::CallLink};
use crate::browser::page;
use crate::domain::{Body, Expectation, Leader, expectation};

#[component]
pub fn NotReached(plan: Plan, told: Expectation, likely: NaiveDate, words: String) -> impl IntoView {
    let (leader, name) = leader_of(plan.role)?;
    let phone = desk().tab().peek(|state| {
        state
            .get::<Leader>(leader)
            .map_or_else(|_| String::new(), |leader| leader.details.phone.clone())
    });
    let (id, tries) = (told.id, told.tries.len());
    let today = desk().today.get();
    let cadence = desk().tab().peek(|state| state.settings().cadence);
    let stands = told.overtaken(today, &cadence).is_some();
    let again = move |_| {
        desk().tab().submit(
            Body::Expectation(expectation::Command::TryToTell {
                expectation: id,
                yes_by: likely,
            }),
            "Noted. Try again later.",
        );
    };
    let talked = |_| {
        page::focus("#tell-form input, #tell-form button".into());
    };
    let so_far = match tries {
        _ if stands => format!(
            "Tried {tries} times, and not reached: whatever page of {name}’s shows this date shows the new one now."
        ),
        0 => format!(
            "Bad news comes from a person first: whatever page of {name}’s shows this date keeps it until you have talked."
        ),
        1 => "Tried once. After two tries and two business days the page says it.".into(),
        tries => format!("Tried {tries} times. Two business days after the first the page says it."),
    };
    Some(view! {
        <div class="slip stack" role="status">
            <p class="strong">{words} " Call " <bdi>{name.clone()}</bdi> "."</p>
            <p class="small">{so_far}</p>
            <div class="row wrap">
                <CallLink name=name.clone() phone/>
                <button class="primary" on:click=talked>"We talked"</button>
                <button on:click=again>"Not reached"</button>
            </div>
        </div>
    })
}
