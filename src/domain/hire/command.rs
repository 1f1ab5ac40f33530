//! The commands of hires.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::{Hire, HireDetails};
use crate::domain::{
    Candidate, CandidateId, Change, Changes, CheckIn, Commands, Ctx, Ending, Giver, HireId, Kind, PainPoint,
    Refusal, Role, RoleId, Row, Says, Stage, State, UserId,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    AddHire {
        hire: HireId,
        role: RoleId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        candidate: Option<CandidateId>,
        details: Box<HireDetails>,
    },
    EditHire {
        hire: HireId,
        details: Box<HireDetails>,
        /// What the author saw when they began: what others changed meanwhile stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<Box<HireDetails>>,
    },
    /// Taken out, or put back.
    RemoveHire { hire: HireId, removed: bool },
    /// They agreed that whoever gives this alone reads what they answer from now on. What they said to another stays with that one.
    AgreeReader { hire: HireId, agreed_on: NaiveDate },
    /// Whoever read it before knows that another does.
    KnowReader { hire: HireId },
    /// Nothing is kept of them, nor of the card they had.
    ForgetHire { hire: HireId },
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let (creates, needs, names) = match self {
            Self::AddHire {
                hire,
                role,
                candidate,
                ..
            } => {
                let card = candidate.map(Candidate::key);
                let needs = [Role::key(*role)].into_iter().chain(card).collect();
                let names = [Hire::key(*hire)].into_iter().chain(card).collect();
                (vec![Hire::key(*hire)], needs, names)
            }
            Self::EditHire { hire, .. }
            | Self::RemoveHire { hire, .. }
            | Self::AgreeReader { hire, .. }
            | Self::KnowReader { hire } => (vec![], vec![Hire::key(*hire)], vec![Hire::key(*hire)]),
            // It speaks of nobody: it is what is left of them.
            Self::ForgetHire { hire } => (vec![], vec![Hire::key(*hire)], vec![]),
        };
        let may_name = match self {
            Self::AddHire { .. } | Self::EditHire { .. } => needs.clone(),
            Self::RemoveHire { .. }
            | Self::AgreeReader { .. }
            | Self::KnowReader { .. }
            | Self::ForgetHire { .. } => vec![],
        };
        Says {
            by: Giver::Member,
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
            Self::AddHire {
                hire,
                role,
                candidate,
                details,
            } => Hire::add(state, (*hire, *role, *candidate), details, by, ctx),
            Self::EditHire { hire, details, base } => {
                let now = state.hire(*hire)?;
                let edited = now.details.edited(details, base.as_deref(), ctx)?;
                now.with(state, edited, by, ctx)
            }
            Self::RemoveHire { hire, removed } => {
                let now = state.get::<Hire>(*hire)?;
                now.set_removed(state, *removed, ctx)
            }
            Self::AgreeReader { hire, agreed_on } => {
                ctx.require_begun(*agreed_on)?;
                let now = state.hire(*hire)?;
                if now.reader == Some(by) {
                    return Ok(Changes::new());
                }
                let mut changes = CheckIn::given_back(state, now.id, by);
                changes.merge(state.put(Hire {
                    reader: Some(by),
                    agreed_on: Some(*agreed_on),
                    read_before: now.reader.or(now.read_before).filter(|before| *before != by),
                    ..now.clone()
                }));
                Ok(changes)
            }
            Self::KnowReader { hire } => {
                let now = state.hire(*hire)?;
                if now.read_before != Some(by) {
                    return Ok(Changes::new());
                }
                Ok(state.put(Hire {
                    read_before: None,
                    ..now.clone()
                }))
            }
            Self::ForgetHire { hire } => Ok(state.get::<Hire>(*hire)?.forgotten(state)),
        }
    }
}

/// How far somebody is, as far as it moves a role.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    Nothing,
    Offer,
    Yes,
}

impl Said {
    /// Where a role is at least; none where nobody was offered it.
    fn stage(self) -> Option<Stage> {
        match self {
            Self::Nothing => None,
            Self::Offer => Some(Stage::Offer),
            Self::Yes => Some(Stage::FollowUp),
        }
    }
}

impl<'a> State<'a> {
    /// One that was not removed.
    pub(super) fn hire(&self, id: HireId) -> Result<&'a Hire, Refusal> {
        let found = self.get::<Hire>(id)?;
        if found.removed {
            return Err(Refusal::Unknown { what: Kind::Hire });
        }
        Ok(found)
    }
}

impl Hire {
    fn add(
        state: &State,
        (id, role, candidate): (HireId, RoleId, Option<CandidateId>),
        details: &HireDetails,
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        state.require_new(Self::key(id))?;
        state.get::<Role>(role)?;
        if let Some(candidate) = candidate {
            let card = state.get::<Candidate>(candidate)?;
            if card.role != role {
                return Err(Refusal::Unknown {
                    what: Kind::Candidate,
                });
            }
            card.require_in_play()?;
        }
        let of_role = state.hires(role);
        if of_role.len() >= Self::MOST {
            return Err(Refusal::TooMany {
                what: Kind::Hire,
                most: Self::MOST,
            });
        }
        if candidate.is_some() && of_role.iter().any(|hire| hire.candidate == candidate) {
            return Err(Refusal::Exists { what: Kind::Hire });
        }
        let details = details.added(ctx)?;
        let new = Self {
            id,
            role,
            candidate,
            details: Box::new(HireDetails::named(details.name.clone())),
            moved_back: None,
            reader: None,
            agreed_on: None,
            read_before: None,
            by,
            at: ctx.claimed_at,
            removed: false,
        };
        let changes = new.with(state, details, by, ctx)?;
        Ok(if changes.is_empty() {
            state.put_hanging(new)
        } else {
            changes
        })
    }

    /// With what follows of it: the role goes along, and the card of whoever declines is closed.
    fn with(&self, state: &State, details: HireDetails, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        if details == *self.details {
            return Ok(Changes::new());
        }
        if details.shown.is_some() && details.shown != self.details.shown {
            let role = state.get::<Role>(self.role)?;
            if role.leader != details.shown {
                return Err(Refusal::LeaderChanged);
            }
        }
        let was = self.details.clone();
        let now = Self {
            details: Box::new(details),
            ..self.clone()
        };
        let moves = now.moves_role(state, Some(self), ctx)?;
        let mut changes = state.put_hanging(now.clone());
        changes.merge(moves);
        changes.merge(now.ends_card(state, &was, by, ctx)?);
        if let Some(on) = now.details.yes_on.filter(|on| was.yes_on != Some(*on)) {
            changes.merge(now.note_pains(state, was.yes_on, on));
        }
        Ok(changes)
    }

    /// Taken out, there was no offer, and a yes they said was none. Once they are put back both count again, and the role goes where it was
    /// before, unless it was moved since.
    fn set_removed(&self, state: &State, removed: bool, ctx: &Ctx) -> Result<Changes, Refusal> {
        if self.removed == removed {
            return Ok(Changes::new());
        }
        let stage = state.get::<Role>(self.role)?.placement.stage;
        let mut now = Self {
            removed,
            moved_back: None,
            ..self.clone()
        };
        let moves = if removed || self.moved_back == Some(stage) {
            now.moves_role(state, Some(self).filter(|_| removed), ctx)?
        } else {
            now.dates_role(state, (None, self.details.yes_on))?
        };
        let moved = match moves.0.get(&Role::key(self.role)) {
            Some(Change::Put {
                row: Row::Role(role), ..
            }) => Some(role.placement.stage).filter(|to| *to != stage),
            _ => None,
        };
        now.moved_back = moved.filter(|_| removed);
        let mut changes = state.put(now);
        changes.merge(moves);
        Ok(changes)
    }

    /// How much each pain of the role hurts at their yes stands with that pain, for whoever may read it.
    fn note_pains(&self, state: &State, was: Option<NaiveDate>, on: NaiveDate) -> Changes {
        Self::rewrite_pains(state, self.role, |pain| pain.noted_at_yes(self.id, was, on))
    }

    /// Nothing of these hires of a role stands with its pains any more.
    pub(in crate::domain) fn leave_pains(state: &State, role: RoleId, gone: &[HireId]) -> Changes {
        Self::rewrite_pains(state, role, |pain| pain.left_by(gone))
    }

    fn rewrite_pains(state: &State, role: RoleId, of: impl Fn(&PainPoint) -> PainPoint) -> Changes {
        let everything = state.seen_by(None);
        let mut changes = Changes::new();
        for pain in everything.on::<PainPoint>(Role::key(role)) {
            let noted = of(pain);
            if noted != *pain {
                changes.rewrite(noted, &everything);
            }
        }
        changes
    }

    /// A role is at the offer once one was made, and followed up once somebody says yes, however early that is; it goes back when that was
    /// a slip or came to nothing: to the offer while one stands, else to where it was before the first. Where a card was dragged by hand,
    /// it stays where it is; what it says of the yes is the day that was noted. What happened during a hold happened.
    ///
    /// `was` is this hire before; none where it was not here.
    fn moves_role(&self, state: &State, was: Option<&Self>, ctx: &Ctx) -> Result<Changes, Refusal> {
        let role = state.get::<Role>(self.role)?;
        let (from, back) = (role.placement.stage, role.placement.before_offer);
        let (before, now) = (was.map_or(Said::Nothing, Self::said), self.said());
        let others = state.hires(self.role).into_iter();
        let others = others.filter(|other| other.id != self.id);
        let others: Vec<_> = others.map(Self::said).collect();
        let (to, back) = if now > before {
            let to = now.stage().map_or(from, |stage| stage.max(from));
            (to, back.or(Some(from)))
        } else if now < before && !others.contains(&before) && before.stage() == Some(from) {
            let slip = (before == Said::Yes).then_some(Stage::Offer);
            let home = back.or(slip).unwrap_or(from);
            let left = others.into_iter().filter(|other| *other < before);
            match left.fold(now, Said::max).stage() {
                Some(stage) => (stage.max(home), back),
                None => (home, None),
            }
        } else {
            (from, back)
        };
        let yes_on = self.details.yes_on.filter(|_| now == Said::Yes);
        if to == from {
            let was_yes = was.filter(|was| !was.removed).and_then(|was| was.details.yes_on);
            return self.dates_role(state, (was_yes, yes_on));
        }
        Role::follows(state, role.id, (to, yes_on), back, ctx)
    }

    /// Whoever withdraws declines the offer that stands; why, their card says.
    pub(in crate::domain) fn withdrew(
        state: &State,
        candidate: CandidateId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let on = ctx.claimed_at.date_naive();
        let declines = |details: &mut HireDetails| details.declined_on = Some(on);
        Self::of_card(state, candidate, Self::has_offer, declines, ctx)
    }

    /// Whoever did not withdraw then did not decline then.
    pub(in crate::domain) fn did_not_withdraw(
        state: &State,
        candidate: CandidateId,
        on: NaiveDate,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let declined = |hire: &Self| !hire.removed && hire.details.declined_on == Some(on);
        let stands = |details: &mut HireDetails| {
            details.declined_on = None;
            details.cause = None;
        };
        Self::of_card(state, candidate, declined, stands, ctx)
    }

    fn of_card(
        state: &State,
        candidate: CandidateId,
        which: impl Fn(&Self) -> bool,
        edit: impl Fn(&mut HireDetails),
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let mut changes = Changes::new();
        for was in state
            .on::<Self>(Candidate::key(candidate))
            .filter(|hire| which(hire))
        {
            let mut now = was.clone();
            edit(&mut now.details);
            let moves = now.moves_role(state, Some(was), ctx)?;
            changes.merge(state.put_hanging(now));
            changes.merge(moves);
        }
        Ok(changes)
    }

    fn said(&self) -> Said {
        match self.details.yes_on {
            _ if self.removed => Said::Nothing,
            Some(_) => Said::Yes,
            None if self.has_offer() => Said::Offer,
            None => Said::Nothing,
        }
    }

    /// A role that stays where it is says the day of the last yes.
    fn dates_role(
        &self,
        state: &State,
        (was, yes_on): (Option<NaiveDate>, Option<NaiveDate>),
    ) -> Result<Changes, Refusal> {
        let role = state.get::<Role>(self.role)?;
        let others = self.other_yeses(state);
        let said = role.placement.yes_on;
        let is_another = said.is_none_or(|said| said != was.unwrap_or(said) || others.contains(&said));
        let now = yes_on.or(others.into_iter().max());
        Ok(match now.filter(|_| was != yes_on && !is_another) {
            Some(now) => role.said_yes(state, now),
            None => Changes::new(),
        })
    }

    fn other_yeses(&self, state: &State) -> Vec<NaiveDate> {
        let others = state.hires(self.role).into_iter();
        let others = others.filter(|other| other.id != self.id);
        others.filter_map(|other| other.details.yes_on).collect()
    }

    fn ends_card(&self, state: &State, was: &HireDetails, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        let card = self.candidate.and_then(|card| state.get::<Candidate>(card).ok());
        let Some(card) = card else {
            return Ok(Changes::new());
        };
        match (was.declined_on, self.details.declined_on) {
            (None, Some(_)) if card.ended.is_none() => {
                card.end(state, (Ending::Withdrew, &self.details.because), by, ctx)
            }
            (Some(_), None) if card.has_withdrawn() => Ok(card.reopened(state, ctx)),
            _ => Ok(Changes::new()),
        }
    }

    /// Whoever has a card is one person with it.
    pub(in crate::domain) fn forgotten(&self, state: &State) -> Changes {
        if let Some(card) = self.candidate.and_then(|card| state.get::<Candidate>(card).ok()) {
            return card.forgotten(state);
        }
        let gone = state.seen_by(None).with_all_on(Self::key(self.id)).into_iter();
        let mut changes = Self::leave_pains(state, self.role, &[self.id]);
        for key in gone {
            changes.merge((key, Change::Gone { erased: true }).into());
        }
        changes
    }
}
