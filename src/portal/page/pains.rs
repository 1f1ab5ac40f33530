//! What hurts and what is asked for, as the recruiter understood it: for the leader to read, and to put right.

use leptos::prelude::*;

use super::section::Section;
use crate::portal::view::{BriefView, FixView, MustView, PainView, PortalView};
use crate::ui::day;

pub fn section(view: &PortalView) -> Option<Section> {
    if view.pains.is_empty() && view.briefs.is_empty() {
        return None;
    }
    let title = if view.pains.is_empty() {
        "What is asked for"
    } else {
        "What hurts, as we understood it"
    };
    let pains = view.pains.iter().map(|pain| one(pain, view));
    let briefs = view.briefs.iter().map(|brief| wanted(brief, view));
    let content = view! {
        <section id="p-pains" class="card stack" aria-labelledby="pains-title">
            <h2 id="pains-title">{title}</h2>
            {pains.collect_view()}
            {briefs.collect_view()}
        </section>
    };
    Some(Section::new("p-pains", content))
}

fn one(pain: &PainView, view: &PortalView) -> impl IntoView + use<> {
    let about = pain
        .role
        .clone()
        .map(|role| view! { <p class="small quiet" dir="auto">{role}</p> });
    let severity = pain
        .severity
        .map(|severity| view! { <span class="quiet nowrap">{format!(" {severity} of 10")}</span> });
    let since = view.after.iter().filter_map(|after| {
        let eased = after.eased.iter().find(|eased| eased.pain == pain.id)?;
        let (when, worth) = eased.since.last()?;
        Some(view! { <p class="small"><a href=format!("#p-after-{}", after.hire)><bdi>{after.called.clone()}</bdi>{format!(": {worth} of 10 {when}")}</a></p> })
    });
    let since = since.collect_view();
    let whys = (!pain.whys.is_empty()).then(|| {
        let whys = pain.whys.iter();
        // As deep as a phone has room for.
        let whys =
            whys.map(|why| view! { <li dir="auto" data-depth=why.depth.min(4)>{why.answer.clone()}</li> });
        view! {
            <p class="small quiet">"What's behind it"</p>
            <ol class="behind">{whys.collect_view()}</ol>
        }
    });
    let better = (!pain.better.is_empty()).then(|| {
        view! { <p class="small" dir="auto"><span class="quiet">"Better when: "</span> {pain.better.clone()}</p> }
    });
    let fixes = (!pain.fixes.is_empty()).then(|| {
        let fixes = pain.fixes.iter().map(|fix| remedy(fix, view));
        view! {
            <p class="small quiet">"What is done about it, besides the search"</p>
            <ul class="behind">{fixes.collect_view()}</ul>
        }
    });
    view! {
        <div class="stack" id=format!("p-pain-{}", pain.id)>
            <div>
                {about}
                <h3><bdi>{pain.what.clone()}</bdi>{severity}</h3>
                {since}
            </div>
            {whys}
            {better}
            {fixes}
        </div>
    }
}

/// What somebody must bring, each with the pain that it serves; then the terms in one line.
fn wanted(brief: &BriefView, view: &PortalView) -> impl IntoView + use<> {
    let about = brief
        .role
        .clone()
        .map(|role| view! { <p class="small quiet" dir="auto">{role}</p> });
    let title = (!view.pains.is_empty()).then(|| view! { <h3>"What is asked for"</h3> });
    let musts = (!brief.musts.is_empty()).then(|| {
        let musts = brief.musts.iter().map(must);
        view! { <ol class="behind">{musts.collect_view()}</ol> }
    });
    let line = |name: &'static str, words: &String| {
        let words = words.clone();
        (!words.is_empty()).then(|| view! { <p class="small quiet">{name} ": " <bdi>{words}</bdi></p> })
    };
    let examples = (!brief.examples.is_empty()).then(|| {
        let examples = brief.examples.iter().map(|one| {
            let because = (!one.because.is_empty()).then(|| format!(", because {}", one.because));
            view! { <li><bdi>{one.lines.clone()}</bdi> <span class="small quiet" dir="auto">" · you said " {one.verdict.label().to_lowercase()} {because}</span></li> }
        });
        view! {
            <p class="small quiet">"Your answers to the examples"</p>
            <ul class="behind">{examples.collect_view()}</ul>
        }
    });
    view! {
        <div class="stack">
            {about}
            {title}
            {musts}
            {line("Nice to have", &brief.nice)}
            {line("Where", &brief.places)}
            {line("Pay range", &brief.pay)}
            {line("Who decides", &brief.decides)}
            {examples}
        </div>
    }
}

fn must(must: &MustView) -> impl IntoView + use<> {
    let pain = must
        .pain
        .clone()
        .map(|pain| view! { <span class="small quiet">" · for: " <bdi>{pain}</bdi></span> });
    view! { <li><bdi>{must.what.clone()}</bdi>{pain}</li> }
}

fn remedy(fix: &FixView, view: &PortalView) -> impl IntoView + use<> {
    let owner = (!fix.owner.is_empty()).then(|| view! { <bdi>{fix.owner.clone()}</bdi> ", " });
    view! {
        <li>
            <bdi>{fix.what.clone()}</bdi>
            <span class="small quiet">" · " {owner} "by " {day::dated(fix.due, view.today)} " · " {fix.state.label().to_lowercase()}</span>
        </li>
    }
}
