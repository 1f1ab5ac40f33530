//! Jobs: what follows a commit, done page by page, each page at a position of its own.

use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
};

use chrono::{DateTime, FixedOffset};

use super::{super::wire::Seq, Batch, JobId};
use crate::domain::{Change, Changes, Job, Letter, Member, Posted, Row, State, UserId};

/// A rule panicked in a page: nothing of it is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Panicked;

impl Batch<'_> {
    /// The letter that a job has just handed over.
    pub fn letter(&self, id: JobId) -> Option<Letter> {
        let job = self.commit.jobs.get(&id)?.as_ref()?;
        job.letter(&State::new(&self.authority.rows, &self.over))
    }

    /// Notes what came of a letter, as of this moment in the workspace's zone; nothing when that is known already. Where it is to be
    /// tried again, that is a job of its own.
    pub fn posted(&mut self, id: JobId, posted: &Posted, at: DateTime<FixedOffset>) {
        let Some(job) = self.authority.jobs.get(&id) else {
            return;
        };
        let state = State::new(&self.authority.rows, &self.over);
        let changes = job.posted(&state, posted, at);
        if !changes.is_empty() {
            self.commit.to += 1;
            self.apply(self.commit.to, changes);
        }
        self.commit.jobs.insert(id, None);
    }

    /// Does the next page of a job, of about so many rows; nothing when it is done already.
    ///
    /// # Errors
    /// [`Panicked`]: the job stays as it was.
    pub fn page(&mut self, id: JobId, most: usize) -> Result<(), Panicked> {
        let known = self.authority.jobs.get(&id);
        let Some(job) = self.commit.jobs.get(&id).map_or(known, Option::as_ref) else {
            return Ok(());
        };
        let state = State::new(&self.authority.rows, &self.over);
        let (changes, rest) =
            catch_unwind(AssertUnwindSafe(|| job.page(&state, most))).map_err(|_| Panicked)?;
        if !changes.is_empty() {
            self.commit.to += 1;
            self.apply(self.commit.to, changes);
        }
        self.commit.jobs.insert(id, rest);
        Ok(())
    }

    /// What is to be done once these changes are made.
    pub(super) fn begin_jobs(&mut self, seq: Seq, changes: &Changes) {
        let state = State::new(&self.authority.rows, &self.over);
        for (n, job) in (0..).zip(Job::following(changes, &state)) {
            self.commit.jobs.insert(JobId { seq, n }, Some(job));
        }
    }

    /// What follows this may have been done before a restore.
    pub(super) fn may_have_followed(&mut self, seq: Seq) {
        for (_, job) in self.commit.jobs.iter_mut().filter(|(id, _)| id.seq == seq) {
            *job = job.take().map(Job::again);
        }
    }

    /// What is written while a job goes on is for whoever may hold it by now: its page may have been done already.
    pub(super) fn following(&self, changes: Changes) -> Changes {
        let state = State::new(&self.authority.rows, &self.over);
        if !self.hands_something_on() || !Job::moves(&changes, &state).is_empty() {
            return changes;
        }
        changes.derived(&state)
    }

    /// Whether somebody comes in, or an audience moves, before what moved earlier is handed on.
    pub(super) fn must_hand_on_first(&self, changes: &Changes) -> bool {
        if !self.hands_something_on() {
            return false;
        }
        let state = State::new(&self.authority.rows, &self.over);
        let is_here = |user: UserId| state.member(user).is_some_and(|member| member.left.is_none());
        let comes_in = |change: &Change| match change {
            Change::Put {
                row: Row::Member(Member { user, left: None, .. }),
                ..
            } => !is_here(*user),
            _ => false,
        };
        changes.0.values().any(comes_in) || !Job::moves(changes, &state).is_empty()
    }

    /// Whether anything is left to be handed on.
    fn hands_something_on(&self) -> bool {
        let known = self.authority.jobs.values();
        let new = self.commit.jobs.values().flatten();
        known.chain(new).any(Job::hands_on)
    }

    /// Hands on all that is left, each job in one page. One that fails waits for whoever drains it, and tells of it.
    pub(super) fn hand_on(&mut self) {
        let known = self.authority.jobs.iter();
        let known = known.map(|(id, job)| (*id, Some(job)));
        let new = self.commit.jobs.iter().map(|(id, job)| (*id, job.as_ref()));
        let all = known.chain(new).filter(|(_, job)| job.is_some_and(Job::hands_on));
        let all: BTreeSet<JobId> = all.map(|(id, _)| id).collect();
        for id in all {
            let _ = self.page(id, usize::MAX);
        }
    }
}
