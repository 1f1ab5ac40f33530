//! The commands of decisions.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::{Decision, DecisionDetails, Turn};
use crate::domain::{
    Changes, Commands, Ctx, DecisionId, Giver, Kind, Leader, LeaderId, Refusal, Role, RoleId, Says, State,
    UserId,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    /// A recruiter asks the leader, or notes what the leader asked of us.
    AskDecision {
        decision: DecisionId,
        leader: LeaderId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<RoleId>,
        turn: Turn,
        details: DecisionDetails,
    },
    /// The leader asks us on their page.
    AskUs {
        decision: DecisionId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<RoleId>,
        what: String,
        /// None: by the day on which they hear next.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<NaiveDate>,
    },
    EditDecision {
        decision: DecisionId,
        details: DecisionDetails,
        /// What the author saw when they began: what others changed meanwhile stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<DecisionDetails>,
    },
    /// It is not asked any more, or after all it is.
    WithdrawDecision { decision: DecisionId, withdrawn: bool },
    /// The leader, or whoever answers for them, decides on the page.
    Decide {
        decision: DecisionId,
        /// The question as it was read; what was asked anew is read anew.
        asked: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        choice: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        words: String,
    },
    /// What a recruiter heard the leader decide, or answers in our name.
    NoteDecided {
        decision: DecisionId,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        choice: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        words: String,
    },
    /// What a recruiter noted was not so.
    TakeBackDecided { decision: DecisionId },
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let (by, creates, needs, names) = match self {
            Self::AskDecision {
                decision,
                leader,
                role,
                ..
            } => {
                let needs = [Leader::key(*leader)].into_iter().chain(role.map(Role::key));
                let creates = vec![Decision::key(*decision)];
                (
                    Giver::Member,
                    creates,
                    needs.collect(),
                    vec![Leader::key(*leader)],
                )
            }
            Self::AskUs { decision, .. } => (Giver::LEADER, vec![Decision::key(*decision)], vec![], vec![]),
            Self::Decide { decision, .. } => (Giver::LEADER, vec![], vec![Decision::key(*decision)], vec![]),
            Self::EditDecision { decision, .. }
            | Self::WithdrawDecision { decision, .. }
            | Self::NoteDecided { decision, .. }
            | Self::TakeBackDecided { decision } => {
                (Giver::Member, vec![], vec![Decision::key(*decision)], vec![])
            }
        };
        let may_name = match self {
            Self::EditDecision { decision, .. }
            | Self::NoteDecided { decision, .. }
            | Self::Decide { decision, .. } => vec![Decision::key(*decision)],
            Self::AskUs { role, .. } => role.map(Role::key).into_iter().collect(),
            Self::AskDecision { .. } | Self::WithdrawDecision { .. } | Self::TakeBackDecided { .. } => vec![],
        };
        Says {
            by,
            creates,
            needs,
            wants: vec![],
            names,
            may_name,
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        match self {
            Self::AskDecision {
                decision,
                leader,
                role,
                turn,
                details,
            } => {
                let asked = Decision {
                    id: *decision,
                    leader: *leader,
                    role: *role,
                    turn: *turn,
                    details: details.clone(),
                    link: None,
                    by,
                    at: ctx.claimed_at,
                    answer: None,
                    withdrawn: false,
                };
                asked.ask(state, ctx)
            }
            Self::AskUs {
                decision,
                role,
                what,
                due,
            } => Decision::ask_us(state, *decision, (*role, what, *due), by, ctx),
            Self::EditDecision {
                decision,
                details,
                base,
            } => {
                let now = Decision::open(state, *decision)?;
                // What the leader asked stands in their words.
                now.require_ours()?;
                let edited = now.details.edited(&details.checked(ctx)?, base.as_ref())?;
                if edited.due != now.details.due {
                    ctx.require_coming(edited.due)?;
                }
                Ok(state.put(Decision {
                    details: edited,
                    ..now.clone()
                }))
            }
            Self::WithdrawDecision { decision, withdrawn } => {
                let now = state.get::<Decision>(*decision)?;
                now.require_ours()?;
                // What was answered stands with its answer.
                if *withdrawn && now.answer.is_some() {
                    return Err(Refusal::Answered);
                }
                Ok(state.put(Decision {
                    withdrawn: *withdrawn,
                    ..now.clone()
                }))
            }
            Self::Decide {
                decision,
                asked,
                choice,
                words,
            } => Decision::decide(state, *decision, (Some(asked), choice, words), None, ctx),
            Self::NoteDecided {
                decision,
                choice,
                words,
            } => Decision::decide(state, *decision, (None, choice, words), Some(by), ctx),
            Self::TakeBackDecided { decision } => {
                let now = state.get::<Decision>(*decision)?;
                // What was said on a page stays said.
                if now.answer.as_ref().is_some_and(|decided| decided.by.is_none()) {
                    return Err(Refusal::Answered);
                }
                Ok(state.put_hanging(Decision {
                    answer: None,
                    ..now.clone()
                }))
            }
        }
    }
}

impl Decision {
    /// It was written here, and not on a leader's page.
    fn require_ours(&self) -> Result<(), Refusal> {
        match self.link {
            None => Ok(()),
            Some(_) => Err(Refusal::Unknown { what: Kind::Decision }),
        }
    }
}
