//! A role's card, or its line once it is closed: what hands do with it.

use leptos::{html::Li, prelude::*};

use super::{
    drag::{Dragging, Toward, dropped, step},
    inside::Inside,
    more::More,
    opened::Opened,
    painted::Painted,
};
use crate::board::desk::desk;
use crate::browser::{drag, page};
use crate::domain::{RoleId, Stage};

/// How long a mouse rests on a card before more of it shows, in milliseconds: one that passes by opens nothing.
const RESTS: u32 = 450;

#[component]
pub fn Card(id: RoleId, stage: Stage) -> impl IntoView {
    let desk = desk();
    let (dragging, opened): (Dragging, Opened) = (expect_context(), expect_context());
    let painted: Painted = expect_context();
    let standing = Memo::new(move |_| desk.standings.with(|standings| standings.get(&id).cloned()));
    // An effort elsewhere leaves it as it is.
    let logged = Memo::new(move |_| desk.logged(id));
    let standing = Memo::new(move |_| Some(standing.get()?.with(logged.get())));
    let is_closed = stage == Stage::Closed;
    let element = NodeRef::<Li>::new();
    let rests = RwSignal::new(false);
    let press = move |event: leptos::ev::PointerEvent| {
        let Some(element) = element.get_untracked() else {
            return;
        };
        // Whatever is pressed says itself what shows: a mouse that rested before says it no more.
        rests.set(false);
        if page::happened_on(&event, "button, .card-more") {
            return;
        }
        if event.pointer_type() == "mouse" {
            // It may be dragged to what would lie under there.
            opened.hide(id);
        }
        drag::follow(&event, element.into(), move |how| {
            match how {
                drag::Drag::Begun => {
                    opened.hide_all();
                    dragging.begin();
                }
                drag::Drag::Over(over) => dragging.goes_over(over),
                // What it lays over the page would go again as the press that began outside it ends: it comes after that.
                drag::Drag::Dropped(over) => page::later(0, move || {
                    dropped(id, over.as_ref());
                    dragging.end();
                }),
                drag::Drag::Cancelled => dragging.end(),
            };
        });
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let toward = match event.key().as_str() {
            "Escape" => return opened.hide(id),
            "ArrowUp" => Toward::Up,
            "ArrowDown" => Toward::Down,
            "ArrowLeft" => Toward::Back,
            "ArrowRight" => Toward::Forward,
            _ => return,
        };
        if event.alt_key() {
            event.prevent_default();
            step(id, toward);
        }
    };
    let enter = move |event: leptos::ev::PointerEvent| {
        if event.pointer_type() != "mouse" {
            return;
        }
        rests.set(true);
        page::later(RESTS, move || {
            let is_still_there = rests.try_get_untracked() == Some(true);
            if is_still_there && dragging.frozen.with_untracked(Option::is_none) {
                opened.show(id);
            }
        });
    };
    let leave = move |event: leptos::ev::PointerEvent| {
        if event.pointer_type() == "mouse" {
            rests.try_set(false);
            opened.hide(id);
        }
    };
    let focused = move |event: leptos::ev::FocusEvent| {
        if page::happened_on(&event, ":focus-visible:not(.show-more)") {
            opened.show(id);
        }
    };
    let left = move |event: leptos::ev::FocusEvent| {
        if !page::goes_within(&event) {
            opened.hide(id);
        }
    };
    let tap = move |event: leptos::ev::MouseEvent| {
        if !page::happened_on(&event, "a, button, .card-more") {
            opened.show(id);
        }
    };
    let is_held = move || {
        standing.with(|standing| {
            standing
                .as_ref()
                .is_some_and(|standing| standing.role.hold.is_some())
        })
    };
    let named = Memo::new(move |_| {
        standing.with(|standing| {
            let role = &standing.as_ref()?.role;
            Some((role.called().to_owned(), role.is_open()))
        })
    });
    let more = move || {
        let named = named.get().filter(|_| painted.with_actions());
        named.map(|(title, is_open)| view! { <More id title is_open standing/> })
    };
    let body = move || standing.get().map(|standing| view! { <Inside standing/> });
    view! {
        <li class="role-card" class:card=!is_closed class:closed-line=is_closed node_ref=element data-card=id.to_string()
            class:drop-before=move || dragging.before.is(id) class:held=is_held class:opened=move || opened.is(id)
            on:pointerdown=press on:keydown=keys on:pointerenter=enter on:pointerleave=leave on:focusin=focused
            on:focusout=left on:click=tap on:dragstart=|event| event.prevent_default()>
            {body}
            {more}
        </li>
    }
    .into_any()
}
