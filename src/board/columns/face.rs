//! Somebody in two letters.

use leptos::prelude::*;

use crate::domain::initials;

/// The initials of whoever a role is of, with the name for those who ask.
#[component]
pub fn Face(name: String) -> impl IntoView {
    let letters = initials(&name);
    view! { <span class="face" role="img" title=name.clone() aria-label=format!("Owner: {name}")>{letters}</span> }
}
