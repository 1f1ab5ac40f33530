//! What the owner of a problem is told through a link, and what else a link is for that shows one thing alone.

use super::{NewLink, ShareLink, ToldOwner};
use crate::domain::{Hire, Interviewer, Problem, Refusal, RowKey, State, note};

impl ToldOwner {
    fn key(&self) -> RowKey {
        Problem::key(self.problem)
    }
}

impl ShareLink {
    /// What it is for, if it is no page of a leader's.
    pub(super) fn of_one(&self) -> impl Iterator<Item = RowKey> + use<> {
        let brief = self.brief.as_ref().map(|told| told.key());
        let hire = self.hire.map(|asked| Hire::key(asked.hire));
        let panel = self.panel.map(Interviewer::key);
        panel.into_iter().chain(brief).chain(hire)
    }

    /// What the owner of a problem is told through a link, which is made in one of its roles.
    pub(super) fn told_owner(
        state: &State,
        told: &ToldOwner,
        new: &NewLink,
    ) -> Result<Box<ToldOwner>, Refusal> {
        let problem = state.get::<Problem>(told.problem)?;
        let is_in = |role| problem.details.roles.contains(&role);
        if problem.removed || new.panel.is_some() || !new.target.role().is_some_and(is_in) {
            return Err(Refusal::LinkForbids);
        }
        if new.expires_on.is_none() {
            return Err(Refusal::Empty {
                field: "last day on which the link of a brief opens".into(),
            });
        }
        let text = note("what they are told", &told.text)?;
        if text.is_empty() {
            return Err(Refusal::Empty {
                field: "what they are told".into(),
            });
        }
        Ok(Box::new(ToldOwner {
            problem: told.problem,
            text,
        }))
    }
}

impl NewLink {
    /// The same of one that is to be made.
    pub(super) fn of_one(&self) -> impl Iterator<Item = RowKey> + use<> {
        let brief = self.brief.as_ref().map(|told| told.key());
        let hire = self.hire.map(|asked| Hire::key(asked.hire));
        let panel = self.panel.map(Interviewer::key);
        panel.into_iter().chain(brief).chain(hire)
    }
}
