//! Small settings in local storage: theme, last place, half-typed drafts. Never the outbox.
//!
//! gloo-storage panics when storage is blocked, so it is probed first; without it settings last as long as the page.

use std::cell::OnceCell;

use gloo_storage::{LocalStorage, Storage};
use serde::{Serialize, de::DeserializeOwned};

use crate::domain::{LeaderId, RoleId, import::Recent};

thread_local! {
    static WORKS: OnceCell<bool> = const { OnceCell::new() };
}

fn works() -> bool {
    let probe = || {
        web_sys::window()
            .and_then(|window| window.local_storage().ok().flatten())
            .is_some()
    };
    WORKS.with(|works| *works.get_or_init(probe))
}

pub fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    if works() {
        LocalStorage::get(key).ok()
    } else {
        None
    }
}

/// Whether it was kept.
pub fn set<T: Serialize>(key: &str, value: T) -> bool {
    works() && LocalStorage::set(key, value).is_ok()
}

/// Whether the server last said that it sends e-mail.
pub const MAIL_IS_SENT: &str = "fulcrum.mail";

/// When one last said that the answers of leaders were seen.
pub const HEARD: &str = "fulcrum.heard";

/// Where whatever is half typed is kept.
const DRAFTS: &str = "fulcrum.draft.";

/// Where a half-typed update to this leader is kept: by the role on whose page it was typed, if it was on one, since
/// what speaks of a confidential role is not for the leader's other pages. It goes when they are erased.
pub fn update_draft(leader: LeaderId, role: Option<RoleId>) -> String {
    match role {
        Some(role) => format!("{DRAFTS}update.{leader}.{role}"),
        None => format!("{DRAFTS}update.{leader}"),
    }
}

/// Where what was typed into the draft of a leader's next update is kept.
pub fn review_draft(leader: LeaderId) -> String {
    format!("{DRAFTS}review.{leader}")
}

/// Where half-typed words about a new effort are kept, by role in the same way.
pub fn effort_draft(role: Option<RoleId>) -> String {
    match role {
        Some(role) => format!("{DRAFTS}effort.{role}"),
        None => format!("{DRAFTS}effort"),
    }
}

/// Where the half-typed answer to a question about this role is kept. It goes when its leader is erased.
pub fn talk_draft(role: RoleId, leader: Option<LeaderId>, question: &str) -> String {
    let leader = leader.map_or_else(String::new, |leader| leader.to_string());
    format!("{DRAFTS}talk.{leader}.{role}.{question}")
}

/// Where a half-typed problem is kept: a new one by what was known of it when it was begun.
pub fn problem_draft(what: &str) -> String {
    format!("{DRAFTS}problem.{what}")
}

/// Where a reply is kept that was written elsewhere and is not noted yet.
pub const HEARD_DRAFT: &str = "fulcrum.draft.heard";

/// Where what was counted in an evening sweep is kept until it is logged.
pub const SWEEP_DRAFT: &str = "fulcrum.draft.sweep";

/// Where a half-typed need is kept, by the workspace of this database.
pub fn need_draft(database: &str) -> String {
    format!("{DRAFTS}need.{database}")
}

/// Where an import is remembered that can be taken back, by the workspace of this database and its turn. It names leaders: it goes when one of
/// them is erased.
pub fn import(database: &str, turn: usize) -> String {
    format!("{DRAFTS}import.{database}.{turn}")
}

/// Forgets all imports of the workspace of this database.
pub fn forget_imports(database: &str) {
    for turn in 0..Recent::MOST {
        remove(&import(database, turn));
    }
}

/// Forgets what was half typed to or about whoever has this id; of all, for none.
pub fn forget_drafts(id: &str) {
    if !works() {
        return;
    }
    let kept = LocalStorage::raw();
    let count = kept.length().unwrap_or(0);
    let keys = (0..count).filter_map(|at| kept.key(at).ok().flatten());
    let names = |key: &String| {
        key.contains(id)
            || kept
                .get_item(key)
                .is_ok_and(|text| text.is_some_and(|text| text.contains(id)))
    };
    let drafts: Vec<String> = keys.filter(|key| key.starts_with(DRAFTS) && names(key)).collect();
    for draft in drafts {
        LocalStorage::delete(draft);
    }
}

pub fn remove(key: &str) {
    if works() {
        LocalStorage::delete(key);
    }
}
