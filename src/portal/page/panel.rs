//! An interviewer's page: whom they meet, what they ask, and their own scorecard, a form for each thing that is looked for.

use leptos::prelude::*;

use super::{
    head::live_mark,
    reply::{Offered, place, reply_place},
    section::Section,
    visit::{Own, Visit},
};
use crate::domain::Remark;
use crate::portal::{
    gesture::About,
    view::{PanelQuestion, PanelView, PortalView},
};
use crate::ui::day;

pub fn sections(view: &PortalView, panel: &PanelView, visit: Option<&Visit>) -> Vec<Section> {
    let questions = panel
        .questions
        .iter()
        .map(|one| question(one, view, panel, visit));
    let mut all = vec![head(view, panel, visit)];
    all.extend(questions);
    all.push(besides(view, panel, visit));
    all.extend(hand_in(view, panel, visit));
    all
}

fn head(view: &PortalView, panel: &PanelView, visit: Option<&Visit>) -> Section {
    let whose = format!("{} · for {}", view.head.workspace, view.head.reader());
    let when = panel.starts.as_ref();
    let when = when.map_or_else(
        || format!("You meet {}; the time is still open", panel.candidate),
        |when| format!("You meet {}, {when}", panel.candidate),
    );
    let place = match panel.place.as_str() {
        "" => format!("{} minutes", panel.minutes),
        place => format!("{} minutes, {place}", panel.minutes),
    };
    let stands = if panel.handed_in {
        "You have handed in your scorecard. Thank you: it stays as it is.".to_owned()
    } else {
        format!(
            "Your scorecard is waited for by {}. Nobody else reads it before you hand it in; from then on it stays as it is.",
            day::said(panel.due, view.today)
        )
    };
    let content = view! {
        <header id="p-head" class="portal-head">
            <div class="row between wrap">
                <span class="small quiet" dir="auto">{whose}</span>
                <Own name="live" inside=visit.map(|visit| live_mark(visit).into_any())/>
            </div>
            <h1 dir="auto">{when}</h1>
            <p dir="auto">{place}</p>
            <p>{stands}</p>
        </header>
    };
    Section::new("p-head", content)
}

fn question(one: &PanelQuestion, view: &PortalView, panel: &PanelView, visit: Option<&Visit>) -> Section {
    let key = format!("p-card-{}", one.id);
    let title = format!("title-{}", one.id);
    let named = title.clone();
    let other = (!one.other.is_empty()).then(|| {
        view! { <p class="small quiet" dir="auto">{format!("Or, where there is nothing to tell: {}", one.other)}</p> }
    });
    let rating = one
        .rating
        .map(|rating| view! { <span class="tag">{Remark::label(rating)}</span> });
    let written = (one.rating.is_some() || !one.evidence.is_empty()).then(|| {
        view! {
            <ul class="replies"><li>
                <span class="small quiet">"You wrote " {rating}</span>
                <p dir="auto">{one.evidence.clone()}</p>
            </li></ul>
        }
    });
    let form = (!panel.handed_in).then(|| {
        let asked = serde_json::to_string(&(one.rating, &one.evidence)).unwrap_or_default();
        let choices = (Remark::LEAST..=Remark::MOST).map(|worth| choice(worth, &one.anchors));
        let offered = Offered {
            choices: choices.collect(),
            asked,
        };
        let again = written.is_some().then(
            || view! { <p class="small quiet">"Save again to change it: what you leave empty stays."</p> },
        );
        view! {
            {again}
            {place(view, About::Card(panel.id, one.id), Some(offered), visit)}
        }
    });
    let content = view! {
        <section id=key.clone() class="card stack" aria-labelledby=named>
            <h2 id=title dir="auto">{format!("Somebody who {}", one.what)}</h2>
            <p dir="auto"><b>{one.question.clone()}</b></p>
            {other}
            {written}
            {form}
        </section>
    };
    Section::new(key, content)
}

/// What a rating means, with what such an answer sounds like, on one line.
fn choice(worth: u8, [low, middle, high]: &[String; 3]) -> String {
    let anchor = match worth {
        1 => low,
        3 => middle,
        5 => high,
        _ => "",
    };
    let label = Remark::label(worth);
    let anchor = anchor.split_whitespace().collect::<Vec<_>>().join(" ");
    if anchor.is_empty() {
        label.to_owned()
    } else {
        format!("{label}: {anchor}")
    }
}

fn hand_in(view: &PortalView, panel: &PanelView, visit: Option<&Visit>) -> Option<Section> {
    if panel.handed_in {
        return None;
    }
    let content = view! {
        <section id="p-hand-in" class="card stack" aria-labelledby="hand-in-title">
            <h2 id="hand-in-title">"All said?"</h2>
            <p>"A rating needs what you heard or saw. Save what you wrote first; what was handed in stays as it is."</p>
            {reply_place(view, About::HandIn(panel.id), visit)}
        </section>
    };
    Some(Section::new("p-hand-in", content))
}

/// What is noted about nothing in particular, and what is added afterwards.
fn besides(view: &PortalView, panel: &PanelView, visit: Option<&Visit>) -> Section {
    let said = [("Your notes", &panel.notes), ("Afterwards", &panel.later)];
    let said = said
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(who, words)| {
            let words = words
                .split("\n\n")
                .map(|words| view! { <p dir="auto">{words.to_owned()}</p> });
            view! { <li><span class="small quiet">{who}</span>{words.collect_view()}</li> }
        });
    let form = if panel.handed_in {
        reply_place(view, About::Later(panel.id), visit).map(IntoAny::into_any)
    } else {
        let asked = panel.notes.clone();
        let offered = Offered {
            choices: Vec::new(),
            asked,
        };
        place(view, About::CardNotes(panel.id), Some(offered), visit).map(IntoAny::into_any)
    };
    let content = view! {
        <section id="p-card-notes" class="card stack" aria-labelledby="card-notes-title">
            <h2 id="card-notes-title">"Anything else"</h2>
            <ul class="replies">{said.collect_view()}</ul>
            {form}
        </section>
    };
    Section::new("p-card-notes", content)
}
