//! A decision: something that is asked of a leader, or of us, by a day. It needs an answer once, whoever gives it.

mod command;
#[cfg(test)]
mod tests;
mod word;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

pub use command::Command;

use super::link::AtPage;
use crate::domain::{
    Away, Cadence, Changes, Ctx, DecisionId, Kind, Leader, LeaderId, LinkId, Refusal, Role, RoleId,
    ShareLink, Sorting, State, UserId, full_date, labelled, line, merged, note,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Decision {
    pub id: DecisionId,
    pub leader: LeaderId,
    /// The role it is about; none: the partnership as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleId>,
    pub turn: Turn,
    pub details: DecisionDetails,
    /// Through which link the leader asked; none where a recruiter did, or noted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkId>,
    /// Who asked, or noted it.
    pub by: UserId,
    pub at: DateTime<FixedOffset>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Decided>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
}

labelled! {
    /// Whose turn it is.
    Turn {
        Leader = "the leader",
        Us = "us",
    }
}

/// What a recruiter may edit until it is answered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DecisionDetails {
    /// `Who comes Thursday?`
    pub what: String,
    /// Between which things one chooses: none, or [`DecisionDetails::FEWEST`] to [`DecisionDetails::MOST`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// By when.
    pub due: NaiveDate,
    /// What happens without an answer: `Thursday's slot moves to 29 April.`
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub otherwise: String,
}

/// What was decided.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Decided {
    /// Which of the choices; empty where there were none, or none of them was taken.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub choice: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    pub at: DateTime<FixedOffset>,
    /// Through which link; none where a recruiter answered, or noted what they heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
}

impl DecisionDetails {
    pub const FEWEST: usize = 2;
    pub const MOST: usize = 5;

    /// Something that is asked, with no choices.
    pub fn asked(what: impl Into<String>, due: NaiveDate) -> Self {
        Self {
            what: what.into(),
            choices: Vec::new(),
            due,
            otherwise: String::new(),
        }
    }

    fn checked(&self, ctx: &Ctx) -> Result<Self, Refusal> {
        ctx.require_reachable(self.due)?;
        let what = note("question", &self.what)?;
        if what.is_empty() {
            return Err(Refusal::Empty {
                field: "question".into(),
            });
        }
        let mut choices: Vec<String> = Vec::new();
        for choice in self.choices.iter().filter(|choice| !choice.trim().is_empty()) {
            let choice = line("choice", choice)?;
            let is_said = |said: &String| said.to_lowercase() == choice.to_lowercase();
            if !choices.iter().any(is_said) {
                choices.push(choice);
            }
        }
        // One choice is none.
        if !choices.is_empty() && !(Self::FEWEST..=Self::MOST).contains(&choices.len()) {
            return Err(Refusal::OutOfRange {
                field: "how many choices".into(),
                min: Self::FEWEST as i64,
                max: Self::MOST as i64,
            });
        }
        Ok(Self {
            what,
            choices,
            due: self.due,
            otherwise: note("what happens otherwise", &self.otherwise)?,
        })
    }

    fn edited(&self, given: &Self, base: Option<&Self>) -> Result<Self, Refusal> {
        let text = |field: &'static str, of: fn(&Self) -> &String| {
            merged(field, of(self), base.map(of), of(given), Clone::clone)
        };
        Ok(Self {
            what: text("question", |details| &details.what)?,
            choices: merged(
                "choices",
                &self.choices,
                base.map(|base| &base.choices),
                &given.choices,
                |choices| choices.join(", "),
            )?,
            due: merged(
                "day by which it is answered",
                &self.due,
                base.map(|base| &base.due),
                &given.due,
                |day| full_date(*day),
            )?,
            otherwise: text("what happens otherwise", |details| &details.otherwise)?,
        })
    }
}

impl Decided {
    /// The choice, and what was said with it: `C. Not before ten.`
    pub fn said(&self) -> String {
        match (self.choice.as_str(), self.words.as_str()) {
            ("", words) => words.to_owned(),
            (choice, "") => choice.to_owned(),
            (choice, words) => format!("{choice}. {words}"),
        }
    }

    fn says_the_same(&self, other: &Self) -> bool {
        (&self.choice, &self.words, self.link, self.by) == (&other.choice, &other.words, other.link, other.by)
    }
}

impl Decision {
    /// Most that wait for one leader, or for us with them.
    pub const MOST_OPEN: usize = 30;
    /// Most that are asked through one link on one day.
    pub const MOST_A_DAY: usize = 30;

    /// The day by which an answer is due: a leader who is away and whom nobody stands in for answers on the day on which they are back.
    pub fn due(&self, away: Option<&Away>, cadence: &Cadence) -> NaiveDate {
        let due = self.details.due;
        match away {
            Some(away) if self.turn == Turn::Leader && away.pauses(due) => {
                away.back_on(|day| cadence.is_business_day(day))
            }
            _ => due,
        }
    }

    /// For how many business days it has waited on this day; none are counted on which nobody could answer.
    pub fn waited(&self, away: Option<&Away>, cadence: &Cadence, today: NaiveDate) -> i64 {
        let asked = self.at.date_naive();
        let waited = cadence.business_days(asked, today);
        let away = away.filter(|away| self.turn == Turn::Leader && away.deputy.is_empty());
        let paused = away.map_or(0, |away| {
            let begins = away.from.pred_opt().unwrap_or(away.from).max(asked);
            cadence.business_days(begins, away.until.min(today))
        });
        (waited - paused).max(0)
    }

    fn ask(self, state: &State, ctx: &Ctx) -> Result<Changes, Refusal> {
        state.require_new(Self::key(self.id))?;
        state.get::<Leader>(self.leader)?;
        if let Some(role) = self.role
            && state.get::<Role>(role)?.leader != Some(self.leader)
        {
            return Err(Refusal::LeaderChanged);
        }
        let details = self.details.checked(ctx)?;
        ctx.require_coming(details.due)?;
        let open = state.decisions(self.leader).into_iter();
        let open = open.filter(|other| other.turn == self.turn && state.is_asked(other));
        if open.count() >= Self::MOST_OPEN {
            return Err(Refusal::TooMany {
                what: Kind::Decision,
                most: Self::MOST_OPEN,
            });
        }
        Ok(state.put_hanging(Self { details, ..self }))
    }

    /// The leader asks it on their page.
    fn ask_us(
        state: &State,
        id: DecisionId,
        (role, what, due): (Option<RoleId>, &str, Option<NaiveDate>),
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let AtPage { link, shown } = state.at_page(ctx)?;
        let role = role.or(link.target.role());
        if let Some(role) = role
            && shown.get::<Role>(role)?.leader != Some(link.leader)
        {
            return Err(Refusal::Unknown { what: Kind::Role });
        }
        let day = ctx.claimed_at.date_naive();
        let today = state
            .on::<Self>(Leader::key(link.leader))
            .filter(|other| other.link == Some(link.id) && other.at.date_naive() == day);
        if today.count() >= Self::MOST_A_DAY {
            return Err(Refusal::TooManyReplies {
                most: Self::MOST_A_DAY,
            });
        }
        let due = due.unwrap_or_else(|| state.tells_next(link.leader, day));
        let asked = Self {
            id,
            leader: link.leader,
            role,
            turn: Turn::Us,
            details: DecisionDetails::asked(what, due),
            link: Some(link.id),
            by,
            at: ctx.claimed_at,
            answer: None,
            withdrawn: false,
        };
        asked.ask(state, ctx)
    }

    /// Whether this link's page shows it: it is for the leader, and about nothing but what the link is for.
    pub fn is_shown_by(&self, link: &ShareLink, state: &State) -> bool {
        self.leader == link.leader && state.is_for_whole(link, self.role.as_slice())
    }

    /// One that stands, and was not answered yet.
    fn open<'a>(state: &State<'a>, id: DecisionId) -> Result<&'a Self, Refusal> {
        let decision = state.get::<Self>(id)?;
        if decision.withdrawn {
            return Err(Refusal::Unknown { what: Kind::Decision });
        }
        if decision.answer.is_some() {
            return Err(Refusal::Answered);
        }
        Ok(decision)
    }

    /// It is decided: once, whoever says so. The same, said twice, is said once.
    fn decide(
        state: &State,
        id: DecisionId,
        (asked, choice, words): (Option<&str>, &str, &str),
        by: Option<UserId>,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let link = ctx.actor.link();
        if link.is_some() {
            let AtPage { link, shown } = state.at_page(ctx)?;
            let decision = shown.get::<Self>(id)?;
            let is_theirs = |role| {
                shown
                    .get::<Role>(role)
                    .is_ok_and(|role| role.leader == Some(link.leader))
            };
            let is_there = decision.is_shown_by(link, state) && decision.role.is_none_or(is_theirs);
            if decision.turn != Turn::Leader || !is_there {
                return Err(Refusal::Unknown { what: Kind::Decision });
            }
        }
        let decided = Decided {
            choice: choice.trim().to_owned(),
            words: note("answer", words)?,
            at: ctx.claimed_at,
            link,
            by,
        };
        let now = state.get::<Self>(id)?;
        if now.answer.as_ref().is_some_and(|was| was.says_the_same(&decided)) {
            return Ok(Changes::new());
        }
        let now = Self::open(state, id)?;
        if decided.choice.is_empty() && decided.words.is_empty() {
            return Err(Refusal::Empty {
                field: "answer".into(),
            });
        }
        // A form on its way may lay its lines out anew.
        let is_another = |asked: &str| !asked.split_whitespace().eq(now.details.what.split_whitespace());
        if asked.is_some_and(is_another) {
            return Err(Refusal::QuestionChanged);
        }
        if !decided.choice.is_empty() && !now.details.choices.contains(&decided.choice) {
            return Err(Refusal::ChoiceGone);
        }
        Ok(state.put_hanging(Self {
            answer: Some(decided),
            ..now.clone()
        }))
    }
}

impl<'a> State<'a> {
    /// What was asked between us and a leader and still stands: what is open first, the next to be due first; then what was answered,
    /// the newest first.
    pub fn decisions(&self, leader: LeaderId) -> Vec<&'a Decision> {
        let stands = self
            .on::<Decision>(Leader::key(leader))
            .filter(|decision| !decision.withdrawn);
        let mut all: Vec<&Decision> = stands.collect();
        all.put_in_order_by(|decision| match &decision.answer {
            None => (0, i64::from(decision.details.due.to_epoch_days()), decision.id),
            Some(decided) => (1, -decided.at.timestamp(), decision.id),
        });
        all
    }

    /// Whether an answer is still waited for: nobody gave one, and the role, where there is one, is open and still that leader's.
    pub fn is_asked(&self, decision: &Decision) -> bool {
        let is_theirs = |role: &Role| role.is_open() && role.leader == Some(decision.leader);
        let role = decision
            .role
            .map(|role| self.get::<Role>(role).is_ok_and(is_theirs));
        decision.answer.is_none() && !decision.withdrawn && role != Some(false)
    }

    /// Whether whoever has this link may decide on this day: the leader always, and who stands in for them while they are away.
    pub fn may_decide(&self, link: &ShareLink, day: NaiveDate) -> bool {
        let leader = self.get::<Leader>(link.leader);
        let away = leader.ok().and_then(|leader| leader.details.away.as_ref());
        !link.deputy || away.is_some_and(|away| away.covers(day) && away.is_with(&link.label))
    }

    /// Whether it is a deputy's link on a day that is not theirs. What is only drawn is drawn as on one that is.
    pub fn stands_aside(&self, link: &ShareLink, day: NaiveDate) -> bool {
        !link.id.0.is_nil() && !self.may_decide(link, day)
    }

    /// Who answers through this link for its leader; none where it is the leader's own.
    pub fn deputy(&self, link: LinkId) -> Option<&'a str> {
        let link = self.get::<ShareLink>(link).ok()?;
        link.deputy.then_some(link.label.as_str())
    }
}
