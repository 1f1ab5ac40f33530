//! An expectation: the date that was talked through with a leader, as it was told, and what they said of it. What was told is never rewritten: a
//! new date is a row of its own, with what it changed for.

mod command;
mod dates;
#[cfg(test)]
mod tests;
mod word;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

pub use command::Command;
pub use dates::{Coming, Lapse, Level, Range, Slip, Turnout, at_the_desk, gap};

use crate::domain::{
    Brief, Cadence, Ctx, ExpectationId, LeaderId, Refusal, Role, RoleId, Scope, Shown, Sorting, State, Told,
    UserId, Way, labelled, line, note,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Expectation {
    pub id: ExpectationId,
    pub role: RoleId,
    /// Who was told; none once their data was erased.
    pub leader: Option<LeaderId>,
    pub terms: Box<Terms>,
    pub way: Way,
    pub by: UserId,
    pub at: DateTime<FixedOffset>,
    /// The day by which the leader hears again, as it was told with this.
    pub next_by: NaiveDate,
    /// Who else than recruiters sees it. Its words are the leader's alone: others see dates.
    pub shown: Shown,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// What was answered before that, the oldest first: their words stay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Answer>,
    /// When somebody tried to reach the leader about a new date, and which; the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tries: Vec<Try>,
}

/// What was told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Terms {
    /// The day by which somebody says yes.
    pub yes_by: NaiveDate,
    pub level: Level,
    /// What the forecast gave that day; none where a date was told without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
    /// In how many of a hundred roles like this somebody says yes by then, as the forecast had it that day; none without one. A person may
    /// know better, and tell a date on which it gives less than the level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub odds: Option<u8>,
    /// How many roles of one's own stood behind it.
    #[serde(default)]
    pub roles: u32,
    /// Months of notice between the yes and the desk, as far as anybody knew: 0 where people have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<u16>,
    /// When the leader needs somebody at the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed_by: Option<NaiveDate>,
    /// Why it takes so long, for the leader to read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// What would shorten it, as far as they are to see that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shorter: Vec<Shorter>,
    /// What the recruiter commits to, and what the leader does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ours: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub theirs: String,
    /// Why it is another date than the one before; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<ToldAnew>,
}

/// One thing that would make it sooner, and by when somebody would say yes then.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Shorter {
    pub what: String,
    pub yes_by: NaiveDate,
}

/// What the leader says of a date.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answer {
    pub fits: Fits,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    pub at: DateTime<FixedOffset>,
    /// They said it on their page; else a recruiter heard it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_page: bool,
}

/// A call or a visit that did not find the leader, and the date that was to be told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Try {
    pub at: DateTime<FixedOffset>,
    pub yes_by: NaiveDate,
    /// Months of notice, as one knew of them then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<u16>,
}

labelled! {
    Fits {
        Agreed = "Agreed",
        TooLate = "Too late for me: let's talk",
    }
}

labelled! {
    /// Why another date was told.
    ToldAnew {
        Spec = "What is asked for changed",
        Market = "The market changed",
        NobodyYet = "Nobody who fits yet",
        Withdrew = "Somebody withdrew or said no",
        Hold = "It was on hold",
        Sooner = "It goes quicker than thought",
        OwnRoles = "Our own roles showed it",
        Notice = "The notice is another",
        Mistake = "It was written down wrong",
    }
}

impl Terms {
    /// Percent by which a likelihood may differ from its level and still be called by it: a level is a day, and days are whole.
    const ROUNDING: f64 = 5.0;

    /// How likely the date was when it was told, 0 to 1: by the forecast, but no more than was said.
    pub fn likelihood(&self) -> f64 {
        let given = self.odds.map_or(1.0, |odds| f64::from(odds) / 100.0);
        self.level.likelihood().min(given)
    }

    /// The day that its leader plans for.
    pub fn coming(&self) -> Coming {
        Coming::after(self.yes_by, self.notice)
    }

    /// How likely it is, in words: `8 in 10`; where the forecast gives the date less than that, `about 4 in 10`, and where it gives it more,
    /// `more than 8 in 10`. None where nothing was forecast: then nobody knows.
    pub fn chance(&self) -> Option<String> {
        self.odds?;
        Some(match self.less().map(tenths) {
            None if self.is_more() => format!("more than {}", self.level.label()),
            None => self.level.label().to_owned(),
            Some(0) => "fewer than 1 in 10".into(),
            Some(tenths) => format!("about {tenths} in 10"),
        })
    }

    /// `one in five takes longer`, or `about 6 in 10 take longer`; none as in [`Terms::chance`].
    pub fn longer(&self) -> Option<String> {
        self.odds?;
        Some(match self.less().map(tenths) {
            None if self.is_more() => format!("fewer than {}", self.level.longer()),
            None => self.level.longer().to_owned(),
            Some(0) => "nearly all take longer".into(),
            Some(tenths) => format!("about {} in 10 take longer", 10 - tenths),
        })
    }

    /// Of a date that is earlier than its level says, how likely the forecast had it, 0 to 100: then that is said in the level's place.
    pub fn less(&self) -> Option<u8> {
        self.odds
            .filter(|odds| f64::from(*odds) < self.level.likelihood() * 100.0 - Self::ROUNDING)
    }

    /// Whether it is so much later than its level says that it holds more often.
    fn is_more(&self) -> bool {
        self.odds
            .is_some_and(|odds| f64::from(odds) > self.level.likelihood() * 100.0 + Self::ROUNDING)
    }

    fn checked(&self, ctx: &Ctx) -> Result<Self, Refusal> {
        ctx.require_coming(self.yes_by)?;
        for shorter in &self.shorter {
            ctx.require_coming(shorter.yes_by)?;
        }
        if let Some(day) = self.needed_by {
            ctx.require_reachable(day)?;
        }
        if let Some(range) = self.range {
            ctx.require_reachable(range.half)?;
            ctx.require_reachable(range.nineteen)?;
            if !range.is_in_order() {
                return Err(Refusal::Malformed {
                    detail: "the dates of the forecast are not in order".into(),
                });
            }
        }
        if self.odds.is_some_and(|odds| odds > 100) {
            return Err(Refusal::OutOfRange {
                field: "likelihood of the date".into(),
                min: 0,
                max: 100,
            });
        }
        if self.notice.is_some_and(|notice| notice > Brief::MOST_NOTICE) {
            return Err(Refusal::OutOfRange {
                field: "months of notice".into(),
                min: 0,
                max: Brief::MOST_NOTICE.into(),
            });
        }
        if self.shorter.len() > Expectation::MOST_SHORTER {
            return Err(Refusal::OutOfRange {
                field: "how many things that would shorten it".into(),
                min: 0,
                max: i64::try_from(Expectation::MOST_SHORTER).unwrap_or_default(),
            });
        }
        let shorter = self.shorter.iter().map(|shorter| {
            Ok(Shorter {
                what: line("what would shorten it", &shorter.what)?,
                ..shorter.clone()
            })
        });
        Ok(Self {
            because: note("reason", &self.because)?,
            ours: note("what you commit to", &self.ours)?,
            theirs: note("what the leader commits to", &self.theirs)?,
            shorter: shorter.collect::<Result<_, Refusal>>()?,
            ..self.clone()
        })
    }

    /// All its words.
    fn words_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let shorter = self.shorter.iter_mut().map(|shorter| &mut shorter.what);
        [&mut self.because, &mut self.ours, &mut self.theirs]
            .into_iter()
            .chain(shorter)
    }
}

/// Of ten, how many a percentage is.
fn tenths(percent: u8) -> u8 {
    percent.saturating_add(5) / 10
}

impl Expectation {
    /// Most that would shorten it, as the leader sees it.
    pub const MOST_SHORTER: usize = 4;
    /// Most answers to one date: whoever holds an address may not fill the disk.
    pub const MOST_ANSWERS: usize = 30;
    /// Most that are told of one role.
    pub const MOST: usize = 50;
    /// Tries to reach the leader, and business days since the first, after which a new date may stand in writing.
    pub const TRIES: usize = 2;
    pub const PATIENCE: i64 = 2;
    /// What lies between two tries, at least.
    pub const ANEW: TimeDelta = TimeDelta::hours(1);

    /// What stands in the place of the date told because its leader could not be reached: bad news comes from a person first, but it comes.
    pub fn overtaken(&self, today: NaiveDate, cadence: &Cadence) -> Option<&Try> {
        let first = self.tries.first()?.at.date_naive();
        let is_due = self.tries.len() >= Self::TRIES && cadence.business_days(first, today) >= Self::PATIENCE;
        self.tries.last().filter(|_| is_due)
    }

    /// Whether the day for which its leader plans is over, and nobody has said yes.
    pub fn has_passed(&self, role: &Role, today: NaiveDate) -> bool {
        role.said_yes_on().is_none() && self.terms.coming().day() < today
    }

    /// That its leader was told.
    pub fn told(&self) -> Told {
        Told {
            at: self.at,
            next_by: self.next_by,
        }
    }

    /// When somebody last said something of it.
    pub fn last_spoken(&self) -> DateTime<FixedOffset> {
        self.answer
            .as_ref()
            .map_or(self.at, |answer| answer.at.max(self.at))
    }

    /// With another answer; the one before stays beside it.
    fn answered(&self, answer: Answer) -> Self {
        let mut now = self.clone();
        now.earlier.extend(now.answer.replace(answer));
        now
    }

    /// Whether its leader wants to talk about it.
    pub fn is_too_late(&self) -> bool {
        self.answer
            .as_ref()
            .is_some_and(|answer| answer.fits == Fits::TooLate)
    }

    /// It against what came; none while nobody has said yes.
    fn turnout(&self, role: &Role) -> Option<Turnout> {
        let days = |day: NaiveDate| (day - role.details.opened_on).num_days().max(0);
        Some(Turnout {
            told: days(self.terms.yes_by),
            came: days(role.said_yes_on()?),
        })
    }

    pub fn is_agreed(&self) -> bool {
        self.answer
            .as_ref()
            .is_some_and(|answer| answer.fits == Fits::Agreed)
    }
}

impl<'a> State<'a> {
    /// What was told of a role to whoever leads it now, the newest first.
    pub fn expectations(&self, role: RoleId) -> Vec<&'a Expectation> {
        let leader = self.get::<Role>(role).ok().and_then(|role| role.leader);
        let mut told: Vec<&Expectation> = self.on::<Expectation>(Role::key(role)).collect();
        told.retain(|told| told.leader == leader && leader.is_some());
        told.put_in_order_by(|told| std::cmp::Reverse((told.at, told.id)));
        told
    }

    /// What a role's leader was told first, which is held against what came; none while nobody was told, or said yes, or where they were
    /// told after that.
    pub fn held_against(&self, role: &Role) -> Option<&'a Expectation> {
        let said = role.said_yes_on()?;
        let first = self.expectations(role.id).pop();
        first.filter(|first| first.at.date_naive() <= said)
    }

    /// The same, against what came.
    pub fn turnout(&self, role: &Role) -> Option<Turnout> {
        self.held_against(role)?.turnout(role)
    }

    /// The date as last talked through; none while nobody was told.
    pub fn expectation(&self, role: RoleId) -> Option<&'a Expectation> {
        self.expectations(role).first().copied()
    }

    /// The same, as pages of this scope show it.
    pub fn expectation_to(&self, role: RoleId, scope: Scope) -> Option<&'a Expectation> {
        let told = self.expectations(role).into_iter();
        told.into_iter().find(|told| told.shown.to(scope))
    }
}
