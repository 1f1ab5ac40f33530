//! An address at which there is nothing.

use leptos::prelude::*;

use crate::board::desk::{Link, Route};
use crate::browser::page;

#[component]
pub fn Nowhere() -> impl IntoView {
    page::set_title("Nothing here · Fulcrum");
    view! {
        <section class="card stack">
            <h1 tabindex="-1">"There is nothing at this address"</h1>
            <p>"It may have been mistyped, or cut off on its way. Your roles are where they were."</p>
            <div><Link to=Route::Board class="button">"To the board"</Link></div>
        </section>
    }
    .into_any()
}
