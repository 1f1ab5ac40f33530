//! One problem: who owns it, what is done by when, and where it is from.

use leptos::prelude::*;

use super::{
    amend::{self, tap},
    brief::ProblemBrief,
    fixed::{FixedForm, it_is_fixed},
    form::ProblemForm,
    origin::Origin,
    owner::OwnerForm,
};
use crate::board::{desk::desk, kit::tell};
use crate::browser::clock;
use crate::domain::{Body, Problem, ProblemDetails, ProblemId, problem};
use crate::ui::day;

#[component]
pub fn ProblemCard(id: ProblemId) -> impl IntoView {
    let found = Memo::new(move |_| desk().tab().with(|state| state.get::<Problem>(id).ok().cloned()));
    let open = Open {
        edits: RwSignal::new(false),
        briefs: RwSignal::new(false),
        owner: RwSignal::new(false),
        fixed: RwSignal::new(false),
    };
    // News change what is shown of it, not what is typed about it.
    let form = move || {
        open.edits.get().then(|| {
            let was = amend::now(id)?;
            Some(view! { <ProblemForm id=Some(id) was open=open.edits/> })
        })
    };
    let owner = move || {
        open.owner.get().then(|| {
            let was = amend::now(id)?;
            Some(view! { <OwnerForm id was open=open.owner/> })
        })
    };
    let fixed = move || {
        open.fixed.get().then(|| {
            let was = amend::now(id)?;
            Some(view! { <FixedForm id was open=open.fixed/> })
        })
    };
    let brief = move || {
        open.briefs
            .get()
            .then(|| view! { <ProblemBrief id open=open.briefs/> })
    };
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
                <Told problem open/>
                <Like id/>
                <Origin sources roles/>
            }
        })
    };
    view! {
        <article class="stack" id=format!("problem-{id}") tabindex="-1">
            {told}
            {owner}
            {fixed}
            {form}
            {brief}
        </article>
    }
    .into_any()
}

/// What stands open below it.
#[derive(Clone, Copy)]
struct Open {
    edits: RwSignal<bool>,
    briefs: RwSignal<bool>,
    owner: RwSignal<bool>,
    fixed: RwSignal<bool>,
}

/// `Sara Lund, Reward, by 3 May: new pay ranges`.
fn fixing(details: &ProblemDetails, owner: &str) -> String {
    let today = desk().today.get();
    let who = if owner.is_empty() && details.done_on.is_some() {
        "Nobody owned it".to_owned()
    } else if owner.is_empty() {
        "Nobody owns it yet".to_owned()
    } else {
        owner.to_owned()
    };
    let when = match (details.done_on, details.due, details.begun_on) {
        (Some(done), ..) => format!(", fixed {}", day::dated(done, today)),
        (None, Some(due), _) if owner.is_empty() => format!(", due {}", day::dated(due, today)),
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
fn Told(problem: Problem, open: Open) -> impl IntoView {
    let id = problem.id;
    let details = &problem.details;
    let owner = desk().tab().peek(|state| state.owner_of(details));
    let is_due = details.due.is_some_and(|due| due <= desk().today.get()) && problem.is_open();
    let (has_fix, is_open, title) = (!details.fix.is_empty(), problem.is_open(), details.title.clone());
    let fixed = move |_| {
        if has_fix {
            let today = clock::today();
            tap(id, it_is_fixed(), |details| details.done_on = Some(today));
        } else {
            open.fixed.set(true);
        }
    };
    let again = move |_| {
        tap(
            id,
            "Open again. Whoever read that it was fixed reads in their next update that it is not.",
            |details| details.done_on = None,
        );
    };
    let remove = {
        let remove = problem::Command::RemoveProblem { problem: id };
        move |_| {
            desk().tab().submit(Body::Problem(remove.clone()), "Removed.");
        }
    };
    let edit = move |_| open.edits.set(true);
    let briefs = open.briefs;
    let brief = move |_| briefs.update(|open| *open = !*open);
    let asks_owner = (is_open && owner.is_empty()).then(|| {
        let label = format!("Who owns it: {title}");
        view! { <button class="owner" aria-label=label on:click=move |_| open.owner.set(true)>"Who owns it?"</button> }
    });
    let step = if is_open {
        let words = if is_due { "Is it fixed? Yes" } else { "It is fixed" };
        view! {
            {asks_owner}
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
