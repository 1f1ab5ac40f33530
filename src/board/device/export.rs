//! All that is kept here, to take along.

use leptos::prelude::*;

use crate::board::desk::desk;
use crate::browser::page;

/// Everything on this device as a file.
#[component]
pub fn ExportButton() -> impl IntoView {
    view! { <button type="button" on:click=move |_| page::download("fulcrum-copy.json", "application/json", &desk().tab().export())>"Export a copy"</button> }
}
