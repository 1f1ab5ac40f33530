//! The prep card: how an interview goes, the questions, and what a good answer sounds like. It prints with the page.

use leptos::prelude::*;

use super::{section::Section, visit::Own};
use crate::portal::view::{PortalView, PrepPart, PrepView};

pub fn section(view: &PortalView) -> Option<Section> {
    if view.preps.is_empty() {
        return None;
    }
    let preps = view.preps.iter().zip(0..).map(|(prep, nth)| one(prep, nth, view));
    let content = view! {
        <section id="p-prep" class="card stack" aria-labelledby="prep-title">
            <h2 id="prep-title">"For your interviews"</h2>
            <p class="small quiet">"The same questions in the same order for everybody, so that answers can be compared. Write down what was said, then judge."</p>
            {preps.collect_view()}
        </section>
    };
    Some(Section::new("p-prep", content))
}

fn one(prep: &PrepView, nth: usize, view: &PortalView) -> impl IntoView + use<> {
    let about = prep
        .role
        .clone()
        .map(|role| view! { <p class="small quiet" dir="auto">{role}</p> });
    let title = match prep.which {
        Some((which, count)) => format!("Interview {which} of {count}: {} minutes", prep.minutes),
        None => format!("{} minutes", prep.minutes),
    };
    let parts = prep.parts.iter().map(|part| view! { <li>{of(part, view)}</li> });
    let card = format!("card-{nth}");
    let ways = (!view.is_paper).then(|| {
        let (room, print) = (format!("#{}", screen(nth, 0)), format!("#{card}"));
        view! {
            <p class="row wrap">
                <a class="button" href=room>"In the room: one question a screen"</a>
                <a href=print data-print="">"Print this card alone"</a>
            </p>
        }
    });
    view! {
        <div id=card class="stack prep-card">
            {about}
            <h3>{title}</h3>
            {ways}
            <ol class="behind">{parts.collect_view()}</ol>
        </div>
        {(!view.is_paper).then(|| room(prep, nth))}
    }
}

/// The id of a screen in the room.
fn screen(nth: usize, at: usize) -> String {
    format!("room-{nth}-{at}")
}

/// What one has in the room: a screen for each question, before them how one goes in, and after them how it was. Links lead from
/// one to the next, so that it needs neither script nor network; what is noted there stays on the device.
fn room(prep: &PrepView, nth: usize) -> AnyView {
    let asked: Vec<&PrepPart> = prep
        .parts
        .iter()
        .filter(|part| matches!(part, PrepPart::Asked { .. }))
        .collect();
    let count = asked.len();
    let felt = |when: &str, says: &str| {
        view! { <Own name="felt" about=Some(format!("{when}-{nth}")) asked=Some(says.to_owned())/> }
    };
    let before = view! {
        <h2>"Before you go in"</h2>
        <p>"Say how it goes: who you are, what you will ask, and that you write things down. Then the questions, in this order."</p>
        {felt("before", "Before the interview I felt confident:")}
    };
    let after = view! {
        <h2>"Afterwards"</h2>
        <p>"Write down what was said while you remember it; judge after that, one question at a time."</p>
        {felt("after", "After the interview I felt confident:")}
        <p><a href=format!("#{}", crate::portal::gesture::About::Page.place())>"Write about it"</a></p>
    };
    let questions = asked.into_iter().zip(1..).map(|(part, at)| {
        let PrepPart::Asked { question, what, other, anchors, minutes } = part else {
            return ().into_any();
        };
        let [low, middle, high] = anchors;
        let signs = [("1, weak", low), ("3, solid", middle), ("5, strong", high)];
        let signs = signs.into_iter().filter(|(_, words)| !words.is_empty());
        let signs = signs.map(|(worth, words)| view! { <li><b>{worth}</b> ": " <bdi>{words.clone()}</bdi></li> });
        let other = (!other.is_empty()).then(|| {
            view! { <p class="small"><span class="quiet">"If they have nothing to tell: "</span><bdi>{other.clone()}</bdi></p> }
        });
        view! {
            <p class="small quiet">{format!("Question {at} of {count}, {minutes} minutes")}</p>
            <h2><bdi>{question.clone()}</bdi></h2>
            <p class="small quiet">"Somebody who " <bdi>{what.clone()}</bdi></p>
            {other}
            <Own name="jot" about=Some(format!("{nth} {question}"))/>
            <details class="prep">
                <summary class="small">"What good looks like"</summary>
                <ul class="behind small">{signs.collect_view()}</ul>
            </details>
        }
        .into_any()
    });
    let screens = [before.into_any()]
        .into_iter()
        .chain(questions)
        .chain([after.into_any()]);
    let screens = screens.zip(0..).map(|(inside, at)| {
        let back = (at > 0).then(|| view! { <a class="button" href=format!("#{}", screen(nth, at - 1))>"← Back"</a> });
        let next = (at <= count).then(|| {
            view! { <a class="button primary" href=format!("#{}", screen(nth, at + 1))>"Next →"</a> }
        });
        view! {
            <div id=screen(nth, at) class="room stack" role="region" aria-label=format!("In the room, {} of {}", at + 1, count + 2)>
                {inside}
                <p class="row between">{back} <a href=format!("#card-{nth}")>"Close"</a> {next}</p>
            </div>
        }
    });
    screens.collect_view().into_any()
}

fn of(part: &PrepPart, view: &PortalView) -> AnyView {
    match part {
        PrepPart::Said { words, minutes } => {
            view! { {*words} <span class="small quiet nowrap">{format!(" · {minutes} min")}</span> }
                .into_any()
        }
        PrepPart::Asked {
            minutes,
            what,
            question,
            other,
            anchors,
        } => {
            let [low, middle, high] = anchors;
            let signs = [("1, weak", low), ("3, solid", middle), ("5, strong", high)];
            let signs = signs.into_iter().filter(|(_, words)| !words.is_empty());
            let signs =
                signs.map(|(worth, words)| view! { <li><b>{worth}</b> ": " <bdi>{words.clone()}</bdi></li> });
            let other = (!other.is_empty()).then(|| {
                view! { <p class="small"><span class="quiet">"If they have nothing to tell: "</span><bdi>{other.clone()}</bdi></p> }
            });
            view! {
                <b><bdi>{question.clone()}</bdi></b> <span class="small quiet nowrap">{format!(" · {minutes} min")}</span>
                <p class="small quiet">"Somebody who " <bdi>{what.clone()}</bdi></p>
                <details class="prep" open=view.is_paper>
                    <summary class="small">"What good looks like"</summary>
                    <ul class="behind small">{signs.collect_view()}</ul>
                    {other}
                </details>
            }
            .into_any()
        }
    }
}
