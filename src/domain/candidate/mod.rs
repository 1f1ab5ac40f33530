//! A candidate: somebody who may fill a role, on a card of a few lines. It is the board's until a recruiter shows it to the
//! role's leader, who says once whether they want to meet. How many others stand where is counted ([`funnel`]), no more.

mod answer;
mod asked;
mod command;
pub mod funnel;
pub mod interview;
mod kept;
pub mod sit_in_talk;
#[cfg(test)]
mod tests;
mod word;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

pub use asked::Due;
pub use command::Command;
pub use kept::Keeping;

use crate::domain::{
    CandidateId, LeaderId, LinkId, MAX_NOTE, Must, MustId, Refusal, RoleId, UserId, https, labelled, line,
    mentions, merged,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Candidate {
    pub id: CandidateId,
    pub role: RoleId,
    /// Which of the role's letters is theirs, counted from 0; none is given twice.
    pub nth: u32,
    pub details: Box<CandidateDetails>,
    /// How often the card was changed: an answer names the one that was read.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub edition: u32,
    /// To which leader the card is shown; none: it is the board's alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<ShownTo>,
    /// Whether the leader may know the name once they want to meet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub named: bool,
    /// What leaders said of them, the last one last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wishes: Vec<Wished>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
    /// The day on which they were told where their data came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_source: Option<NaiveDate>,
    pub by: UserId,
    pub at: DateTime<FixedOffset>,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// What a recruiter may edit.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CandidateDetails {
    /// Their name, or what the team calls them.
    pub name: String,
    /// At most [`Candidate::MOST_LINES`] lines.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lines: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// What is still open.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub question: String,
    /// Where the CV lives: an address with `https`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cv: String,
    /// Whether we approached them: then they are to be told where their data came from.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub approached: bool,
}

/// What speaks for one thing that somebody must bring.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Evidence {
    /// It stays when that is asked for no longer, and is then on no leader's page.
    pub must: MustId,
    pub what: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ShownTo {
    pub leader: LeaderId,
    pub at: DateTime<FixedOffset>,
}

labelled! {
    /// What a leader says of somebody.
    Wish {
        Meet = "Meet",
        Not = "Not, because…",
        Call = "Call me",
    }
}

/// What was said of somebody.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Wished {
    pub wish: Wish,
    /// Why, or what to know; given where they are not wanted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// Whose answer it is; none once they were erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<LeaderId>,
    pub at: DateTime<FixedOffset>,
    /// Through which link; none where a recruiter noted what they heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
}

labelled! {
    /// How it ended before anybody said yes.
    Ending {
        Withdrew = "Withdrew",
        TurnedDown = "Turned down",
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ended {
    pub ending: Ending,
    /// Given where they were turned down.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    pub at: DateTime<FixedOffset>,
    pub by: UserId,
}

impl Candidate {
    /// Longest of a card, so that it is read.
    pub const MOST_LINES: usize = 5;
    /// Most of one role.
    pub const MOST: usize = 1_000;
    /// Most evidence on one card: more than a brief has must-haves, since those change.
    pub const MOST_EVIDENCE: usize = 12;
    /// Business days within which a leader answers: a judgement, and no more than a reminder.
    pub const DAYS_TO_ANSWER: u32 = 3;
    /// Days for which a page says that somebody has withdrawn.
    pub const STAYS_SAID: u64 = 7;
    /// Days within which whoever was approached is told where their data came from.
    pub const TELL_WITHIN: u64 = 30;

    /// `Candidate C`: what they are called to whoever may not know the name.
    pub fn alias(&self) -> String {
        format!("Candidate {}", letters(self.nth))
    }

    /// What was said last for the leader to whom the card is shown.
    pub fn wish(&self) -> Option<&Wished> {
        let leader = self.shown?.leader;
        let theirs = |wished: &&Wished| wished.leader == Some(leader);
        self.wishes.iter().rfind(theirs)
    }

    pub fn has_withdrawn(&self) -> bool {
        self.ended
            .as_ref()
            .is_some_and(|ended| ended.ending == Ending::Withdrew)
    }

    /// The day on which it was over: they withdrew, were turned down, or the leader did not want to meet them. None while
    /// they are in play.
    pub fn over_on(&self) -> Option<NaiveDate> {
        let refused = self.wish().filter(|wished| wished.wish == Wish::Not);
        let refused = refused.map(|wished| wished.at.date_naive());
        self.ended.as_ref().map(Ended::on).or(refused)
    }

    /// What stands on the card for this must-have.
    pub fn evidence(&self, must: &Must) -> Option<&str> {
        let mut all = self.details.evidence.iter();
        let found = all.find(|evidence| evidence.must == must.id)?;
        Some(&found.what)
    }

    /// Whether the name stands in what the leader would read while they know an alias only.
    pub fn names_itself(&self) -> bool {
        let CandidateDetails {
            name,
            lines,
            evidence,
            question,
            ..
        } = &*self.details;
        let evidence = evidence.iter().map(|evidence| &evidence.what);
        let mut words = [lines, question].into_iter().chain(evidence);
        words.any(|words| mentions(words, name))
    }
}

impl Ended {
    pub fn on(&self) -> NaiveDate {
        self.at.date_naive()
    }
}

impl Wished {
    /// `Not, because… No team yet.`
    pub fn said(&self) -> String {
        match (self.wish, self.because.as_str()) {
            (Wish::Not, because) => format!("Not, because: {because}"),
            (wish, "") => wish.label().to_owned(),
            (wish, because) => format!("{}: {because}", wish.label()),
        }
    }

    fn says_the_same(&self, other: &Self) -> bool {
        (self.wish, &self.because, self.link, self.by) == (other.wish, &other.because, other.link, other.by)
    }
}

/// `A` to `Z`, then `AA`.
fn letters(nth: u32) -> String {
    let mut rest = u64::from(nth) + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters.into_iter().rev().collect()
}

/// A line, or nothing.
fn maybe(field: &str, words: &str) -> Result<String, Refusal> {
    match words.trim() {
        "" => Ok(String::new()),
        words => line(field, words),
    }
}

impl CandidateDetails {
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    fn checked(&self) -> Result<Self, Refusal> {
        // What is far too long is not looked at line by line.
        if self.lines.chars().count() > MAX_NOTE {
            return Err(Refusal::TooLong {
                field: "card".into(),
                max: MAX_NOTE,
                length: self.lines.chars().count(),
            });
        }
        let lines = self.lines.lines().filter(|words| !words.trim().is_empty());
        let lines = lines.map(|words| maybe("line of the card", words));
        let lines: Vec<String> = lines.collect::<Result<_, _>>()?;
        let most = |field: &str, count: usize, most: usize| match count {
            count if count > most => Err(Refusal::OutOfRange {
                field: field.into(),
                min: 0,
                max: most as i64,
            }),
            _ => Ok(()),
        };
        most("how many lines", lines.len(), Candidate::MOST_LINES)?;
        let mut evidence: Vec<Evidence> = Vec::new();
        for one in &self.evidence {
            let what = maybe("evidence", &one.what)?;
            if !what.is_empty() && !evidence.iter().any(|other| other.must == one.must) {
                evidence.push(Evidence { must: one.must, what });
            }
        }
        most("the amount of evidence", evidence.len(), Candidate::MOST_EVIDENCE)?;
        Ok(Self {
            name: line("name", &self.name)?,
            lines: lines.join("\n"),
            evidence,
            question: maybe("open question", &self.question)?,
            cv: match self.cv.trim() {
                "" => String::new(),
                cv => https("address of the CV", cv)?,
            },
            approached: self.approached,
        })
    }

    fn edited(&self, given: &Self, base: Option<&Self>) -> Result<Self, Refusal> {
        let given = given.checked()?;
        let text = |field: &'static str, of: fn(&Self) -> &String| {
            merged(field, of(self), base.map(of), of(&given), Clone::clone)
        };
        Ok(Self {
            name: text("name", |details| &details.name)?,
            lines: text("card", |details| &details.lines)?,
            evidence: merged(
                "evidence",
                &self.evidence,
                base.map(|base| &base.evidence),
                &given.evidence,
                |evidence| {
                    let words = evidence.iter().map(|one| one.what.as_str());
                    words.collect::<Vec<_>>().join(", ")
                },
            )?,
            question: text("open question", |details| &details.question)?,
            cv: text("address of the CV", |details| &details.cv)?,
            approached: merged(
                "note of who approached whom",
                &self.approached,
                base.map(|base| &base.approached),
                &given.approached,
                |approached| {
                    if *approached {
                        "we approached them"
                    } else {
                        "they applied"
                    }
                    .to_owned()
                },
            )?,
        })
    }
}
