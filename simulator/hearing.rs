//! What reaches a device: no row, no key, no word of what its person is and was outside of.

use std::collections::{BTreeMap, BTreeSet};

use fulcrum::{
    domain::{Audience, Kind, Leader, Role, RoleId, Row, RowKey, Stored, UserId},
    sync::{
        server::Commit,
        wire::{Pulled, PushAnswer, Seq},
    },
};
use serde::Serialize;
use uuid::Uuid;

use super::{
    laws::{Checked, Law, Violation, require},
    sabotage::Sabotage,
    server::Server,
    store::{LostRace, Store},
    world::World,
};

/// Everybody for whom a row ever was, by the row's id, restores and all.
#[derive(Clone, Default)]
pub struct Ever {
    audiences: BTreeMap<Uuid, Audience>,
    /// What was for named people only at some time.
    kept_back: BTreeSet<Uuid>,
}

impl Ever {
    fn note(&mut self, key: &RowKey, audience: &Audience) {
        if !audience.is_workspace() {
            self.kept_back.insert(key.id);
        }
        let ever = self.audiences.entry(key.id);
        ever.and_modify(|ever| *ever = ever.union(audience))
            .or_insert_with(|| audience.clone());
    }

    /// Whether everybody always saw it.
    pub fn was_always_open(&self, id: Uuid) -> bool {
        self.audiences.contains_key(&id) && !self.kept_back.contains(&id)
    }

    /// A row, and the words of an effort: they are for whoever it was for when they were said.
    fn note_row(&mut self, stored: &Stored) {
        self.note(&stored.row.key(), &stored.audience);
        if let Row::Effort(effort) = &stored.row {
            for words in ids(&effort.result) {
                self.note(&RowKey::new(Kind::Effort, words), &stored.audience);
            }
        }
    }

    /// Whether the person is and was outside; what is no row's id is nobody's secret.
    fn is_closed_to(&self, id: Uuid, user: UserId) -> bool {
        self.audiences.get(&id).is_some_and(|ever| !ever.includes(user))
    }
}

impl Server {
    /// Commits to the store, and keeps in mind who may know of what from now on.
    pub fn write(
        &mut self,
        commit: &Commit,
        broken: Option<Sabotage>,
    ) -> Result<Result<(), LostRace>, Violation> {
        let was = |key: &RowKey| self.store.rows.get(key).map(|stored| stored.audience.clone());
        let is_end = |stored: &&Stored| matches!(stored.row, Row::Role(_) | Row::Leader(_));
        let mut ends = commit.rows.iter().filter(is_end);
        // One that is new may have moved within this commit.
        let moves = ends.any(|stored| was(&stored.row.key()).as_ref() != Some(&stored.audience));
        let written = self.store.commit(commit, broken)?;
        if written.is_ok() {
            // Whoever may see its roles and its leader by now may see a pain or a link, and what names it, before it is handed on.
            // Worked out here and not asked of the product, whose answer is what is looked at.
            if moves {
                let held = |key: RowKey| self.store.rows.get(&key).map(|stored| stored.audience.clone());
                for stored in self.store.rows.values() {
                    let (roles, leader): (Vec<RoleId>, _) = match &stored.row {
                        Row::PainPoint(pain) => (vec![pain.role], pain.leader),
                        Row::Link(link) => {
                            let opens = link.opens.iter().copied();
                            (opens.chain(link.target.role()).collect(), Some(link.leader))
                        }
                        _ => continue,
                    };
                    let ends = roles.into_iter().map(Role::key);
                    let ends = ends.chain(leader.map(Leader::key));
                    let ends = ends.map(|key| held(key).unwrap_or_else(Audience::nobody));
                    if let Some(audience) = ends.reduce(|one, other| one.intersect(&other)) {
                        self.ever.note(&stored.row.key(), &audience);
                    }
                }
            }
            let rows = commit.rows.iter();
            rows.for_each(|stored| self.ever.note_row(stored));
            // Whoever sees a role sees what was said of it, also when it was opened later.
            for stored in &commit.rows {
                let Row::Effort(effort) = &stored.row else {
                    continue;
                };
                for amended in &effort.history {
                    let roles = amended
                        .was
                        .roles
                        .iter()
                        .filter_map(|role| self.store.rows.get(&Role::key(*role)));
                    let readers = roles
                        .map(|role| role.audience.clone())
                        .reduce(|one, other| one.intersect(&other));
                    for words in ids(&amended.was.result) {
                        self.ever.note(
                            &RowKey::new(Kind::Effort, words),
                            &readers.clone().unwrap_or_default(),
                        );
                    }
                }
            }
        }
        Ok(written)
    }
}

impl Store {
    /// Whether the person may have held the row at `from`, or at any position since.
    fn may_have_held(&self, key: &RowKey, user: UserId, from: Seq) -> bool {
        let all = self.audiences.get(key).map_or(&[][..], Vec::as_slice);
        let first = all.iter().rposition(|(seq, _)| *seq <= from).unwrap_or(0);
        let mut since = all
            .iter()
            .skip(first)
            .filter_map(|(_, audience)| audience.as_ref());
        since.any(|audience| audience.includes(user))
    }
}

impl World {
    /// That a row is gone is told to whoever may hold it; that somebody was erased, to all.
    pub fn tells(&self, user: UserId, answer: &Pulled) -> Checked {
        let rows = match answer {
            Pulled::Delta(delta) => &delta.rows[..],
            Pulled::Page(page) => &page.rows[..],
            _ => &[],
        };
        // What a broken store does not hold is not its to say.
        let mut keys = rows.iter().filter_map(|row| row.key().known());
        let outside =
            keys.find(|key| self.server.store.rows.contains_key(key) && !self.server.store.is_for(key, user));
        require(outside.is_none(), Law::OutsidersHearNothing, || {
            format!("{user} is sent {outside:?}")
        })?;
        let Pulled::Delta(delta) = answer else {
            return Ok(());
        };
        let untrue = delta.gone.iter().find(|gone| {
            let person = gone.erased_person().is_some();
            let Some(key) = gone
                .key
                .known()
                .filter(|_| !self.server.store.is_of_tomorrow(&gone.key))
            else {
                return false;
            };
            // What names somebody erased may wait on the device of whoever held it once.
            let from = if gone.erased { 0 } else { delta.from.seq };
            !person && !self.server.store.may_have_held(&key, user, from)
        });
        require(untrue.is_none(), Law::GoneIsToldToWhoeverHeldIt, || {
            format!("{user} is told from {} on: {untrue:?}", delta.from)
        })
    }

    pub fn hears_pulled(&mut self, d: usize, answer: &Pulled) -> Checked {
        if let Pulled::Delta(delta) = answer {
            self.tally.keys_heard_as_gone += delta.gone.len() as u64;
        }
        self.hears(d, answer)
    }

    pub fn hears_pushed(&self, d: usize, answer: &PushAnswer) -> Checked {
        self.hears(d, answer)
    }

    /// Every id in all that arrives.
    fn hears(&self, d: usize, answer: &impl Serialize) -> Checked {
        let text = serde_json::to_string(answer).expect("an answer can be written");
        let user = self.devices[d].user;
        // A server that came back does not know who knew somebody in the time that it lost: that they are to be forgotten
        // is told to more rather than to fewer, by their bare id.
        let forgotten = |id: &Uuid| {
            self.restored_at.is_some() && self.server.erased.iter().any(|person| person.id == *id)
        };
        let is_closed = |id: &Uuid| self.server.ever.is_closed_to(*id, user) && !forgotten(id);
        let closed = ids(&text).find(is_closed);
        require(closed.is_none(), Law::OutsidersHearNothing, || {
            format!("device {d} of {user} hears of {closed:?}: {text}")
        })
    }
}

/// The ids in a text.
fn ids(text: &str) -> impl Iterator<Item = Uuid> {
    text.split(|c: char| !c.is_ascii_hexdigit() && c != '-')
        .filter(|word| word.len() == 36)
        .filter_map(|word| word.parse().ok())
}
