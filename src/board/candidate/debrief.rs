//! The debrief: what all wrote, thing by thing, and what people decided. Nothing is added up over several things.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{Area, Form, SaveOrCancel, Select, Typed, heed, said},
};
use crate::browser::local;
use crate::domain::{
    Body, Candidate, Concluded, Interview, InterviewId, State,
    interview::Command,
    scorecard::{Compared, Judged},
};

/// As it is shown.
#[derive(Clone, PartialEq)]
struct Seen {
    compared: Vec<Compared>,
    /// What each noted besides, and added later.
    notes: Vec<(String, String)>,
    /// Whether one's own scorecard comes first.
    own_first: bool,
    concluded: Option<(Concluded, String)>,
    may_conclude: bool,
}

fn look(state: &State, interview: InterviewId, today: NaiveDate) -> Option<Seen> {
    let one = state.get::<Interview>(interview).ok()?;
    let me = desk().tab().me();
    let candidate = state.get::<Candidate>(one.candidate).ok()?;
    let own_first = state.is_to_judge(one.candidate, me);
    let cards = if own_first {
        Vec::new()
    } else {
        state.cards(interview)
    };
    let notes = cards.iter().flat_map(|(who, card)| {
        let name = state.interviewer_called(who);
        let later = (format!("{name}, afterwards"), card.later.clone());
        [(name, card.details.notes.clone()), later]
    });
    Some(Seen {
        compared: state.compared(interview, me),
        notes: notes.filter(|(_, words)| !words.is_empty()).collect(),
        own_first,
        concluded: one.concluded(candidate),
        may_conclude: candidate.ended.is_none()
            && one.off.is_none()
            && one.on().is_some_and(|on| on <= today),
    })
}

#[component]
pub fn Debrief(interview: InterviewId) -> impl IntoView {
    let seen = Memo::new(move |_| {
        let today = desk().today.get();
        desk().tab().with(|state| look(state, interview, today))
    });
    let deciding = RwSignal::new(kept(interview).begun::<Decision>().is_some());
    let told = move || {
        let Seen {
            compared,
            notes,
            own_first,
            concluded,
            may_conclude,
        } = seen.get()?;
        let notes = notes.into_iter().map(|(name, words)| {
            view! { <p><b dir="auto">{name}</b> ": " <span class="words" dir="auto">{words}</span></p> }
        });
        let hidden = own_first
            .then(|| view! { <p class="small quiet">"What others wrote is hidden until you have handed in yours."</p> });
        let decided = concluded.map(|(concluded, because)| {
            let words = match because.as_str() {
                "" => concluded.label().to_owned(),
                because => format!("{}: {because}", concluded.label()),
            };
            let back = move |_| {
                let back = Command::TakeBackDebrief { interview };
                desk().tab().submit(Body::Interview(back), "It is open again.");
            };
            view! {
                <p dir="auto"><b>"Decided: "</b> {words}</p>
                <div class="row wrap"><button class="act-link" on:click=back>"Take it back"</button></div>
            }
            .into_any()
        });
        let decide = (decided.is_none() && may_conclude && !own_first && !deciding.get()).then(|| {
            view! { <div class="row wrap"><button on:click=move |_| deciding.set(true)>"Note what was decided"</button></div> }
        });
        Some(view! {
            {hidden}
            {compared.into_iter().map(thing).collect_view()}
            {notes.collect_view()}
            {decided}
            {decide}
        })
    };
    let form = move || {
        deciding
            .get()
            .then(|| view! { <Decide interview done=move || deciding.set(false)/> })
    };
    view! { <div class="debrief stack">{told} {form}</div> }.into_any()
}

/// What all said of one thing.
fn thing(one: Compared) -> impl IntoView {
    let apart = one.asks_for_a_talk();
    let together = one.mean.zip(one.spread).map(|(mean, spread)| {
        let words = match spread {
            0 => format!("All say {mean}"),
            1 => format!("{mean} on average, 1 apart"),
            spread => format!("{mean} on average, {spread} apart"),
        };
        view! { <p class="small quiet">{words}</p> }
    });
    let talk = apart.then(|| view! { <p class="small wait">"Far apart: talk about this one"</p> });
    let judged = one.judged.into_iter().map(|judged| {
        let Judged {
            name,
            rating,
            evidence,
            by: _,
        } = judged;
        let rating = rating.map_or_else(|| "not rated".to_owned(), |rating| rating.to_string());
        view! { <li><b dir="auto">{name}</b> {format!(", {rating}: ")} <span class="words" dir="auto">{evidence}</span></li> }
    });
    view! {
        <section class="stack">
            <h4 dir="auto">{format!("Somebody who {}", one.what)}</h4>
            {together}
            {talk}
            <ul class="evidence">{judged.collect_view()}</ul>
        </section>
    }
}

/// What was decided, and why.
type Decision = (Concluded, String);

/// Where what is half typed of it is kept: it goes with its leader, and with whoever came.
fn kept(interview: InterviewId) -> Typed {
    let place = desk().tab().peek(|state| {
        let one = state.get::<Interview>(interview).ok()?;
        let what = format!("decided.{}.{}", one.candidate, one.id);
        Some(local::talk_draft(one.role, Some(one.leader), &what))
    });
    Typed::at(place.unwrap_or_default())
}

#[component]
fn Decide(interview: InterviewId, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let kept = kept(interview);
    let begun = kept.begun::<Decision>();
    let is_begun = begun.is_some();
    let nothing = (Concluded::GoesOn, String::new());
    let (_, (was, why)) = begun.unwrap_or_else(|| (nothing.clone(), nothing.clone()));
    let concluded = RwSignal::new(was);
    let because = RwSignal::new(why);
    kept.follow(nothing, move || (concluded.get(), because.get()));
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let decides = Command::Debrief {
            interview,
            concluded: concluded.get_untracked(),
            because: because.get_untracked(),
        };
        let decided = desk().tab().try_submit(Body::Interview(decides)).map_err(said);
        if let Some(undo) = heed(problem, decided) {
            kept.forget();
            desk().done("Noted.", undo);
            done.run(());
        }
    };
    view! {
        <Form class="amend stack" is_begun save>
            <Select label="What was decided?" all=Concluded::ALL name=Concluded::label value=concluded/>
            <Area label="Because (a no needs a reason; they may ask to read it)" value=because rows=2/>
            <SaveOrCancel problem cancel=move |()| { kept.forget(); done.run(()); }/>
        </Form>
    }
    .into_any()
}
