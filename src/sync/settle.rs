//! A board's way into a workspace: who of its leaders is there already, what stays as the team has it, and whose
//! board it becomes (rule 11).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::shelf::{Draft, Entry, Home, Kept, Meta, Op, Shelf, Stale, scrubbed};
use crate::domain::{Body, Leader, LeaderId, UserId, erasure, leader, member, settings, workspace};

/// What is known when a person enters a workspace with what this device keeps.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Settle {
    pub home: Home,
    /// Leaders of a board without an account who are leaders of the workspace already.
    pub same: Vec<Same>,
    /// A team works there: its name, its settings and who belongs to it stay as they are.
    pub into_team: bool,
    /// With which e-mail address they signed in; it is remembered with the board.
    pub address: Option<String>,
    /// Under which id the board was kept until a server came back from a backup that did not know them yet.
    pub instead_of: Option<UserId>,
}

impl Settle {
    /// A board on which nothing waits.
    pub fn of(home: Home) -> Self {
        Self {
            home,
            same: Vec::new(),
            into_team: false,
            address: None,
            instead_of: None,
        }
    }

    /// Whether this is the person of that board under a new id: it says so, and the device remembers their address.
    fn is_same_person(&self, old: Home, remembered: Option<&String>) -> bool {
        let knows = |address: &String| remembered.is_some_and(|known| is_same_address(known, address));
        self.home.workspace == old.workspace
            && self.instead_of == Some(old.user)
            && self.address.as_ref().is_some_and(knows)
    }
}

/// Addresses do not mind their case.
pub fn is_same_address(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// One person under two ids.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Same {
    /// Their id on this device.
    pub here: LeaderId,
    /// The leader in the workspace, as they were when somebody said that they are the same.
    pub there: Leader,
}

impl Same {
    /// The command as it is for the leader of the workspace: adding them changes nothing any more, also when a
    /// colleague has corrected them since. It goes on in its author's words: what the team calls them is not for what
    /// waits here, where nobody may look for it when they are erased.
    fn merge(&self, draft: Draft) -> Draft {
        let id = self.there.id;
        let erases = matches!(draft.read(), Ok(Body::Leader(leader::Command::EraseLeader { leader })) if leader == self.here);
        if erases {
            // The team's leader is theirs to erase.
            return Draft::new(
                draft.id,
                &Body::Erasure(erasure::Command::Scrubbed { told: true }),
                draft.claimed_at,
            );
        }
        if let Ok(Body::Leader(leader::Command::AddLeader { leader, details, .. })) = draft.read()
            && leader == self.here
        {
            let changes_nothing = Body::Leader(leader::Command::EditLeader {
                leader: id,
                base: Some(details.clone()),
                details,
            });
            return Draft::new(draft.id, &changes_nothing, draft.claimed_at);
        }
        let mut draft = renamed(draft, &self.here.to_string(), &id.to_string());
        // Who is erased there is forgotten here as well.
        if draft.subjects.remove(&Leader::key(self.here)) {
            draft.subjects.insert(Leader::key(id));
        }
        draft
    }
}

/// What a transaction writes when the board becomes a workspace's.
pub(super) fn settled(
    settle: &Settle,
    shelf: &Shelf,
    meta: &mut Meta,
    ops: &mut Vec<Op>,
) -> Result<(), Stale> {
    match meta.home {
        None => ops.extend(shelf.outbox.values().filter_map(|entry| brought(settle, entry))),
        Some(old) if old == settle.home => {}
        Some(old) if settle.is_same_person(old, meta.address.as_ref()) => {
            ops.extend(followed(old.user, settle.home.user, shelf));
            // What they may see is asked for anew.
            (meta.cursor, meta.shadow) = (None, None);
        }
        Some(_) => return Err(Stale),
    }
    meta.home = Some(settle.home);
    if settle.address.is_some() {
        meta.address.clone_from(&settle.address);
    }
    Ok(())
}

/// A command of the time without an account, if it is another in the workspace.
fn brought(settle: &Settle, entry: &Entry) -> Option<Op> {
    let is_of_the_team = matches!(
        entry.draft.read(),
        Ok(Body::Workspace(workspace::Command::PutWorkspace(_))
            | Body::Settings(settings::Command::PutSettings(_) | settings::Command::CallLeaders { .. })
            | Body::Member(member::Command::PutMember(_))
            | Body::Member(member::Command::RemoveMember { .. }))
    );
    let draft = if settle.into_team && is_of_the_team {
        scrubbed(&entry.draft, true)
    } else {
        let merge = |draft, same: &Same| same.merge(draft);
        settle.same.iter().fold(entry.draft.clone(), merge)
    };
    (draft != entry.draft).then(|| {
        Op::PutEntry(Entry {
            draft,
            ..entry.clone()
        })
    })
}

/// What waits or is kept names the person by their new id.
fn followed(old: UserId, new: UserId, shelf: &Shelf) -> Vec<Op> {
    let follow = |draft: &Draft| {
        let followed = renamed(draft.clone(), &old.to_string(), &new.to_string());
        (followed != *draft).then_some(followed)
    };
    let waiting = shelf.outbox.values().filter_map(|entry| {
        let draft = follow(&entry.draft)?;
        Some(Op::PutEntry(Entry {
            draft,
            ..entry.clone()
        }))
    });
    let kept = shelf.kept.values().filter_map(|kept| {
        let draft = follow(&kept.draft)?;
        Some(Op::PutKept(Kept {
            draft,
            ..kept.clone()
        }))
    });
    waiting.chain(kept).collect()
}

/// The same command about another id. An id stands for itself in every version of a command.
fn renamed(draft: Draft, from: &str, to: &str) -> Draft {
    let text = draft.body.to_string().replace(from, to);
    let body: Value = serde_json::from_str(&text).unwrap_or_else(|_| draft.body.clone());
    Draft { body, ..draft }
}
