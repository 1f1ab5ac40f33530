//! What a link may see of candidates: a leader the cards that they were shown, everybody else numbers.

use chrono::NaiveDate;

use super::{Alone, Seen, SeenRole, alone::STANDS};
use crate::domain::{Brief, Candidate, Funnel, Leader, Place, Wish, Wished};

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
    /// The leader is waited for to say whether they want to meet.
    pub is_asked: bool,
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

    /// How many people were counted in interviews for it, or later.
    pub fn further(&self, role: SeenRole) -> u32 {
        Funnel::of(&self.state, role.id()).further()
    }

    /// Whether somebody is considered for it, whoever that is.
    pub fn has_finalist(&self, role: SeenRole) -> bool {
        self.state.has_finalist(role.0)
    }
}

impl<'a> Alone<'_, 'a> {
    /// Those that stand on the leader's page: who is asked about, who is wanted or met, who was answered about lately, and who
    /// withdrew within a week.
    pub fn candidates(self) -> Vec<SeenCandidate<'a>> {
        let seen = self.all();
        let leader = seen.state.get::<Leader>(seen.link.leader).ok();
        let away = leader.and_then(|leader| leader.details.away.as_ref());
        let cadence = seen.state.settings().cadence;
        let stands = |candidate: &&Candidate| {
            let is_here = candidate.is_shown_by(seen.link, &seen.state);
            let lately = |wished: &Wished| (seen.today - wished.at.date_naive()).num_days() < STANDS;
            let is_said = candidate.wish().is_some_and(|wished| {
                let is_in_play = candidate.ended.is_none();
                is_in_play && (wished.wish != Wish::Not || lately(wished))
            });
            let is_met = candidate.ended.is_none() && seen.state.is_to_meet(candidate);
            let is_asked = seen.state.is_wished_for(candidate);
            // Of whoever said yes nothing is asked any more.
            let is_hired = seen.state.said_yes(candidate);
            is_here
                && !is_hired
                && (is_asked || is_met || is_said || candidate.is_said_to_have_withdrawn(seen.today))
        };
        let roles = seen.roles.iter().filter(|role| role.is_open());
        let shown = roles.flat_map(|role| seen.state.candidates(role.id));
        let shown = shown.filter(stands).filter_map(|candidate| {
            Some(SeenCandidate {
                candidate,
                called: seen.state.candidate_called(candidate),
                about: seen.about(&[candidate.role]),
                evidence: self.evidence(candidate),
                cv: seen
                    .state
                    .is_named(candidate)
                    .then_some(candidate.details.cv.as_str())
                    .filter(|cv| !cv.is_empty()),
                due: candidate.due(away, &cadence)?,
                is_asked: seen.state.is_wished_for(candidate),
                wished: candidate.wish(),
            })
        });
        shown.collect()
    }

    /// Who withdrew last within so many days, and from which of these roles.
    pub fn withdrew(
        self,
        days: i64,
        is_news_of: impl Fn(SeenRole<'a>) -> bool,
    ) -> Option<(SeenRole<'a>, String)> {
        let seen = self.all();
        let roles = seen.roles.iter().filter(|role| role.is_open());
        let roles = roles.filter(|role| is_news_of(SeenRole(role)));
        let all = roles.flat_map(|role| {
            let candidates = seen.state.candidates(role.id).into_iter();
            candidates.map(|candidate| (SeenRole(role), candidate))
        });
        let ended = all.filter_map(|(role, candidate)| {
            let ended = candidate.ended.as_ref().filter(|_| candidate.has_withdrawn())?;
            let is_late = (seen.today - ended.on()).num_days() >= days;
            let is_here = candidate.is_shown_by(seen.link, &seen.state);
            (is_here && !is_late).then_some((ended.at, role, candidate))
        });
        let (_, role, candidate) = ended.max_by_key(|(at, ..)| *at)?;
        Some((role, seen.state.candidate_called(candidate)))
    }

    /// For what is asked for now, in its order; what it is called stays with recruiters until the brief is shown.
    fn evidence(self, candidate: &'a Candidate) -> Vec<(Option<&'a str>, &'a str)> {
        let seen = self.all();
        let Ok(brief) = seen.state.get::<Brief>(candidate.role) else {
            return Vec::new();
        };
        let is_shown = seen.state.brief_readers(candidate.role).to(seen.link.scope);
        let musts = brief.details.spec.musts.iter();
        let evidence = musts.filter_map(|must| {
            let what = candidate.evidence(must)?;
            Some((is_shown.then_some(must.what.as_str()), what))
        });
        evidence.collect()
    }
}
