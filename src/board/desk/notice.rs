//! The short message after an action, with undo at hand.

use std::rc::Rc;

use leptos::prelude::*;

use super::{Route, desk};
use crate::browser::{
    page,
    tab::{Notice, Tab, capital},
};
use crate::domain::Goal;

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
    move || {
        notice.get().map(|shown| {
            let name = if shown.was_undone { "Redo" } else { "Undo" };
            let undo = (!shown.undo.is_empty())
                .then(|| view! { <button on:click=move |_| take_back(&tab.get_value())>{name}</button> });
            view! {
                <div class="notice" class:problem=shown.problem>
                    <p dir="auto">{shown.words}</p>
                    {undo}
                    {shown.goal.map(|goal| view! { <button on:click=move |_| open(&tab.get_value(), goal)>"Open"</button> })}
                    <button class="close" aria-label="Dismiss" on:click=move |_| notice.set(None)>"×"</button>
                </div>
            }
        })
    }
}

fn open(tab: &Rc<Tab>, goal: Goal) {
    desk().show(tab);
    match goal {
        Goal::Role(role) => desk().go_to(Route::Role(role), "pains"),
        Goal::Leader(leader) => desk().go(Route::Leader(leader)),
    }
    tab.notice.set(None);
}

/// Takes back what this workspace's notice tells of, or does it again.
pub fn take_back(tab: &Rc<Tab>) {
    let Some(shown) = tab.notice.get_untracked() else {
        return;
    };
    if shown.undo.is_empty() {
        if !shown.problem {
            tab.notice
                .set(Some(Notice::done("That cannot be taken back.", None)));
        }
        return;
    }
    let (words, was_undone) = if shown.was_undone {
        ("Done again.", false)
    } else {
        ("Undone.", true)
    };
    // The other way round, the last comes first. One that is refused says so; those before it are done.
    let mut undo = Vec::new();
    for body in shown.undo {
        match tab.try_submit(body) {
            Ok(way_back) => undo.extend(way_back),
            Err(refusal) => return tab.complain(&capital(&refusal.to_string())),
        }
    }
    undo.reverse();
    tab.notice.set(Some(Notice {
        undo,
        was_undone,
        ..Notice::done(words, None)
    }));
}
