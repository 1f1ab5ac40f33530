//! One problem: who owns it, what is done by when, and where it is from.

use leptos::prelude::*;

use super::{
    amend::{self, tap, tell},
    brief::ProblemBrief,
    form::ProblemForm,
    origin::Origin,
};
use crate::board::desk::desk;
use crate::browser::{clock, page};
use crate::domain::{Body, Problem, ProblemDetails, ProblemId, problem};
use crate::ui::day;

#[component]
pub fn ProblemCard(id: ProblemId) -> impl IntoView {
    let found = Memo::new(move |_| desk().tab().with(|state| state.get::<Problem>(id).ok().cloned()));
    let (edits, briefs) = (RwSignal::new(false), RwSignal::new(false));
    // News change what is shown of it, not what is typed about it.
    let form = move || {
        edits.get().then(|| {
            let was = amend::now(id)?;
            Some(view! { <ProblemForm id=Some(id) was open=edits/> })
        })
    };
    let brief = move || briefs.get().then(|| view! { <ProblemBrief id open=briefs/> });
    let sources = Signal::derive(move || {
        desk().tab().with(|state| {
            let problem = state.get::<Problem>(id).ok();
            problem
                .map(|problem| state.sources_for(problem))
                .unwrap_or_default()
        })
    });
    let roles = Signal::derive(move || {
        desk().tab().with(|state| {
            let problem = state.get::<Problem>(id).ok();
            let roles = problem.map(|problem| state.seen_in(problem)).unwrap_or_default();
            roles.into_iter().collect::<Vec<_>>()
        })
    });
    let told = move || {
        found.get().map(|problem| {
            view! {
                <Told problem edits briefs/>
                <Like id/>
                <Origin sources roles/>
            }
        })
    };
    view! {
        <article class="stack" id=format!("problem-{id}") tabindex="-1">
            {told}
            {form}
            {brief}
        </article>
    }
    .into_any()
}

/// `Sara Lund, Reward, by 3 May: new pay ranges`.
fn fixing(details: &ProblemDetails, owner: &str) -> String {
    let today = desk().today.get();
    let who = if owner.is_empty() {
        "Nobody owns it yet".to_owned()
    } else {
        owner.to_owned()
    };
    let when = match (details.done_on, details.due, details.begun_on) {
        (Some(done), ..) => format!(", fixed {}", day::dated(done, today)),
        (None, Some(due), _) => format!(", by {}", day::dated(due, today)),
        (None, None, Some(begun)) => format!(", begun {}", day::dated(begun, today)),
        (None, None, None) => String::new(),
    };
    let fix = if details.fix.is_empty() {
        String::new()
    } else {
        format!(": {}", details.fix)
    };
    format!("{who}{when}{fix}")
}

/// `Offers declined for pay: 4 of 6 before, 1 of 6 after`.
fn measured(details: &ProblemDetails) -> Option<String> {
    let named = |words: &str, when: &str| (!words.is_empty()).then(|| format!("{words} {when}"));
    let values = [named(&details.before, "before"), named(&details.after, "after")];
    let values: Vec<String> = values.into_iter().flatten().collect();
    let measure = if details.measure.is_empty() {
        "Measured"
    } else {
        &details.measure
    };
    match values.as_slice() {
        [] if details.measure.is_empty() => None,
        [] => Some(format!("Measure: {measure}")),
        values => Some(format!("{measure}: {}", values.join(", "))),
    }
}

#[component]
fn Told(problem: Problem, edits: RwSignal<bool>, briefs: RwSignal<bool>) -> impl IntoView {
    let id = problem.id;
    let details = &problem.details;
    let owner = desk().tab().peek(|state| state.owner_of(details));
    let is_due = details.due.is_some_and(|due| due <= desk().today.get()) && problem.is_open();
    let (has_fix, is_open, title) = (!details.fix.is_empty(), problem.is_open(), details.title.clone());
    let fixed = move |_| {
        if has_fix {
            let today = clock::today();
            tap(
                id,
                "Fixed. The next update of each leader it hit says so.",
                |details| {
                    details.done_on = Some(today);
                },
            );
        } else {
            // What was done is told to leaders: it is written down first.
            edits.set(true);
            page::focus(format!("#problem-{id} textarea"));
        }
    };
    let again = move |_| tap(id, "Open again.", |details| details.done_on = None);
    let remove = {
        let remove = problem::Command::RemoveProblem { problem: id };
        move |_| {
            desk().tab().submit(Body::Problem(remove.clone()), "Removed.");
        }
    };
    let edit = move |_| edits.set(true);
    let brief = move |_| briefs.update(|open| *open = !*open);
    let step = if is_open {
        let words = if is_due { "Is it fixed? Yes" } else { "It is fixed" };
        view! {
            <button class:primary=is_due on:click=fixed>{words}</button>
            <button aria-expanded=move || briefs.get().to_string() on:click=brief>"Brief for its owner"</button>
        }
        .into_any()
    } else {
        view! { <button on:click=again>"It is open again"</button> }.into_any()
    };
    view! {
        <div class="row between">
            <h3 dir="auto">{title.clone()}</h3>
            <div class="row line-actions">
                <button class="close" aria-label=format!("Change: {title}") title="Change" on:click=edit>"✎"</button>
                <button class="close" aria-label=format!("Remove: {title}") title="Remove" on:click=remove>"×"</button>
            </div>
        </div>
        <p><span class="tag" class:late=is_due class:good=!is_open>{details.category.label()}</span></p>
        <p dir="auto">{fixing(details, &owner)}</p>
        {measured(details).map(|words| view! { <p class="small quiet" dir="auto">{words}</p> })}
        <div class="row wrap">{step}</div>
    }
    .into_any()
}

/// What may be the same, in other words: a person says whether it is.
#[component]
fn Like(id: ProblemId) -> impl IntoView {
    let like = Memo::new(move |_| {
        desk().tab().with(|state| {
            let problem = state.get::<Problem>(id).ok()?;
            let like = state
                .like(problem)
                .into_iter()
                .find(|other| other.into.is_none() && problem.into.is_none())?;
            Some((like.id, like.details.title.clone()))
        })
    });
    move || {
        let (other, title) = like.get()?;
        let merge = move |_| {
            let merge = problem::Command::MergeProblem {
                problem: id,
                into: other,
            };
            tell("Put together.", desk().tab().try_submit(Body::Problem(merge)));
        };
        Some(view! {
            <p class="small hint">"The same as “"<bdi>{title}</bdi>"”? "
                <button class="act-link" on:click=merge>"Put them together"</button>
            </p>
        })
    }
}
