//! What a kit is after an edit: checked, and field by field, so that two people who change different things lose nothing.

use super::{Asks, Criterion, Kit, KitDetails, Question};
use crate::domain::{Refusal, Shown, line, merged, merged_each, note};

/// Most letters of others' words that a refusal tells: it is one sentence.
const TOLD: usize = 80;

/// The beginning of what others wrote.
fn told(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(TOLD) {
        None => line,
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
    }
}

impl Question {
    fn checked(&self) -> Result<Self, Refusal> {
        Ok(Self {
            words: note("question", &self.words)?,
            reason: note("reason for a question", &self.reason)?,
        })
    }

    fn edited(now: &Self, base: &Self, given: &Self) -> Result<Self, Refusal> {
        let one = |field, of: fn(&Self) -> &String| {
            merged(field, of(now), Some(of(base)), of(given), |one| told(one))
        };
        Ok(Self {
            words: one("question", |question| &question.words)?,
            reason: one("reason for a question", |question| &question.reason)?,
        })
    }
}

impl Criterion {
    fn checked(&self) -> Result<Self, Refusal> {
        let [low, middle, high] = &self.anchors;
        let anchor = |words: &String| note("sign of an answer", words);
        let checked = Self {
            what: line("thing that is looked for", &self.what)?,
            happened: self.happened.checked()?,
            would: self.would.checked()?,
            anchors: [anchor(low)?, anchor(middle)?, anchor(high)?],
            ..self.clone()
        };
        if checked.question().words.is_empty() {
            return Err(Refusal::Empty {
                field: "question".into(),
            });
        }
        if !(Kit::LEAST_MINUTES..=Kit::MOST_MINUTES).contains(&self.minutes) {
            return Err(Refusal::OutOfRange {
                field: "the minutes of a question".into(),
                min: Kit::LEAST_MINUTES.into(),
                max: Kit::MOST_MINUTES.into(),
            });
        }
        Ok(checked)
    }

    fn edited(
        now: Option<&Self>,
        base: Option<&Self>,
        given: Option<&Self>,
    ) -> Result<Option<Self>, Refusal> {
        let named = |one: &Option<&Self>| one.map_or("nothing".into(), |one| told(&one.what));
        let (Some(now), Some(base), Some(given)) = (now, base, given) else {
            return Ok(merged("thing that is looked for", &now, Some(&base), &given, named)?.cloned());
        };
        Ok(Some(Self {
            id: now.id,
            what: merged(
                "thing that is looked for",
                &now.what,
                Some(&base.what),
                &given.what,
                |what| told(what),
            )?,
            serves: merged(
                "pain point that it serves",
                &now.serves,
                Some(&base.serves),
                &given.serves,
                |tie| tie.map_or("none", |_| "another").into(),
            )?,
            happened: Question::edited(&now.happened, &base.happened, &given.happened)?,
            would: Question::edited(&now.would, &base.would, &given.would)?,
            asks: merged(
                "kind of question",
                &now.asks,
                Some(&base.asks),
                &given.asks,
                |asks: &Asks| asks.label().into(),
            )?,
            anchors: merged(
                "signs of an answer",
                &now.anchors,
                Some(&base.anchors),
                &given.anchors,
                |all| {
                    let news = all.iter().zip(&base.anchors).find(|(now, was)| now != was);
                    news.map_or_else(String::new, |(now, _)| told(now))
                },
            )?,
            minutes: merged(
                "minutes",
                &now.minutes,
                Some(&base.minutes),
                &given.minutes,
                u16::to_string,
            )?,
        }))
    }
}

impl KitDetails {
    fn checked(&self) -> Result<Self, Refusal> {
        let criteria = self.criteria.iter().map(Criterion::checked);
        Ok(Self {
            criteria: criteria.collect::<Result<_, Refusal>>()?,
            shown: self.shown.min(Shown::Leader),
        })
    }

    /// The words that whoever sees it may read.
    fn read(&self) -> String {
        let words = self.criteria.iter().flat_map(|one| {
            [&one.what, &one.happened.words, &one.would.words]
                .into_iter()
                .chain(&one.anchors)
        });
        words.map(String::as_str).collect::<Vec<_>>().join("\n")
    }

    /// What stands here and did not in the other, the first of it.
    fn news(&self, other: &Self) -> String {
        let (now, was) = (self.read(), other.read());
        let news = now.lines().find(|line| was.lines().all(|other| other != *line));
        news.map_or_else(|| "fewer questions".into(), told)
    }

    /// After an edit. What was to be shown to a former leader is shown to nobody more.
    pub(super) fn edited(&self, given: &Self, base: Option<&Self>, is_theirs: bool) -> Result<Self, Refusal> {
        let given = given.checked()?;
        let shown = if is_theirs {
            let words = base.map(|base| (base.read(), base.shown));
            Shown::merged(
                (&self.read(), self.shown),
                words.as_ref().map(|(read, shown)| (read.as_str(), *shown)),
                (&given.read(), given.shown),
            )
            // Of all the questions the one is told that was changed.
            .map_err(|refusal| match (refusal, base) {
                (Refusal::EditedMeanwhile { theirs, .. }, Some(base)) if theirs == self.read() => {
                    Refusal::EditedMeanwhile {
                        field: "wording of the questions".into(),
                        theirs: self.news(base),
                    }
                }
                (refusal, _) => refusal,
            })?
        } else {
            self.shown.min(given.shown)
        };
        let criteria = merged_each(
            &self.criteria,
            base.map(|base| base.criteria.as_slice()),
            &given.criteria,
            |criterion| criterion.id,
            Criterion::edited,
        )?;
        if criteria.len() > Kit::MOST {
            return Err(Refusal::TooManyCriteria { most: Kit::MOST });
        }
        let criteria = ordered(
            criteria,
            &self.criteria,
            base.map(|base| base.criteria.as_slice()),
            &given.criteria,
        )?;
        Ok(Self { criteria, shown })
    }
}

/// In the order that somebody put them into, whoever of two did.
fn ordered(
    criteria: Vec<Criterion>,
    now: &[Criterion],
    base: Option<&[Criterion]>,
    given: &[Criterion],
) -> Result<Vec<Criterion>, Refusal> {
    let Some(base) = base else {
        return Ok(criteria);
    };
    let is_common = |one: &&Criterion| {
        [now, base, given]
            .iter()
            .all(|all| all.iter().any(|other| other.id == one.id))
    };
    let order = |all: &[Criterion]| all.iter().filter(is_common).map(|one| one.id).collect::<Vec<_>>();
    let common = merged("order", &order(now), Some(&order(base)), &order(given), |_| {
        "another order".into()
    })?;
    // Each of those that all know takes the next of their places; what one person added stays where it stands.
    let mut next = common.into_iter();
    let placed = criteria.iter().map(|one| {
        let id = if is_common(&one) {
            next.next().unwrap_or(one.id)
        } else {
            one.id
        };
        criteria
            .iter()
            .find(|other| other.id == id)
            .unwrap_or(one)
            .clone()
    });
    Ok(placed.collect())
}
