//! All problems of the workspace: proposed, open, fixed.

use leptos::prelude::*;

use super::{
    card::ProblemCard,
    form::{ProblemForm, kept},
    heard::Heard,
    proposal::ProposalCard,
};
use crate::board::{desk::desk, kit::counted};
use crate::browser::page;
use crate::domain::{Body, Cause, ProblemDetails, ProblemId, Proposal, RoleId, problem};

/// Raising one by hand, seen in this role if it is raised there.
#[component]
pub fn Raise(#[prop(optional)] role: Option<RoleId>) -> impl IntoView {
    let was = ProblemDetails::seen("", Cause::Capacity, role);
    let open = RwSignal::new(kept(None, &was).begun::<ProblemDetails>().is_some());
    let form = move || {
        open.get()
            .then(|| view! { <ProblemForm id=None was=Box::new(was.clone()) open/> })
    };
    let begin = move |_| {
        if !open.get_untracked() {
            open.set(true);
        }
    };
    view! {
        <div class="row wrap"><button on:click=begin>"Raise a problem"</button></div>
        {form}
    }
    .into_any()
}

/// Those that are proposed, as cards.
#[component]
pub fn Proposals(#[prop(into)] all: Signal<Vec<Proposal>>) -> impl IntoView {
    view! {
        <For each=move || all.get() key=|one| format!("{one:?}") let:proposal>
            <ProposalCard proposal/>
        </For>
    }
    .into_any()
}

#[component]
pub fn ProblemsPage() -> impl IntoView {
    page::set_title("Problems · Fulcrum");
    let proposals = Memo::new(move |_| desk().tab().with(|state| state.proposals()));
    let split = move |recurs| {
        Signal::derive(move || {
            let all = proposals.get().into_iter();
            all.filter(|one| one.recurs == recurs).collect::<Vec<_>>()
        })
    };
    let (proposed, seen) = (split(true), split(false));
    let problems = Memo::new(move |_| {
        desk().tab().with(|state| {
            let all = state.problems().into_iter();
            all.map(|problem| (problem.id, problem.is_open()))
                .collect::<Vec<_>>()
        })
    });
    let ids = move |open: bool| {
        move || {
            let all = problems.get().into_iter();
            all.filter(|(_, is_open)| *is_open == open)
                .map(|(id, _)| id)
                .collect::<Vec<ProblemId>>()
        }
    };
    let any_proposed = Memo::new(move |_| proposed.with(|all| !all.is_empty()));
    let any_seen = Memo::new(move |_| seen.with(|all| !all.is_empty()));
    let any =
        move |open| Memo::new(move |_| problems.with(|all| all.iter().any(|(_, is_open)| *is_open == open)));
    let (any_open, any_fixed) = (any(true), any(false));
    let echoes = Memo::new(move |_| desk().tab().with(|state| state.echoes()));
    let narrow = Memo::new(move |_| desk().tab().with(|state| state.narrow()));
    let nothing = move || {
        (echoes.with(Vec::is_empty) && narrow.with(Vec::is_empty) && !any_proposed.get() && !any_seen.get() && !any_open.get() && !any_fixed.get()).then(|| {
            view! {
                <section class="card stack">
                    <h2>"Nothing comes back yet"</h2>
                    <p class="quiet">"Say under Pains what is behind each, and of what kind it is. Once the same kind is behind pains of more than one role, it stands here; from six roles on, what comes back more often than chance would have it is proposed as a problem. Or raise one by hand."</p>
                </section>
            }
        })
    };
    view! {
        <div class="problems stack">
            <h1 tabindex="-1">"Problems"</h1>
            <p class="quiet">"What comes back from role to role, and no hire takes away. Each has an owner, a fix with a date, and a measure."</p>
            <Raise/>
            {nothing}
            <section class="card stack" aria-labelledby="problems-proposed" hidden=move || !any_proposed.get()>
                <h2 id="problems-proposed">"Proposed"</h2>
                <Proposals all=proposed/>
            </section>
            <section class="card stack" aria-labelledby="problems-open" hidden=move || !any_open.get()>
                <h2 id="problems-open">"Open"</h2>
                <For each=ids(true) key=|id| *id let:id><ProblemCard id/></For>
            </section>
            <section class="card stack" aria-labelledby="problems-seen" hidden=move || !any_seen.get()>
                <h2 id="problems-seen">"Seen more than once"</h2>
                <Proposals all=seen/>
            </section>
            <Heard echoes narrow/>
            <section class="card stack" aria-labelledby="problems-fixed" hidden=move || !any_fixed.get()>
                <h2 id="problems-fixed">"Fixed"</h2>
                <For each=ids(false) key=|id| *id let:id><ProblemCard id/></For>
            </section>
            <CalledNone/>
        </div>
    }
    .into_any()
}

/// What was said to be no problem, and the way to look at it again.
#[component]
fn CalledNone() -> impl IntoView {
    let none = Memo::new(move |_| {
        desk().tab().with(|state| {
            let all = state.no_problems().into_iter();
            let named = all.map(|problem| {
                (
                    problem.id,
                    problem.details.title.clone(),
                    problem.details.roles.len(),
                )
            });
            named.collect::<Vec<_>>()
        })
    });
    let lines = move || {
        let lines = none.get().into_iter().map(|(problem, title, count)| {
            let again = move |_| {
                let remove = problem::Command::RemoveProblem { problem };
                desk().tab().submit(Body::Problem(remove), "Looked at again.");
            };
            let label = format!("Look at it again: {title}");
            view! {
                <li class="row between">
                    <span><bdi>{title}</bdi> <span class="quiet">{format!(", seen in {}", counted(count, "role"))}</span></span>
                    <button aria-label=label on:click=again>"Look at it again"</button>
                </li>
            }
        });
        lines.collect_view()
    };
    view! {
        <section class="card stack" aria-labelledby="problems-none" hidden=move || none.with(Vec::is_empty)>
            <h2 id="problems-none">"Said to be no problem"</h2>
            <ul class="origin">{lines}</ul>
        </section>
    }
    .into_any()
}
