//! What stands on this device and cannot be read by this version: how much of what, and what to do.

use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{counted, listed},
};
use crate::browser::{page, tab::Status};

/// Nothing when all can be read.
#[component]
pub fn SetAside() -> impl IntoView {
    let status = desk().status;
    view! {
        {move || status.with(said).map(|words| view! {
            <div class="stack problem" role="note">
                <p>{words}</p>
                <div><button type="button" on:click=move |_| page::reload()>"Reload"</button></div>
            </div>
        })}
    }
    .into_any()
}

fn said(status: &Status) -> Option<String> {
    let all: usize = status.unread.values().sum();
    let kinds: Vec<String> = status
        .unread
        .iter()
        .map(|(word, count)| counted(*count, word))
        .collect();
    let (is, them) = if all == 1 { ("is", "it") } else { ("are", "them") };
    (all > 0).then(|| {
        format!(
            "{} {is} kept here and not shown: this version of Fulcrum cannot read {them}. Nothing is lost, and an export has {them} \
             too. Reload to get the newer version; if that does not help, the server has to be updated first.",
            listed(&kinds)
        )
    })
}
