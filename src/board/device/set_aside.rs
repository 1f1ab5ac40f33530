//! What cannot be read, on this device by this version or on the server by its own: how much of what, and what to do.

use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{counted, listed},
};
use crate::browser::{page, tab::Status};
use crate::sync::wire::Troubles;

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

/// What an owner should know of the server's copy; nothing when all is well with it.
#[component]
pub fn ServersTroubles() -> impl IntoView {
    let status = desk().status;
    view! {
        {move || status.with(|status| troubles(&status.troubles)).map(|words| view! {
            <div class="stack problem" role="note"><p>{words}</p></div>
        })}
    }
    .into_any()
}

fn troubles(troubles: &Troubles) -> Option<String> {
    let all: usize = troubles.unread.values().map(|count| *count as usize).sum();
    let kinds = troubles.unread.iter();
    let called = desk().called();
    let kinds: Vec<String> = kinds
        .map(|(word, count)| counted(*count as usize, &called.noun(word)))
        .collect();
    let (is, them) = if all == 1 { ("is", "it") } else { ("are", "them") };
    let unread = (all > 0).then(|| {
        format!(
            "On the server {} {is} kept and not shown to anybody: its version of Fulcrum cannot read {them}. Nothing of it is \
             lost. Update the server to the version that wrote {them}, or restore a backup.",
            listed(&kinds)
        )
    });
    let undone = troubles.undone.iter().map(|what| {
        format!(
            "The server could not finish {what}. Nobody sees more than they may meanwhile; it is tried again when the server \
             is started anew."
        )
    });
    let all: Vec<String> = unread.into_iter().chain(undone).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

fn said(status: &Status) -> Option<String> {
    let all: usize = status.unread.values().sum();
    let called = desk().called();
    let kinds: Vec<String> = status
        .unread
        .iter()
        .map(|(word, count)| counted(*count, &called.noun(word)))
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
