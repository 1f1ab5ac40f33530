//! The way to call somebody.

use leptos::prelude::*;

/// Nothing where no number is known.
#[component]
pub fn CallLink(name: String, phone: String) -> impl IntoView {
    (!phone.is_empty()).then(|| {
        let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        view! { <a class="button" href=format!("tel:{digits}") title=phone aria-label=format!("Call {name}")>"Call"</a> }
    })
}
