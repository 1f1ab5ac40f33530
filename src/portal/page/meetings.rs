//! When the leader meets somebody: which of several times, and what is settled.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    reply::{Offered, place, reply_place},
    section::Section,
    turns::answered,
    visit::Visit,
};
use crate::domain::{HelpWay, Interview, at_time};
use crate::portal::{
    gesture::About,
    lead::{by_day, spoken},
    view::{HelpView, MeetingView, MeetingWords, PortalView, SlotView},
};

/// A section for each, so that what is half typed stays where it is when another is asked.
pub fn asked(view: &PortalView, visit: Option<&Visit>) -> Vec<Section> {
    let slots = view.slots.iter();
    slots.map(|one| slot(one, view, visit)).collect()
}

fn slot(one: &SlotView, view: &PortalView, visit: Option<&Visit>) -> Section {
    let key = format!("p-interview-{}", one.id);
    let (heading, labelled) = (format!("{key}-title"), format!("{key}-title"));
    let today = view.today;
    let role = one
        .role
        .clone()
        .map(|role| view! { <p class="small quiet" dir="auto">{role}</p> });
    let called = one.called.clone();
    if let Some(decided) = &one.answer {
        let content = view! {
            <section id=key.clone() class="card stack" aria-labelledby=labelled>
                {role}
                <h2 id=heading>"When do you meet " <bdi>{called}</bdi> "?"</h2>
                {answered(decided, view)}
            </section>
        };
        return Section::new(key, content);
    }
    let by = match one.due < today {
        true => "Still open from you: ".into(),
        false => format!("From you {}: ", by_day(one.due, view)),
    };
    let otherwise = (!one.otherwise.is_empty()).then(|| {
        let otherwise = one.otherwise.clone();
        view! { <p class="quiet">"Without an answer: " <bdi>{otherwise}</bdi></p> }
    });
    let times = one.times.iter().map(|time| at_time(*time));
    let offered = Offered {
        choices: times.clone().chain([Interview::NONE.to_owned()]).collect(),
        asked: About::read_of(one.edition, &one.times),
    };
    let form = place(view, About::Interview(one.id), Some(offered), visit);
    // Where nobody answers, on paper, the times are read all the same.
    let listed = form.is_none().then(|| {
        let times = times.map(|time| view! { <li>{time}</li> });
        view! { <ul>{times.collect_view()}</ul> }
    });
    let content = view! {
        <section id=key.clone() class="card stack turn" aria-labelledby=labelled>
            {role}
            <h2 id=heading>{by} "when do you meet " <bdi>{called}</bdi> "?"</h2>
            <p class="quiet" dir="auto">{one.place.said()}</p>
            {otherwise}
            {listed}
            {form}
        </section>
    };
    Section::new(key, content)
}

/// What is settled, the next first.
pub fn section(view: &PortalView) -> Option<Section> {
    if view.meetings.is_empty() {
        return None;
    }
    let is_on = |one: &&MeetingView| one.words.as_ref().is_none_or(|words| words.off.is_none());
    let title = match view.meetings.iter().filter(is_on).count() {
        0 | 1 => "Next interview".to_owned(),
        count => format!("Next interviews: {count}"),
    };
    let items = view.meetings.iter().map(|one| meeting(one, view));
    let content = view! {
        <section id="p-meetings" class="card stack" aria-labelledby="meetings-title">
            <h2 id="meetings-title">{title}</h2>
            <ul class="meetings">{items.collect_view()}</ul>
        </section>
    };
    Some(Section::new("p-meetings", content))
}

/// What helps with one, a section each, so that what was just said stays when another is moved.
pub fn helps(view: &PortalView, visit: Option<&Visit>) -> Vec<Section> {
    let offered = view.meetings.iter().filter_map(|one| {
        let words = one.words.as_ref()?;
        Some(help_with(one.on, words, words.help.as_ref()?, view, visit))
    });
    offered.collect()
}

fn help_with(
    on: NaiveDate,
    words: &MeetingWords,
    help: &HelpView,
    view: &PortalView,
    visit: Option<&Visit>,
) -> Section {
    let key = format!("p-help-{}", words.id);
    let labelled = format!("{key}-title");
    let who = view.head.who(help.who.as_deref());
    let title = format!("{}, {} {}", words.called, spoken(on, view), words.time);
    let form = reply_place(view, About::Help(words.id), visit);
    let content = match &help.wanted {
        None => view! {
            <h2 id=labelled.clone()>"What would help? " <span class="quiet"><bdi>{title}</bdi></span></h2>
            <p class="small quiet" dir="auto">{format!("{who} can choose the questions with you, practise, or be there. You lead your interview.")}</p>
            {form}
        }
        .into_any(),
        Some((way, decided)) => {
            let next = match way {
                HelpWay::Choose if help.prepared => format!("{who} and you have gone through the questions."),
                HelpWay::Practise if help.prepared => format!("{who} and you have practised."),
                HelpWay::Choose => format!("{who} sees that you want to go through the questions together."),
                HelpWay::Practise => format!("{who} sees that you want to practise for ten minutes."),
                HelpWay::SitIn if help.told => {
                    format!("{who} is there with you, and {} knows it.", words.called)
                }
                HelpWay::SitIn => format!(
                    "{who} sees that you want company, and is asked to tell {} beforehand.",
                    words.called
                ),
                HelpWay::Watch if help.told => {
                    format!("{who} listens and does not speak, and {} knows it.", words.called)
                }
                HelpWay::Watch => {
                    format!(
                        "{who} sees that you want to be watched, and is asked to tell {} beforehand.",
                        words.called
                    )
                }
                HelpWay::None => "You do this one by yourself.".into(),
            };
            let alone = (way.prepares() && !view.preps.is_empty())
                .then(|| view! { <p><a href="#p-prep">"Your questions, to go through alone"</a></p> });
            let after = way.sits_in().then(|| {
                view! { <p class="small quiet">"Five minutes for the two of you right after: one thing that went well, one to try."</p> }
            });
            let speaks = (!help.speaks.is_empty()).then(|| {
                let speaks = help.speaks.clone();
                view! { <p><span class="quiet">"Who speaks when: "</span><bdi>{speaks}</bdi></p> }
            });
            let again = form.map(|form| {
                view! { <details class="answers"><summary>"Something else"</summary>{form}</details> }
            });
            view! {
                <h2 id=labelled.clone()>"What helps. " <span class="quiet"><bdi>{title}</bdi></span></h2>
                {answered(decided, view)}
                <p dir="auto">{next}</p>
                {speaks}
                {alone}
                {after}
                {again}
            }
            .into_any()
        }
    };
    let content = view! {
        <section id=key.clone() class="card stack" aria-labelledby=labelled>{content}</section>
    };
    Section::new(key, content)
}

fn meeting(one: &MeetingView, view: &PortalView) -> impl IntoView + use<> {
    let on = spoken(one.on, view);
    let role = one
        .role
        .clone()
        .map(|role| view! { <span class="small quiet" dir="auto">{role}</span> });
    let words = match &one.words {
        None => capital(&on),
        Some(words) => {
            let when = format!("{}, {on} {}", words.called, words.time);
            match words.off {
                Some(cause) => format!("Off: {when}. {cause}."),
                None => when,
            }
        }
    };
    let held = one.words.as_ref().filter(|words| words.off.is_none());
    let moved = held.and_then(|words| words.moved_from.clone());
    let moved = moved.map(|from| view! { <p class="quiet">{format!("Moved: it was to be {from}.")}</p> });
    let gone = one.words.as_ref().filter(|words| words.off.is_some());
    let gone = gone.and_then(|words| words.calendar.path.clone());
    let gone = gone.map(|path| {
        view! { <p class="quiet"><a href=path download="interview.ics">"Take it off my calendar"</a></p> }
    });
    let place = held.map(|words| {
        let open = words.place.address.clone().map(|address| {
            view! { " " <a href=address rel="noreferrer noopener" target="_blank">"Open the link"</a> }
        });
        let calendar = words.calendar.path.clone().map(|path| {
            view! { " " <a href=path download="interview.ics">"To my calendar"</a> }
        });
        view! { <p class="quiet"><span dir="auto">{words.place.said()}</span> {open} {calendar}</p> }
    });
    view! { <li><p dir="auto"><b>{words}</b></p>{role}{moved}{place}{gone}</li> }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
