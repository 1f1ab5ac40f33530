//! Passing the page on: a link for somebody who sees less of it.

use leptos::prelude::*;

use super::{reply::reply_place, section::Section, visit::Visit};
use crate::portal::{
    gesture::{About, Narrower},
    view::{ForwardView, PortalView},
};

pub fn section(view: &PortalView, visit: Option<&Visit>) -> Option<Section> {
    let forward = view.forward.filter(|_| view.can_reply())?;
    let recruiter = view.head.recruiter.as_ref();
    let who = recruiter.map_or("your recruiter", |who| who.name.as_str());
    let ways = Narrower::ALL.map(|to| {
        let shows = match to {
            Narrower::Team => format!(
                "Your team sees stage, counts, whether somebody said yes, and the next date; no words, and nobody’s name but {who}’s."
            ),
            Narrower::Boss => format!(
                "Your boss sees stage, counts, whether somebody said yes, and dates; no words, no pay, and nobody’s name but {who}’s."
            ),
        };
        view! {
            <div class="stack">
                <p class="small quiet" dir="auto">{shows}</p>
                {reply_place(view, About::Forward(to), visit)}
            </div>
        }
    });
    let inside = match forward {
        ForwardView::May => view! {
            {ways.into_iter().collect_view()}
            <p class="small quiet" dir="auto">{format!("{who} sees that you passed it on, and can take it back.")}</p>
        }
        .into_any(),
        ForwardView::Confidential => {
            let words = format!("This page is confidential: it asks for a passcode, so it is not passed on from here. {who} can share it with whoever may see it.");
            view! { <p dir="auto">{words}</p> }.into_any()
        }
    };
    let came_back = |to| visit.is_some_and(|visit| visit.came_back(About::Forward(to)).is_some());
    let is_open = Narrower::ALL.into_iter().any(came_back);
    let content = view! {
        <section id="p-forward" class="card" aria-label="Pass this page on">
            <details class="answers" open=is_open>
                <summary>"Pass this page on"</summary>
                <div class="stack">{inside}</div>
            </details>
        </section>
    };
    Some(Section::new("p-forward", content))
}
