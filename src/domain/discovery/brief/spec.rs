//! What is asked for, and when it changed, at whose prompting, and whether somebody was sought already.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::domain::{MustId, PainId, UserId, labelled};

/// What is asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Spec {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub musts: Vec<Must>,
    /// What would be nice to have, in one line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub nice: String,
    /// The pay range in words: `£62k to £68k`. For a boss or the team it is on no page.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub pay: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub places: String,
    /// Who decides, as a colleague would say it: `Dana with Tom`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub decides: String,
}

/// What somebody must bring.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Must {
    pub id: MustId,
    pub what: String,
    /// The pain that it serves; it stays when that is removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain: Option<PainId>,
}

/// A change of what is asked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Version {
    pub at: DateTime<FixedOffset>,
    pub by: UserId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt: Option<Prompt>,
    /// Whether somebody was sought by then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sourced: bool,
    /// How it was before.
    #[serde(default, skip_serializing_if = "Spec::is_empty")]
    pub was: Spec,
}

labelled! {
    /// Why what is asked for changed.
    Prompt {
        Leader = "The leader asked for it",
        Team = "The team asked for it",
        Market = "The market showed it",
        Clearer = "Only said more clearly",
    }
}

impl Spec {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The terms, after the must-haves: each with what it is called in a sentence.
    pub(super) fn terms(&self) -> [(&'static str, &String); 4] {
        [
            ("nice-to-haves", &self.nice),
            ("pay range", &self.pay),
            ("places", &self.places),
            ("name of who decides", &self.decides),
        ]
    }

    pub(super) fn terms_mut(&mut self) -> [&mut String; 4] {
        [&mut self.nice, &mut self.pay, &mut self.places, &mut self.decides]
    }

    /// What is other in this one, each as it follows a name.
    pub(super) fn changes(&self, then: &Self) -> Vec<String> {
        let find = |among: &Self, must: &Must| among.musts.iter().find(|other| other.id == must.id).cloned();
        let mut changes = Vec::new();
        for must in &then.musts {
            match find(self, must) {
                None => changes.push(format!("added {}", must.what)),
                Some(was) if was.what != must.what => {
                    changes.push(format!("changed {} to {}", was.what, must.what));
                }
                Some(was) if was.pain != must.pain => {
                    changes.push(format!("tied {} to another pain point", must.what));
                }
                Some(_) => {}
            }
        }
        for must in &self.musts {
            if find(then, must).is_none() {
                changes.push(format!("took out {}", must.what));
            }
        }
        for ((name, was), (_, now)) in self.terms().into_iter().zip(then.terms()) {
            if was != now {
                changes.push(match (was.is_empty(), now.is_empty()) {
                    (true, _) => format!("added the {name}: {now}"),
                    (_, true) => format!("took out the {name}"),
                    _ => format!("changed the {name} to {now}"),
                });
            }
        }
        changes
    }
}
