//! A way to another page.

use leptos::prelude::*;

use super::{Route, desk};

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
