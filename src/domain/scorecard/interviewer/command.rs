//! The commands of interviewers.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::{Asks, Interviewer, Who};
use crate::domain::{
    Candidate, Changes, Commands, Ctx, Giver, Interview, InterviewId, InterviewerId, Kind, Refusal, Says,
    State, UserId,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    AskInterviewer {
        interviewer: InterviewerId,
        interview: InterviewId,
        who: Who,
        details: Asks,
    },
    EditInterviewer {
        interviewer: InterviewerId,
        details: Asks,
        /// What the author saw when they began: what others changed meanwhile stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<Asks>,
    },
    /// Nobody waits for them any more, or they are asked after all.
    ExcuseInterviewer { interviewer: InterviewerId, off: bool },
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let (creates, needs) = match self {
            Self::AskInterviewer {
                interviewer,
                interview,
                ..
            } => (
                vec![Interviewer::key(*interviewer)],
                vec![Interview::key(*interview)],
            ),
            Self::EditInterviewer { interviewer, .. } | Self::ExcuseInterviewer { interviewer, .. } => {
                (vec![], vec![Interviewer::key(*interviewer)])
            }
        };
        Says {
            by: Giver::Member,
            // Whatever is done about an interviewer is about whoever comes.
            may_name: needs.clone(),
            creates,
            needs,
            wants: vec![],
            names: vec![],
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        let now = |interviewer: &InterviewerId| state.get::<Interviewer>(*interviewer);
        match self {
            Self::AskInterviewer {
                interviewer,
                interview,
                who,
                details,
            } => Interviewer::ask(state, (*interviewer, *interview), who, details, by, ctx),
            Self::EditInterviewer {
                interviewer,
                details,
                base,
            } => {
                let now = now(interviewer)?;
                let details = now.details.edited(&details.checked()?, base.as_ref())?;
                Ok(state.put(Interviewer {
                    details,
                    ..now.clone()
                }))
            }
            Self::ExcuseInterviewer { interviewer, off } => {
                let now = now(interviewer)?;
                if *off && now.handed_in.is_some() {
                    return Err(Refusal::HandedIn);
                }
                if !off {
                    now.require_alone(state)?;
                }
                Ok(state.put(Interviewer {
                    off: *off,
                    ..now.clone()
                }))
            }
        }
    }
}

impl Interviewer {
    fn ask(
        state: &State,
        (id, interview): (InterviewerId, InterviewId),
        who: &Who,
        details: &Asks,
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        state.require_new(Self::key(id))?;
        let found = state.get::<Interview>(interview)?;
        found.require_on()?;
        found.require_undecided()?;
        let candidate = state.get::<Candidate>(found.candidate)?;
        candidate.require_in_play()?;
        let who = who.checked(by)?;
        if let Who::Member(user) = who
            && !state.is_member(user)
        {
            return Err(Refusal::Unknown { what: Kind::Member });
        }
        if state.interviewers(interview).len() >= Self::MOST {
            return Err(Refusal::TooMany {
                what: Kind::Interviewer,
                most: Self::MOST,
            });
        }
        let asked = Self {
            id,
            role: found.role,
            candidate: found.candidate,
            interview,
            who,
            details: details.checked()?,
            handed_in: None,
            off: false,
            by,
            at: ctx.claimed_at,
        };
        asked.require_alone(state)?;
        ctx.require_coming(asked.details.due)?;
        Ok(state.put_hanging(asked))
    }

    /// Nobody is asked twice; two guests may have one name.
    fn require_alone(&self, state: &State) -> Result<(), Refusal> {
        let others = state.interviewers(self.interview).into_iter();
        let is_same = |other: &&Self| other.id != self.id && other.who == self.who;
        if !matches!(self.who, Who::Guest(_)) && others.filter(is_same).count() > 0 {
            return Err(Refusal::Exists {
                what: Kind::Interviewer,
            });
        }
        Ok(())
    }
}
