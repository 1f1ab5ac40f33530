//! What the page knows besides the view: the visit, not the workspace.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{CommandId, LinkId};
use crate::portal::{
    gesture::{About, Gesture},
    view::PortalView,
};

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
    pub typed: Gesture,
    /// The id that it had, where it waits for whoever wrote it to say who they are: sent again, it is the same.
    pub command: Option<CommandId>,
    pub state: FormState,
}

/// Where a form stands; the page's script is told so, too.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormState {
    Sent,
    /// It comes back to be read once more before it is sent.
    Look,
    /// The page was passed on: the address, which is shown this once.
    Forwarded(String),
    /// A first gesture: are you the leader?
    Who,
    NotYou,
    Refused(String),
}

impl Returned {
    /// Whether it waits for whoever wrote it to say who they are.
    pub fn asks_who(&self) -> bool {
        matches!(self.state, FormState::Who | FormState::NotYou)
    }

    /// An answer to what is not asked any more comes back where one may write of anything, with the words that say so.
    pub fn fitting(self, view: &PortalView, late: &str) -> Self {
        let is_asked = match self.typed.about {
            About::Decision(decision) => view.asks(decision),
            About::Candidate(candidate) => view.asks_about(candidate),
            About::Interview(interview) => view.asks_time(interview),
            About::Card(author, _) | About::CardNotes(author) => {
                view.card(author).is_some_and(|card| !card.handed_in)
            }
            _ => true,
        };
        if is_asked {
            return self;
        }
        let Gesture { choice, text, .. } = &self.typed;
        let words = [choice.as_str(), text]
            .into_iter()
            .filter(|words| !words.trim().is_empty());
        let text = words.collect::<Vec<_>>().join(": ");
        // What comes to mind of whom one judged has its place, while there is one.
        let later = match self.typed.about {
            About::Card(author, _) | About::CardNotes(author) => view.card(author),
            _ => view.panel.as_ref(),
        };
        let state = if self.asks_who() {
            FormState::Refused(late.to_owned())
        } else {
            self.state
        };
        Self {
            typed: Gesture {
                about: later.map_or(About::Page, |card| About::Later(card.id)),
                text,
                choice: String::new(),
                answers: Vec::new(),
                ..self.typed
            },
            command: None,
            state,
        }
    }
}

impl Visit {
    /// The form that came back, if it is this one.
    pub fn came_back(&self, about: About) -> Option<&Returned> {
        self.returned
            .as_ref()
            .filter(|returned| returned.typed.about == about)
    }

    /// The command id of a form on this page.
    pub fn command(&self, about: About) -> CommandId {
        if let Some(command) = self.came_back(about).and_then(|returned| returned.command) {
            return command;
        }
        // Unlike seeds give unlike ids, and so does what is unlike under one seed.
        CommandId(Uuid::from_u128(self.seed.as_u128() ^ about.number()))
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
    /// Between what one chooses there, a line each.
    #[prop(optional_no_strip)]
    choices: Option<String>,
    /// The question that is answered there.
    #[prop(optional_no_strip)]
    asked: Option<String>,
    #[prop(optional_no_strip)] inside: Option<AnyView>,
) -> impl IntoView {
    view! { <div class=format!("own-{name}") data-own=name data-about=about data-choices=choices data-asked=asked>{inside}</div> }
}
