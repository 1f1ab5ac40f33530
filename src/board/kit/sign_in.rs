//! The way to an account, for a board that has none yet.

use leptos::prelude::*;

use crate::board::desk::{Link, Route, desk};

/// Whoever is signed in already has only to say that this board comes along.
#[component]
pub fn SignInLink() -> impl IntoView {
    let is_signed_in = desk().signed_in;
    move || {
        let words = if is_signed_in.with(Option::is_some) {
            "Bring this board along…"
        } else {
            "Sign in"
        };
        view! { <Link to=Route::SignIn class="button">{words}</Link> }
    }
}
