//! Which roles some words name: by a title, or by who leads them.

use chrono::NaiveDate;

use super::activity::plain;
use crate::domain::{Leader, Role, RoleId, State};

/// What roles and their leaders are called, in plain words; of several workspaces, where there are several.
#[derive(Default)]
pub struct Named {
    roles: Vec<Known>,
}

struct Known {
    role: RoleId,
    /// What it may be called.
    titles: Vec<String>,
    /// The same without what stands behind a comma or the like: "Senior Data Engineer" of "Senior Data Engineer, Leeds".
    short: Vec<String>,
    leader: Option<String>,
    opened_on: NaiveDate,
}

/// What was found in some words.
#[derive(Default)]
pub(super) struct Found {
    pub a_role: bool,
    pub a_leader: bool,
    /// Empty when it is not clear which.
    pub roles: Vec<RoleId>,
}

impl Named {
    /// Adds roles of one workspace.
    #[must_use]
    pub fn and(mut self, state: &State, roles: &[RoleId]) -> Self {
        let known = roles.iter().filter_map(|id| {
            let role = state.get::<Role>(*id).ok()?;
            let leader = role.leader.and_then(|leader| state.get::<Leader>(leader).ok());
            let says_something = |words: &String| words.trim().chars().count() > 1;
            let names = [role.details.title.as_str(), role.called()];
            let titles = names.map(plain);
            let short = names.into_iter().filter_map(shortened);
            Some(Known {
                role: *id,
                titles: titles.into_iter().filter(says_something).collect(),
                short: short.filter(says_something).collect(),
                leader: leader
                    .map(|leader| plain(&leader.details.name))
                    .filter(says_something),
                opened_on: role.details.opened_on,
            })
        });
        self.roles.extend(known);
        self
    }

    /// The day on which one of them was opened.
    pub(super) fn opened_on(&self, role: RoleId) -> Option<NaiveDate> {
        let mut roles = self.roles.iter();
        roles
            .find(|known| known.role == role)
            .map(|known| known.opened_on)
    }

    /// The title of an event is asked before what else it says.
    pub(super) fn by(&self, title: &str, words: &str) -> Found {
        let found = self.within(title);
        let all = self.within(&format!("{title}{words}"));
        if found.roles.is_empty() {
            Found {
                a_role: found.a_role || all.a_role,
                a_leader: found.a_leader || all.a_leader,
                roles: all.roles,
            }
        } else {
            found
        }
    }

    fn within(&self, words: &str) -> Found {
        let names = |known: &&Known| known.titles.iter().any(|title| words.contains(title));
        let leads = |known: &&Known| known.leader.as_ref().is_some_and(|name| words.contains(name));
        let mut by_title: Vec<&Known> = self.roles.iter().filter(names).collect();
        let mut is_short = false;
        if by_title.is_empty() {
            let begins = |known: &&Known| known.short.iter().any(|title| words.contains(title));
            by_title.extend(self.roles.iter().filter(begins));
            is_short = true;
        }
        let by_leader: Vec<&Known> = self.roles.iter().filter(leads).collect();
        let (a_role, a_leader) = (!by_title.is_empty(), !by_leader.is_empty());
        // Of "Senior Data Engineer" and "Data Engineer" the longer one is meant.
        let longest = by_title.iter().map(|known| known.length(is_short)).max();
        by_title.retain(|known| Some(known.length(is_short)) == longest);
        if by_title.len() > 1 {
            by_title.retain(leads);
        }
        let clear = match (&by_title[..], &by_leader[..]) {
            ([one], _) => Some(one.role),
            ([], [one]) if !a_role => Some(one.role),
            _ => None,
        };
        Found {
            a_role,
            a_leader,
            roles: clear.into_iter().collect(),
        }
    }
}

/// A title up to where what it is called ends and where it is begins; none for one that has no such place.
fn shortened(title: &str) -> Option<String> {
    let end = [",", "(", " - ", " – ", " — ", "|"];
    let at = end.iter().filter_map(|end| title.find(end)).min()?;
    let short = plain(title.get(..at)?);
    // A single word says too little.
    (short.split_whitespace().count() > 1).then_some(short)
}

impl Known {
    fn length(&self, is_short: bool) -> usize {
        let titles = if is_short { &self.short } else { &self.titles };
        titles.iter().map(String::len).max().unwrap_or(0)
    }
}
