//! What of a kit was pointed out: it is shared once each such question was changed, or somebody said why it stands.

use super::{
    Asks, Criterion, KitDetails, Question,
    check::{Checked, Flag, check},
};

/// A question that asks for what is none of an interviewer's business.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PointedOut<'a> {
    pub criterion: &'a Criterion,
    /// Which of its two questions: whoever reads one reads the other.
    pub asks: Asks,
    pub flags: Vec<Flag>,
}

impl Question {
    /// What is pointed out in it.
    pub fn flags(&self) -> Vec<Flag> {
        match check(&self.words) {
            Checked::Risky(flags) => flags,
            Checked::Fine | Checked::Unread => Vec::new(),
        }
    }

    /// Nothing is pointed out in it, or somebody said why it stands.
    pub fn is_accounted_for(&self) -> bool {
        !self.reason.trim().is_empty() || !check(&self.words).is_risky()
    }
}

impl Criterion {
    pub fn of(&self, asks: Asks) -> &Question {
        match asks {
            Asks::Happened => &self.happened,
            Asks::Would => &self.would,
        }
    }

    pub fn of_mut(&mut self, asks: Asks) -> &mut Question {
        match asks {
            Asks::Happened => &mut self.happened,
            Asks::Would => &mut self.would,
        }
    }
}

impl KitDetails {
    /// In the order in which they are asked; with a reason or without one.
    pub fn pointed_out(&self) -> Vec<PointedOut<'_>> {
        let criteria = self.criteria.iter();
        let each = criteria.flat_map(|criterion| Asks::ALL.iter().map(move |asks| (criterion, *asks)));
        let found = each.map(|(criterion, asks)| PointedOut {
            criterion,
            asks,
            flags: criterion.of(asks).flags(),
        });
        found.filter(|one| !one.flags.is_empty()).collect()
    }

    /// Of these, those for which nobody said why.
    pub fn unexplained(&self) -> Vec<PointedOut<'_>> {
        let all = self.pointed_out().into_iter();
        all.filter(|one| !one.criterion.of(one.asks).is_accounted_for())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Story,
        kit::{bank::BANK, check::Risk},
    };

    fn kit(words: &str) -> KitDetails {
        let criteria = BANK.iter().take(2).zip(["a", "b"]);
        let criteria = criteria.map(|(one, id)| one.criterion(Story::criterion(id)));
        let mut kit = KitDetails {
            criteria: criteria.collect(),
            ..KitDetails::default()
        };
        kit.criteria[1].would.words = words.into();
        kit
    }

    #[test]
    fn each_question_a_leader_would_read_is_pointed_out_until_somebody_says_why_or_changes_it() {
        let mut risky = kit("Are you planning a family?");
        let unexplained = risky.unexplained();
        let [one] = &unexplained[..] else {
            panic!("{unexplained:?}")
        };
        assert_eq!((one.criterion.id, one.asks), (Story::criterion("b"), Asks::Would));
        assert_eq!(one.flags[0].about, Risk::Family);
        risky.criteria[1].would.reason = " ".into();
        assert_eq!(risky.unexplained().len(), 1, "a space is no reason");
        risky.criteria[1].would.reason = "The crew lives on board".into();
        assert_eq!(risky.unexplained(), []);
        assert_eq!(risky.pointed_out().len(), 1, "it stays pointed out");
        assert_eq!(kit("When was it late?").pointed_out(), []);
        assert_eq!(kit("").pointed_out(), []);
    }
}
