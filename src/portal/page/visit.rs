//! What the page knows besides the view: the visit, not the workspace.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{CommandId, LinkId, UpdateId};
use crate::portal::gesture::Gesture;

/// Somebody at the page.
#[derive(Clone, Debug)]
pub struct Visit {
    pub link: LinkId,
    /// Whoever visits has said that they are the leader.
    pub confirmed: bool,
    /// Drawn for this rendering: the forms' command ids are made from it, so that sending twice is sending once.
    pub seed: Uuid,
    /// `09:41`, in the workspace's zone.
    pub as_of: String,
    /// A form that came back: without having been sent, or to say that it was.
    pub returned: Option<Returned>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Returned {
    pub gesture: Gesture,
    pub state: FormState,
}

/// Where a form stands; the page's script is told so, too.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormState {
    Sent,
    /// A first gesture: are you the leader?
    Who,
    NotYou,
    Refused(String),
}

impl Visit {
    /// Whether the form that answers this update, or none, came back.
    pub fn came_back(&self, update: Option<UpdateId>) -> bool {
        self.returned
            .as_ref()
            .is_some_and(|returned| match &returned.gesture {
                Gesture::Reply { update: to, .. } => *to == update,
            })
    }

    /// The command id of a form on this page.
    pub fn command(&self, update: Option<UpdateId>) -> CommandId {
        let update = update.map_or(0, |update| update.0.as_u128());
        // Unlike seeds give unlike ids, and so do unlike updates under one seed.
        CommandId(Uuid::from_u128(self.seed.as_u128() ^ update.rotate_left(1)))
    }
}

/// The place of what belongs to one visit. In a section that a stream brings it is empty; the page's script leaves
/// alone what is in it, and fills a new one from the template of this name.
#[component]
pub fn Own(
    name: &'static str,
    /// What it is about, where several are alike.
    #[prop(optional_no_strip)]
    about: Option<String>,
    #[prop(optional_no_strip)] inside: Option<AnyView>,
) -> impl IntoView {
    view! { <div class=format!("own-{name}") data-own=name data-about=about>{inside}</div> }
}
