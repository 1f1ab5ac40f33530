//! What the tabs of one browser tell each other.

use std::rc::Rc;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::MessageEvent;

use super::{memory::Tab, status::Server};
use crate::browser::page;
use crate::sync::disk::Op;

/// What tabs tell each other.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Word {
    /// A transaction was committed.
    Wrote(Vec<Op>),
    /// How the leading tab fares with the server.
    Server {
        server: Server,
        synced_at: Option<String>,
    },
    /// A new tab asks how the leading one fares.
    HowIsIt,
    /// The device was wiped.
    Wiped,
}

impl Tab {
    pub(super) fn say(&self, word: &Word) {
        if let Some(channel) = &self.channel
            && let Ok(text) = serde_json::to_string(word)
        {
            let _ = channel.post_message(&text.into());
        }
    }

    pub(super) fn say_server(&self) {
        if self.leads.get() {
            let (server, synced_at) = self
                .status
                .with_untracked(|status| (status.server.clone(), status.synced_at.clone()));
            self.say(&Word::Server { server, synced_at });
        }
    }

    pub(super) fn say_wiped(&self) {
        self.say(&Word::Wiped);
    }

    pub(super) fn listen_to_tabs(self: &Rc<Self>) {
        let Some(channel) = &self.channel else { return };
        let tab = self.clone();
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let (tab, text) = (tab.clone(), event.data().as_string().unwrap_or_default());
            spawn_local(async move {
                match serde_json::from_str(&text) {
                    Ok(Word::Wrote(ops)) => {
                        tab.follow(ops).await;
                        tab.exchange();
                    }
                    Ok(Word::Server { server, synced_at }) => tab.status.update(|status| {
                        status.server = server;
                        status.synced_at = synced_at;
                    }),
                    Ok(Word::HowIsIt) => tab.say_server(),
                    Ok(Word::Wiped) => page::reload(),
                    // A page of another build, perhaps: what it wrote is on the disk.
                    Err(_) => tab.catch_up().await,
                }
            });
        });
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        hear.forget();
        self.say(&Word::HowIsIt);
    }
}
