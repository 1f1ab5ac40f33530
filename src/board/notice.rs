//! The short message after an action, with undo at hand.

use leptos::prelude::*;

use super::desk;
use crate::browser::page;

/// How long a notice stays, in milliseconds.
const STAYS: u32 = 8_000;

#[component]
pub fn NoticeBar() -> impl IntoView {
    let desk = desk();
    let notice = desk.tab().notice;
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
    let shown =
        move || {
            notice.get().map(|shown| {
            let way_back = shown.undo;
            let undo = (!way_back.is_empty()).then(|| {
                let undo = move |_| {
                    notice.set(None);
                    // The first that is refused says so; those before it are undone.
                    way_back.iter().all(|body| desk.tab().submit(body.clone(), "Undone."));
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
    view! { <div class="notices" role="status" aria-live="polite">{shown}</div> }
}
