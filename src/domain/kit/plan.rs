//! How an interview of 45 minutes goes: it holds four questions of eight.

use super::{Kit, KitDetails};
use crate::domain::CriterionId;

/// A part of an interview.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slice {
    Opening,
    Asked(CriterionId),
    /// What the candidate wants to know.
    Theirs,
    Close,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Timed {
    pub slice: Slice,
    /// Minutes from the beginning.
    pub from: u16,
    pub minutes: u16,
}

impl Slice {
    /// What it is for, where no question is asked.
    pub fn words(self) -> &'static str {
        match self {
            Self::Opening => "Say hello, who you are, and how the time is divided",
            Self::Asked(_) => "",
            Self::Theirs => "Their questions",
            Self::Close => "Thank them, and say by when they hear from whom",
        }
    }
}

impl Kit {
    /// Minutes of an interview.
    pub const LENGTH: u16 = 45;
    const OPENING: u16 = 5;
    const THEIRS: u16 = 5;
    const CLOSE: u16 = 3;
}

impl KitDetails {
    /// The interviews that it takes, each as it goes. A question that would not fit any more begins the next.
    pub fn interviews(&self) -> Vec<Vec<Timed>> {
        let around = Kit::OPENING + Kit::THEIRS + Kit::CLOSE;
        let room = Kit::LENGTH - around;
        let mut all: Vec<Vec<(CriterionId, u16)>> = Vec::new();
        for criterion in &self.criteria {
            let one = (criterion.id, criterion.minutes);
            match all.last_mut() {
                Some(last) if last.iter().map(|(_, minutes)| minutes).sum::<u16>() + one.1 <= room => {
                    last.push(one);
                }
                _ => all.push(vec![one]),
            }
        }
        let timed = |questions: Vec<(CriterionId, u16)>| {
            let asked = questions
                .into_iter()
                .map(|(id, minutes)| (Slice::Asked(id), minutes));
            let parts = [(Slice::Opening, Kit::OPENING)].into_iter().chain(asked);
            let parts = parts.chain([(Slice::Theirs, Kit::THEIRS), (Slice::Close, Kit::CLOSE)]);
            let mut from = 0;
            let timed = parts.map(|(slice, minutes)| {
                let part = Timed { slice, from, minutes };
                from += minutes;
                part
            });
            timed.collect()
        };
        all.into_iter().map(timed).collect()
    }
}
