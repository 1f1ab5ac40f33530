//! Small settings in local storage: theme, last place, half-typed drafts. Never the outbox.
//!
//! gloo-storage panics when storage is blocked, so it is probed first; without it settings last as long as the page.

use std::cell::OnceCell;

use gloo_storage::{LocalStorage, Storage};
use serde::{Serialize, de::DeserializeOwned};

use crate::domain::LeaderId;

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

/// Where a half-typed update to this leader is kept; it goes when they are erased.
pub fn update_draft(leader: LeaderId) -> String {
    format!("fulcrum.draft.update.{leader}")
}

pub fn remove(key: &str) {
    if works() {
        LocalStorage::delete(key);
    }
}
