//! Imports that can still be taken back, as the device remembers them.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::domain::{Body, ImportedRole, LeaderDetails, LeaderId, Refusal, Role, State, role};

/// What one import brought in, part by part, as it was given.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Recent {
    pub at: DateTime<FixedOffset>,
    parts: Vec<Part>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Part {
    roles: Vec<ImportedRole>,
    leaders: BTreeMap<LeaderId, LeaderDetails>,
}

/// What became of an import that was taken back.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TakenBack {
    pub gone: usize,
    /// Roles that were changed since, and stay.
    pub stays: usize,
    /// What brings it in again, in this order.
    pub undo: Vec<Body>,
}

impl Recent {
    /// Days for which it is remembered.
    pub const DAYS: i64 = 14;
    /// Most imports that are remembered.
    pub const MOST: usize = 5;
    /// Most roles of all of them: a device has little room for it.
    pub const MOST_ROLES: usize = 2_000;

    /// Of the commands that take its parts back, the first part first.
    pub fn new(at: DateTime<FixedOffset>, ways_back: &[Body]) -> Self {
        let parts = ways_back.iter().filter_map(|body| match body {
            Body::Role(role::Command::TakeBackImport { roles, leaders }) => Some(Part {
                roles: roles.clone(),
                leaders: leaders.clone(),
            }),
            _ => None,
        });
        Self {
            at,
            parts: parts.collect(),
        }
    }

    /// With what was remembered before, the newest first: what is too old, or too much, is forgotten.
    pub fn and(self, before: Vec<Self>, now: DateTime<FixedOffset>) -> Vec<Self> {
        let at = self.at;
        let others = before.into_iter().filter(|one| one.at != at);
        let mut all: Vec<Self> = std::iter::once(self).chain(others).collect();
        all.retain(|one| now - one.at < TimeDelta::days(Self::DAYS));
        let mut room = Self::MOST_ROLES;
        all.retain(|one| match room.checked_sub(one.roles().count()) {
            Some(left) => {
                room = left;
                true
            }
            None => false,
        });
        all.truncate(Self::MOST);
        all
    }

    fn roles(&self) -> impl Iterator<Item = &ImportedRole> {
        self.parts.iter().flat_map(|part| &part.roles)
    }

    /// How many of its roles are on the board; none once it is too old.
    pub fn left(&self, state: &State, now: DateTime<FixedOffset>) -> usize {
        if now - self.at >= TimeDelta::days(Self::DAYS) {
            return 0;
        }
        let is_here = |imported: &&ImportedRole| state.get::<Role>(imported.role).is_ok();
        self.roles().filter(is_here).count()
    }

    /// Takes back, the last part first, what nobody built on, by the commands of an undo; the rest stays. `give` gives a command, and
    /// answers with what takes that back.
    pub fn take_back(&self, mut give: impl FnMut(Body) -> Result<Option<Body>, Refusal>) -> TakenBack {
        let mut taken = TakenBack::default();
        for part in self.parts.iter().rev() {
            part.take_back(&part.roles, &mut give, &mut taken);
        }
        taken.undo.reverse();
        taken
    }
}

impl Part {
    /// Where a command is refused since one of its roles was changed, each half is tried by itself.
    fn take_back(
        &self,
        roles: &[ImportedRole],
        give: &mut impl FnMut(Body) -> Result<Option<Body>, Refusal>,
        taken: &mut TakenBack,
    ) {
        let is_theirs = |leader: &LeaderId| roles.iter().any(|role| role.leader == *leader);
        let leaders = self.leaders.iter().filter(|(leader, _)| is_theirs(leader));
        let body = role::Command::TakeBackImport {
            roles: roles.to_vec(),
            leaders: leaders
                .map(|(leader, details)| (*leader, details.clone()))
                .collect(),
        };
        match give(body.into()) {
            Ok(undo) => {
                taken.gone += roles.len();
                taken.undo.extend(undo);
            }
            Err(Refusal::Unknown { .. }) if roles.len() <= 1 => {}
            Err(_) if roles.len() <= 1 => taken.stays += roles.len(),
            Err(_) => {
                let (first, rest) = roles.split_at(roles.len() / 2);
                self.take_back(rest, give, taken);
                self.take_back(first, give, taken);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Step, take_back};
    use super::*;
    use crate::domain::{Leader, Stage, Story, leader};

    const NAMES: [&str; 5] = ["buyer", "clerk", "nurse", "porter", "sre"];

    fn imported(story: &Story, name: &str) -> ImportedRole {
        ImportedRole {
            role: Story::role(name),
            leader: Story::leader("jonas"),
            owner: None,
            details: Story::details(name, story.now.date_naive()),
            stage: Stage::Source,
            close: None,
            held: false,
        }
    }

    /// Jonas, with five roles.
    fn brought(story: &mut Story) -> Recent {
        let roles = NAMES.map(|name| imported(story, name)).into();
        let add = leader::Command::add(Story::leader("jonas"), LeaderDetails::named("Jonas Berg"));
        let steps = [add.into(), role::Command::ImportRoles { roles }.into()];
        let steps = steps.map(|body: Body| Step { line: None, body });
        let way_back = take_back(&steps).unwrap();
        for step in steps {
            story.does(step.body);
        }
        Recent::new(story.now, &[way_back])
    }

    fn takes_back(story: &mut Story, recent: &Recent) -> TakenBack {
        recent.take_back(|body| story.tries(body).map(|_| None))
    }

    #[test]
    fn after_a_reload_an_import_goes_with_the_leader_who_came_with_it() {
        let mut story = Story::begin();
        let before = story.rows.clone();
        let recent = brought(&mut story);
        let kept = serde_json::to_string(&recent).unwrap();
        let recent: Recent = serde_json::from_str(&kept).unwrap();
        assert_eq!(recent.left(&story.state(), story.now), NAMES.len());
        let taken = takes_back(&mut story, &recent);
        assert_eq!((taken.gone, taken.stays), (5, 0));
        assert_eq!(story.rows, before);
        assert_eq!(recent.left(&story.state(), story.now), 0);
        assert_eq!(takes_back(&mut story, &recent), TakenBack::default());
    }

    #[test]
    fn what_was_changed_since_stays_with_its_leader_and_the_rest_goes() {
        let mut story = Story::begin();
        let recent = brought(&mut story);
        story.logs("call", "clerk", |_| {});
        let taken = takes_back(&mut story, &recent);
        assert_eq!((taken.gone, taken.stays), (4, 1));
        let state = story.state();
        let is_here = |name: &&str| state.get::<Role>(Story::role(name)).is_ok();
        let here: Vec<_> = NAMES.iter().filter(|name| is_here(name)).collect();
        assert_eq!(here, [&"clerk"]);
        assert!(state.get::<Leader>(Story::leader("jonas")).is_ok());
    }

    #[test]
    fn a_handful_is_remembered_for_a_fortnight() {
        let mut story = Story::begin();
        let first = brought(&mut story);
        let now = story.now;
        let mut kept = Vec::new();
        for days in 0..7 {
            let at = now + TimeDelta::days(days);
            let one = Recent { at, ..first.clone() };
            kept = one.and(kept, at);
        }
        assert_eq!(kept.len(), Recent::MOST);
        let last = now + TimeDelta::days(6);
        assert_eq!(kept[0].at, last, "the newest first");
        // The same, once another part of it came.
        assert_eq!(kept[0].clone().and(kept.clone(), last), kept);
        let later = last + TimeDelta::days(Recent::DAYS);
        assert_eq!(kept[0].left(&story.state(), later), 0);
        let new = Recent {
            at: later,
            ..first.clone()
        };
        assert_eq!(new.clone().and(kept.clone(), later), [new]);
        let large = Recent {
            at: last,
            parts: vec![Part {
                roles: vec![imported(&story, "sre"); Recent::MOST_ROLES + 1],
                leaders: BTreeMap::new(),
            }],
        };
        let others = kept[1..].to_vec();
        assert_eq!(large.and(kept, last), others);
    }
}
