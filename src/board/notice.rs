//! The short message after an action, with undo at hand.

use std::rc::Rc;

use leptos::prelude::*;

use super::desk;
use crate::browser::{page, tab::Tab};

/// How long a notice stays, in milliseconds.
const STAYS: u32 = 8_000;

/// The notices of all workspaces: effort may be logged in one that is not shown.
#[component]
pub fn NoticeBar() -> impl IntoView {
    let desk = desk();
    let notices = move || {
        let notices = desk.tabs().into_iter().map(|tab| view! { <OfTab tab/> });
        notices.collect_view()
    };
    view! { <div class="notices" role="status" aria-live="polite">{notices}</div> }
}

#[component]
fn OfTab(tab: Rc<Tab>) -> impl IntoView {
    let notice = tab.notice;
    let tab = StoredValue::new_local(tab);
    Effect::new(move |last: Option<u64>| {
        let count = last.unwrap_or(0) + 1;
        if let Some(shown) = notice.get() {
            page::later(STAYS, move || {
                // A newer notice has its own time.
                if notice.with_untracked(|now| now.as_ref() == Some(&shown)) {
                    notice.set(None);
                }
            });
        }
        count
    });
    let shown = move || {
        notice.get().map(|shown| {
            let way_back = shown.undo;
            let undo = (!way_back.is_empty()).then(|| {
                let undo = move |_| {
                    notice.set(None);
                    // The first that is refused says so; those before it are undone.
                    let tab = tab.get_value();
                    way_back.iter().all(|body| tab.submit(body.clone(), "Undone."));
                };
                view! { <button on:click=undo>"Undo"</button> }
            });
            view! {
                <div class="notice" class:problem=shown.problem>
                    <p dir="auto">{shown.words}</p>
                    {undo}
                    <button class="close" aria-label="Dismiss" on:click=move |_| notice.set(None)>"×"</button>
                </div>
            }
        })
    };
    shown
}
