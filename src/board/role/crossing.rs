//! Moving a role, and the gate on the way: before anybody is sought it is asked what is behind the need.

use leptos::prelude::*;

use crate::board::desk::{Crossing, Route, Sheet, desk, ours};
use crate::browser::page;
use crate::domain::{Asked, Body, Role, SkipReason, role};

/// Moves the role there and says so, or lays the question over the page that is to be asked first.
pub fn cross(to: Crossing, words: String) {
    let desk = desk();
    let asks = desk.tab().peek(|state| {
        let role = state.get::<Role>(to.role).ok()?;
        role.can_enter(to.stage).ok()?;
        state.gate(role, to.stage)
    });
    if asks.is_some() {
        desk.lay(Sheet::Gate(to));
    } else {
        go(to, None, words);
    }
}

fn go(to: Crossing, skip: Option<SkipReason>, words: String) {
    let moves = role::Command::MoveRole {
        role: to.role,
        stage: to.stage,
        after: to.after,
        before: to.before,
        reason: None,
        skip,
    };
    desk().tab().submit(Body::Role(moves), words);
}

/// What is still to be asked, the way there, and the reasons to go on without.
#[component]
pub fn Gate(to: Crossing) -> impl IntoView {
    let desk = desk();
    let (title, asked) = desk.tab().peek(|state| {
        let role = state.get::<Role>(to.role).ok()?;
        Some((role.called().to_owned(), state.gate(role, to.stage)?))
    })?;
    // What hurts is asked in a talk; a date is told where the forecast stands.
    let ask = move |_| match asked {
        Asked::Date => desk.go_to(Route::Role(to.role), "told"),
        Asked::Pain | Asked::Why { .. } | Asked::WhyAgain { .. } => desk.go(Route::Talk(to.role)),
    };
    let (words, verb) = match asked {
        Asked::Date => (
            "One honest talk about the date now saves months of disappointment: before anybody is sought, tell by when somebody comes.",
            "Talk it through now",
        ),
        Asked::Pain | Asked::Why { .. } | Asked::WhyAgain { .. } => (
            "Twelve minutes now save weeks later: before anybody is sought, ask what is behind the need.",
            "Ask it now",
        ),
    };
    let reasons = SkipReason::CHOSEN.into_iter().map(|reason| {
        let skip = move |_| {
            desk.sheet.set(None);
            go(
                to,
                Some(reason),
                format!(
                    "Moved to {}. Still to ask: {}",
                    to.stage.label(),
                    asked.question()
                ),
            );
            page::focus(format!("[data-card=\"{}\"] h3 a, .role-head .move-to", to.role));
        };
        view! { <button class="tile" on:click=skip><b>{ours(reason.label())}</b></button> }
    });
    Some(view! {
        <p><bdi>{title}</bdi></p>
        <p>{words}</p>
        <p>"Ask next: " <b>{asked.question()}</b></p>
        <div class="row wrap"><button class="primary" autofocus on:click=ask>{verb}</button></div>
        <h3>{format!("Or move it to {}, because…", to.stage.label())}</h3>
        <div class="tiles">{reasons.collect_view()}</div>
        <p class="small quiet">"The card then says \u{201c}skipped: still to ask\u{201d}, to recruiters only."</p>
    })
}
