//! What is behind a pain: each answer under the one that it explains, and the next "why".

use leptos::prelude::*;

use super::{
    draft::Draft,
    seen::{self, ReadBy},
};
use crate::board::{
    desk::{desk, ours, ours_live},
    kit::{Area, Base, Field, Form, SaveOrCancel, Select, heed, said},
    leader::WhoSees,
};
use crate::browser::{clock, page};
use crate::domain::{self, Body, Cause, Mark, PainId, PainPoint, Remedy, Shown, Why, WhyDetails, WhyId, why};

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
    /// Nothing explains it yet.
    is_last: bool,
    /// Of a second answer to the same why, what both explain; empty for the pain itself.
    beside: Option<String>,
}

fn placed(ladder: &[domain::Rung]) -> Vec<Placed> {
    let mut above: Vec<&Why> = Vec::new();
    let mut placed: Vec<Placed> = Vec::new();
    for (at, rung) in ladder.iter().enumerate() {
        // One that stands there already explains the same.
        let is_beside = above.len() >= rung.depth;
        above.truncate(rung.depth - 1);
        let explained = above.last().map_or("", |why| why.details.answer.as_str());
        above.push(rung.why);
        placed.push(Placed {
            why: rung.why.clone(),
            depth: rung.depth,
            is_root: rung.is_root,
            is_last: ladder.get(at + 1).is_none_or(|next| next.depth <= rung.depth),
            beside: is_beside.then(|| explained.to_owned()),
        });
    }
    placed
}

/// Which form stands open under an answer. Each has its own, which no other closes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    /// Why is that?
    Asks,
    Edits,
    /// Who sees it.
    Shares,
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
    let ladder = Memo::new(move |_| desk.tab().with(|state| placed(&state.ladder(pain))));
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
    let depth = move || {
        placed
            .with(|placed| placed.as_ref().map_or(1, |placed| placed.depth))
            .to_string()
    };
    let beside = move || {
        let beside = placed.with(|placed| placed.as_ref()?.beside.clone())?;
        let words = if beside.is_empty() {
            "Another answer to why it hurts".to_owned()
        } else {
            format!("Another answer to why: {beside}")
        };
        Some(view! { <p class="beside small quiet" dir="auto">{words}</p> })
    };
    // News change what is shown of it, not what is typed about it.
    let form = move || match open.get() {
        Open::Nothing => None,
        Open::Asks => Some(view! { <AskWhy pain under=Some(id) open/> }.into_any()),
        Open::Edits => {
            let why = placed.with_untracked(|placed| placed.as_ref().map(|placed| placed.why.clone()))?;
            Some(view! { <EditWhy why open/> }.into_any())
        }
        Open::Shares => {
            let why = placed.with_untracked(|placed| placed.as_ref().map(|placed| placed.why.clone()))?;
            Some(view! { <Share why readers/> }.into_any())
        }
    };
    view! {
        <li data-depth=depth class:root=move || placed.with(|placed| placed.as_ref().is_some_and(|placed| placed.is_root))>
            {beside}
            {move || placed.get().map(|placed| view! { <Answer placed open readers/> })}
            {form}
        </li>
    }
    .into_any()
}

#[component]
fn Answer(placed: Placed, open: RwSignal<Open>, readers: Memo<Shown>) -> impl IntoView {
    let Placed {
        why,
        is_root,
        is_last,
        ..
    } = placed;
    let (id, details) = (why.id, why.details);
    let answer = details.answer.clone();
    let (ask, edit, remove) = (
        if is_last {
            format!("Why is that: {answer}")
        } else {
            format!("Another answer to why: {answer}")
        },
        format!("Change: {answer}"),
        format!("Remove: {answer}"),
    );
    let behind = is_root.then(|| match details.cause {
        None => "this is behind it".to_owned(),
        Some(cause) => format!("this is behind it: {}", cause.label().to_lowercase()),
    });
    let on_page = why.told.then(|| ours("the leader, on their page").to_owned());
    let mark = details.mark.map(|mark| mark.label().to_lowercase());
    let owner = (!details.owner.is_empty()).then(|| format!("{} could change it", details.owner));
    let meta: Vec<String> = [on_page, mark, owner, behind].into_iter().flatten().collect();
    let meta = meta.join(" · ");
    let take = move |_| {
        desk()
            .tab()
            .submit(Body::Why(why::Command::RemoveWhy { why: id }), "Removed.");
    };
    let sees = format!("Who sees: {answer}");
    let shares = move |_| {
        open.set(if open.get_untracked() == Open::Shares {
            Open::Nothing
        } else {
            Open::Shares
        });
    };
    let shown = details.shown;
    view! {
        <div class="rung">
            <p class="answer" dir="auto">{answer}</p>
            <button class="act-link own" aria-label=sees on:click=shares>
                {move || view! { <ReadBy readers=shown.min(readers.get()) title=seen::of_part(shown, readers.get())/> }}
            </button>
        </div>
        <div class="row wrap acts">
            <p class="small quiet own">{meta}</p>
            <button class="act-link" class:later=!is_last aria-label=ask on:click=move |_| opens(open, Open::Asks)>{if is_last { "And why is that?" } else { "Another answer" }}</button>
            <button class="act-link later" aria-label=edit on:click=move |_| opens(open, Open::Edits)>"Change"</button>
            <button class="act-link later" aria-label=remove on:click=take>"Remove"</button>
        </div>
    }
    .into_any()
}

/// Who sees an answer, chosen in one tap.
#[component]
fn Share(why: Why, readers: Memo<Shown>) -> impl IntoView {
    let id = why.id;
    let leader = desk()
        .tab()
        .peek(|state| state.get::<PainPoint>(why.pain).ok().and_then(|pain| pain.leader));
    let shown = RwSignal::new(why.details.shown);
    let chosen = move |chosen: Shown| {
        let now = desk()
            .tab()
            .peek(|state| state.get::<Why>(id).ok().map(|why| why.details.clone()));
        let Some(base) = now else { return };
        let edit = why::Command::EditWhy {
            why: id,
            details: WhyDetails {
                shown: chosen,
                ..base.clone()
            },
            base: Some(base.clone()),
        };
        match desk().tab().try_submit(Body::Why(edit)) {
            Ok(undo) => desk().done(
                seen::shared(
                    &base.answer,
                    seen::of_part(chosen, readers.get_untracked()),
                    chosen,
                    leader,
                ),
                undo,
            ),
            Err(refusal) => {
                desk().tab().complain(&said(refusal));
                shown.set(base.shown);
            }
        }
    };
    view! { <WhoSees shown leader=None chosen/> }.into_any()
}

#[component]
fn AskWhy(pain: PainId, under: Option<WhyId>, open: RwSignal<Open>) -> impl IntoView {
    let role = desk()
        .tab()
        .peek(|state| state.get::<PainPoint>(pain).map(|pain| pain.role));
    let place = format!("ask-{}", under.map_or(pain.0, |under| under.0));
    let draft = Draft::of(role.ok()?, &place);
    let answer = draft.words;
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
            draft.forget();
            open.set(Open::Nothing);
        }
    };
    page::focus(format!("#{place} textarea"));
    Some(view! {
        <div id=place><Form class="amend stack" save>
            <Area label="Why is that?" value=answer rows=2 typed=move |words| draft.type_in(words)/>
            <p class="small quiet">{ours_live("Write it so that the leader could read it.")}</p>
            <Select label="Fact, opinion or guess? Your own mark, never shown" all=MARKS name=mark_label value=mark/>
            <SaveOrCancel problem words="Write it down" cancel=move |()| {
                draft.forget();
                open.set(Open::Nothing);
            }/>
        </Form></div>
    })
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
    let base = Base::new(details);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let edit = why::Command::EditWhy {
            why: id,
            details: WhyDetails {
                answer: answer.get_untracked(),
                mark: mark.get_untracked(),
                owner: owner.get_untracked(),
                cause: cause.get_untracked(),
                hire: hire.get_untracked(),
                shown: base.get().shown,
            },
            base: Some(base.get()),
        };
        let saved = base.submit(Body::Why(edit)).map_err(said);
        if let Some(undo) = heed(problem, saved) {
            desk().done("Saved.", undo);
            open.set(Open::Nothing);
        }
    };
    let place = format!("edit-{id}");
    page::focus(format!("#{place} textarea"));
    view! {
        <div id=place><Form class="amend stack" save>
            <Area label="Answer" value=answer rows=2/>
            <div class="grid-2">
                <Select label="Your own mark, never shown" all=MARKS name=mark_label value=mark/>
                <Field label="Who could change it?" value=owner/>
                <Select label="What kind of cause is it?" all=CAUSES name=|cause| cause.map_or(OPEN, Cause::label) value=cause/>
                <Select label="Does a hire fix it?" all=REMEDIES name=|hire| hire.map_or(OPEN, Remedy::label) value=hire/>
            </div>
            <SaveOrCancel problem cancel=move |()| open.set(Open::Nothing)/>
        </Form></div>
    }
    .into_any()
}
