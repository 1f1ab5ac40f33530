//! The prep card: how an interview goes, the questions, and what a good answer sounds like. It prints with the page.

use leptos::prelude::*;

use super::section::Section;
use crate::portal::view::{PortalView, PrepPart, PrepView};

pub fn section(view: &PortalView) -> Option<Section> {
    if view.preps.is_empty() {
        return None;
    }
    let preps = view.preps.iter().map(|prep| one(prep, view));
    let content = view! {
        <section id="p-prep" class="card stack" aria-labelledby="prep-title">
            <h2 id="prep-title">"For your interviews"</h2>
            <p class="small quiet">"The same questions in the same order for everybody, so that answers can be compared. Write down what was said, then judge."</p>
            {preps.collect_view()}
        </section>
    };
    Some(Section::new("p-prep", content))
}

fn one(prep: &PrepView, view: &PortalView) -> impl IntoView + use<> {
    let about = prep
        .role
        .clone()
        .map(|role| view! { <p class="small quiet" dir="auto">{role}</p> });
    let title = match prep.which {
        Some((which, count)) => format!("Interview {which} of {count}: {} minutes", prep.minutes),
        None => format!("{} minutes", prep.minutes),
    };
    let parts = prep.parts.iter().map(|part| view! { <li>{of(part, view)}</li> });
    view! {
        <div class="stack">
            {about}
            <h3>{title}</h3>
            <ol class="behind">{parts.collect_view()}</ol>
        </div>
    }
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
