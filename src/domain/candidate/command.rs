//! The commands of candidates.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::{
    Candidate, CandidateDetails, Ended, Ending, ShownTo, Wish,
    funnel::Funnel,
    interview::{Interview, OffCause},
};
use crate::domain::{
    CandidateId, Change, Changes, Commands, Ctx, Giver, Hire, HireId, Kind, Leader, LeaderId, Refusal, Role,
    RoleId, RowKey, Says, Stage, State, UserId, note,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    AddCandidate {
        candidate: CandidateId,
        role: RoleId,
        details: Box<CandidateDetails>,
    },
    EditCandidate {
        candidate: CandidateId,
        details: Box<CandidateDetails>,
        /// What the author saw when they began: what others changed meanwhile stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<Box<CandidateDetails>>,
    },
    /// The card stands on the leader's page from now on, or does not after all.
    ShowCandidate {
        candidate: CandidateId,
        /// Who needs the role as its author knew it: nobody else is shown the card.
        leader: LeaderId,
        shown: bool,
    },
    /// The leader may know the name from the shortlist on, or may not.
    NameCandidate { candidate: CandidateId, named: bool },
    /// The leader, or whoever answers for them, says on the page whether they want to meet.
    SayWish {
        candidate: CandidateId,
        /// Which edition of the card was read.
        read: u32,
        wish: Wish,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        because: String,
    },
    /// What a recruiter heard the leader say.
    NoteWish {
        candidate: CandidateId,
        wish: Wish,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        because: String,
        /// They changed their mind: when they had said what counts no longer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead_of: Option<DateTime<FixedOffset>>,
    },
    /// What a recruiter noted was not so.
    TakeBackWish { candidate: CandidateId },
    EndCandidate {
        candidate: CandidateId,
        ending: Ending,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        because: String,
    },
    /// They are in play after all.
    ReopenCandidate { candidate: CandidateId },
    /// They were told where their data came from, on this day; none: they were not.
    TellSource {
        candidate: CandidateId,
        on: Option<NaiveDate>,
    },
    /// A card that was just added goes, as if nobody had added it.
    TakeBackCandidate {
        candidate: CandidateId,
        /// As it was then: what others made of it since is not thrown away.
        edition: u32,
    },
    /// Nothing is kept of them any more.
    ForgetCandidate { candidate: CandidateId },
}

impl Command {
    fn candidate(&self) -> CandidateId {
        match self {
            Self::AddCandidate { candidate, .. }
            | Self::EditCandidate { candidate, .. }
            | Self::ShowCandidate { candidate, .. }
            | Self::NameCandidate { candidate, .. }
            | Self::SayWish { candidate, .. }
            | Self::NoteWish { candidate, .. }
            | Self::TakeBackWish { candidate }
            | Self::EndCandidate { candidate, .. }
            | Self::ReopenCandidate { candidate }
            | Self::TellSource { candidate, .. }
            | Self::TakeBackCandidate { candidate, .. }
            | Self::ForgetCandidate { candidate } => *candidate,
        }
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let key = Candidate::key(self.candidate());
        let (creates, needs) = match self {
            Self::AddCandidate { role, .. } => (vec![key], vec![Role::key(*role)]),
            _ => (vec![], vec![key]),
        };
        let names = match self {
            // They speak of nobody: they are what is left of them.
            Self::TakeBackCandidate { .. } | Self::ForgetCandidate { .. } => vec![],
            Self::ShowCandidate { leader, .. } => vec![key, Leader::key(*leader)],
            _ => vec![key],
        };
        let may_name = match self {
            Self::AddCandidate { role, .. } => vec![Role::key(*role)],
            Self::EditCandidate { .. }
            | Self::SayWish { .. }
            | Self::NoteWish { .. }
            | Self::EndCandidate { .. } => vec![key],
            _ => vec![],
        };
        Says {
            by: match self {
                Self::SayWish { .. } => Giver::LEADER,
                _ => Giver::Member,
            },
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
        let now = |candidate: &CandidateId| state.get::<Candidate>(*candidate);
        match self {
            Self::AddCandidate {
                candidate,
                role,
                details,
            } => Candidate::add(state, (*candidate, *role), details, by, ctx),
            Self::EditCandidate {
                candidate,
                details,
                base,
            } => now(candidate)?.edit(state, details, base.as_deref()),
            Self::ShowCandidate {
                candidate,
                leader,
                shown,
            } => now(candidate)?.show(state, *leader, *shown, ctx),
            Self::NameCandidate { candidate, named } => Ok(state.put(Candidate {
                named: *named,
                ..now(candidate)?.clone()
            })),
            Self::SayWish {
                candidate,
                read,
                wish,
                because,
            } => Candidate::say(state, *candidate, *read, (*wish, because), ctx),
            Self::NoteWish {
                candidate,
                wish,
                because,
                instead_of,
            } => now(candidate)?.note(state, (*wish, because), *instead_of, by, ctx),
            Self::TakeBackWish { candidate } => now(candidate)?.take_back_wish(state, ctx),
            Self::EndCandidate {
                candidate,
                ending,
                because,
            } => {
                let mut changes = now(candidate)?.end(state, (*ending, because), by, ctx)?;
                if *ending == Ending::Withdrew {
                    changes.merge(Hire::withdrew(state, *candidate, ctx)?);
                }
                Ok(changes)
            }
            Self::ReopenCandidate { candidate } => {
                let now = now(candidate)?;
                let mut changes = now.reopened(state, ctx);
                if let Some(ended) = now.slipped(ctx).filter(|_| now.has_withdrawn()) {
                    changes.merge(Hire::did_not_withdraw(state, *candidate, ended.on(), ctx)?);
                }
                Ok(changes)
            }
            Self::TellSource { candidate, on } => {
                if let Some(on) = on {
                    ctx.require_begun(*on)?;
                }
                Ok(state.put(Candidate {
                    told_source: *on,
                    ..now(candidate)?.clone()
                }))
            }
            Self::TakeBackCandidate { candidate, edition } => {
                let now = now(candidate)?;
                let is_new = now.edition == *edition && now.shown.is_none() && now.ended.is_none();
                if !is_new || !now.wishes.is_empty() || now.told_source.is_some() {
                    return Err(Refusal::ChangedSince);
                }
                Ok(now.forgotten(state))
            }
            Self::ForgetCandidate { candidate } => Ok(now(candidate)?.forgotten(state)),
        }
    }
}

impl Candidate {
    fn add(
        state: &State,
        (id, role): (CandidateId, RoleId),
        details: &CandidateDetails,
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        state.require_new(Self::key(id))?;
        state.get::<Role>(role)?;
        let details = details.checked()?;
        if state.on::<Self>(Role::key(role)).count() >= Self::MOST {
            return Err(Refusal::TooMany {
                what: Kind::Candidate,
                most: Self::MOST,
            });
        }
        let funnel = Funnel::of(state, role);
        let added = Self {
            id,
            role,
            nth: funnel.letters,
            details: details.into(),
            edition: 0,
            shown: None,
            named: false,
            wishes: Vec::new(),
            ended: None,
            told_source: None,
            by,
            at: ctx.claimed_at,
        };
        let mut changes = state.put_hanging(added);
        changes.merge(state.put_hanging(funnel.with_another_letter()));
        Ok(changes)
    }

    fn edit(
        &self,
        state: &State,
        given: &CandidateDetails,
        base: Option<&CandidateDetails>,
    ) -> Result<Changes, Refusal> {
        let details = self.details.edited(given, base)?;
        if details == *self.details {
            return Ok(Changes::new());
        }
        Ok(state.put(Self {
            details: details.into(),
            edition: self.edition.saturating_add(1),
            ..self.clone()
        }))
    }

    /// Nobody is shown a card whom its author did not mean. What was answered stays on the page.
    fn show(&self, state: &State, leader: LeaderId, shown: bool, ctx: &Ctx) -> Result<Changes, Refusal> {
        let role = state.get::<Role>(self.role)?;
        if role.leader != Some(leader) {
            return Err(Refusal::LeaderChanged);
        }
        let is_shown = self.is_shown_to(leader);
        if is_shown == shown {
            return Ok(Changes::new());
        }
        if !shown {
            if let Some(wished) = self.wish() {
                return Err(Refusal::Wished { said: wished.said() });
            }
            return Ok(state.put(Self {
                shown: None,
                ..self.clone()
            }));
        }
        if !role.is_open() {
            return Err(Refusal::Closed);
        }
        if role.placement.stage >= Stage::FollowUp {
            return Err(Refusal::NotSought);
        }
        self.require_in_play()?;
        let at = ctx.claimed_at;
        Ok(state.put(Self {
            shown: Some(ShownTo { leader, at }),
            ..self.clone()
        }))
    }

    /// # Errors
    /// [`Refusal::CandidateOver`], with how it ended.
    pub(in crate::domain) fn require_in_play(&self) -> Result<(), Refusal> {
        match &self.ended {
            Some(ended) => Err(Refusal::CandidateOver {
                how: match ended.ending {
                    Ending::Withdrew => "they have withdrawn".into(),
                    Ending::TurnedDown => "they were turned down".into(),
                },
            }),
            None => Ok(()),
        }
    }

    pub(in crate::domain) fn end(
        &self,
        state: &State,
        (ending, because): (Ending, &str),
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let because = note("reason", because)?;
        if ending == Ending::TurnedDown && because.is_empty() {
            return Err(Refusal::Empty {
                field: "reason".into(),
            });
        }
        if self
            .ended
            .as_ref()
            .is_some_and(|was| was.ending == ending && was.because == because)
        {
            return Ok(Changes::new());
        }
        self.require_in_play()?;
        let at = ctx.claimed_at;
        ctx.require_past(at)?;
        let mut changes = state.put(Self {
            ended: Some(Ended {
                ending,
                because,
                at,
                by,
            }),
            ..self.clone()
        });
        changes.merge(Interview::all_off(state, self, ending.into(), by, ctx));
        Ok(changes)
    }

    /// How it ended, where that is so short ago that it may have been a slip.
    fn slipped(&self, ctx: &Ctx) -> Option<&Ended> {
        let slip = TimeDelta::minutes(Interview::SLIP);
        self.ended
            .as_ref()
            .filter(|ended| ctx.claimed_at - ended.at <= slip)
    }

    /// In play again. Where that they are not was a slip, what it called off stands again.
    pub(in crate::domain) fn reopened(&self, state: &State, ctx: &Ctx) -> Changes {
        let mut changes = state.put(Self {
            ended: None,
            ..self.clone()
        });
        if let Some(ended) = self.slipped(ctx) {
            let off = (OffCause::from(ended.ending), ended.at);
            changes.merge(Interview::all_on(state, self, off, ctx));
        }
        changes
    }

    /// Nothing is left of them, nor of whom they met and what those wrote; how many people stood where is counted elsewhere, and names nobody.
    pub(in crate::domain) fn forgotten(&self, state: &State) -> Changes {
        let everything = state.seen_by(None);
        let mut gone = BTreeSet::from([Self::key(self.id)]);
        // What hangs on them, and what hangs on that.
        loop {
            let more = everything.rows().map(|row| (row.key(), row.hangs_on()));
            let more = more.filter(|(key, on)| !gone.contains(key) && on.iter().any(|on| gone.contains(on)));
            let more: Vec<RowKey> = more.map(|(key, _)| key).collect();
            if more.is_empty() {
                break;
            }
            gone.extend(more);
        }
        let hires = everything.on::<Hire>(Self::key(self.id));
        let hires: Vec<HireId> = hires.map(|hire| hire.id).collect();
        let mut changes = Hire::leave_pains(state, self.role, &hires);
        for key in gone {
            changes.merge((key, Change::Gone { erased: true }).into());
        }
        changes
    }
}

impl From<Ending> for OffCause {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Withdrew => Self::Withdrew,
            Ending::TurnedDown => Self::TurnedDown,
        }
    }
}
