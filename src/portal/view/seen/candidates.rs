//! What a link may see of candidates: a leader the cards that they were shown, everybody else numbers.

use chrono::NaiveDate;

use super::{STANDS, Seen, SeenRole};
use crate::domain::{Brief, Candidate, Funnel, Leader, Place, Scope, Wish, Wished};

/// A card, as far as the leader may read it.
pub struct SeenCandidate<'a> {
    pub candidate: &'a Candidate,
    /// The name, from the shortlist on and where it was shared; else the alias.
    pub called: String,
    /// Of a leader with several roles, which it is for.
    pub about: Option<String>,
    /// What speaks for them, each with what is asked for, where the link shows that.
    pub evidence: Vec<(Option<&'a str>, &'a str)>,
    /// It names them.
    pub cv: Option<&'a str>,
    pub due: NaiveDate,
    pub wished: Option<&'a Wished>,
}

impl<'a> Seen<'a> {
    /// How many people stand where, role by role; nothing of roles in which nobody was counted.
    pub fn funnels(&self) -> Vec<(SeenRole<'a>, Vec<(Place, u32)>)> {
        let counted = self.roles.iter().filter(|role| role.is_open()).map(|role| {
            let funnel = Funnel::of(&self.state, role.id);
            (SeenRole(role), funnel.counts.into_iter().collect::<Vec<_>>())
        });
        counted.filter(|(_, counts)| !counts.is_empty()).collect()
    }

    /// Those that stand on the leader's page: who is asked about, who is wanted, who was answered about lately, and who
    /// withdrew within a week.
    pub fn candidates(&self) -> Vec<SeenCandidate<'a>> {
        if self.link.scope != Scope::Respond {
            return Vec::new();
        }
        let all = self.state.shares_names();
        let leader = self.state.get::<Leader>(self.link.leader).ok();
        let away = leader.and_then(|leader| leader.details.away.as_ref());
        let cadence = self.state.settings().cadence;
        let stands = |candidate: &&Candidate| {
            let is_here = candidate.is_shown_by(self.link, &self.state);
            let lately = |wished: &Wished| (self.today - wished.at.date_naive()).num_days() < STANDS;
            let is_said = candidate.wish().is_some_and(|wished| {
                let is_in_play = candidate.ended.is_none();
                is_in_play && (wished.wish != Wish::Not || lately(wished))
            });
            let is_asked = self.state.is_wished_for(candidate);
            is_here && (is_asked || is_said || candidate.is_said_to_have_withdrawn(self.today))
        };
        let roles = self.roles.iter().filter(|role| role.is_open());
        let shown = roles.flat_map(|role| self.state.candidates(role.id));
        let seen = shown.filter(stands).filter_map(|candidate| {
            Some(SeenCandidate {
                candidate,
                called: candidate.called(all),
                about: self.about(&[candidate.role]),
                evidence: self.evidence(candidate),
                cv: candidate
                    .is_named(all)
                    .then_some(candidate.details.cv.as_str())
                    .filter(|cv| !cv.is_empty()),
                due: candidate.due(away, &cadence)?,
                wished: candidate.wish(),
            })
        });
        seen.collect()
    }

    /// For what is asked for now, in its order; what it is called stays with recruiters until the brief is shown.
    fn evidence(&self, candidate: &'a Candidate) -> Vec<(Option<&'a str>, &'a str)> {
        let Ok(brief) = self.state.get::<Brief>(candidate.role) else {
            return Vec::new();
        };
        let is_shown = self.state.brief_readers(candidate.role).to(self.link.scope);
        let musts = brief.details.spec.musts.iter();
        let evidence = musts.filter_map(|must| {
            let what = candidate.evidence(must)?;
            Some((is_shown.then_some(must.what.as_str()), what))
        });
        evidence.collect()
    }
}
