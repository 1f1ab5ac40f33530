//! What scorecards say of themselves.

use super::{Command, Scorecard, interviewer::Interviewer};
use crate::domain::{
    Audience, Body, Candidate, CardDetails, Erasure, Goal, Hit, Interview, InterviewerId, Kind, Leader,
    RowKey, State, UserId, Word, erasure, mentions,
};

impl Word for Scorecard {
    /// Each interviewer has one.
    type Id = InterviewerId;
    const VERSION: u16 = 1;

    fn id(&self) -> InterviewerId {
        self.id
    }

    fn hangs_on(&self) -> Vec<RowKey> {
        vec![Interviewer::key(self.id), Candidate::key(self.candidate)]
    }

    /// Its author until it is handed in, then all but who is still to judge.
    fn readers(&self, wide: Audience, everything: &State) -> Audience {
        super::round::readers(self, everything, &wide)
    }

    fn mark(&self) -> (u8, i64) {
        (0, self.at.timestamp())
    }

    fn spoke_of(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn for_readers(self, _: &Audience, _: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        self
    }

    /// A judgement is one's own.
    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    /// It goes with the interview that it is about.
    fn erased(&self, leader: &Leader, everything: &State) -> Erasure<Self> {
        let interviewer = everything.get::<Interviewer>(self.id);
        let interview = interviewer.and_then(|one| everything.get::<Interview>(one.interview));
        if interview.is_ok_and(|interview| interview.leader == leader.id) {
            return Erasure::Gone;
        }
        let mut card = self.clone();
        for words in card.details.words_mut().chain([&mut card.later]) {
            if mentions(words, &leader.details.name) {
                erasure::WORDS.clone_into(words);
            }
        }
        if card == *self {
            Erasure::Kept("it says nothing of them")
        } else {
            Erasure::Scrubbed(card)
        }
    }

    fn text(&self, _: &State) -> Option<String> {
        let CardDetails { remarks, notes } = &self.details;
        let remarks = remarks.iter().map(|remark| remark.evidence.as_str());
        let words = remarks.chain([notes.as_str(), self.later.as_str()]);
        let words: Vec<&str> = words.filter(|words| !words.is_empty()).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let one = state.get::<Interviewer>(self.id).ok()?;
        let candidate = state.get::<Candidate>(self.candidate).ok()?;
        Some(Hit {
            kind: Kind::Scorecard,
            title: format!("Scorecard of {}", state.interviewer_called(one)),
            detail: format!("About {}", candidate.details.name),
            goal: Goal::Role(one.role),
        })
    }

    /// What was handed in stays.
    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let nothing = CardDetails::default();
        let before = before.map_or(&nothing, |before| &before.details);
        let write = Command::WriteCard {
            interviewer: now.id,
            details: Box::new(before.clone()),
            base: Some(Box::new(now.details.clone())),
        };
        (*before != now.details).then(|| write.into())
    }
}
