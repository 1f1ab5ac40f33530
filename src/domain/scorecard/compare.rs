//! The cards of an interview side by side. Each counts as much as any other; nothing is added up over several things, and
//! nobody is put before anybody.

use super::{
    Remark, Scorecard,
    interviewer::{Interviewer, Sits},
};
use crate::domain::{CriterionId, InterviewId, InterviewerId, Sorting, State, UserId};

/// What all said about one thing that is looked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compared {
    pub what: String,
    /// The question that was asked.
    pub asked: String,
    pub judged: Vec<Judged>,
    /// Of those who rated it; none while somebody is waited for, and where fewer than two did.
    pub mean: Option<String>,
    /// By how much they differ; none as with the mean.
    pub spread: Option<u8>,
}

/// What one of them said about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Judged {
    pub by: InterviewerId,
    pub name: String,
    pub rating: Option<u8>,
    pub evidence: String,
}

impl Compared {
    /// Ratings that are so far apart ask for a talk.
    pub const APART: u8 = 2;

    pub fn asks_for_a_talk(&self) -> bool {
        self.spread.is_some_and(|spread| spread >= Self::APART)
    }
}

impl<'a> State<'a> {
    /// The cards of this interview that were handed in, as far as they are here.
    pub fn cards(&self, interview: InterviewId) -> Vec<(&'a Interviewer, &'a Scorecard)> {
        let panel = self.interviewers(interview).into_iter();
        let handed_in = panel.filter(|one| one.handed_in.is_some());
        handed_in
            .filter_map(|one| Some((one, self.get::<Scorecard>(one.id).ok()?)))
            .collect()
    }

    /// Whether nobody's card is waited for any more.
    pub fn is_panel_whole(&self, interview: InterviewId) -> bool {
        let panel = self.interviewers(interview);
        panel.iter().any(|one| one.handed_in.is_some())
            && !panel.iter().any(|one| self.sits(one) == Sits::Waited)
    }

    /// What all said, thing by thing, in the order in which they are asked. Whoever is to judge by themselves sees none of it.
    pub fn compared(&self, interview: InterviewId, viewer: UserId) -> Vec<Compared> {
        let cards = self.cards(interview);
        let candidate = cards.first().map(|(one, _)| one.candidate);
        if candidate.is_some_and(|candidate| self.is_to_judge(candidate, viewer)) {
            return Vec::new();
        }
        let is_whole = self.is_panel_whole(interview);
        let mut ids: Vec<CriterionId> = Vec::new();
        for remark in cards.iter().flat_map(|(_, card)| &card.details.remarks) {
            if !ids.contains(&remark.id) {
                ids.push(remark.id);
            }
        }
        // As it is asked now; what is asked no longer stands last.
        let one = cards.first().map(|(one, _)| one.role);
        let kit = one.map(|role| self.kit(role).criteria).unwrap_or_default();
        ids.put_in_order_by(|id| kit.iter().position(|one| one.id == *id).unwrap_or(usize::MAX));
        let compared = ids.into_iter().filter_map(|id| {
            let remarks: Vec<(&Interviewer, &Remark)> = cards
                .iter()
                .filter_map(|(one, card)| Some((*one, card.details.remark(id)?)))
                .collect();
            let (_, first) = remarks.first()?;
            let ratings: Vec<u8> = remarks.iter().filter_map(|(_, remark)| remark.rating).collect();
            let counts = is_whole && ratings.len() > 1;
            Some(Compared {
                what: first.what.clone(),
                asked: first.asked.clone(),
                mean: counts.then(|| mean(&ratings)),
                spread: counts.then(|| spread(&ratings)),
                judged: remarks
                    .iter()
                    .map(|(one, remark)| Judged {
                        by: one.id,
                        name: self.interviewer_called(one),
                        rating: remark.rating,
                        evidence: remark.evidence.clone(),
                    })
                    .collect(),
            })
        });
        compared.collect()
    }
}

/// To a tenth where it is no whole number: `3.5`, `4`.
fn mean(ratings: &[u8]) -> String {
    let sum: usize = ratings.iter().map(|rating| usize::from(*rating)).sum();
    let tenths = (sum * 10 + ratings.len() / 2) / ratings.len().max(1);
    match tenths % 10 {
        0 => format!("{}", tenths / 10),
        tenth => format!("{}.{tenth}", tenths / 10),
    }
}

fn spread(ratings: &[u8]) -> u8 {
    let (low, high) = (ratings.iter().min(), ratings.iter().max());
    high.copied()
        .unwrap_or_default()
        .saturating_sub(low.copied().unwrap_or_default())
}
