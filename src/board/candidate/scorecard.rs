//! One's own scorecard: a rating for each thing that is looked for, with what was heard; nobody else reads it before it is
//! handed in.

use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{Area, Form, SaveOrCancel, heed, said},
};
use crate::browser::{clock, local, page};
use crate::domain::{
    Body, CardDetails, CriterionId, Interview, Interviewer, InterviewerId, Remark, Scorecard, State, at_time,
    kit::Criterion, scorecard::Command,
};

/// One thing, as it is typed.
#[derive(Clone, Copy)]
struct Typed {
    id: CriterionId,
    rating: RwSignal<Option<u8>>,
    evidence: RwSignal<String>,
}

/// Where what is half typed on a card is kept: it goes with its leader.
fn place_of(state: &State, one: &Interviewer) -> String {
    let interview = state.get::<Interview>(one.interview);
    let leader = interview.ok().map(|interview| interview.leader);
    local::talk_draft(one.role, leader, &format!("card.{}", one.id))
}

/// Whether a card is half typed here.
pub fn is_begun(state: &State, one: &Interviewer) -> bool {
    local::get::<Begun>(&place_of(state, one)).is_some()
}

/// What its author began with, and what they typed.
type Begun = (CardDetails, CardDetails);

#[component]
pub fn CardForm(interviewer: InterviewerId, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let (criteria, written, place) = desk().tab().peek(|state| {
        let one = state.get::<Interviewer>(interviewer).ok();
        let criteria: Vec<Criterion> = one.map(|one| state.asked_by(one)).unwrap_or_default();
        let card = state.get::<Scorecard>(interviewer).ok();
        (
            criteria,
            card.map(|card| card.details.clone()).unwrap_or_default(),
            one.map(|one| place_of(state, one)).unwrap_or_default(),
        )
    });
    let begun = local::get::<Begun>(&place);
    let is_begun = begun.is_some();
    let (base, left) = begun.unwrap_or_else(|| (written.clone(), written));
    let typed = criteria.iter().map(|one| {
        let was = left.remark(one.id);
        Typed {
            id: one.id,
            rating: RwSignal::new(was.and_then(|was| was.rating)),
            evidence: RwSignal::new(was.map(|was| was.evidence.clone()).unwrap_or_default()),
        }
    });
    let typed: Vec<Typed> = typed.collect();
    let notes = RwSignal::new(left.notes);
    let problem = RwSignal::new(None::<String>);
    let hands_in = RwSignal::new(false);
    let fields = criteria.iter().zip(&typed).map(|(one, typed)| {
        let Typed { rating, evidence, .. } = *typed;
        view! {
            <fieldset class="stack">
                <legend dir="auto">{format!("Somebody who {}", one.what)}</legend>
                <p dir="auto"><b>{one.question().words.clone()}</b></p>
                <Rating rating anchors=one.anchors.clone()/>
                <Area label="What did you hear or see?" value=evidence rows=2/>
            </fieldset>
        }
    });
    let fields = fields.collect_view();
    let all = StoredValue::new((criteria, typed, base));
    let details = move || {
        all.with_value(
            |(criteria, typed, base): &(Vec<Criterion>, Vec<Typed>, CardDetails)| {
                let mut remarks: Vec<Remark> = Vec::new();
                for (one, typed) in criteria.iter().zip(typed) {
                    let (rating, evidence) = (typed.rating.get(), typed.evidence.get());
                    if rating.is_some() || !evidence.trim().is_empty() {
                        remarks.push(Remark::of(one, rating, evidence));
                    }
                }
                // What was written of something that is asked no longer stays.
                let others = base.remarks.iter();
                let others = others.filter(|was| !typed.iter().any(|typed| typed.id == was.id));
                remarks.extend(others.cloned());
                let notes = notes.get();
                (CardDetails { remarks, notes }, base.clone())
            },
        )
    };
    let place = StoredValue::new(place);
    let forget = move || place.with_value(|place| local::remove(place));
    // What the form says while nothing is typed.
    Effect::new(move |plain: Option<CardDetails>| {
        let (typed, base) = details();
        let plain = plain.unwrap_or_else(|| if is_begun { base.clone() } else { typed.clone() });
        if typed == plain {
            forget();
        } else {
            place.with_value(|place| local::set(place, (base, typed)));
        }
        plain
    });
    let save = move |()| {
        let (details, base) = untrack(details);
        let writes = Command::WriteCard {
            interviewer,
            details: details.clone().into(),
            base: Some(base.into()),
        };
        let written = desk().tab().try_submit(Body::Scorecard(writes)).map_err(said);
        let Some(undo) = heed(problem, written) else {
            return hands_in.set(false);
        };
        // What is saved is what the next edit begins with, and is kept no longer as half typed.
        forget();
        all.update_value(|(_, _, base)| *base = details);
        if !hands_in.get_untracked() {
            desk().done("Saved. Nobody else reads it before you hand it in.", undo);
            return;
        }
        hands_in.set(false);
        let hands = Command::HandInCard { interviewer };
        let handed = desk().tab().try_submit(Body::Scorecard(hands)).map_err(said);
        if heed(problem, handed).is_some() {
            desk().done("Handed in: it stays as it is.", None);
            done.run(());
        }
    };
    let leave = move |()| {
        forget();
        done.run(());
    };
    let looked = RwSignal::new(clock::utc());
    let begins = Memo::new(move |_| {
        desk().tab().with(|state| {
            let one = state.get::<Interviewer>(interviewer).ok()?;
            one.begins(state, looked.get())
        })
    });
    if let Some(begins) = begins.get_untracked() {
        let left = begins.signed_duration_since(clock::utc()).num_milliseconds();
        // The form may be gone by then.
        page::later(
            i32::try_from(left).unwrap_or(i32::MAX).unsigned_abs(),
            move || {
                looked.try_set(clock::utc());
            },
        );
    }
    let hand = move || match begins.get() {
        None => view! { <button on:click=move |_| hands_in.set(true)>"Hand it in"</button> }.into_any(),
        Some(begins) => {
            let words = format!("To be handed in once you have met: {}", at_time(begins));
            view! { <span class="small quiet">{words}</span> }.into_any()
        }
    };
    view! {
        <Form class="amend stack scorecard" is_begun save>
            <p class="small quiet">"Only you read this until you hand it in; from then on it stays as it is. You read what others wrote after that."</p>
            {fields}
            <Area label="Notes (optional)" value=notes rows=2/>
            <SaveOrCancel problem words="Save" cancel=leave>
                {hand}
            </SaveOrCancel>
        </Form>
    }
    .into_any()
}

/// What came to mind after it was handed in: it stands below the rest, as said afterwards.
#[component]
pub fn AddForm(interviewer: InterviewerId, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let adds = Command::AddToCard {
            interviewer,
            words: words.get_untracked(),
        };
        let added = desk().tab().try_submit(Body::Scorecard(adds)).map_err(said);
        if let Some(undo) = heed(problem, added) {
            desk().done("Added, as said afterwards.", undo);
            done.run(());
        }
    };
    view! {
        <Form class="amend stack" save>
            <Area label="What came to mind afterwards" value=words rows=2/>
            <SaveOrCancel problem words="Add" cancel=move |()| done.run(())/>
        </Form>
    }
    .into_any()
}

/// One to five, with what each sounds like; none is a choice, too.
#[component]
fn Rating(rating: RwSignal<Option<u8>>, anchors: [String; 3]) -> impl IntoView {
    let [low, middle, high] = anchors;
    let change = move |event| rating.set(event_target_value(&event).parse::<u8>().ok());
    let options = (Remark::LEAST..=Remark::MOST).map(move |worth| {
        let anchor = match worth {
            1 => &low,
            3 => &middle,
            5 => &high,
            _ => "",
        };
        let label = match anchor {
            "" => Remark::label(worth).to_owned(),
            anchor => format!("{}: {anchor}", Remark::label(worth)),
        };
        view! { <option value=worth.to_string() selected=rating.get_untracked() == Some(worth)>{label}</option> }
    });
    view! {
        <label class="field">"Rating"
            <select on:change=change>
                <option value="">"Not rated"</option>
                {options.collect_view()}
            </select>
        </label>
    }
    .into_any()
}
