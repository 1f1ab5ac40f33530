//! The commands of expectations.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::{Answer, Expectation, Fits, Terms, Try};
use crate::domain::{
    Brief, Changes, Commands, Ctx, ExpectationId, Giver, Kind, Leader, LeaderId, Refusal, Role, RoleId, Says,
    Scope, Shown, State, UserId, Way, note,
};
use chrono::{DateTime, FixedOffset, NaiveDate};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    /// A date was told. It stays: another is told anew.
    TellExpectation {
        expectation: ExpectationId,
        role: RoleId,
        /// Who was told, whosever the role is when this arrives.
        leader: LeaderId,
        terms: Box<Terms>,
        way: Way,
        shown: Shown,
        /// What they said of it right then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fits: Option<Fits>,
    },
    /// What the leader says of it on their page.
    AnswerExpectation {
        expectation: ExpectationId,
        fits: Fits,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        words: String,
    },
    /// What a recruiter heard them say of it.
    NoteAnswer { expectation: ExpectationId, fits: Fits },
    /// That was noted by mistake: what they said before stands again.
    TakeBackAnswer {
        expectation: ExpectationId,
        at: DateTime<FixedOffset>,
    },
    ShowExpectation {
        expectation: ExpectationId,
        shown: Shown,
    },
    /// Somebody tried to reach the leader to tell them of this date.
    TryToTell {
        expectation: ExpectationId,
        yes_by: NaiveDate,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        notice: Option<u16>,
    },
    /// That was written down by mistake.
    TakeBackTry {
        expectation: ExpectationId,
        at: DateTime<FixedOffset>,
    },
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let (by, creates, needs, names) = match self {
            Self::TellExpectation {
                expectation,
                role,
                leader,
                ..
            } => (
                Giver::Member,
                vec![Expectation::key(*expectation)],
                vec![Role::key(*role), Leader::key(*leader)],
                vec![Leader::key(*leader)],
            ),
            Self::AnswerExpectation { expectation, .. } => (
                Giver::Link(&[Scope::Respond]),
                vec![],
                vec![Expectation::key(*expectation)],
                vec![],
            ),
            Self::NoteAnswer { expectation, .. }
            | Self::TakeBackAnswer { expectation, .. }
            | Self::ShowExpectation { expectation, .. }
            | Self::TryToTell { expectation, .. }
            | Self::TakeBackTry { expectation, .. } => (
                Giver::Member,
                vec![],
                vec![Expectation::key(*expectation)],
                vec![],
            ),
        };
        Says {
            by,
            creates,
            may_name: needs.clone(),
            needs,
            wants: vec![],
            names,
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        match self {
            Self::TellExpectation {
                expectation,
                role,
                leader,
                terms,
                way,
                shown,
                fits,
            } => {
                let rhythm = state.get::<Leader>(*leader)?.details.rhythm();
                let told = state.told_by_rhythm(ctx.claimed_at, rhythm);
                let expectation = Expectation {
                    id: *expectation,
                    role: *role,
                    leader: Some(*leader),
                    terms: Box::new(terms.checked(ctx)?),
                    way: *way,
                    by,
                    at: told.at,
                    next_by: told.next_by,
                    shown: *shown,
                    answer: fits.map(|fits| Answer::heard(fits, ctx)),
                    earlier: Vec::new(),
                    tries: Vec::new(),
                };
                expectation.tell(state, ctx)
            }
            Self::AnswerExpectation {
                expectation,
                fits,
                words,
            } => Expectation::answer(state, *expectation, (*fits, words), ctx),
            Self::NoteAnswer { expectation, fits } => {
                let now = state.get::<Expectation>(*expectation)?;
                now.require_room()?;
                Ok(state.put(now.answered(Answer::heard(*fits, ctx))))
            }
            Self::TakeBackAnswer { expectation, at } => {
                let mut now = state.get::<Expectation>(*expectation)?.clone();
                let is_it = |answer: &Answer| !answer.on_page && answer.at == *at;
                if now.answer.as_ref().is_some_and(is_it) {
                    now.answer = now.earlier.pop();
                } else {
                    now.earlier.retain(|answer| !is_it(answer));
                }
                Ok(state.put(now))
            }
            Self::ShowExpectation { expectation, shown } => Ok(state.put(Expectation {
                shown: *shown,
                ..state.get::<Expectation>(*expectation)?.clone()
            })),
            Self::TryToTell {
                expectation,
                yes_by,
                notice,
            } => {
                let new = Try {
                    at: ctx.claimed_at,
                    yes_by: *yes_by,
                    notice: *notice,
                };
                Expectation::tried(state, *expectation, new, ctx)
            }
            Self::TakeBackTry { expectation, at } => {
                let mut now = state.get::<Expectation>(*expectation)?.clone();
                now.tries.retain(|one| one.at != *at);
                Ok(state.put(now))
            }
        }
    }
}

impl Answer {
    fn heard(fits: Fits, ctx: &Ctx) -> Self {
        Self {
            fits,
            words: String::new(),
            at: ctx.claimed_at,
            on_page: false,
        }
    }
}

impl Expectation {
    /// Whoever was told has heard: their silence clock starts anew.
    fn tell(self, state: &State, ctx: &Ctx) -> Result<Changes, Refusal> {
        state.require_new(Self::key(self.id))?;
        let leader = self.leader.ok_or(Refusal::LeaderChanged)?;
        let role = state.get::<Role>(self.role)?;
        if role.leader != Some(leader) {
            return Err(Refusal::LeaderChanged);
        }
        ctx.require_past(ctx.claimed_at)?;
        if state.expectations(self.role).len() >= Self::MOST {
            return Err(Refusal::TooMany {
                what: Kind::Expectation,
                most: Self::MOST,
            });
        }
        let told = state.get::<Leader>(leader)?.told(self.told());
        let is_for_all = state.is_for_all(leader, &[self.role]);
        let mut changes = state.put_hanging(self);
        if is_for_all {
            changes.merge(state.put(told));
        }
        Ok(changes)
    }

    /// The same twice is one answer; another one later stands before it.
    fn answer(
        state: &State,
        id: ExpectationId,
        (fits, words): (Fits, &str),
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let unknown = Refusal::Unknown {
            what: Kind::Expectation,
        };
        let now = state.get::<Self>(id)?;
        let speaker = state.speaker(now.role, ctx)?;
        if now.leader != Some(speaker.link.leader) || !now.shown.to(speaker.link.scope) {
            return Err(unknown);
        }
        let newest = state.expectation_to(now.role, speaker.link.scope);
        if newest.is_some_and(|newest| newest.id != id) {
            return Err(Refusal::NewerTold);
        }
        let words = note("answer", words)?;
        // Where a new one stands in its place, nobody agrees to the one before.
        let cadence = state.settings().cadence;
        let today = ctx.claimed_at.date_naive();
        if fits == Fits::Agreed && now.overtaken(today, &cadence).is_some() {
            return Err(Refusal::NewerTold);
        }
        if now
            .answer
            .as_ref()
            .is_some_and(|answer| answer.fits == fits && answer.words == words)
        {
            return Ok(Changes::new());
        }
        now.require_room()?;
        Ok(state.put(now.answered(Answer {
            fits,
            words,
            at: ctx.claimed_at,
            on_page: true,
        })))
    }

    fn require_room(&self) -> Result<(), Refusal> {
        if self.earlier.len() + 1 >= Self::MOST_ANSWERS {
            return Err(Refusal::TooManyReplies {
                most: Self::MOST_ANSWERS,
            });
        }
        Ok(())
    }

    /// Of the same date as of the one before it, so that what stands in writing is what they tried to say.
    fn tried(state: &State, id: ExpectationId, new: Try, ctx: &Ctx) -> Result<Changes, Refusal> {
        let mut now = state.get::<Self>(id)?.clone();
        ctx.require_past(new.at)?;
        ctx.require_coming(new.yes_by)?;
        if new.notice.is_some_and(|notice| notice > Brief::MOST_NOTICE) {
            return Err(Refusal::OutOfRange {
                field: "months of notice".into(),
                min: 0,
                max: Brief::MOST_NOTICE.into(),
            });
        }
        if state.expectation(now.role).is_some_and(|newest| newest.id != id) {
            return Err(Refusal::NewerTold);
        }
        if now.tries.len() >= Self::MOST {
            return Err(Refusal::TooMany {
                what: Kind::Expectation,
                most: Self::MOST,
            });
        }
        // Twice in a row is one try: the leader was as unreachable as a minute before.
        if now.tries.last().is_some_and(|last| new.at - last.at < Self::ANEW) {
            return Ok(Changes::new());
        }
        now.tries.push(new);
        Ok(state.put(now))
    }
}
