//! The server's confirmed copy of a workspace, and what each person's device has not seen of it yet.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Bound,
};

use super::{
    super::carried::AnyKey,
    super::wire::{
        Carried, Cursor, Delta, Epoch, Gone, PROTO, Page, PageToken, PullRequest, Pulled, Seq, Troubles,
    },
    Commit, Departed, JobId, Since,
};
use crate::domain::{Job, Kind, Overlay, Power, RowKey, Rows, State, Stored, UserId, Vocabulary};

/// The server's confirmed copy of one workspace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Authority {
    pub epoch: Epoch,
    pub head: Seq,
    pub(super) rows: Rows,
    pub(super) departed: BTreeMap<RowKey, Vec<Departed>>,
    /// Every key by the positions of its last change and of its departures.
    by_seq: BTreeSet<(Seq, RowKey)>,
    /// Decisions of before a restore about what the backup does not know yet: links that were revoked, people who
    /// were let go.
    pub(super) barred: BTreeSet<RowKey>,
    /// What is to be done after what was committed.
    pub(super) jobs: BTreeMap<JobId, Job>,
    /// Jobs that were given up for now.
    undone: BTreeSet<JobId>,
    /// Rows in the store that this build cannot read: they are kept there as they are.
    pub(super) unread: BTreeSet<AnyKey>,
}

impl Authority {
    pub fn new(epoch: Epoch) -> Self {
        Self::load(epoch, 0, Vec::new(), Vec::new(), BTreeSet::new(), BTreeMap::new())
    }

    pub fn load(
        epoch: Epoch,
        head: Seq,
        rows: Vec<Stored>,
        departed: Vec<Departed>,
        barred: BTreeSet<RowKey>,
        jobs: BTreeMap<JobId, Job>,
    ) -> Self {
        let mut authority = Self {
            epoch,
            head,
            rows: Rows::new(),
            departed: BTreeMap::new(),
            by_seq: BTreeSet::new(),
            barred,
            jobs,
            undone: BTreeSet::new(),
            unread: BTreeSet::new(),
        };
        rows.into_iter().for_each(|stored| authority.put(stored));
        for departed in departed {
            authority.by_seq.insert((departed.seq, departed.key));
            authority.departed.entry(departed.key).or_default().push(departed);
        }
        authority
    }

    /// The position of a row's last change.
    pub fn last_change(&self, key: &RowKey) -> Option<Seq> {
        Some(self.rows.get(key)?.seq)
    }

    /// The same, knowing that there are rows which it lacks.
    pub fn without(mut self, unread: BTreeSet<AnyKey>) -> Self {
        self.unread = unread;
        self
    }

    /// Takes over what became of the workspace since its head; not after a restore, which the epoch tells.
    pub fn catch_up(&mut self, since: Since) -> bool {
        if since.epoch != self.epoch || since.head < self.head {
            return false;
        }
        let departed = since.departed.iter().map(|departed| departed.key);
        let here: BTreeSet<RowKey> = since.rows.iter().map(|stored| stored.row.key()).collect();
        let touched: BTreeSet<RowKey> = departed.chain(here.iter().copied()).collect();
        let mut commit = Commit::nothing(self.epoch, self.head);
        commit.to = since.head;
        commit.dropped = touched.difference(&here).copied().collect();
        commit.departed = touched.into_iter().map(|key| (key, Vec::new())).collect();
        for departed in since.departed {
            commit.departed.entry(departed.key).or_default().push(departed);
        }
        commit.rows = since.rows;
        self.merge(&commit);
        self.jobs = since.jobs;
        self.unread.extend(since.unread);
        true
    }

    /// What its owners should know of: rows that cannot be read, and what could not be done.
    pub fn troubles(&self) -> Troubles {
        let mut unread = BTreeMap::new();
        for key in &self.unread {
            *unread.entry(key.noun().to_owned()).or_default() += 1;
        }
        let undone = self.undone.iter().filter_map(|id| self.jobs.get(id));
        Troubles {
            unread,
            undone: undone.map(|job| job.label().to_owned()).collect(),
        }
    }

    /// This job cannot be done: its owners are told.
    pub fn give_up(&mut self, job: JobId) {
        self.undone.insert(job);
    }

    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    pub fn state(&self) -> State<'_> {
        static NOTHING: Overlay = Overlay::new();
        State::new(&self.rows, &NOTHING)
    }

    pub fn cursor(&self) -> Cursor {
        Cursor {
            epoch: self.epoch,
            seq: self.head,
        }
    }

    pub fn jobs(&self) -> &BTreeMap<JobId, Job> {
        &self.jobs
    }

    /// The people who were.
    pub fn erased(&self) -> impl Iterator<Item = RowKey> {
        self.erasures().map(|departed| departed.key)
    }

    fn erasures(&self) -> impl Iterator<Item = &Departed> {
        let all = self.departed.values().flatten();
        all.filter(|departed| departed.erased && departed.key.kind.is_person())
    }

    /// What this person's device has not seen yet. At most about `limit` rows, but never half a command.
    pub fn pull(&self, user: UserId, request: &PullRequest, limit: usize) -> Pulled {
        if request.person != user {
            return Pulled::AnotherPerson;
        }
        if request.proto < PROTO || request.words.is_older_than(Vocabulary::of_this_build()) {
            return Pulled::Upgrade;
        }
        // What no server of this build has noted means nothing here: the snapshot begins anew.
        let after = request.after.as_ref().and_then(last_of);
        match (request.cursor, request.start, after) {
            (Some(cursor), _, _) if cursor.epoch == self.epoch && cursor.seq <= self.head => {
                Pulled::Delta(self.delta(user, cursor, limit))
            }
            (None, Some(start), after @ Some(_)) if start.epoch == self.epoch && start.seq <= self.head => {
                Pulled::Page(self.page(user, start, after, limit))
            }
            (from, _, _) => Pulled::Page(Page {
                from,
                ..self.page(user, self.cursor(), None, limit)
            }),
        }
    }

    fn delta(&self, user: UserId, from: Cursor, limit: usize) -> Delta {
        let (mut rows, mut gone, mut to) = (Vec::new(), Vec::new(), from.seq);
        let state = self.state();
        let since = (Bound::Excluded((from.seq, MAX_KEY)), Bound::Unbounded);
        let mut more = false;
        for (seq, key) in self.by_seq.range(since) {
            if rows.len() + gone.len() >= limit && *seq > to {
                more = true;
                break;
            }
            to = *seq;
            match self.rows.get(key) {
                // Where it once departed there is nothing to tell: it is back.
                Some(row) if row.audience.includes(user) => {
                    let row = (row.seq == *seq).then(|| row.for_person(user, &state)).flatten();
                    rows.extend(row.map(Carried::from));
                }
                // Only whoever held it until just then is told: nobody hears of what they never saw.
                _ => gone.extend(
                    self.departed_at(key, *seq)
                        .filter(|left| left.left.includes(user))
                        .map(|departed| Gone {
                            key: (*key).into(),
                            erased: departed.erased,
                        }),
                ),
            }
        }
        let to = Cursor {
            epoch: self.epoch,
            seq: if more { to } else { self.head },
        };
        Delta {
            from,
            to,
            rows,
            gone,
            more,
            troubles: if state.may(user, Power::ManageMembers) {
                self.troubles()
            } else {
                Troubles::default()
            },
        }
    }

    fn page(&self, user: UserId, start: Cursor, after: Option<RowKey>, limit: usize) -> Page {
        let range = (after.map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded);
        let state = self.state();
        let all = self.rows.range(range);
        let mut visible = all.filter_map(|(key, row)| Some((key, row.for_person(user, &state)?)));
        let taken: Vec<_> = visible.by_ref().take(limit).collect();
        let next = visible.next().and(taken.last()).map(|(key, _)| noted(key));
        let rows = taken.into_iter().map(|(_, row)| row.into()).collect();
        let erased = if after.is_none() {
            let known = self.erasures().filter(|departed| departed.left.includes(user));
            known.map(|departed| departed.key).collect()
        } else {
            Vec::new()
        };
        Page {
            from: None,
            start,
            after: after.as_ref().map(noted),
            rows,
            next,
            erased,
        }
    }

    fn departed_at(&self, key: &RowKey, seq: Seq) -> impl Iterator<Item = &Departed> {
        let all = self.departed.get(key).into_iter().flatten();
        all.filter(move |departed| departed.seq == seq)
    }

    /// Takes over what the store has committed.
    pub fn merge(&mut self, commit: &Commit) {
        self.head = commit.to;
        for key in &commit.dropped {
            if let Some(row) = self.rows.remove(key) {
                self.by_seq.remove(&(row.seq, *key));
            }
        }
        for (key, departed) in &commit.departed {
            for former in self.departed.remove(key).into_iter().flatten() {
                self.by_seq.remove(&(former.seq, *key));
            }
            if !departed.is_empty() {
                self.departed.insert(*key, departed.clone());
            }
            let live = self.rows.get(key).map(|row| row.seq);
            let positions = departed.iter().map(|departed| departed.seq).chain(live);
            self.by_seq.extend(positions.map(|seq| (seq, *key)));
        }
        commit.rows.iter().cloned().for_each(|stored| self.put(stored));
        for (id, job) in &commit.jobs {
            match job {
                Some(job) => self.jobs.insert(*id, job.clone()),
                None => self.jobs.remove(id),
            };
        }
    }

    fn put(&mut self, stored: Stored) {
        let key = stored.row.key();
        if let Some(former) = self.rows.get(&key)
            && self.departed_at(&key, former.seq).next().is_none()
        {
            self.by_seq.remove(&(former.seq, key));
        }
        self.by_seq.insert((stored.seq, key));
        self.rows.insert(key, stored);
    }
}

/// Notes the last row of a page, and of which build it is: another may bring its kinds in another order.
fn noted(last: &RowKey) -> PageToken {
    PageToken(format!("{}~{last}", Vocabulary::of_this_build()))
}

/// The last row of the page that this note ended.
fn last_of(token: &PageToken) -> Option<RowKey> {
    let (words, last) = token.0.split_once('~')?;
    let is_ours = words.parse() == Ok(Vocabulary::of_this_build());
    last.parse().ok().filter(|_| is_ours)
}

const MAX_KEY: RowKey = RowKey {
    kind: Kind::LAST,
    id: uuid::Uuid::max(),
};
