//! Whether the server sends e-mail, and to whom it can.

use leptos::prelude::*;

use crate::board::desk::{Desk, desk};
use crate::browser::{local, page, tab::Server};
use crate::calls;
use crate::domain::{Leader, LeaderId, State};

/// Asks the server once whether it sends e-mail; until it answers what it said last counts.
pub fn ask_whether_mail_is_sent() {
    let desk = desk();
    Effect::new(move |asked: Option<bool>| {
        let listens =
            desk.has_home.get() && desk.tab().status.with(|status| status.server == Server::Talking);
        let asked = asked.unwrap_or_default();
        if listens && !asked {
            page::spawn(async move {
                if let Ok(told) = calls::mail_desk().await {
                    mail_is_sent(desk, told.from.is_some());
                }
            });
        }
        asked || listens
    });
}

/// The server said whether it sends e-mail.
pub fn mail_is_sent(desk: Desk, is: bool) {
    local::set(local::MAIL_IS_SENT, is);
    desk.mail_is_sent.set(is);
}

/// Where the server can write to a leader, and whether it does so unless somebody says otherwise.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    pub to: String,
    pub usual: bool,
}

/// None where no e-mail can be sent to them. Reactive.
pub fn address(leader: LeaderId) -> Option<Address> {
    let desk = desk();
    if !desk.has_home.get() || !desk.mail_is_sent.get() {
        return None;
    }
    desk.tab().with(|state| address_in(state, leader))
}

fn address_in(state: &State, leader: LeaderId) -> Option<Address> {
    let details = &state.get::<Leader>(leader).ok()?.details;
    (!details.email.is_empty() && !details.no_mail).then(|| Address {
        to: details.email.clone(),
        usual: details.hears_by_mail(),
    })
}
