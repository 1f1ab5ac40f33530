//! What the leader wrote that answers no update, and what was answered to it.

use chrono::NaiveDate;
use serde::Serialize;

use super::seen::Alone;
use crate::domain::{RoleId, Said};

/// One who spoke.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SaidView {
    /// The recruiter's name; none for the leader.
    pub by: Option<String>,
    /// It came through another link than this one: it may have been somebody else who wrote it.
    pub is_from_elsewhere: bool,
    /// Who wrote it for the leader.
    pub deputy: Option<String>,
    pub on: NaiveDate,
    /// The roles it is about, where the link shows several and it is not about all.
    pub about: Option<String>,
    /// It is what the leader's team asks.
    pub is_teams: bool,
    /// More was written, which is not about the one role whose page it is.
    pub is_part: bool,
    pub text: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct NotesView {
    /// Each with what was answered, the oldest first; the one in which somebody spoke last stands first.
    pub threads: Vec<Vec<SaidView>>,
    /// The roles about which something may be written, where the link shows several.
    pub roles: Vec<(RoleId, String)>,
}

pub fn section(seen: Alone) -> NotesView {
    let threads = seen.threads();
    let notes = threads.iter().filter(|thread| thread.first().is_reply());
    let roles: Vec<_> = seen
        .all()
        .roles()
        .map(|role| (role.id(), role.title().to_owned()))
        .collect();
    NotesView {
        threads: notes
            .map(|thread| thread.all().map(|one| said(seen, one)).collect())
            .collect(),
        roles: if roles.len() > 1 { roles } else { Vec::new() },
    }
}

pub fn said(seen: Alone, said: Said) -> SaidView {
    let part = seen.part_of(said);
    SaidView {
        by: seen.author(said).map(str::to_owned),
        is_from_elsewhere: seen.is_from_elsewhere(said),
        deputy: seen.stood_in(said).map(str::to_owned),
        on: said.at().date_naive(),
        about: seen.all().about(said.roles()),
        is_teams: said.is_teams(),
        is_part: part.is_some(),
        text: part.unwrap_or_else(|| said.text().to_owned()),
    }
}
