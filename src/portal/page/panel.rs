//! A scorecard: whom its author meets, what they ask, and what they judge, a form for each thing that is looked for. An interviewer
//! has a page of it, and a leader who judges a part of theirs.

use leptos::prelude::*;

use super::{
    head::live_mark,
    prepared::{hints, otherwise},
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
    let mut all = vec![head(view, panel, visit)];
    all.extend(panel.questions.iter().map(|one| {
        let key = format!("p-card-{}", one.id);
        let title = format!("title-{}", one.id);
        let heading = view! { <h2 id=title.clone() dir="auto">{looked_for(one)}</h2> };
        let asked = question(one, view, panel, visit);
        let content = view! {
            <section id=key.clone() class="card stack" aria-labelledby=title>{heading} {asked}</section>
        };
        Section::new(key, content)
    }));
    let content = view! {
        <section id="p-card-notes" class="card stack" aria-labelledby="card-notes-title">
            <h2 id="card-notes-title">"Anything else"</h2>
            {besides(view, panel, visit)}
        </section>
    };
    all.push(Section::new("p-card-notes", content));
    all.extend((!panel.handed_in).then(|| {
        let content = view! {
            <section id="p-hand-in" class="card stack" aria-labelledby="hand-in-title">
                <h2 id="hand-in-title">"All said?"</h2>
                {hand_in(view, panel, visit)}
            </section>
        };
        Section::new("p-hand-in", content)
    }));
    all
}

/// What a leader judges themself, a part of their page for each whom they meet: folded up, since most of it is questions.
pub fn leaders(view: &PortalView, visit: Option<&Visit>) -> Vec<Section> {
    view.cards
        .iter()
        .map(|card| leaders_own(card, view, visit))
        .collect()
}

fn leaders_own(card: &PanelView, view: &PortalView, visit: Option<&Visit>) -> Section {
    let key = format!("p-scorecard-{}", card.id);
    let title = format!("{key}-title");
    let questions = card.questions.iter().map(|one| {
        let asked = question(one, view, card, visit);
        view! {
            <div id=format!("p-card-{}-{}", card.id, one.id) class="stack">
                <h3 dir="auto">{looked_for(one)}</h3>
                {asked}
            </div>
        }
    });
    let hand_in = (!card.handed_in).then(|| hand_in(view, card, visit));
    let summary = if card.handed_in {
        "What you wrote"
    } else {
        "Write it"
    };
    let when: Vec<&str> = card.role.iter().chain(&card.starts).map(String::as_str).collect();
    let when = when.join(", ");
    // What came back is looked at.
    let is_open = visit.and_then(|visit| visit.returned.as_ref()).is_some_and(|returned| {
        matches!(returned.typed.about, About::Card(id, _) | About::CardNotes(id) | About::HandIn(id) | About::Later(id) if id == card.id)
    });
    let content = view! {
        <section id=key.clone() class="card stack" aria-labelledby=title.clone()>
            <h2 id=title.clone() dir="auto">{format!("Your scorecard: {}", card.candidate)}</h2>
            {(!when.is_empty()).then(|| view! { <p class="small quiet" dir="auto">{when}</p> })}
            {moved(card)}
            <p>{stands(card, view)}</p>
            <details open=is_open>
                <summary>{summary}</summary>
                <div class="stack">
                    {questions.collect_view()}
                    <div id=format!("{key}-else") class="stack">
                        <h3>"Anything else"</h3>
                        {besides(view, card, visit)}
                    </div>
                    {hand_in}
                </div>
            </details>
        </section>
    };
    Section::new(key, content)
}

fn looked_for(one: &PanelQuestion) -> String {
    format!("Somebody who {}", one.what)
}

/// Whether it is waited for.
fn stands(panel: &PanelView, view: &PortalView) -> String {
    if panel.handed_in {
        return "You have handed in your scorecard. Thank you: it stays as it is.".into();
    }
    format!(
        "Your scorecard is waited for by {}. Nobody else reads it before you hand it in; from then on it stays as it is.",
        day::said(panel.due, view.today)
    )
}

/// That it is at another time than it was.
fn moved(panel: &PanelView) -> Option<impl IntoView + use<>> {
    let from = panel.moved_from.as_ref()?;
    Some(view! { <p class="quiet">{format!("Moved: it was to be {from}.")}</p> })
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
    let content = view! {
        <header id="p-head" class="portal-head">
            <div class="row between wrap">
                <span class="small quiet" dir="auto">{whose}</span>
                <Own name="live" inside=visit.map(|visit| live_mark(visit).into_any())/>
            </div>
            <h1 dir="auto">{when}</h1>
            <p dir="auto">{place}</p>
            {moved(panel)}
            <p>{stands(panel, view)}</p>
        </header>
    };
    Section::new("p-head", content)
}

/// One thing that is looked for: what is asked, what its author wrote, and the form for it.
fn question(
    one: &PanelQuestion,
    view: &PortalView,
    panel: &PanelView,
    visit: Option<&Visit>,
) -> impl IntoView + use<> {
    let rating = one
        .rating
        .map(|rating| view! { <span class="tag">{Remark::label(rating)}</span> });
    let written = (one.rating.is_some() || !one.evidence.is_empty()).then(|| {
        view! {
            <ul class="replies"><li>
                <span class="small quiet">"You wrote " {rating}</span>
                <p dir="auto">{one.evidence.clone()}</p>
                {one.asked_before.clone().map(|asked| view! {
                    <p class="small quiet" dir="auto">{format!("You wrote it when it was asked like this: {asked}")}</p>
                })}
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
    view! {
        <p dir="auto"><b>{one.question.words.clone()}</b></p>
        {hints(&one.question.hints)}
        {otherwise(&one.other)}
        {written}
        {form}
    }
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

fn hand_in(view: &PortalView, panel: &PanelView, visit: Option<&Visit>) -> AnyView {
    if panel.begins.is_some() {
        let to_come =
            "You hand it in once you have met: what you write before stays until then, and only you read it.";
        return view! { <p>{to_come}</p> }.into_any();
    }
    view! {
        <p>"A rating needs what you heard or saw. Save what you wrote first; what was handed in stays as it is."</p>
        {reply_place(view, About::HandIn(panel.id), visit)}
    }
    .into_any()
}

/// What is noted about nothing in particular, and what is added afterwards.
fn besides(view: &PortalView, panel: &PanelView, visit: Option<&Visit>) -> impl IntoView + use<> {
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
    view! {
        <ul class="replies">{said.collect_view()}</ul>
        {form}
    }
}
