//! The commands of scorecards. Each is its author's: a member's on the board, a guest's through their own link, and the
//! leader's on their page.

use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::{
    CardDetails, Scorecard,
    interviewer::{Interviewer, Sits, Who},
};
use crate::domain::{
    Actor, Candidate, Changes, Commands, Ctx, Giver, Interview, InterviewerId, Kind, Refusal, Says,
    ShareLink, State, UserId, link::AtPage, note,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    /// The first edit begins the card. Marks that it does not name stay as they are.
    WriteCard {
        interviewer: InterviewerId,
        details: Box<CardDetails>,
        /// What the author saw when they began: what they wrote elsewhere meanwhile stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<Box<CardDetails>>,
    },
    /// It stays as it is from now on, and others may read it once they have handed in theirs.
    HandInCard { interviewer: InterviewerId },
    /// What came to mind afterwards; it stands below, as said later.
    AddToCard {
        interviewer: InterviewerId,
        words: String,
    },
}

impl Command {
    pub fn interviewer(&self) -> InterviewerId {
        match self {
            Self::WriteCard { interviewer, .. }
            | Self::HandInCard { interviewer }
            | Self::AddToCard { interviewer, .. } => *interviewer,
        }
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let (card, one) = (
            Scorecard::key(self.interviewer()),
            Interviewer::key(self.interviewer()),
        );
        let (creates, needs) = match self {
            Self::WriteCard { .. } => (vec![card], vec![one]),
            Self::HandInCard { .. } => (vec![], vec![one, card]),
            Self::AddToCard { .. } => (vec![], vec![card, one]),
        };
        Says {
            by: Giver::Interviewer,
            creates,
            needs,
            wants: vec![],
            names: vec![],
            may_name: vec![one],
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, _: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        let state = &state.of_author(self.interviewer(), ctx)?;
        let one = state.get::<Interviewer>(self.interviewer())?;
        match self {
            Self::WriteCard { details, base, .. } => one.write(state, (details, base.as_deref()), ctx),
            Self::HandInCard { .. } => one.hand_in(state, ctx),
            Self::AddToCard { words, .. } => one.add(state, words),
        }
    }
}

impl<'a> State<'a> {
    /// What an interviewer sees as they write: their own card, too, which is on no page and no device but theirs.
    ///
    /// # Errors
    /// [`Refusal::NotYours`] where whoever gives this is somebody else.
    fn of_author(&self, id: InterviewerId, ctx: &Ctx) -> Result<Self, Refusal> {
        let one = self.get::<Interviewer>(id)?;
        match (&one.who, ctx.actor) {
            (Who::Member(user), Actor::User(by)) if *user == by => Ok(*self),
            (Who::Leader, Actor::Link(_)) => {
                let AtPage { link, shown } = self.at_page(ctx)?;
                if one.is_asked_on(link, &shown) {
                    Ok(*self)
                } else {
                    Err(Refusal::Unknown {
                        what: Kind::Interviewer,
                    })
                }
            }
            (Who::Guest(_), Actor::Link(link)) => {
                let link = self.get::<ShareLink>(link)?;
                if link.panel != Some(id) {
                    return Err(Refusal::NotYours);
                }
                self.through(link)
                    .get::<Interviewer>(id)
                    .map_err(|_| Refusal::LinkGone)?;
                Ok(*self)
            }
            _ => Err(Refusal::NotYours),
        }
    }
}

impl Interviewer {
    /// Whether the leader is asked for their scorecard on this page of theirs: it is nobody's who stands in for them.
    pub fn is_asked_on(&self, link: &ShareLink, shown: &State) -> bool {
        let is_theirs = |interview: &Interview| interview.leader == link.leader;
        let is_shown = |candidate: &Candidate| candidate.is_shown_by(link, shown);
        self.who == Who::Leader
            && !link.deputy
            && link.is_page()
            && shown.get::<Interview>(self.interview).is_ok_and(is_theirs)
            && shown.get::<Candidate>(self.candidate).is_ok_and(is_shown)
    }

    /// # Errors
    /// Says why nothing is written on this card any more.
    fn require_waited(&self, state: &State) -> Result<(), Refusal> {
        match state.sits(self) {
            Sits::Waited => Ok(()),
            Sits::HandedIn => Err(Refusal::HandedIn),
            Sits::Over | Sits::Off => Err(Refusal::NotJudged),
        }
    }

    fn write(
        &self,
        state: &State,
        (given, base): (&CardDetails, Option<&CardDetails>),
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let found = state.get::<Scorecard>(self.id).ok();
        let now = found.map(|card| &card.details);
        let nothing = CardDetails::default();
        let given = &given.worded(&state.kit(self.role));
        // The same, sent twice, is written once, also when it was handed in meanwhile.
        if let Some(now) = now
            && now.edited(given, base).as_ref() == Ok(now)
        {
            return Ok(Changes::new());
        }
        self.require_waited(state)?;
        let details = now.unwrap_or(&nothing).edited(given, base)?;
        if found.is_none() && details == nothing {
            return Ok(Changes::new());
        }
        Ok(state.put_hanging(Scorecard {
            id: self.id,
            candidate: self.candidate,
            details,
            later: String::new(),
            at: found.map_or(ctx.claimed_at, |card| card.at),
        }))
    }

    /// When the interview begins, while that is to come: nobody judges whom they have not met yet.
    pub fn begins(&self, state: &State, now: DateTime<Utc>) -> Option<DateTime<FixedOffset>> {
        let interview = state.get::<Interview>(self.interview).ok();
        interview
            .and_then(|one| one.starts)
            .filter(|starts| *starts > now)
    }

    fn hand_in(&self, state: &State, ctx: &Ctx) -> Result<Changes, Refusal> {
        if self.handed_in.is_some() {
            return Ok(Changes::new());
        }
        self.require_waited(state)?;
        state.get::<Interview>(self.interview)?.require_come(ctx)?;
        let card = state.get::<Scorecard>(self.id).ok();
        if !card.is_some_and(|card| card.details.is_rated()) {
            return Err(Refusal::NothingRated);
        }
        Ok(state.put(Self {
            handed_in: Some(ctx.claimed_at),
            ..self.clone()
        }))
    }

    fn add(&self, state: &State, words: &str) -> Result<Changes, Refusal> {
        let words = note("words", words)?;
        if words.is_empty() {
            return Err(Refusal::Empty { field: "text".into() });
        }
        let card = state.get::<Scorecard>(self.id)?;
        if self.handed_in.is_none() {
            return Err(Refusal::NotHandedIn);
        }
        // The same, sent twice, is said once.
        if card.later.split("\n\n").any(|said| said == words) {
            return Ok(Changes::new());
        }
        let later = [card.later.as_str(), &words];
        let later = later.into_iter().filter(|said| !said.is_empty());
        let later = note("words", &later.collect::<Vec<_>>().join("\n\n"))?;
        Ok(state.put(Scorecard {
            later,
            ..card.clone()
        }))
    }
}
