//! Ten minutes of practice before an interview: a question is asked twice, and answered once weakly, once strongly.

use super::{Asks, Criterion, KitDetails, Question, Slice};

/// Something that is done, and for how long.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Practised<'a> {
    pub minutes: u16,
    pub step: PracticeStep<'a>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PracticeStep<'a> {
    /// The leader opens as they would.
    Opens,
    /// They ask, and are answered as somebody weak would: do they ask on?
    Weak { asked: &'a str, answer: &'a str },
    /// They ask once more, and are answered as somebody strong would: do they write down what they hear?
    Strong { asked: &'a str, answer: &'a str },
    /// One thing that went well, and one to try.
    Talk,
}

impl KitDetails {
    /// With the first question of the interview that says what weak and strong answers sound like; else with the first one.
    pub fn practice(&self) -> Option<Vec<Practised<'_>>> {
        let mut asked = self.interviews().into_iter().flatten().filter_map(|part| {
            let Slice::Asked(id) = part.slice else {
                return None;
            };
            self.criteria.iter().find(|one| one.id == id)
        });
        let first = asked.next()?;
        let says = |one: &&Criterion| !one.anchors[0].is_empty() && !one.anchors[2].is_empty();
        let one = Some(first)
            .filter(says)
            .or_else(|| asked.find(says))
            .unwrap_or(first);
        let Question { words, .. } = match one.asks {
            Asks::Happened => &one.happened,
            Asks::Would => &one.would,
        };
        let [weak, _, strong] = &one.anchors;
        let step = |minutes, step| Practised { minutes, step };
        Some(vec![
            step(2, PracticeStep::Opens),
            step(
                3,
                PracticeStep::Weak {
                    asked: words,
                    answer: weak,
                },
            ),
            step(
                3,
                PracticeStep::Strong {
                    asked: words,
                    answer: strong,
                },
            ),
            step(2, PracticeStep::Talk),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Story, kit::bank::BANK};

    #[test]
    fn ten_minutes_ask_a_question_twice_that_says_what_answers_sound_like() {
        let mut kit = KitDetails::default();
        assert_eq!(kit.practice(), None);
        let criteria = BANK.iter().take(2).zip(["a", "b"]);
        kit.criteria = criteria
            .map(|(one, id)| one.criterion(Story::criterion(id)))
            .collect();
        kit.criteria[0].anchors = Default::default();
        let steps = kit.practice().unwrap();
        assert_eq!(steps.iter().map(|step| step.minutes).sum::<u16>(), 10);
        let second = &kit.criteria[1];
        let asked = match second.asks {
            Asks::Happened => &second.happened.words,
            Asks::Would => &second.would.words,
        };
        let weak = PracticeStep::Weak {
            asked,
            answer: &second.anchors[0],
        };
        assert_eq!(steps[1].step, weak);
        kit.criteria.truncate(1);
        let PracticeStep::Strong { answer, .. } = &kit.practice().unwrap()[2].step.clone() else {
            panic!("it is the third");
        };
        assert_eq!(*answer, "", "whoever plays the candidate thinks of one");
    }
}
