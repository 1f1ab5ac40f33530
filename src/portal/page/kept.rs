//! What is kept about the leader, and how they have it corrected or forgotten.

use leptos::prelude::*;

use super::section::Section;
use crate::portal::view::PortalView;

pub fn section(view: &PortalView) -> Option<Section> {
    let kept = view.kept.as_ref().filter(|_| view.can_reply())?;
    let recruiter = view.head.recruiter.as_ref();
    let who = recruiter.map_or("your recruiter", |who| who.name.as_str());
    let facts = kept.facts.iter().map(|(what, says)| {
        view! { <li><span class="quiet">{*what} ": "</span><bdi>{says.clone()}</bdi></li> }
    });
    let facts = facts.collect_view();
    let kinds = (!kept.kinds.is_empty()).then(|| {
        let kinds = kept
            .kinds
            .iter()
            .map(|kind| view! { <li>{*kind}</li> })
            .collect_view();
        view! {
            <p class="small">"Besides, because it is about you or hangs on that:"</p>
            <ul class="behind">{kinds}</ul>
            <p class="small quiet">"This page shows what of it is yours to read."</p>
        }
    });
    let how = format!(
        "Write to {who} on this page, or call, to have something corrected, or all of it forgotten: your name, what you wrote and what was written to you then go, and this page with them."
    );
    let content = view! {
        <section id="p-kept" class="card" aria-label="What we keep about me">
            <details class="answers">
                <summary>"What we keep about me"</summary>
                <div class="stack">
                    <ul class="behind">{facts}</ul>
                    {kinds}
                    <p class="small quiet" dir="auto">{how}</p>
                </div>
            </details>
        </section>
    };
    Some(Section::new("p-kept", content))
}
