//! All that is kept here, to take along.

use std::rc::Rc;

use leptos::prelude::*;
use serde_json::{Value, json};

use crate::board::desk::desk;
use crate::browser::{page, tab::Tab};

/// Everything on this device as a file.
#[component]
pub fn ExportButton() -> impl IntoView {
    let export = move |_| {
        save("fulcrum-copy.json", &all());
        desk().done(
            "The file holds all that this device does, also what was told to you alone: keep it where nobody else reads.",
            None,
        );
    };
    view! { <button type="button" on:click=export>"Export a copy"</button> }
}

/// What one has done here and could not send, where one belongs no more: of what others did nothing.
#[component]
pub fn ExportUnsent() -> impl IntoView {
    let unsent = move |_| {
        let shut = all().into_iter().filter(|tab| untrack(|| tab.is_shut()));
        save("fulcrum-unsent.json", &shut.collect::<Vec<_>>());
    };
    view! { <button type="button" on:click=unsent>"Export what was not sent"</button> }
}

fn all() -> Vec<Rc<Tab>> {
    desk().tabs.get_untracked()
}

fn save(name: &str, tabs: &[Rc<Tab>]) {
    let workspaces: Vec<Value> = tabs.iter().map(|tab| tab.export()).collect();
    let copy = serde_json::to_string_pretty(&json!({ "workspaces": workspaces })).unwrap_or_default();
    page::download(name, "application/json", &copy);
}
