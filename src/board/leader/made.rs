//! A link that was just made: its address is shown once.

use std::collections::BTreeSet;

use data_encoding::BASE64URL_NOPAD;
use leptos::{prelude::*, text_prop::TextProp};

use crate::board::{
    desk::desk,
    kit::{Address, said},
};
use crate::browser::{clock, page};
use crate::domain::{Body, LeaderId, LinkId, NewLink, Scope, ShareLink, Target, link, secret_hash};

/// What only this device knows of a link it has made.
#[derive(Clone, PartialEq)]
pub struct MadeLink {
    pub id: LinkId,
    /// For whom it is.
    pub label: String,
    pub url: String,
    pub passcode: Option<String>,
}

impl MadeLink {
    /// Makes a link. Its secret is drawn here and stands in its address alone; words of why where it is refused.
    pub fn make(
        target: Target,
        leader: LeaderId,
        asks_passcode: bool,
        details: impl FnOnce(NewLink) -> NewLink,
    ) -> Result<Self, String> {
        let secret = BASE64URL_NOPAD.encode(&clock::random::<32>());
        let passcode = asks_passcode.then(|| draw_passcode(clock::random()));
        let link = details(NewLink {
            id: clock::fresh(LinkId::new),
            target,
            leader: Some(leader),
            scope: Scope::TeamSafe,
            label: String::new(),
            secret_hash: secret_hash(&secret),
            expires_on: None,
            passcode: passcode.clone().and_then(|passcode| passcode.try_into().ok()),
            opens: BTreeSet::new(),
            deputy: false,
            panel: None,
            brief: None,
            hire: None,
        });
        let (id, label) = (link.id, link.label.trim().to_owned());
        let shared = desk()
            .tab()
            .try_submit(Body::Link(link::Command::ShareLink(link)));
        shared.map_err(said)?;
        let url = format!("{}/p/{id}/{secret}", page::origin());
        Ok(Self {
            id,
            label,
            url,
            passcode,
        })
    }
}

/// Six digits, as `493 021`.
fn draw_passcode(random: [u8; 4]) -> String {
    let number = u32::from_le_bytes(random) % 1_000_000;
    format!("{:03} {:03}", number / 1_000, number % 1_000)
}

#[component]
pub fn Made(
    made: MadeLink,
    /// Another was asked for since, and refused.
    earlier: RwSignal<bool>,
) -> impl IntoView {
    let status = desk().tab().status;
    let is_synced = move || status.with(|status| status.waiting == 0);
    let with = made.passcode.map(|passcode| {
        view! {
            <p>"The passcode is " <b class="nowrap">{passcode}</b> ". Tell it another way than the address: by phone, say."</p>
        }
    });
    let below = move || {
        (!is_synced()).then(|| view! { <p class="tag wait">"It opens once this device has synced"</p> })
    };
    let label = made.label;
    let label = TextProp::from(move || {
        if earlier.get() {
            format!("Of the link made before, for {label}: its address, shown this once")
        } else {
            format!("The address for {label}; it is shown this once, since only this device knows it")
        }
    });
    // Seen at once, with nothing over it.
    desk().all().iter().for_each(|tab| tab.notice.set(None));
    page::focus(".made .address".into());
    let id = made.id;
    let is_over = move || {
        desk()
            .tab()
            .with(|state| state.get::<ShareLink>(id).is_ok_and(|link| link.revoked))
    };
    view! {
        <div hidden=is_over>
            <Address label url=made.url opens=true
                with=with.into_any() below=below.into_any()/>
        </div>
    }
}
