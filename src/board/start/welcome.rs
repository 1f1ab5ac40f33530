//! What a board says on which nothing stands yet.

use leptos::prelude::*;

use super::sample;
use crate::board::desk::{Link, Route, Sheet, desk};
use crate::browser::tab::{Server, Storage};

/// What belongs here, and the first step.
#[component]
pub fn Welcome() -> impl IntoView {
    let desk = desk();
    let is_alone = move || desk.tab().status.with(|status| status.server == Server::None);
    let account = move || is_alone().then_some("; an account can wait");
    let kept = move || {
        desk.tab()
            .status
            .with(|status| match (&status.storage, &status.server) {
                (Storage::Memory | Storage::Unread | Storage::Failing(_), Server::None) => {
                    "Everything you do here lasts as long as this tab"
                }
                (Storage::Memory | Storage::Unread | Storage::Failing(_), _) => {
                    "What was not sent yet lasts as long as this tab"
                }
                _ => "Everything you do here is saved on this device, with or without a network",
            })
    };
    view! {
        <section class="welcome card stack">
            <h2>"Start with one role that is on your mind"</h2>
            <p>
                "Who needs someone, and what did they say? That is enough to begin. " {kept} {account} "."
            </p>
            <ol class="steps">
                <li>"Write down who needs someone, and what they said."</li>
                <li>"Log what you do for it: one tap each."</li>
                <li>"Send the first update: it is drafted from what you logged."</li>
            </ol>
            <div><button class="primary" on:click=move |_| desk.lay(Sheet::NewRole)>"Add your first role"</button></div>
            <p class="small quiet">
                "Your roles are in another tracker? "
                <Link to=Route::Import class="plain-link">"Import them from a CSV file"</Link>
            </p>
            <p class="small quiet">
                "Or see first how it looks when it is full of life: "
                <button class="plain-link" on:click=move |_| sample::enter()>"look at a sample board"</button>
            </p>
        </section>
    }
    .into_any()
}
