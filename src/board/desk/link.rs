//! A way to another page.

use leptos::prelude::*;

use super::{Route, desk};
use crate::browser::page;
use crate::domain::RoleId;

#[component]
pub fn Link(to: Route, #[prop(optional, into)] class: String, children: Children) -> impl IntoView {
    let desk = desk();
    let path = to.path();
    let go = move |event: leptos::ev::MouseEvent| {
        // A new tab or window is the browser's business.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            desk.go(to.clone());
        }
    };
    view! { <a href=path class=class on:click=go>{children()}</a> }
}

/// A way to a place in one part of a role's page, which takes the focus.
#[component]
pub fn Turn(
    role: RoleId,
    part: &'static str,
    #[prop(into)] place: String,
    children: Children,
) -> impl IntoView {
    let desk = desk();
    let path = format!("{}#{part}", Route::Role(role).path());
    let go = move |event: leptos::ev::MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            desk.go_to(Route::Role(role), part);
            page::focus(place.clone());
        }
    };
    view! { <a class="turn-to" href=path on:click=go dir="auto">{children()}</a> }
}
