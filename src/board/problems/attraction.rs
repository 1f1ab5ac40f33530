//! "Is the role attracting the right talent?"

use leptos::prelude::*;

use crate::board::{
    desk::{desk, ours_live},
    kit::counted,
};
use crate::browser::page;
use crate::domain::{Advice, RoleId};
use crate::ui::day;

#[component]
pub fn Attraction(role: RoleId) -> impl IntoView {
    let found = Memo::new(move |_| {
        let today = desk().today.get();
        desk().tab().with(|state| state.attraction(role, today))
    });
    let sum = move || {
        found.with(|found| match found.sum() {
            (0, 0) => "Log CVs that were read, who answered, and first talks: this says week by week how many were worth one.".to_owned(),
            (0, 1) => "1 first talk in six weeks. Log the CVs that were read and who answered to see of how many.".to_owned(),
            (0, talked) => format!("{talked} first talks in six weeks. Log the CVs that were read and who answered to see of how many."),
            (came, 1) => format!("1 first talk of {came} who applied or answered, in six weeks."),
            (came, talked) => format!("{talked} first talks of {came} who applied or answered, in six weeks."),
        })
    };
    let weeks = move || {
        let today = desk().today.get();
        found.with(|found| {
            let lines = found.weeks.iter().map(|week| {
                let starts = day::dated(week.starts, today);
                view! { <li>{format!("Week of {starts}: {} of {}", week.talked, week.came)}</li> }
            });
            lines.collect_view()
        })
    };
    let reasons = move || {
        found.with(|found| {
            let lines = found.reasons.iter().map(|(sort, words)| {
                view! { <li><span dir="auto">{words.clone()}</span> <span class="small quiet">" · " {ours_live(sort.label())}</span></li> }
            });
            (!found.reasons.is_empty()).then(|| {
                view! {
                    <details class="more">
                        <summary>{format!("{} against the brief", counted(found.reasons.len(), "reason"))}</summary>
                        <ul class="origin">{lines.collect_view()}</ul>
                    </details>
                }
            })
        })
    };
    let advice = move || {
        found.with(|found| {
            let lines = found.advice.iter().map(|advice| {
                let words = match advice {
                    Advice::Must { what, times } => format!(
                        "{times} did not bring “{what}”: does it have to be there on the first day, and does the ad say it?"
                    ),
                    Advice::Unsaid { words, times } => format!(
                        "{times} were not wanted for “{words}”, which the brief does not ask for: say it there, and in the ad."
                    ),
                };
                view! { <li dir="auto">{words}</li> }
            });
            (!found.advice.is_empty()).then(|| view! { <ul class="origin">{lines.collect_view()}</ul> })
        })
    };
    let to_brief = move || {
        found.with(|found| !found.advice.is_empty()).then(|| {
            let go = move |_| {
                desk().turn_to("pains");
                page::focus("[aria-labelledby=role-brief] button".into());
            };
            view! { <div class="row wrap"><button on:click=go>"Change the brief"</button></div> }
        })
    };
    view! {
        <section class="card stack" aria-labelledby="role-attraction">
            <h2 id="role-attraction">"Is the role attracting the right talent?"</h2>
            <p>{sum}</p>
            <ul class="origin">{weeks}</ul>
            {reasons}
            {advice}
            {to_brief}
        </section>
    }
    .into_any()
}
