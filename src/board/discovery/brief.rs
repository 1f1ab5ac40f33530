//! The brief on a role's page: what somebody must bring, the terms in one line, its versions, and who sees it.

use leptos::prelude::*;

use super::{
    amend::{self, Typed, tap},
    draft::opens,
    facts::RoleFacts,
    musts::Musts,
    seen,
    versions::Versions,
};
use crate::board::{
    desk::{desk, ours},
    kit::{Base, Field, Form, SaveOrCancel, Select},
    leader::WhoSees,
};
use crate::browser::clock;
use crate::domain::{BriefDetails, Must, MustId, Prompt, Role, RoleId};
use crate::ui::day;

const PROMPTS: &[Option<Prompt>] = &[
    None,
    Some(Prompt::Leader),
    Some(Prompt::Team),
    Some(Prompt::Market),
    Some(Prompt::Clearer),
];

#[component]
pub fn RoleBrief(role: RoleId) -> impl IntoView {
    let details = Memo::new(move |_| desk().tab().with(|state| state.brief(role)));
    let readers = Memo::new(move |_| desk().tab().with(|state| state.brief_readers(role)));
    // Before anybody is sought nobody asks why a brief changes.
    let asks_why = Memo::new(move |_| {
        desk().tab().with(|state| {
            let found = state.get::<Role>(role);
            found.is_ok_and(|role| role.sourced_since().is_some()) && !state.brief(role).spec.is_empty()
        })
    });
    let prompt = RwSignal::new(None::<Prompt>);
    let why = move || {
        asks_why.get().then(|| {
            view! {
                <Select class="field inline own" label="Why it changes" all=PROMPTS name=|prompt| ours(prompt.map_or("Not said", Prompt::label)) value=prompt/>
            }
        })
    };
    let edits = RwSignal::new(false);
    let form = move || edits.get().then(|| view! { <Terms role edits prompt/> });
    let seen = move || {
        let shown = details.with(|details| details.shown);
        let words = if readers.get() < shown {
            ours("shared with a former leader: only recruiters see it")
        } else {
            seen::circle(readers.get())
        };
        view! { <p class="small quiet own">{words}</p> }
    };
    view! {
        <section class="card stack brief" aria-labelledby="role-brief">
            <div class="row between wrap">
                <h2 id="role-brief">"The brief"</h2>
                <Versions role/>
            </div>
            <RoleFacts role/>
            <CopyLike role/>
            <Musts role prompt/>
            {move || details.with(terms)}
            {seen}
            {why}
            {form}
            <div class="row wrap"><button on:click=move |_| opens(edits)>"Terms, and who sees it"</button></div>
        </section>
    }
    .into_any()
}

/// What else was said of it, in one line.
fn terms(details: &BriefDetails) -> impl IntoView + use<> {
    let spec = &details.spec;
    let today = desk().today.get();
    let named = |name: &str, words: &str| (!words.is_empty()).then(|| format!("{name} {words}"));
    let parts = [
        named("pay", &spec.pay),
        named("in", &spec.places),
        named("decided by", &spec.decides),
        named("nice to have:", &spec.nice),
        details
            .needed_by
            .map(|day| format!("needed by {}", day::dated(day, today))),
        named("until then:", &details.cover),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| view! { <p class="small quiet" dir="auto">{parts.join(" · ")}</p> })
}

/// What was asked for in the nearest role, in one tap.
#[component]
fn CopyLike(role: RoleId) -> impl IntoView {
    let like = Memo::new(move |_| {
        desk().tab().with(|state| {
            let is_new = state.brief(role).spec.is_empty();
            let (other, _) = state.like_brief(role).filter(|_| is_new)?;
            Some((other.id, other.called().to_owned()))
        })
    });
    move || {
        let (other, title) = like.get()?;
        let copy = move |_| {
            let theirs = amend::now(other).spec;
            let copied = tap(role, None, |details| {
                // Whoever decides there is another, and so are the pains.
                let musts = theirs.musts.iter().map(|must| Must {
                    id: clock::fresh(MustId::new),
                    what: must.what.clone(),
                    pain: None,
                });
                details.spec.musts = musts.collect();
                (details.spec.nice, details.spec.pay, details.spec.places) =
                    (theirs.nice.clone(), theirs.pay.clone(), theirs.places.clone());
            });
            match copied {
                Ok(undo) => desk().done("Copied. Which pain does each of it serve here?", undo),
                Err(words) => desk().tab().complain(&words),
            }
        };
        Some(view! {
            <div class="row wrap"><button on:click=copy>"Copy from " <bdi>{title}</bdi></button></div>
        })
    }
}

#[component]
fn Terms(role: RoleId, edits: RwSignal<bool>, prompt: RwSignal<Option<Prompt>>) -> impl IntoView {
    let was = amend::now(role);
    let spec = was.spec.clone();
    let (nice, pay) = (RwSignal::new(spec.nice), RwSignal::new(spec.pay));
    let (places, decides) = (RwSignal::new(spec.places), RwSignal::new(spec.decides));
    let needed = RwSignal::new(was.needed_by.map_or_else(String::new, |day| day.to_string()));
    let (cover, shown) = (RwSignal::new(was.cover.clone()), RwSignal::new(was.shown));
    let problem = RwSignal::new(None::<String>);
    let typed = Typed {
        role,
        base: Base::new(was),
        problem,
        open: edits,
    };
    let save = move |()| {
        let needed_by = match needed.get_untracked().trim() {
            "" => None,
            day => match day.parse() {
                Ok(day) => Some(day),
                Err(_) => {
                    let words = "Give the day by which somebody is needed, as year-month-day.";
                    return problem.set(Some(words.into()));
                }
            },
        };
        typed.save(prompt.get_untracked(), |details| {
            details.needed_by = needed_by;
            details.spec.nice = nice.get_untracked();
            details.spec.pay = pay.get_untracked();
            details.spec.places = places.get_untracked();
            details.spec.decides = decides.get_untracked();
            details.cover = cover.get_untracked();
            details.shown = shown.get_untracked();
        });
    };
    view! {
        <Form class="amend stack" save>
            <div class="grid-2">
                <Field label="Nice to have" value=nice placeholder="dbt, Airflow"/>
                <Field label="Pay range" value=pay placeholder="£62k to £68k" hint=ours("On no page but the leader's")/>
                <Field label="Where" value=places placeholder="Leeds, two days in"/>
                <Field label="Who decides?" value=decides/>
                <Field label="Needed by" value=needed kind="date"/>
                <Field label="Who covers it until then?" value=cover hint="For recruiters only"/>
            </div>
            <WhoSees shown leader=None/>
            <SaveOrCancel problem cancel=move |()| edits.set(false)/>
        </Form>
    }
    .into_any()
}
