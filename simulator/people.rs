//! People come and go, months pass, and boards that lived on a device meet leaders whom the team has already.

use chrono::TimeDelta;
use fulcrum::{
    domain::{
        Actor, Body, Called, DeviceId, EffortKind, Leader, LeaderId, Member, Overlay, Right, Row, State,
        UserId, leader, member, settings,
    },
    sync::{
        disk::{Home, Meta, Same, Shelf},
        server::JournalEntry,
        wire::Outcome,
    },
};

use super::{author::Author, device::Device, disk::Disk, store::Store, world::World};

/// Most people, and most devices, of one run.
const PEOPLE: usize = 6;
const DEVICES: usize = 9;

impl Store {
    /// Whether the server lets this person in, as it asks at its door.
    pub fn is_member(&self, user: UserId) -> bool {
        State::new(&self.rows, &Overlay::new()).is_member(user)
    }
}

impl Author<'_> {
    /// How the team works, or what leaders are called.
    pub fn settings(&mut self) -> Option<Body> {
        if self.rng.chance(250) {
            let called = self.rng.pick(Called::ALL)?;
            return Some(Body::Settings(settings::Command::CallLeaders { called }));
        }
        let mut settings = self.state.settings();
        settings.cadence.longest_silence = 1 + self.rng.below(20) as u32;
        let kind = self.rng.pick(EffortKind::ALL)?;
        settings.minutes.insert(kind, 1 + self.rng.below(90) as u32);
        Some(Body::Settings(settings::Command::PutSettings(settings)))
    }

    /// Somebody is let go, comes back, gets another right, or changes their name.
    pub fn membership(&mut self) -> Option<Body> {
        let present: Vec<_> = self.state.members().map(|member| member.user).collect();
        if present.is_empty() {
            return None;
        }
        let (who, successor) = (self.rng.pick(self.users)?, self.rng.pick(self.users)?);
        if self.rng.chance(600) && present.len() > 2 {
            return Some(Body::Member(member::Command::RemoveMember {
                member: who,
                successor,
                replace: [].into(),
            }));
        }
        let before = self.state.member(who)?;
        let right = match self.rng.below(4) {
            0 => Right::Owner,
            1 => Right::Recruiter,
            _ => before.right,
        };
        Some(Body::Member(member::Command::PutMember(Member {
            name: format!("Recruiter {}", self.rng.below(1_000)),
            right,
            left: None,
            ..before.clone()
        })))
    }
}

impl World {
    /// An owner lets somebody in, whose device appears before anybody has heard of it.
    pub fn welcome(&mut self, d: usize, t: usize) {
        if self.users.len() >= PEOPLE || self.devices.len() >= DEVICES {
            return;
        }
        let Some(tab) = &self.devices[d].tabs[t] else {
            return;
        };
        if tab.engine.state().members().next().is_none() {
            return;
        }
        let user = UserId(self.rng.uuid());
        let member = Member {
            user,
            name: "Newcomer".into(),
            phone: None,
            right: Right::Recruiter,
            left: None,
        };
        let claimed_at = (self.now + self.devices[d].skew).with_timezone(&self.zone);
        let before = self.tally.commands;
        self.submit(d, t, Body::Member(member::Command::PutMember(member)), claimed_at);
        if self.tally.commands == before {
            // Only an owner does.
            return;
        }
        self.users.push(user);
        let mut meta = Meta::new(DeviceId(self.rng.uuid()));
        meta.home = Some(Home {
            workspace: self.workspace,
            user,
        });
        self.devices.push(Device::new(user, Disk::new(Shelf::new(meta))));
        self.open(self.devices.len() - 1, 0);
    }

    /// Whether the server lets this device's person in.
    pub fn is_let_in(&self, d: usize) -> bool {
        self.server.store.is_member(self.devices[d].user)
    }

    /// Nobody touches anything for days, weeks or months.
    pub fn time_passes(&mut self) {
        let days = self.rng.pick(&[1, 3, 10, 15, 40, 90]).unwrap_or(1);
        self.now += TimeDelta::days(days);
        self.tally.days_passed += days as u64;
        self.tally.fortnights_passed += u64::from(days > 14);
        self.trace(|| format!("{days} days pass"));
    }

    /// Some leaders of a board that is about to move into a workspace are leaders there already.
    pub fn same_leaders(&mut self, d: usize) -> Vec<Same> {
        if self.devices[d].cloned {
            // The copy would bring the same words under another leader's name.
            return Vec::new();
        }
        // They are shown those whom they may see.
        let (store, user) = (&self.server.store, self.devices[d].user);
        let seen = store
            .rows
            .values()
            .filter(|stored| store.is_for(&stored.row.key(), user));
        let theirs: Vec<Leader> = seen
            .filter_map(|stored| match &stored.row {
                Row::Leader(leader) => Some(leader.clone()),
                _ => None,
            })
            .collect();
        let waiting = self.devices[d].disk.shelf.outbox.values();
        let ours: Vec<LeaderId> = waiting
            .filter_map(|entry| match entry.draft.read() {
                Ok(Body::Leader(leader::Command::AddLeader { leader, .. })) => Some(leader),
                _ => None,
            })
            .collect();
        let mut same = Vec::new();
        for here in ours {
            if self.rng.chance(500)
                && let Some(there) = self.rng.pick(&theirs)
            {
                same.push(Same { here, there });
            }
        }
        same
    }

    /// What was written under another leader's id concerns that leader, too, from now on.
    pub fn remember_merged(&mut self, d: usize, same: &[Same]) {
        self.known.renamed.extend(same.iter().map(|same| same.here));
        self.tally.merged_boards += 1;
        for entry in self.devices[d].disk.shelf.outbox.values() {
            if let Ok(body) = entry.draft.read() {
                let subjects = self.known.merged.entry(entry.draft.id).or_default();
                subjects.extend(body.says().names);
                subjects.extend(&entry.draft.subjects);
            }
        }
    }

    pub fn count_people(&mut self, entry: &JournalEntry, does: &str) {
        let is_theirs = |actor: Actor| entry.actor == actor;
        if !matches!(entry.outcome, Outcome::Applied { .. }) {
            return;
        }
        let newcomer = self
            .users
            .iter()
            .skip(3)
            .any(|user| is_theirs(Actor::User(*user)));
        self.tally.commands_of_newcomers += u64::from(newcomer);
        match does {
            "put_member" => self.tally.members_put += 1,
            "remove_member" => self.tally.members_let_go += 1,
            _ => {}
        }
    }
}
