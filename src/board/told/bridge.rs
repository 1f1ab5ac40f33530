//! The gap between the day on which somebody is needed and the desk, and what could bridge it: fixes with an owner and a date.

use leptos::prelude::*;

use super::plan::{Plan, leader_of};
use crate::board::{
    desk::desk,
    kit::{Field, Form, SaveOrCancel, heed, said},
    leader::WhoSees,
};
use crate::browser::{clock, page};
use crate::domain::{Body, FixDetails, FixId, FixState, PainId, Shown, at_the_desk, fix, gap};
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
        let notice = plan.notice();
        let at_desk = match (plan.newest(), plan.would_be()) {
            (Some(told), _) => told.terms.desk_by(),
            (None, Some(forecast)) => at_the_desk(forecast.range().eight, notice),
            (None, None) => return None,
        };
        Some((needed, at_desk, gap(at_desk, needed)))
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
        let Some((needed, at_desk, days)) = found.get() else {
            return view! {
                <p class="small quiet">"When is somebody needed at the desk? "
                    <button class="act-link" on:click=move |_| desk.turn_to("pains")>"Say it in the brief, under Pains"</button></p>
            }
            .into_any();
        };
        let today = desk.today.get();
        let Some(days) = days else {
            return view! { <p class="small">"It fits: somebody is needed by " {day::date(needed, today)} "."</p> }.into_any();
        };
        let words = format!(
            "Somebody is needed {}; at the desk likely {}: {} to bridge.",
            day::date(needed, today),
            day::date(at_desk, today),
            span(days),
        );
        let form = move || {
            let (way_chosen, pain) = (way.get()?, pain.get()?);
            Some(view! { <BridgeForm plan pain words=way_chosen way/> })
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
fn BridgeForm(
    plan: Plan,
    pain: PainId,
    words: &'static str,
    way: RwSignal<Option<&'static str>>,
) -> impl IntoView {
    let what = RwSignal::new(words.to_owned());
    let owner = RwSignal::new(leader_of(plan.role).map_or_else(String::new, |(_, name)| name));
    let in_two_weeks = clock::today() + chrono::Days::new(14);
    let due = RwSignal::new(in_two_weeks.to_string());
    let shown = RwSignal::new(Shown::Leader);
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
                <Field label="Who does it?" value=owner/>
                <Field label="By when?" value=due kind="date"/>
            </div>
            <WhoSees shown leader=None/>
            <SaveOrCancel problem cancel=move |()| way.set(None)/>
        </Form></div>
    }
    .into_any()
}
