//! Which databases this browser keeps: one for each workspace its person belongs to, and one of them in use.
//!
//! Kept in local storage, so that other pages hear of changes ([`crate::browser::page::on_window`], `storage`).

use crate::browser::{clock, local};
use crate::domain::WorkspaceId;

/// The one in use.
const CURRENT: &str = "fulcrum.database";
/// All of them, the oldest first.
const ALL: &str = "fulcrum.databases";
/// Where the one in use is noted while the sample stands in for it.
const OWN: &str = "fulcrum.database.own";
/// The database of the sample: it is none of a person's places.
pub const SAMPLE: &str = "fulcrum-sample";

pub fn current() -> String {
    local::get(CURRENT).unwrap_or_else(|| "fulcrum".to_owned())
}

/// The databases to open: only the sample while it is shown.
pub fn all() -> Vec<String> {
    let current = current();
    if current == SAMPLE {
        return vec![current];
    }
    let mut all: Vec<String> = local::get(ALL).unwrap_or_default();
    if !all.contains(&current) {
        all.insert(0, current);
    }
    all
}

pub fn choose(database: &str) {
    local::set(CURRENT, database);
}

/// The database of a workspace that joins others on this device.
pub fn name_of(workspace: WorkspaceId) -> String {
    format!("fulcrum-{workspace}")
}

/// Lists a database besides those there are.
pub fn add(name: &str) -> String {
    let mut all = all();
    if !all.iter().any(|known| known == name) {
        all.push(name.to_owned());
        local::set(ALL, all);
    }
    name.to_owned()
}

/// Forgets one; the next opens in its stead.
pub fn remove(database: &str) {
    let mut all = all();
    all.retain(|name| name != database);
    if current() == database {
        match all.first() {
            Some(next) => local::set(CURRENT, next),
            None => return begin_anew(),
        };
    }
    local::set(ALL, all);
}

/// One place only, under a new name: the old databases may be held open by other pages until they reload.
pub fn begin_anew() {
    let name = format!("fulcrum-{}", clock::millis());
    local::set(CURRENT, &name);
    local::set(ALL, [name]);
}

/// From the next page on the sample is shown; what is kept on the device stays as it is.
pub fn enter_sample() {
    let own = current();
    if own != SAMPLE {
        local::set(OWN, own);
    }
    local::set(CURRENT, SAMPLE);
}

/// From the next page on the device's own board is shown again.
pub fn leave_sample() {
    match local::get::<String>(OWN) {
        Some(own) => drop(local::set(CURRENT, own)),
        None => local::remove(CURRENT),
    }
    local::remove(OWN);
}
