//! An interview: one slot of one candidate with a leader. Up to three times are offered, of which the leader chooses one on
//! their page; or a recruiter knows the time already. It may be moved and called off, and took place once somebody says so.

mod answer;
mod asked;
mod command;
mod conclude;
mod debrief;
mod help;
mod helped;
mod news;
#[cfg(test)]
mod tests;
mod untold;
mod word;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

pub use asked::{Met, Slot, Stands};
pub use command::Command;
pub use debrief::{Concluded, Debrief};
pub use help::{Help, HelpWay, SitIn, Wanted};
pub use untold::Untold;

use crate::domain::{
    CandidateId, Ctx, InterviewId, LeaderId, LinkId, Refusal, RoleId, UserId, full_date, labelled, line,
    merged, note, short_date, three_letters, time_of_day, weekday,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Interview {
    pub id: InterviewId,
    pub role: RoleId,
    pub candidate: CandidateId,
    /// Who meets them.
    pub leader: LeaderId,
    pub details: Box<InterviewDetails>,
    /// IANA name of the zone by whose clock its times were given.
    pub zone: String,
    /// The times among which the leader chooses; none where nobody was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Box<Offer>>,
    /// How often times were offered: an answer names the offer that was read.
    #[serde(default, skip_serializing_if = "super::is_zero")]
    pub edition: u32,
    /// What was said to each offer, the last one last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Chosen>,
    /// When it begins, once that is settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<DateTime<FixedOffset>>,
    /// When it was to begin before it was moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<DateTime<FixedOffset>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub off: Option<CalledOff>,
    /// Who is to be told how it stands now.
    #[serde(default, skip_serializing_if = "Untold::is_nobody")]
    pub untold: Untold,
    /// It took place, as somebody noted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub held: bool,
    /// What was decided once those who judged had talked about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debrief: Option<Box<Debrief>>,
    /// What helps the leader with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Box<Help>>,
    /// How often what a calendar shows of it has changed.
    #[serde(default, skip_serializing_if = "super::is_zero")]
    pub revision: u32,
    pub by: UserId,
    pub at: DateTime<FixedOffset>,
}

labelled! {
    /// Which of the talks with somebody it is.
    Round {
        FirstTalk = "First talk",
        Interview = "Interview",
        Last = "Final",
    }
}

/// What a recruiter may edit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InterviewDetails {
    pub round: Round,
    /// Where, or by what: `By video, https://meet.example/sam`. The leader's and recruiters' alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub how: String,
    /// [`InterviewDetails::SHORTEST`] to [`InterviewDetails::LONGEST`].
    pub minutes: u16,
}

/// What the leader chooses among.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Offer {
    /// One to [`Offer::MOST`], in their order.
    pub times: Vec<DateTime<FixedOffset>>,
    /// By when they answer.
    pub due: NaiveDate,
    /// What happens without an answer: `Thursday's slot moves to 29 April.`
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub otherwise: String,
    pub at: DateTime<FixedOffset>,
}

/// What was said to an offer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Chosen {
    /// To which edition.
    pub of: u32,
    /// None of those that were offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<DateTime<FixedOffset>>,
    /// Why, or what to know; given where none fits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    pub at: DateTime<FixedOffset>,
    /// Through which link; none where a recruiter noted what they heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
}

labelled! {
    /// Why an interview does not take place.
    OffCause {
        Leader = "The leader cannot make it",
        Candidate = "The candidate cannot make it",
        Role = "The role is closed or on hold",
        Mistake = "It was not meant",
        Withdrew = "The candidate withdrew",
        TurnedDown = "The candidate was turned down",
        NotWanted = "The leader does not want to meet them",
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CalledOff {
    pub cause: OffCause,
    pub at: DateTime<FixedOffset>,
    pub by: UserId,
    /// Who was still to be told of it before.
    #[serde(default, skip_serializing_if = "Untold::is_nobody")]
    pub untold: Untold,
}

/// `Thu 26 Nov, 15:00`, by the clock by which it was given.
pub fn at_time(time: DateTime<FixedOffset>) -> String {
    let local = time.naive_local();
    let day = local.date();
    format!(
        "{} {}, {}",
        three_letters(weekday(day)),
        short_date(day),
        time_of_day(&local)
    )
}

/// How a refusal carries a time.
fn carried(time: DateTime<FixedOffset>) -> String {
    time.format("%Y-%m-%d %H:%M").to_string()
}

impl OffCause {
    /// Those that a person gives; the others follow from what became of the candidate.
    pub const GIVEN: &[Self] = &[Self::Candidate, Self::Leader, Self::Role, Self::Mistake];

    /// As its leader reads it.
    pub fn to_leader(self) -> &'static str {
        match self {
            Self::Leader => "You cannot make it",
            Self::NotWanted => "You do not want to meet them",
            other => other.label(),
        }
    }
}

impl InterviewDetails {
    pub const SHORTEST: u16 = 5;
    pub const LONGEST: u16 = 480;

    fn checked(&self) -> Result<Self, Refusal> {
        if !(Self::SHORTEST..=Self::LONGEST).contains(&self.minutes) {
            return Err(Refusal::OutOfRange {
                field: "the minutes".into(),
                min: Self::SHORTEST.into(),
                max: Self::LONGEST.into(),
            });
        }
        Ok(Self {
            how: super::maybe("place", &self.how)?,
            ..self.clone()
        })
    }

    fn edited(&self, given: &Self, base: Option<&Self>) -> Result<Self, Refusal> {
        let given = given.checked()?;
        Ok(Self {
            round: merged(
                "kind of talk",
                &self.round,
                base.map(|base| &base.round),
                &given.round,
                |round| round.label().to_owned(),
            )?,
            how: merged(
                "place",
                &self.how,
                base.map(|base| &base.how),
                &given.how,
                Clone::clone,
            )?,
            minutes: merged(
                "length",
                &self.minutes,
                base.map(|base| &base.minutes),
                &given.minutes,
                |minutes| format!("{minutes} minutes"),
            )?,
        })
    }

    /// The address at which it takes place, and the words around it.
    pub fn address(&self) -> (String, Option<&str>) {
        let is_address = |word: &&str| word.starts_with("https://");
        let address = self.how.split_whitespace().find(is_address);
        let words = self.how.split_whitespace().filter(|word| Some(*word) != address);
        let words = words.collect::<Vec<_>>().join(" ");
        (words.trim_end_matches([',', ':']).to_owned(), address)
    }
}

impl Offer {
    pub const MOST: usize = 3;

    fn checked(&self, ctx: &Ctx) -> Result<Self, Refusal> {
        if self.times.is_empty() || self.times.len() > Self::MOST {
            return Err(Refusal::OutOfRange {
                field: "how many times".into(),
                min: 1,
                max: Self::MOST as i64,
            });
        }
        ctx.require_coming(self.due)?;
        for (nth, time) in self.times.iter().enumerate() {
            require_to_come(*time, ctx)?;
            // Two that read the same are the same to whoever chooses.
            let is_same = |other: &DateTime<FixedOffset>| other == time || at_time(*other) == at_time(*time);
            if self.times.iter().take(nth).any(is_same) {
                let time = at_time(*time);
                return Err(Refusal::TwiceOffered { time });
            }
        }
        // By then nothing is left to choose.
        if let Some(last) = self.times.iter().map(|time| time.date_naive()).max()
            && last < self.due
        {
            return Err(Refusal::TimesOver {
                date: last.to_string(),
            });
        }
        Ok(Self {
            otherwise: note("what happens otherwise", &self.otherwise)?,
            at: ctx.claimed_at,
            ..self.clone()
        })
    }
}

fn require_to_come(time: DateTime<FixedOffset>, ctx: &Ctx) -> Result<(), Refusal> {
    ctx.require_reachable(time.date_naive())?;
    if time <= ctx.claimed_at {
        return Err(Refusal::DatePassed { date: carried(time) });
    }
    Ok(())
}

impl Chosen {
    /// `Thu 26 Nov, 15:00. Not before ten.`
    pub fn said(&self) -> String {
        match (self.time, self.because.as_str()) {
            (None, because) => format!("None of these, because: {because}"),
            (Some(time), "") => at_time(time),
            (Some(time), because) => format!("{}. {because}", at_time(time)),
        }
    }

    fn says_the_same(&self, other: &Self) -> bool {
        let said = |one: &Self| (one.of, one.time, one.because.clone(), one.link, one.by);
        said(self) == said(other)
    }
}

impl Interview {
    /// Most with one candidate.
    pub const MOST: usize = 20;
    /// Minutes within which whatever ended somebody's candidacy may have been a slip: what it called off stands again.
    pub const SLIP: i64 = 30;
    /// What is chosen where none of the times fits.
    pub const NONE: &str = "None of these, because…";

    /// What was said to the times that are offered now.
    pub fn answer(&self) -> Option<&Chosen> {
        self.offer.as_ref()?;
        self.answers.iter().rfind(|chosen| chosen.of == self.edition)
    }

    /// When it is over.
    pub fn ends(&self) -> Option<DateTime<FixedOffset>> {
        self.starts?
            .checked_add_signed(TimeDelta::minutes(self.details.minutes.into()))
    }

    /// The day of it, by the clock by which it was given.
    pub fn on(&self) -> Option<NaiveDate> {
        self.starts.map(|starts| starts.date_naive())
    }

    /// Of it, as it stands on a list: `Thu 26 Nov 2026, 15:00`.
    pub fn when(&self) -> Option<String> {
        let starts = self.starts?.naive_local();
        Some(format!("{}, {}", full_date(starts.date()), time_of_day(&starts)))
    }

    fn zone_of(given: &str) -> Result<String, Refusal> {
        line("zone", given)
    }
}
