//! The prep card: how an interview goes, the questions, and what a good answer sounds like. It prints with the page, and alone.

use leptos::prelude::*;

use super::{
    prepared::{card, hints, otherwise, screen, signs},
    room::rooms,
    section::Section,
    visit::Own,
};
use crate::portal::{
    lead::spoken,
    view::{PortalView, PrepPart, PrepView, RoomView},
};

pub fn section(view: &PortalView) -> Option<Section> {
    if view.preps.is_empty() {
        return None;
    }
    let preps = view.preps.iter().map(|prep| one(prep, view));
    // What was noted in a room that is on the page no more.
    let noted = (!view.is_paper).then(|| {
        let asked = Some("Noted in an interview that is no longer here, to ".into());
        view! { <Own name="noted" about=Some(String::new()) asked/> }
    });
    let content = view! {
        <section id="p-prep" class="card stack" aria-labelledby="prep-title">
            <h2 id="prep-title">"For your interviews"</h2>
            <p class="small quiet">"The same questions in the same order for everybody, so that answers can be compared. Write down what was said, then judge."</p>
            {preps.collect_view()}
            {noted}
        </section>
    };
    Some(Section::new("p-prep", content))
}

fn one(prep: &PrepView, view: &PortalView) -> impl IntoView + use<> {
    let leader = view
        .head
        .leader
        .clone()
        .map(|leader| view! { " · for " <bdi>{leader}</bdi> });
    let title = match prep.which {
        Some((which, count)) => format!("Interview {which} of {count}: {} minutes", prep.minutes),
        None => format!("{} minutes", prep.minutes),
    };
    let parts = prep.parts.iter().map(|part| view! { <li>{of(part, view)}</li> });
    let id = card(prep);
    let ways = (!view.is_paper).then(|| {
        let rooms = prep.rooms.iter().map(|room| way(prep, room, view));
        let print = format!("#{id}");
        view! {
            <p class="row wrap ways">
                {rooms.collect_view()}
                <a href=print data-print="">"Print this card alone"</a>
            </p>
        }
    });
    view! {
        <div id=format!("set-{}", prep.key) class="prep-set">
            <div id=id class="stack prep-card">
                <p class="small quiet"><bdi>{prep.role.clone()}</bdi> {leader}</p>
                <h3>{title}</h3>
                {ways}
                <ol class="behind">{parts.collect_view()}</ol>
            </div>
            {(!view.is_paper).then(|| rooms(prep, view))}
        </div>
    }
}

/// The way into a room.
fn way(prep: &PrepView, room: &RoomView, view: &PortalView) -> impl IntoView + use<> {
    let words = match &room.meets {
        Some((called, on)) => format!(
            "In the room with {called}, {}: one question a screen",
            spoken(*on, view)
        ),
        None => "In the room: one question a screen".into(),
    };
    view! { <a class="button" dir="auto" href=format!("#{}", screen(room, prep, "before"))>{words}</a> }
}

fn of(part: &PrepPart, view: &PortalView) -> AnyView {
    match part {
        PrepPart::Said { words, minutes } => {
            view! { {*words} <span class="small quiet nowrap">{format!(" · {minutes} min")}</span> }
                .into_any()
        }
        PrepPart::Asked {
            id: _,
            minutes,
            what,
            question,
            other,
            anchors,
        } => view! {
            <b><bdi>{question.words.clone()}</bdi></b> <span class="small quiet nowrap">{format!(" · {minutes} min")}</span>
            {hints(&question.hints)}
            <p class="small quiet">"Somebody who " <bdi>{what.clone()}</bdi></p>
            <details class="prep" open=view.is_paper>
                <summary class="small">"What good looks like"</summary>
                {signs(anchors)}
                {otherwise(other)}
            </details>
        }
        .into_any(),
    }
}
