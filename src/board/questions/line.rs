//! One thing that is looked for: what for, what is asked, what a good answer sounds like.

use leptos::prelude::*;

use super::{
    amend::{opens, tap},
    edit::EditCriterion,
    kept::Kept,
};
use crate::board::desk::desk;
use crate::domain::{
    CriterionId, RoleId,
    kit::{
        Asks, Criterion, Question, Tie,
        check::{Checked, check},
    },
};

/// As it is shown.
#[derive(Clone, PartialEq)]
struct Line {
    criterion: Criterion,
    /// The must-have, and the pain that it serves.
    thread: Vec<String>,
    is_first: bool,
}

fn line(role: RoleId, id: CriterionId) -> Memo<Option<Line>> {
    Memo::new(move |_| {
        desk().tab().with(|state| {
            let criteria = state.kit(role).criteria;
            let at = criteria.iter().position(|one| one.id == id)?;
            let criterion = criteria.into_iter().nth(at)?;
            let must = match criterion.serves {
                Some(Tie::Must(must)) => {
                    let musts = state.brief(role).spec.musts.into_iter();
                    musts.filter(|one| one.id == must).map(|one| one.what).next()
                }
                Some(Tie::Pain(_)) | None => None,
            };
            let pain = state.looked_for(role, criterion.serves);
            let pain = pain.map(|pain| pain.details.what.clone());
            Some(Line {
                thread: must.into_iter().chain(pain).collect(),
                criterion,
                is_first: at == 0,
            })
        })
    })
}

#[component]
pub fn CriterionLine(role: RoleId, id: CriterionId) -> impl IntoView {
    let line = line(role, id);
    let open = RwSignal::new(Kept::of(role, id).is_begun());
    let told = move || {
        line.get().map(|line| {
            let Criterion {
                what,
                happened,
                would,
                asks,
                anchors,
                minutes,
                ..
            } = line.criterion;
            let named = |deed: &str| format!("{deed}: {what}");
            let (edit, remove, earlier) = (named("Change"), named("Remove"), named("Ask earlier"));
            let take = move |_| {
                tap(role, "Taken out.", |details| details.criteria.retain(|one| one.id != id));
            };
            let swap = move |_| {
                tap(role, "Asked earlier.", |details| {
                    if let Some(at) = details.criteria.iter().position(|one| one.id == id)
                        && at > 0
                    {
                        details.criteria.swap(at - 1, at);
                    }
                });
            };
            let thread = if line.thread.is_empty() {
                view! { <p class="small quiet own">"for no pain point yet"</p> }.into_any()
            } else {
                let thread = line.thread.into_iter().map(|words| view! { <span aria-hidden="true">"→ "</span><bdi>{words}</bdi>" " });
                view! { <p class="small quiet"><span class="hidden">"for "</span>{thread.collect_view()}</p> }.into_any()
            };
            let (asked, other) = match asks {
                Asks::Happened => (happened, would),
                Asks::Would => (would, happened),
            };
            let up = (!line.is_first).then(|| {
                view! { <button class="close" aria-label=earlier title="Ask earlier" on:click=swap>"↑"</button> }
            });
            view! {
                <div class="row wrap line-head">
                    <h3 dir="auto">{what}</h3>
                    <div class="row line-actions">
                        <span class="small quiet nowrap">{format!("{minutes} min")}</span>
                        {up}
                        <button class="close" aria-label=edit title="Change" on:click=move |_| opens(open)>"✎"</button>
                        <button class="close" aria-label=remove title="Take out" on:click=take>"×"</button>
                    </div>
                </div>
                {thread}
                <p dir="auto">{asked.words.clone()}</p>
                {noted(&asked)}
                <details class="more">
                    <summary>"If they have nothing to tell, and what good looks like"</summary>
                    <p dir="auto">{other.words.clone()}</p>
                    {noted(&other)}
                    {signs(anchors)}
                </details>
            }
        })
    };
    let form = move || {
        let criterion = open.get().then(|| line.get_untracked()).flatten()?.criterion;
        Some(view! { <EditCriterion role criterion open/> })
    };
    view! { <li class="stack">{told} {form}</li> }.into_any()
}

/// What was pointed out in a question that stands, and why it stands.
fn noted(question: &Question) -> Option<AnyView> {
    let Checked::Risky(flags) = check(&question.words) else {
        return None;
    };
    let about: Vec<&str> = flags.iter().map(|flag| flag.about.label()).collect();
    let reason = if question.reason.is_empty() {
        "no reason given yet".to_owned()
    } else {
        format!("asked because: {}", question.reason)
    };
    let words = format!("Asks about {}; {reason}.", about.join(", "));
    Some(view! { <p class="small flag own" dir="auto">{words}</p> }.into_any())
}

/// What answers sound like, the weak one first.
fn signs([low, middle, high]: [String; 3]) -> impl IntoView {
    let signs = [(1, low), (3, middle), (5, high)].into_iter();
    let signs = signs.filter(|(_, words)| !words.is_empty());
    let signs = signs.map(|(worth, words)| view! { <dt>{worth}</dt><dd dir="auto">{words}</dd> });
    view! { <dl class="signs small">{signs.collect_view()}</dl> }
}
