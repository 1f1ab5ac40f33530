//! What the page knows besides the view, and what the browser adds to it.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{CommandId, LinkId, UpdateId};
use crate::portal::gesture::Gesture;

/// What the page knows besides the view: the visit, not the workspace.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Session {
    pub link: LinkId,
    /// Whoever visits has said that they are the leader.
    pub confirmed: bool,
    /// Drawn for this rendering: the forms' command ids are made from it, so that sending twice is sending once.
    pub seed: Uuid,
    /// `09:41`, in the workspace's zone.
    pub as_of: String,
    /// A form that came back without having been sent.
    pub returned: Option<Returned>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Returned {
    pub gesture: Gesture,
    pub state: FormState,
}

/// Where a reply stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormState {
    Idle,
    Sending,
    Sent,
    /// No network: kept on this device until there is.
    Kept,
    /// A first gesture: are you the leader?
    Who,
    NotYou,
    Refused(String),
}

/// A gesture on its way.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Outgoing {
    pub command: CommandId,
    pub gesture: Gesture,
    /// Given in answer to "are you the leader?".
    pub i_am: bool,
}

/// What the browser adds to the page; inert on the server.
#[derive(Clone, Copy)]
pub struct Host {
    pub live: RwSignal<Live>,
    pub send: fn(Outgoing, RwSignal<FormState>),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Live {
    /// As the server rendered it.
    Still(String),
    /// What is logged appears by itself; the time of the last word.
    Live(String),
    /// No connection since.
    Offline(String),
    /// The link was revoked, or has expired; with what was written on the page and not sent.
    Gone(Vec<String>),
}

impl Host {
    pub fn inert(session: &Session) -> Self {
        Self {
            live: RwSignal::new(Live::Still(session.as_of.clone())),
            send: |_, _| {},
        }
    }
}

impl Session {
    /// The command id of a form on this page.
    pub fn command(seed: Uuid, update: Option<UpdateId>) -> CommandId {
        let update = update.map_or(0, |update| update.0.as_u128());
        // Unlike seeds give unlike ids, and so do unlike updates under one seed.
        CommandId(Uuid::from_u128(seed.as_u128() ^ update.rotate_left(1)))
    }
}
