//! What takes the place of a board that is kept here and cannot be read yet.

use leptos::prelude::*;

use crate::board::desk::desk;
use crate::browser::page;

#[component]
pub fn Unread() -> impl IntoView {
    let desk = desk();
    page::remove("opening");
    view! {
        <main class="gate" id="main">
            <p class="brand">"Fulcrum"</p>
            <section class="card stack" role="alert">
                <h1 tabindex="-1">"Your board did not load"</h1>
                <p>"There may be no connection, or Fulcrum is being updated just now. What this device keeps stays as it is, and is shown as soon as it can be read."</p>
                <button type="button" class="primary" on:click=move |_| desk.begin_anew()>"Try again"</button>
            </section>
        </main>
    }
    .into_any()
}
