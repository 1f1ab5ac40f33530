//! The short message after an action, with undo at hand.

use std::rc::Rc;

use leptos::prelude::*;

use super::{Route, desk};
use crate::browser::{
    page,
    tab::{Notice, Tab},
};
use crate::domain::{Body, Goal};

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
    let above = move || desk.feet.get() > 0;
    view! { <div class="notices" class:above=above role="status" aria-live="polite">{notices}</div> }
}

/// While what calls it is shown, notices come at the top: what is tapped draft after draft, question after question, and
/// what saves an open form, stays free.
pub fn notices_above() {
    // A style sheet that asked whether any of it is there would have every element of the page styled anew with each change.
    let feet = desk().feet;
    feet.update(|feet| *feet += 1);
    on_cleanup(move || {
        feet.try_update(|feet| *feet -= 1);
    });
}

#[component]
fn OfTab(tab: Rc<Tab>) -> impl IntoView {
    let notice = tab.notice;
    let tab = StoredValue::new_local(tab);
    let newest = StoredValue::new_local(0_u64);
    Effect::new(move |_| {
        newest.update_value(|count| *count += 1);
        if notice.with(Option::is_some) {
            let count = newest.get_value();
            page::later(STAYS, move || {
                // A newer notice has its own time.
                if newest.try_get_value() == Some(count) {
                    notice.set(None);
                }
            });
        }
    });
    move || {
        notice.get().map(|shown| {
            let name = if shown.was_undone { "Redo" } else { "Undo" };
            let act = if shown.was_undone { again } else { take_back };
            let undo = shown
                .can_be_undone
                .then(|| view! { <button on:click=move |_| act(&tab.get_value())>{name}</button> });
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

/// Takes back what was done last, in whichever workspace; the next time what was done before that.
pub fn take_back_last() {
    let last = |tab: &Rc<Tab>| tab.history.borrow().last();
    let tabs = desk().all();
    match tabs.iter().max_by_key(|tab| last(tab)) {
        Some(tab) if last(tab).is_some() => take_back(tab),
        _ => desk().done("There is nothing to take back.", None),
    }
}

/// Does again what was taken back last in the workspace that is shown.
pub fn do_again() {
    again(&desk().tab());
}

fn take_back(tab: &Rc<Tab>) {
    let Some(deed) = tab.history.borrow_mut().take_back() else {
        return;
    };
    if deed.undo.is_empty() {
        let words = format!(
            "That cannot be taken back: “{}” Once more takes back what came before.",
            deed.words
        );
        return tab.notice.set(Some(Notice::saying(words)));
    }
    if let Some(again) = carry_out(tab, deed.undo) {
        tab.notice.set(Some(Notice {
            can_be_undone: !again.is_empty(),
            was_undone: true,
            ..Notice::saying(format!("Undone. It was: “{}”", deed.words))
        }));
        tab.history.borrow_mut().was_taken_back(deed.words, again);
    }
}

fn again(tab: &Rc<Tab>) {
    let Some(deed) = tab.history.borrow_mut().take_again() else {
        return;
    };
    if let Some(undo) = carry_out(tab, deed.undo) {
        tab.notice.set(Some(Notice {
            can_be_undone: !undo.is_empty(),
            ..Notice::saying("Done again.")
        }));
        tab.history.borrow_mut().was_done_again(deed.words, undo);
    }
}

/// Each in its turn; answers with the way back. One that is refused says so, and those before it are done.
fn carry_out(tab: &Rc<Tab>, bodies: Vec<Body>) -> Option<Vec<Body>> {
    let mut back = Vec::new();
    for body in bodies {
        match tab.try_submit(body) {
            Ok(way_back) => back.extend(way_back),
            Err(refusal) => {
                tab.complain(&tab.refused(&refusal));
                return None;
            }
        }
    }
    // The other way round, the last comes first.
    back.reverse();
    Some(back)
}
