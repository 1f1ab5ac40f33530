//! The gap between the day on which somebody is needed and the desk, and what could bridge it: fixes with an owner and a date.

use leptos::prelude::*;

use super::plan::Plan;
use crate::board::{
    desk::desk,
    kit::{Field, Form, SaveOrCancel, heed, said},
    leader::WhoSees,
};
use crate::browser::{clock, page};
use crate::domain::{Body, Coming, FixDetails, FixId, FixState, PainId, Shown, fix, gap};
use crate::ui::{day, span};

/// What bridges a gap, as it is most often done.
const WAYS: [&str; 4] = [
    "Cover within the team",
    "A contractor until then",
    "Split the role",
    "Stop or move some of the work",
];

#[component]
pub fn Bridge(plan: Plan) -> impl IntoView {
    let desk = desk();
    let found = Memo::new(move |_| {
        let needed = plan.needed_by()?;
        Some((needed, plan.stands().map(|stands| stands.coming())))
    });
    let pain = Memo::new(move |_| {
        desk.tab()
            .with(|state| state.pains(plan.role).first().map(|pain| pain.id))
    });
    let way = RwSignal::new(None::<&'static str>);
    let chips = move || {
        let chips = WAYS.map(|one| {
            let is_it = move || (way.get() == Some(one)).to_string();
            let choose = move |_| {
                way.set(Some(one));
                page::focus("#bridge-form input".into());
            };
            view! { <button type="button" class="tap" aria-pressed=is_it on:click=choose>{one}</button> }
        });
        chips.collect_view().into_any()
    };
    move || {
        let Some((needed, coming)) = found.get() else {
            return view! {
                <p class="small quiet">"When is somebody needed at the desk? "
                    <button class="act-link" on:click=move |_| desk.turn_to("pains")>"Say it in the brief, under Pains"</button></p>
            }
            .into_any();
        };
        let today = desk.today.get();
        let needed_by = day::date(needed, today);
        let Some(coming) = coming else {
            return view! { <p class="small">"Somebody is needed by " {needed_by} "."</p> }.into_any();
        };
        let words = match (coming, gap(coming.day(), needed)) {
            (Coming::Desk(_), None) => {
                return view! { <p class="small">"It fits: somebody is needed by " {needed_by} "."</p> }
                    .into_any();
            }
            (Coming::Yes(_), None) => {
                return view! { <p class="small">"Somebody is needed by " {needed_by} ": whether it fits depends on the notice."</p> }
                    .into_any();
            }
            (Coming::Desk(on), Some(days)) => format!(
                "Somebody is needed {needed_by}; at the desk likely {}: {} to bridge.",
                day::date(on, today),
                span(days),
            ),
            (Coming::Yes(by), Some(days)) => format!(
                "Somebody is needed {needed_by}; a yes is likely by {}: {} to bridge, and the notice.",
                day::date(by, today),
                span(days),
            ),
        };
        let form = move || {
            let (way_chosen, pain) = (way.get()?, pain.get()?);
            Some(view! { <BridgeForm pain words=way_chosen way/> })
        };
        let opens = if pain.get().is_some() {
            chips()
        } else {
            view! { <button class="act-link" on:click=move |_| desk.turn_to("pains")>"Write down what hurts first"</button> }.into_any()
        };
        view! {
            <div class="gap stack">
                <p class="strong">{words}</p>
                <div class="taps" role="group" aria-label="To bridge it">{opens}</div>
                {form}
            </div>
        }
        .into_any()
    }
}

#[component]
fn BridgeForm(pain: PainId, words: &'static str, way: RwSignal<Option<&'static str>>) -> impl IntoView {
    let what = RwSignal::new(words.to_owned());
    let owner = RwSignal::new(String::new());
    let in_two_weeks = clock::today() + chrono::Days::new(14);
    let due = RwSignal::new(in_two_weeks.to_string());
    let shown = RwSignal::new(Shown::Us);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let Ok(due) = due.get_untracked().parse() else {
            return problem.set(Some(
                "Give the day by which it is done, as year-month-day.".into(),
            ));
        };
        let add = fix::Command::AddFix {
            fix: clock::fresh(FixId::new),
            pain,
            details: FixDetails {
                what: what.get_untracked(),
                owner: owner.get_untracked(),
                due,
                state: FixState::Planned,
                shown: shown.get_untracked(),
            },
        };
        if let Some(undo) = heed(problem, desk().tab().try_submit(Body::Fix(add)).map_err(said)) {
            desk().done("Written down, among the fixes under Pains.", undo);
            way.set(None);
        }
    };
    view! {
        <div id="bridge-form"><Form class="amend stack" save>
            <Field label="What bridges it?" value=what/>
            <div class="grid-2">
                <Field label="Who does it?" value=owner placeholder="Priya with HR"/>
                <Field label="By when?" value=due kind="date"/>
            </div>
            <WhoSees shown leader=None/>
            <SaveOrCancel problem cancel=move |()| way.set(None)/>
        </Form></div>
    }
    .into_any()
}
