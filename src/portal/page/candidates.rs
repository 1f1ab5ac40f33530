//! Whom the leader may want to meet, a card each, and how many others stand where.

use leptos::prelude::*;

use super::{
    reply::{Offered, place},
    section::Section,
    turns::answered,
    visit::Visit,
};
use crate::domain::Wish;
use crate::portal::{
    gesture::About,
    lead::spoken,
    view::{CandidateView, CountsView, MoreCandidates, PortalView},
};

/// A section for each, so that what is half typed stays where it is when another is shown.
pub fn sections(view: &PortalView, visit: Option<&Visit>) -> Vec<Section> {
    let cards = view.candidates.iter();
    let cards = cards.map(|one| card(one, view, visit));
    cards.chain(more(view.more_candidates)).collect()
}

/// What is said of those beyond.
fn more(more: MoreCandidates) -> Option<Section> {
    let (waiting, answered) = (more.waiting, more.answered);
    let waiting = (waiting > 0).then(|| view! { <p>{format!("{waiting} more, as you answer these.")}</p> });
    let answered = (answered > 0).then(|| {
        view! { <p class="quiet">{format!("Of {answered} more you said something earlier: ask your recruiter for these.")}</p> }
    });
    if waiting.is_none() && answered.is_none() {
        return None;
    }
    let content = view! {
        <section id="p-candidates" class="card stack" aria-label="More people">{waiting}{answered}</section>
    };
    Some(Section::new("p-candidates", content))
}

fn card(one: &CandidateView, view: &PortalView, visit: Option<&Visit>) -> Section {
    let key = format!("p-candidate-{}", one.id);
    let (heading, labelled) = (format!("{key}-title"), format!("{key}-title"));
    let today = view.today;
    let role = one
        .role
        .clone()
        .map(|role| view! { <p class="small quiet" dir="auto">{role}</p> });
    let called = one.called.clone();
    if one.has_withdrawn {
        let content = view! {
            <section id=key.clone() class="card stack" aria-labelledby=labelled>
                {role}
                <h2 id=heading><bdi>{called}</bdi>" has withdrawn."</h2>
            </section>
        };
        return Section::new(key, content);
    }
    let asks = match (one.is_asked, one.due < today) {
        (false, _) => None,
        (true, true) => Some("Still open from you: do you want to meet?".to_owned()),
        (true, false) => Some(format!("Do you want to meet? By {}", spoken(one.due, view))),
    };
    let asks = asks.map(|asks| view! { <p class="quiet">{asks}</p> });
    let lines = one.lines.iter().map(|line| {
        let line = line.clone();
        view! { <p dir="auto">{line}</p> }
    });
    let evidence = one.evidence.iter().map(|(must, what)| {
        let (must, what) = (must.clone(), what.clone());
        let must = must.map(|must| view! { <b dir="auto">{must}</b> });
        view! { <li>{must} " " <span dir="auto">{what}</span></li> }
    });
    let evidence =
        (!one.evidence.is_empty()).then(|| view! { <ul class="evidence">{evidence.collect_view()}</ul> });
    let question = (!one.question.is_empty()).then(|| {
        let question = one.question.clone();
        view! { <p><span class="quiet">"Still open: "</span><bdi>{question}</bdi></p> }
    });
    let cv = one.cv.clone().map(|cv| {
        view! { <p><a href=cv rel="noreferrer noopener" target="_blank">"CV"</a></p> }
    });
    let answer = match &one.answer {
        Some(decided) => Some(view! { {answered(decided, view)} {otherwise(view)} }.into_any()),
        None if one.is_asked => {
            let offered = Offered {
                choices: Wish::ALL.iter().map(|wish| wish.label().to_owned()).collect(),
                asked: one.edition.to_string(),
            };
            place(view, About::Candidate(one.id), Some(offered), visit).map(IntoAny::into_any)
        }
        None => None,
    };
    let content = view! {
        <section id=key.clone() class="card stack candidate" class:turn=one.is_asked aria-labelledby=labelled>
            {role}
            <h2 id=heading dir="auto">{called}</h2>
            {asks}
            <div>{lines.collect_view()}</div>
            {evidence}
            {question}
            {cv}
            {answer}
        </section>
    };
    Section::new(key, content)
}

/// What was answered counts until a recruiter notes that it is otherwise.
fn otherwise(view: &PortalView) -> Option<impl IntoView + use<>> {
    view.can_reply().then(|| {
        let place = format!("#{}", About::Page.place());
        view! { <p class="small quiet">"Is it otherwise now? " <a href=place>"Write it"</a></p> }
    })
}

/// In numbers alone.
pub fn counts(view: &PortalView) -> Option<Section> {
    if view.counts.is_empty() {
        return None;
    }
    let roles = view.counts.iter().map(of_role);
    let content = view! {
        <section id="p-counts" class="card stack" aria-labelledby="counts-title">
            <h2 id="counts-title">"Where people stand"</h2>
            {roles.collect_view()}
        </section>
    };
    Some(Section::new("p-counts", content))
}

fn of_role(one: &CountsView) -> impl IntoView + use<> {
    let role = one
        .role
        .clone()
        .map(|role| view! { <p class="small quiet" dir="auto">{role}</p> });
    let counts = one.counts.iter();
    let counts = counts.map(|(place, count)| format!("{count} {}", place.label().to_lowercase()));
    let words = counts.collect::<Vec<_>>().join(" · ");
    view! { <div>{role}<p>{words}</p></div> }
}
