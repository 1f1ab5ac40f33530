//! What is behind a pain: each answer under the one that it explains, and the next "why".

use leptos::prelude::*;

use super::seen;
use crate::board::{
    desk::desk,
    kit::{Area, Base, Field, Form, SaveOrCancel, Select, heed, said},
    leader::WhoSees,
};
use crate::browser::clock;
use crate::domain::{Body, Cause, Mark, PainId, Remedy, Shown, Why, WhyDetails, WhyId, why};

const MARKS: &[Option<Mark>] = &[None, Some(Mark::Fact), Some(Mark::Opinion), Some(Mark::Guess)];
const REMEDIES: &[Option<Remedy>] = &[None, Some(Remedy::Yes), Some(Remedy::Partly), Some(Remedy::No)];
const CAUSES: &[Option<Cause>] = &[
    None,
    Some(Cause::Capacity),
    Some(Cause::Capability),
    Some(Cause::Attrition),
    Some(Cause::RampUp),
    Some(Cause::Compensation),
    Some(Cause::Overload),
    Some(Cause::Drift),
    Some(Cause::SlowDecisions),
    Some(Cause::Inconsistency),
    Some(Cause::Attraction),
    Some(Cause::Closing),
    Some(Cause::Culture),
];
const OPEN: &str = "Not said yet";

/// An answer as its place shows it.
#[derive(Clone, PartialEq)]
struct Placed {
    why: Why,
    depth: usize,
    is_root: bool,
}

/// Which form stands open under an answer. Each has its own, which no other closes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    /// Why is that?
    Asks,
    Edits,
}

/// Opens a form; one that is open stays as it was typed.
fn opens(open: RwSignal<Open>, which: Open) {
    if open.get_untracked() != which {
        open.set(which);
    }
}

#[component]
pub fn Ladder(pain: PainId, readers: Memo<Shown>) -> impl IntoView {
    let desk = desk();
    let ladder = Memo::new(move |_| {
        desk.tab().with(|state| {
            let rungs = state.ladder(pain).into_iter();
            let placed = rungs.map(|rung| Placed {
                why: rung.why.clone(),
                depth: rung.depth,
                is_root: rung.is_root,
            });
            placed.collect::<Vec<_>>()
        })
    });
    let open = RwSignal::new(Open::Nothing);
    let ids = move || ladder.with(|ladder| ladder.iter().map(|placed| placed.why.id).collect::<Vec<_>>());
    let asks_first = move || (open.get() == Open::Asks).then(|| view! { <AskWhy pain under=None open/> });
    let first = move || {
        if ladder.with(Vec::is_empty) {
            "Why is that?"
        } else {
            "Another answer to why"
        }
    };
    view! {
        <ol class="ladder" aria-label="What's behind it">
            <For each=ids key=|id| *id let:id>
                <Rung id placed=Memo::new(move |_| ladder.with(|ladder| ladder.iter().find(|placed| placed.why.id == id).cloned())) pain readers/>
            </For>
        </ol>
        {asks_first}
        <div class="row wrap">
            <button on:click=move |_| opens(open, Open::Asks)>{first}</button>
        </div>
    }
    .into_any()
}

#[component]
fn Rung(id: WhyId, placed: Memo<Option<Placed>>, pain: PainId, readers: Memo<Shown>) -> impl IntoView {
    let open = RwSignal::new(Open::Nothing);
    // As deep as a phone has room for.
    let depth = move || {
        placed
            .with(|placed| placed.as_ref().map_or(1, |placed| placed.depth.min(6)))
            .to_string()
    };
    // News change what is shown of it, not what is typed about it.
    let form = move || match open.get() {
        Open::Nothing => None,
        Open::Asks => Some(view! { <AskWhy pain under=Some(id) open/> }.into_any()),
        Open::Edits => {
            let why = placed.with_untracked(|placed| placed.as_ref().map(|placed| placed.why.clone()))?;
            Some(view! { <EditWhy why open/> }.into_any())
        }
    };
    view! {
        <li data-depth=depth class:root=move || placed.with(|placed| placed.as_ref().is_some_and(|placed| placed.is_root))>
            {move || placed.get().map(|placed| view! { <Answer placed open readers/> })}
            {form}
        </li>
    }
    .into_any()
}

#[component]
fn Answer(placed: Placed, open: RwSignal<Open>, readers: Memo<Shown>) -> impl IntoView {
    let Placed { why, is_root, .. } = placed;
    let (id, details) = (why.id, why.details);
    let answer = details.answer.clone();
    let (ask, edit, remove) = (
        format!("Why is that: {answer}"),
        format!("Change: {answer}"),
        format!("Remove: {answer}"),
    );
    let mark = details
        .mark
        .map(|mark| format!("{} · ", mark.label().to_lowercase()));
    let behind = is_root.then(|| {
        let cause = details.cause.map_or_else(
            || "This is behind it".to_owned(),
            |cause| format!("This is behind it: {}", cause.label().to_lowercase()),
        );
        let remedy = details
            .cause
            .map(|cause| format!(" Helps first: {}.", cause.first_remedy().to_lowercase()));
        let hire = details.hire.map_or(" Does a hire fix it?", |hire| match hire {
            Remedy::Yes => " A hire fixes it.",
            Remedy::Partly => " A hire fixes it in part.",
            Remedy::No => " No hire fixes it.",
        });
        view! { <p class="small own"><b>{cause}</b>"." {hire} {remedy}</p> }
    });
    let on_page = why.told.then_some("The leader, on their page · ");
    let owner = (!details.owner.is_empty()).then(|| format!("{} could change it · ", details.owner));
    let take = move |_| {
        desk()
            .tab()
            .submit(Body::Why(why::Command::RemoveWhy { why: id }), "Removed.");
    };
    view! {
        <div class="row between">
            <p class="answer" dir="auto">{answer}</p>
            <div class="row line-actions">
                <button class="close" aria-label=edit title="Change" on:click=move |_| opens(open, Open::Edits)>"✎"</button>
                <button class="close" aria-label=remove title="Remove" on:click=take>"×"</button>
            </div>
        </div>
        <p class="small quiet own">{on_page} {mark} {owner} {move || seen::of_part(details.shown, readers.get())}</p>
        {behind}
        <button class="ask" aria-label=ask on:click=move |_| opens(open, Open::Asks)>"And why is that?"</button>
    }
    .into_any()
}

#[component]
fn AskWhy(pain: PainId, under: Option<WhyId>, open: RwSignal<Open>) -> impl IntoView {
    let answer = RwSignal::new(String::new());
    let mark = RwSignal::new(None::<Mark>);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let details = WhyDetails {
            mark: mark.get_untracked(),
            ..WhyDetails::answer(answer.get_untracked())
        };
        let add = why::Command::AddWhy {
            why: clock::fresh(WhyId::new),
            pain,
            under,
            details,
        };
        let added = desk().tab().try_submit(Body::Why(add)).map_err(said);
        if let Some(undo) = heed(problem, added) {
            desk().done("Written down; only recruiters see it.", undo);
            open.set(Open::Nothing);
        }
    };
    view! {
        <Form class="amend stack" save>
            <Area label="Why is that?" value=answer rows=2/>
            <Select label="Fact, opinion or guess? Your own mark, never shown" all=MARKS name=mark_label value=mark/>
            <SaveOrCancel problem words="Write it down" cancel=move |()| open.set(Open::Nothing)/>
        </Form>
    }
    .into_any()
}

fn mark_label(mark: Option<Mark>) -> &'static str {
    mark.map_or(OPEN, Mark::label)
}

#[component]
fn EditWhy(why: Why, open: RwSignal<Open>) -> impl IntoView {
    let (id, details) = (why.id, why.details);
    let (answer, owner) = (
        RwSignal::new(details.answer.clone()),
        RwSignal::new(details.owner.clone()),
    );
    let mark = RwSignal::new(details.mark);
    let (cause, hire) = (RwSignal::new(details.cause), RwSignal::new(details.hire));
    let shown = RwSignal::new(details.shown);
    let base = Base::new(details);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let tab = desk().tab();
        let edit = why::Command::EditWhy {
            why: id,
            details: WhyDetails {
                answer: answer.get_untracked(),
                mark: mark.get_untracked(),
                owner: owner.get_untracked(),
                cause: cause.get_untracked(),
                hire: hire.get_untracked(),
                shown: shown.get_untracked(),
            },
            base: Some(base.get()),
        };
        let now = || tab.peek(|state| state.get::<Why>(id).ok().map(|why| why.details.clone()));
        let saved = tab.try_submit(Body::Why(edit));
        let saved = saved
            .inspect_err(|refusal| base.catch_up(refusal, now))
            .map_err(said);
        if let Some(undo) = heed(problem, saved) {
            desk().done("Saved.", undo);
            open.set(Open::Nothing);
        }
    };
    view! {
        <Form class="amend stack" save>
            <Area label="Answer" value=answer rows=2/>
            <div class="grid-2">
                <Select label="Your own mark, never shown" all=MARKS name=mark_label value=mark/>
                <Field label="Who could change it?" value=owner/>
                <Select label="What kind of cause is it?" all=CAUSES name=|cause| cause.map_or(OPEN, Cause::label) value=cause/>
                <Select label="Does a hire fix it?" all=REMEDIES name=|hire| hire.map_or(OPEN, Remedy::label) value=hire/>
            </div>
            <WhoSees shown leader=None/>
            <SaveOrCancel problem cancel=move |()| open.set(Open::Nothing)/>
        </Form>
    }
    .into_any()
}
