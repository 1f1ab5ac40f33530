//! The question that is open, with its answers under the thumb.

use chrono::{Datelike, Months, NaiveDate};
use leptos::prelude::*;

use super::{
    answer,
    rest::Rest,
    said::{Question, Talking},
};
use crate::board::{
    desk::ours_live,
    discovery::draft::Draft,
    kit::{Form, Problem, heed},
};
use crate::browser::clock;
use crate::domain::{Mark, PainPoint, full_date};

#[component]
pub fn Ask(talking: Talking, question: Question) -> impl IntoView {
    let asks = match question {
        Question::Pain => view! { <AskPain talking/> }.into_any(),
        Question::Why => view! { <AskWhy talking at=0/> }.into_any(),
        Question::WhyAgain => view! { <AskWhy talking at=1/> }.into_any(),
        Question::NeededBy => view! { <AskDay talking/> }.into_any(),
        Question::Cover => view! { <AskCover talking/> }.into_any(),
        Question::Rest => view! { <Rest talking/> }.into_any(),
    };
    view! {
        <section class="asks stack" aria-labelledby="talk-asks">
            <h2 id="talk-asks">{question.words()}</h2>
            {asks}
        </section>
    }
    .into_any()
}

/// What is typed, what may be tapped, and the way on: with nothing said, it is skipped.
#[component]
fn Answer(
    talking: Talking,
    draft: Draft,
    #[prop(default = "")] placeholder: &'static str,
    /// Writes down what was typed.
    #[prop(into)]
    save: Callback<(), Result<(), String>>,
    problem: RwSignal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let is_empty = move || draft.words.with(|words| words.trim().is_empty());
    let go = move |()| {
        if untrack(is_empty) {
            talking.goes_on();
        } else {
            finish(talking, draft, problem, save.run(()));
        }
    };
    view! {
        <Form save=go>
            <textarea id="talk-field" rows="2" dir="auto" aria-labelledby="talk-asks" placeholder=placeholder
                prop:value=move || draft.words.get() on:input=move |event| draft.type_in(event_target_value(&event))></textarea>
            {children()}
            <Problem words=problem/>
            <div class="row between">
                <span class="small quiet">{ours_live("Write it so that the leader could read it.")}</span>
                <button>{move || if is_empty() { "Skip" } else { "Next" }}</button>
            </div>
        </Form>
    }
    .into_any()
}

/// On to the next question, once it is written down.
fn finish(talking: Talking, draft: Draft, problem: RwSignal<Option<String>>, outcome: Result<(), String>) {
    if heed(problem, outcome).is_some() {
        draft.forget();
        talking.goes_on();
    }
}

/// What stands already is there to be put right.
fn begun(draft: Draft, stands: Option<String>) -> Draft {
    if let (false, Some(stands)) = (draft.is_kept(), stands) {
        draft.words.set(stands);
    }
    draft
}

#[component]
fn AskPain(talking: Talking) -> impl IntoView {
    let was = talking.said.with_untracked(|said| said.pain.clone());
    let draft = talking
        .said
        .with_untracked(|said| Question::Pain.draft(talking.role, said));
    let draft = begun(draft, was.as_ref().map(|pain| pain.details.what.clone()));
    let now = was.as_ref().and_then(|pain| pain.details.severity);
    let was = StoredValue::new(was);
    let problem = RwSignal::new(None::<String>);
    let save = move |severity: Option<u8>| {
        let what = draft.words.get_untracked();
        was.with_value(|was| answer::hurts(talking, was.as_ref(), what, severity))
    };
    let chips = (0..=PainPoint::WORST).map(move |severity| {
        let label = format!("It hurts {severity} of {}", PainPoint::WORST);
        let tap = move |_| finish(talking, draft, problem, save(Some(severity)));
        view! { <button type="button" class="tap" aria-label=label aria-pressed=(now == Some(severity)).to_string() on:click=tap>{severity}</button> }
    });
    view! {
        <Answer talking draft save=move |()| save(None) problem placeholder="Reports arrive two days late">
            <div class="taps of-ten" role="group" aria-label="How much, from 0 to 10?">{chips.collect_view()}</div>
        </Answer>
    }
    .into_any()
}

#[component]
fn AskWhy(talking: Talking, at: usize) -> impl IntoView {
    let said = talking.said.get_untracked();
    let question = if at == 0 {
        Question::Why
    } else {
        Question::WhyAgain
    };
    let before = match at.checked_sub(1) {
        None => said.pain.as_ref().map(|pain| (pain.id, None)),
        Some(before) => said.whys.get(before).map(|why| (why.pain, Some(why.id))),
    };
    let Some((pain, under)) = before else {
        // Nothing was said yet that could be asked about.
        let (words, first) = match at {
            0 => ("Ask first what hurts.", Question::Pain),
            _ => ("Ask first why it hurts.", Question::Why),
        };
        return view! {
            <div class="row between wrap">
                <button on:click=move |_| talking.ask(first)>{words}</button>
                <button on:click=move |_| talking.goes_on()>"Skip"</button>
            </div>
        }
        .into_any();
    };
    let was = said.whys.get(at).cloned();
    let draft = question.draft(talking.role, &said);
    let draft = begun(draft, was.as_ref().map(|why| why.details.answer.clone()));
    let now = was.as_ref().and_then(|why| why.details.mark);
    let was = StoredValue::new(was);
    let problem = RwSignal::new(None::<String>);
    let save = move |mark: Option<Mark>| {
        let words = draft.words.get_untracked();
        was.with_value(|was| answer::explains(pain, under, was.as_ref(), words, mark))
    };
    let chips = Mark::ALL.iter().map(move |mark| {
        let tap = move |_| finish(talking, draft, problem, save(Some(*mark)));
        view! { <button type="button" class="tap" aria-pressed=(now == Some(*mark)).to_string() on:click=tap>{mark.label()}</button> }
    });
    view! {
        <Answer talking draft save=move |()| save(None) problem>
            <div class="taps" role="group" aria-label="Your own mark, never shown">{chips.collect_view()} <span class="small quiet">"your own mark, never shown"</span></div>
        </Answer>
    }
    .into_any()
}

/// The first of the month in so many months: what people name who name no day.
const AHEAD: [u32; 3] = [2, 3, 6];

fn first_of_month(today: NaiveDate, months: u32) -> Option<NaiveDate> {
    today.with_day(1)?.checked_add_months(Months::new(months))
}

#[component]
fn AskDay(talking: Talking) -> impl IntoView {
    let now = talking.said.with_untracked(|said| said.needed_by);
    let typed = RwSignal::new(now.map_or_else(String::new, |day| day.to_string()));
    let problem = RwSignal::new(None::<String>);
    let give = move |day: NaiveDate| {
        if heed(problem, answer::needed_by(talking, day)).is_some() {
            talking.goes_on();
        }
    };
    let today = clock::today();
    let days = AHEAD
        .into_iter()
        .filter_map(move |months| first_of_month(today, months));
    let chips = days.map(move |day| {
        view! { <button type="button" class="tap" aria-pressed=(now == Some(day)).to_string() on:click=move |_| give(day)>{full_date(day)}</button> }
    });
    let save = move |()| match typed.get_untracked().trim() {
        "" => talking.goes_on(),
        day => match day.parse() {
            Ok(day) => give(day),
            Err(_) => problem.set(Some("Give the day as year-month-day, or tap one.".into())),
        },
    };
    let words = move || typed.with(|typed| if typed.trim().is_empty() { "Skip" } else { "Next" });
    view! {
        <Form save>
            <div class="taps" role="group" aria-label="A day">{chips.collect_view()}</div>
            <div class="row between">
                <input id="talk-field" type="date" aria-label="Another day" prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))/>
                <button>{words}</button>
            </div>
            <Problem words=problem/>
        </Form>
    }
    .into_any()
}

const COVERS: [&str; 3] = ["Nobody", "The team shares it", "A contractor"];

#[component]
fn AskCover(talking: Talking) -> impl IntoView {
    let said = talking.said.get_untracked();
    let draft = Question::Cover.draft(talking.role, &said);
    let draft = begun(draft, Some(said.cover).filter(|cover| !cover.is_empty()));
    let problem = RwSignal::new(None::<String>);
    let chips = COVERS.map(|words| {
        let tap = move |_| finish(talking, draft, problem, answer::covers(talking, words.into()));
        view! { <button type="button" class="tap" on:click=tap>{words}</button> }
    });
    let save = move |()| answer::covers(talking, draft.words.get_untracked());
    view! {
        <Answer talking draft save problem placeholder="Tom covers the nights">
            <div class="taps" role="group" aria-label="Who covers it">{chips}</div>
        </Answer>
    }
    .into_any()
}
