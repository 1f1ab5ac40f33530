//! The server's durable store, as a database would keep it.

use std::collections::{BTreeMap, BTreeSet};

use fulcrum::{
    domain::{Actor, Audience, CommandId, DeviceId, Job, Overlay, Row, RowKey, Rows, State, UserId},
    sync::{
        server::{Authority, Commit, Departed, JobId, JournalEntry, Recall, Registered},
        wire::{AnyKey, Carried, Cursor, Epoch, Gone, Mid, Outcome, Pulled, Push, Seq},
    },
};
use serde_json::json;
use uuid::Uuid;

use super::{
    laws::{Law, Violation},
    sabotage::Sabotage,
};

#[derive(Clone, Debug)]
pub struct Store {
    pub epoch: Epoch,
    pub head: Seq,
    pub rows: Rows,
    /// For whom each row was, from which position on; for nobody once it had gone.
    pub audiences: BTreeMap<RowKey, Vec<(Seq, Option<Audience>)>>,
    pub departed: BTreeMap<RowKey, Vec<Departed>>,
    pub journal: Vec<JournalEntry>,
    /// In this world no two authors draw the same id.
    pub outcomes: BTreeMap<CommandId, (Actor, Outcome)>,
    pub receipts: BTreeMap<(DeviceId, Mid), CommandId>,
    pub devices: BTreeMap<DeviceId, Registered>,
    pub barred: BTreeSet<RowKey>,
    pub jobs: BTreeMap<JobId, Job>,
    /// Positions at which a page of a job was done: the journal has no entry there.
    pub pages: Seq,
    /// How many lines of the ledger it knows.
    pub decisions: usize,
    /// Rows that a newer build would keep, of kinds that this one does not know; none once they had gone.
    tomorrow: BTreeMap<AnyKey, (Seq, Option<Carried>)>,
}

/// Another writer was faster: the head is no longer what the batch began from.
pub struct LostRace;

impl Store {
    pub fn new(epoch: Epoch) -> Self {
        Self {
            epoch,
            head: 0,
            rows: Rows::new(),
            audiences: BTreeMap::new(),
            departed: BTreeMap::new(),
            journal: Vec::new(),
            outcomes: BTreeMap::new(),
            receipts: BTreeMap::new(),
            devices: BTreeMap::new(),
            barred: BTreeSet::new(),
            jobs: BTreeMap::new(),
            pages: 0,
            decisions: 0,
            tomorrow: BTreeMap::new(),
        }
    }

    pub fn cursor(&self) -> Cursor {
        Cursor {
            epoch: self.epoch,
            seq: self.head,
        }
    }

    pub fn load(&self) -> Authority {
        let rows = self.rows.values().cloned().collect();
        let departed = self.departed.values().flatten().cloned().collect();
        let (barred, jobs) = (self.barred.clone(), self.jobs.clone());
        Authority::load(self.epoch, self.head, rows, departed, barred, jobs)
    }

    pub fn hangs_on(&self, row: &Row) -> Vec<RowKey> {
        State::new(&self.rows, &Overlay::new()).hangs_on(row)
    }

    /// Whether the person may hold the row at this moment.
    pub fn is_for(&self, key: &RowKey, user: UserId) -> bool {
        static NOTHING: Overlay = Overlay::new();
        let holders = State::new(&self.rows, &NOTHING).holders(key);
        holders.is_some_and(|holders| holders.includes(user))
    }

    /// What is remembered of the commands at hand, and no more.
    pub fn recall(&self, push: &Push, broken: Option<Sabotage>) -> Recall {
        let mut recall = Recall::default();
        if let Some(device) = self.devices.get(&push.device) {
            recall.devices.insert(push.device, *device);
        }
        for sent in &push.commands {
            let at = (push.device, sent.mid);
            let receipt = self.receipts.get(&at);
            if let Some(id) = receipt
                && broken != Some(Sabotage::ReceiptsForgotten)
            {
                recall.receipts.insert(at, *id);
            }
            // By its number a device's command is known all the same.
            let broken = broken.filter(|_| receipt != Some(&sent.id));
            recall.outcomes.extend(self.recall_of(sent.id, broken));
        }
        recall
    }

    pub fn recall_of(
        &self,
        id: CommandId,
        broken: Option<Sabotage>,
    ) -> Option<((Actor, CommandId), Outcome)> {
        let (actor, outcome) = self.outcomes.get(&id)?.clone();
        match (broken, &outcome) {
            (Some(Sabotage::IdsForgotten), _) => None,
            (Some(Sabotage::RefusalsForgotten), Outcome::Refused { .. }) => None,
            _ => Some(((actor, id), outcome)),
        }
    }

    /// Writes all or nothing (rule 1).
    pub fn commit(
        &mut self,
        commit: &Commit,
        broken: Option<Sabotage>,
    ) -> Result<Result<(), LostRace>, Violation> {
        let stands = commit.from == self.head && commit.epoch == self.epoch;
        if !stands && broken != Some(Sabotage::HeadNotCompared) {
            return Ok(Err(LostRace));
        }
        (self.head + 1..=commit.to).for_each(|seq| self.write_tomorrow(seq));
        self.head = commit.to;
        if broken != Some(Sabotage::JournalWithoutRows) {
            for key in &commit.dropped {
                self.rows.remove(key);
                self.audiences.entry(*key).or_default().push((commit.to, None));
            }
            for stored in &commit.rows {
                let audience = (stored.seq, Some(stored.audience.clone()));
                self.audiences.entry(stored.row.key()).or_default().push(audience);
                self.rows.insert(stored.row.key(), stored.clone());
            }
            for (id, job) in &commit.jobs {
                match job {
                    Some(_) if broken == Some(Sabotage::JobsForgotten) => None,
                    Some(job) => self.jobs.insert(*id, job.clone()),
                    None => self.jobs.remove(id),
                };
            }
            for (key, departed) in &commit.departed {
                self.departed.insert(*key, departed.clone());
            }
        }
        if broken != Some(Sabotage::RowsWithoutJournal) {
            for entry in &commit.journal {
                let outcome = (entry.actor, entry.outcome.clone());
                if let Some((_, earlier)) = self.outcomes.insert(entry.id, outcome) {
                    return Err(Violation::new(
                        Law::AnIdRunsOnce,
                        format!("{} ran as {earlier:?} and as {:?}", entry.id, entry.outcome),
                    ));
                }
                self.journal.push(entry.clone());
            }
            self.receipts.extend(
                commit
                    .receipts
                    .iter()
                    .map(|(device, mid, id)| ((*device, *mid), *id)),
            );
            self.devices.extend(commit.devices.iter().copied());
        }
        let erased: BTreeSet<RowKey> = commit.erased.iter().copied().collect();
        for entry in &mut self.journal {
            if !entry.subjects.is_disjoint(&erased) {
                entry.body = None;
            }
        }
        if !commit.jobs.is_empty() {
            self.pages += commit.to - commit.from - commit.journal.len() as Seq;
        }
        let dense = self.journal.len() as Seq + self.pages == self.head;
        if dense {
            Ok(Ok(()))
        } else {
            Err(Violation::new(
                Law::TheJournalHasNoHoles,
                format!("{} entries, head {}", self.journal.len(), self.head),
            ))
        }
    }

    /// Now and then a row of an unknown kind, or a newer shape of a known one, is written or goes.
    fn write_tomorrow(&mut self, seq: Seq) {
        let kind = if seq.is_multiple_of(2) {
            "journal"
        } else {
            "leader"
        };
        let id = Uuid::from_u128(u128::from(seq % 5) | 0xffff << 64);
        let key = AnyKey(format!("{kind}/{id}"));
        match seq % 12 {
            3 | 8 => {
                let row =
                    json!({ "key": key, "v": 9, "seq": seq, "row": { kind: { "id": id, "told": seq } } });
                let row = serde_json::from_value(row).expect("a row has a key");
                self.tomorrow.insert(key, (seq, Some(row)));
            }
            5 | 10 => {
                if let Some(row) = self.tomorrow.get_mut(&key) {
                    *row = (seq, None);
                }
            }
            _ => {}
        }
    }

    /// Adds them to an answer, as a newer server tells of them; answers with how many there are.
    pub fn tell_of_tomorrow(&self, answer: &mut Pulled) -> u64 {
        let mut told = 0;
        for (key, (seq, row)) in &self.tomorrow {
            match (&mut *answer, row) {
                (Pulled::Delta(delta), _) if *seq <= delta.from.seq || *seq > delta.to.seq => continue,
                (Pulled::Delta(delta), Some(row)) => delta.rows.push(row.clone()),
                (Pulled::Delta(delta), None) => delta.gone.push(Gone {
                    key: key.clone(),
                    erased: false,
                }),
                (Pulled::Page(page), Some(row)) if page.next.is_none() && *seq <= page.start.seq => {
                    page.rows.push(row.clone());
                }
                _ => continue,
            }
            told += 1;
        }
        told
    }

    pub fn is_of_tomorrow(&self, key: &AnyKey) -> bool {
        self.tomorrow.contains_key(key)
    }

    /// Those that are there.
    pub fn of_tomorrow(&self) -> BTreeMap<AnyKey, Carried> {
        let there = self.tomorrow.iter();
        there
            .filter_map(|(key, (_, row))| Some((key.clone(), row.clone()?)))
            .collect()
    }

    /// Everything in the store as text, to look for what must not be there.
    pub fn text(&self) -> String {
        format!("{self:?}")
    }
}
