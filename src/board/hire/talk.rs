//! The talks: numbers by a tap each, and a sentence. Whoever was hired has four questions; the leader says what still hurts.

use leptos::prelude::*;

use crate::board::{
    desk::{desk, ours, ours_live},
    kit::{Area, Base, Check, Form, SaveOrCancel, heed, said},
    leader::NamesHint,
};
use crate::browser::clock;
use crate::domain::{
    Body, CheckInDetails, CheckInId, Hire, HireId, Item, PainId, PainPoint, Refusal, Score, Voice,
    check_in::Command,
};

/// What is asked, and which number was tapped.
#[derive(Clone)]
struct Asked {
    about: Result<Item, PainId>,
    words: String,
    most: std::ops::RangeInclusive<u8>,
    worth: RwSignal<Option<u8>>,
}

impl Asked {
    fn score(&self) -> Option<Score> {
        let worth = self.worth.get_untracked()?;
        Some(match self.about {
            Ok(item) => Score::of(item, worth),
            Err(pain) => Score::of_pain(pain, worth),
        })
    }
}

/// A row of numbers.
#[component]
fn Numbers(asked: Asked) -> impl IntoView {
    let Asked {
        words, most, worth, ..
    } = asked;
    let taps = most.map(|one| {
        let pressed = move || (worth.get() == Some(one)).to_string();
        view! { <button type="button" class="tap" aria-pressed=pressed on:click=move |_| worth.set(Some(one))>{one}</button> }
    });
    let label = words.clone();
    view! {
        <div class="stack">
            <p dir="auto">{words}</p>
            <div class="taps" role="group" aria-label=label>{taps.collect_view()}</div>
        </div>
    }
    .into_any()
}

/// What was said already at this day, with its id.
fn before(hire: HireId, day: u8, voice: Voice) -> Option<(CheckInId, CheckInDetails)> {
    let me = desk().tab().me();
    desk().tab().peek(|state| {
        // What they wrote themself stays as it is: a talk is noted beside it.
        let said = match voice {
            Voice::Hire => state.talk_of(hire, day, me)?,
            Voice::Leader | Voice::PassedOn => state.check_in(hire, day, voice)?,
        };
        Some((said.id, (*said.details).clone()))
    })
}

/// Noted for the first time, or changed.
fn save(
    (hire, day, voice): (HireId, u8, Voice),
    id: Option<CheckInId>,
    base: Base<CheckInDetails>,
    details: CheckInDetails,
) -> Result<Option<Body>, Refusal> {
    let details = Box::new(details);
    base.submit(Body::CheckIn(match id {
        Some(check_in) => Command::EditCheckIn {
            check_in,
            details,
            base: Some(Box::new(base.get())),
        },
        None => Command::NoteCheckIn {
            check_in: clock::fresh(CheckInId::new),
            hire,
            day,
            voice,
            details,
        },
    }))
}

/// Ten minutes with whoever was hired: four taps at most, and their words.
#[component]
pub fn TalkForm(id: HireId, day: u8, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let (known, was) = before(id, day, Voice::Hire).unzip();
    let was = was.unwrap_or_default();
    let asked = Item::at(day).iter().map(|item| Asked {
        about: Ok(*item),
        words: format!("“{}”", ours(item.label())),
        most: 1..=5,
        worth: RwSignal::new(was.item(*item)),
    });
    let asked: Vec<Asked> = asked.collect();
    let numbers = asked.iter().cloned().map(|asked| view! { <Numbers asked/> });
    let numbers = numbers.collect_view();
    let asked = StoredValue::new(asked);
    let words = RwSignal::new(was.words.clone());
    let nothing = RwSignal::new(was.nothing);
    let base = Base::new(was);
    let problem = RwSignal::new(None::<String>);
    let keep = move |()| {
        let nothing = nothing.get_untracked();
        let scores = asked.with_value(|asked| asked.iter().filter_map(Asked::score).collect());
        let details = CheckInDetails {
            scores: if nothing { Vec::new() } else { scores },
            words: words.get_untracked(),
            nothing,
            ..base.get()
        };
        let saved = save((id, day, Voice::Hire), known, base, details).map_err(said);
        if let Some(undo) = heed(problem, saved) {
            desk().done("Noted, for you alone.", undo);
            done.run(());
        }
    };
    view! {
        <Form class="amend stack" save=keep>
            <p class="small quiet">"1 not at all, 5 very much so. Each may stay empty: it is voluntary."</p>
            {numbers}
            <Area label="In their words" value=words rows=2/>
            <Check checked=nothing change=move |is| nothing.set(is)>"Nothing to say, or they would rather not: others see no difference"</Check>
            <SaveOrCancel problem cancel=move |()| done.run(())/>
        </Form>
    }
    .into_any()
}

/// What the leader said: what still hurts, and how far along they are.
#[component]
pub fn LeaderForm(id: HireId, day: u8, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let (known, was) = before(id, day, Voice::Leader).unzip();
    let was = was.unwrap_or_default();
    let pains = desk().tab().peek(|state| {
        let Ok(hire) = state.get::<Hire>(id) else {
            return Vec::new();
        };
        let is_asked =
            |pain: &&PainPoint| was.pain(pain.id).is_some() || !state.is_said_of_another(hire, day, pain.id);
        let pains = state.pains(hire.role).into_iter().filter(is_asked);
        pains
            .map(|pain| (pain.id, pain.details.what.clone(), hire.hurt_before(pain)))
            .collect()
    });
    let pains = pains.into_iter().map(|(pain, what, before)| {
        let before = before
            .map(|before| format!(" (before: {before})"))
            .unwrap_or_default();
        Asked {
            about: Err(pain),
            words: format!("“{what}” today, 0 to 10{before}"),
            most: 0..=10,
            worth: RwSignal::new(was.pain(pain)),
        }
    });
    let tasks = Asked {
        about: Ok(Item::Tasks),
        words: "How much of the core of the work can they do, 1 to 5?".into(),
        most: 1..=5,
        worth: RwSignal::new(was.item(Item::Tasks)),
    };
    let asked: Vec<Asked> = pains.chain([tasks]).collect();
    let numbers = asked.iter().cloned().map(|asked| view! { <Numbers asked/> });
    let numbers = numbers.collect_view();
    let asked = StoredValue::new(asked);
    let words = RwSignal::new(was.words.clone());
    let base = Base::new(was);
    let problem = RwSignal::new(None::<String>);
    let keep = move |()| {
        let details = CheckInDetails {
            scores: asked.with_value(|asked| asked.iter().filter_map(Asked::score).collect()),
            words: words.get_untracked(),
            ..base.get()
        };
        let saved = save((id, day, Voice::Leader), known, base, details).map_err(said);
        if let Some(undo) = heed(problem, saved) {
            desk().done("Noted.", undo);
            done.run(());
        }
    };
    view! {
        <Form class="amend stack" save=keep>
            {numbers}
            <Area label="In a sentence: how does it go?" value=words rows=2/>
            <p class="small quiet">{ours_live("What a leader says of somebody is open to them if they ask, and is not for probation decisions.")}</p>
            <SaveOrCancel problem cancel=move |()| done.run(())/>
        </Form>
    }
    .into_any()
}

/// What they let the leader know, one thing at a time.
#[component]
pub fn PassOn(id: HireId, day: u8, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let base = Base::new(CheckInDetails::default());
    let problem = RwSignal::new(None::<String>);
    let keep = move |()| {
        let details = CheckInDetails {
            words: words.get_untracked(),
            ..CheckInDetails::default()
        };
        let saved = save((id, day, Voice::PassedOn), None, base, details).map_err(said);
        if let Some(undo) = heed(problem, saved) {
            desk().done(
                ours("Passed on: your team sees it, and the leader where the hire is on their page."),
                undo,
            );
            done.run(());
        }
    };
    view! {
        <Form class="amend stack" save=keep>
            <Area label="“May I pass on …?” They agreed to this, in these words:" value=words rows=2 placeholder="Data access"/>
            <NamesHint text=words/>
            <SaveOrCancel problem words="They agreed: pass it on" cancel=move |()| done.run(())/>
        </Form>
    }
    .into_any()
}
