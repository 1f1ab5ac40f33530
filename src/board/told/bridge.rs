//! The gap between the day on which somebody is needed and the desk, and what could bridge it: fixes with an owner and a date.

use leptos::prelude::*;

use super::plan::Plan;
use crate::board::{
    desk::desk,
    discovery::of_part,
    kit::{Field, Form, SaveOrCancel, heed, said},
    leader::WhoSees,
};
use crate::browser::{clock, page};
use crate::domain::{Body, Coming, FixDetails, FixId, FixState, PainId, Shown, fix, gap};
use crate::ui::{day, span};

#[component]
pub fn Bridge(plan: Plan) -> impl IntoView {
    let desk = desk();
    let found = Memo::new(move |_| {
        let needed = plan.needed_by()?;
        Some((
            needed,
            plan.stands().map(|stands| (stands.coming(), stands.is_told)),
        ))
    });
    let pain = Memo::new(move |_| {
        desk.tab()
            .with(|state| state.pain_to_bridge(plan.role).map(|pain| pain.id))
    });
    let left = Memo::new(move |_| desk.tab().with(|state| state.bridges_left(plan.role)));
    let way = RwSignal::new(None::<&'static str>);
    let chips = move || {
        let chips = left.get().into_iter().map(|one| {
            let is_it = move || (way.get() == Some(one)).to_string();
            let choose = move |_| {
                way.set(Some(one));
                page::focus("#bridge-form input".into());
            };
            view! { <button type="button" class="tap" aria-pressed=is_it on:click=choose>{one}</button> }
        });
        let chips = chips.collect::<Vec<_>>();
        (!chips.is_empty())
            .then(|| view! { <div class="taps" role="group" aria-label="To bridge it">{chips}</div> })
            .into_any()
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
        let Some((coming, is_told)) = coming else {
            return view! { <p class="small">"Somebody is needed by " {needed_by} "."</p> }.into_any();
        };
        let likely = if is_told { "as told" } else { "likely" };
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
                "Somebody is needed {needed_by}; at the desk, {likely}, {}: {} to bridge.",
                day::date(on, today),
                span(days),
            ),
            (Coming::Yes(by), Some(days)) => format!(
                "Somebody is needed {needed_by}; a yes, {likely}, by {}: {} to bridge, and the notice.",
                day::date(by, today),
                span(days),
            ),
        };
        let form = move || {
            let (way_chosen, pain) = (way.get()?, pain.get()?);
            Some(view! { <BridgeForm pain words=way_chosen way/> })
        };
        let opens = move || {
            if pain.get().is_some() {
                return chips();
            }
            view! { <button class="act-link" on:click=move |_| desk.turn_to("pains")>"Write down what hurts first"</button> }.into_any()
        };
        view! {
            <div class="gap stack">
                <p class="strong">{words}</p>
                <Helping plan/>
                {opens}
                {form}
            </div>
        }
        .into_any()
    }
}

/// What helps until then, as it is written down under Pains.
#[component]
fn Helping(plan: Plan) -> impl IntoView {
    let desk = desk();
    let there = Memo::new(move |_| {
        desk.tab().with(|state| {
            let there = state.bridges(plan.role).into_iter();
            there
                .map(|fix| (fix.details.clone(), state.readers(fix.pain)))
                .collect::<Vec<_>>()
        })
    });
    let one = move |(fix, readers): (FixDetails, Shown)| {
        let today = desk.today.get();
        view! {
            <li>
                <p dir="auto">{fix.what}</p>
                <p class="small quiet">
                    {fix.state.label()} " · " <bdi>{fix.owner}</bdi> ", by " {day::dated(fix.due, today)} " · " {of_part(fix.shown, readers)}
                </p>
            </li>
        }
    };
    move || {
        let there = there.get();
        (!there.is_empty()).then(|| {
            view! {
                <ul class="plain" aria-label="What helps until then">{there.into_iter().map(one).collect_view()}</ul>
                <p class="small"><button class="act-link" on:click=move |_| desk.turn_to("pains")>"Change it under Pains"</button></p>
            }
        })
    }
}

#[component]
fn BridgeForm(pain: PainId, words: &'static str, way: RwSignal<Option<&'static str>>) -> impl IntoView {
    let what = RwSignal::new(words.to_owned());
    let owner = RwSignal::new(String::new());
    let in_two_weeks = clock::today() + chrono::Days::new(14);
    let due = RwSignal::new(in_two_weeks.to_string());
    let shown = RwSignal::new(Shown::Us);
    // Whoever does not see the pain sees none of what is done against it.
    let is_shared = Memo::new(move |_| desk().tab().with(|state| state.readers(pain) > Shown::Us));
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
                shown: if is_shared.get_untracked() {
                    shown.get_untracked()
                } else {
                    Shown::Us
                },
            },
        };
        if let Some(undo) = heed(problem, desk().tab().try_submit(Body::Fix(add)).map_err(said)) {
            desk().done("Written down, among the fixes under Pains.", undo);
            way.set(None);
        }
    };
    let sees = move || {
        if is_shared.get() {
            return view! { <WhoSees shown leader=None/> }.into_any();
        }
        view! {
            <p class="small quiet">
                "Only recruiters see it, as they alone see what hurts. "
                <button type="button" class="act-link" on:click=move |_| desk().turn_to("pains")>"Share the pain first, under Pains"</button>
            </p>
        }
        .into_any()
    };
    view! {
        <div id="bridge-form"><Form class="amend stack" save>
            <Field label="What bridges it?" value=what/>
            <div class="grid-2">
                <Field label="Who does it?" value=owner placeholder="Priya with HR"/>
                <Field label="By when?" value=due kind="date"/>
            </div>
            {sees}
            <SaveOrCancel problem cancel=move |()| way.set(None)/>
        </Form></div>
    }
    .into_any()
}
