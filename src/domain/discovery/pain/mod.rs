//! A pain point: what hurts the leader's team, how much, and who said so. Private until somebody shares it.

#[cfg(test)]
mod tests;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::speaker::Speaker;
use crate::domain::{
    Audience, Body, Changes, Commands, Ctx, Erasure, Giver, Goal, HireId, Hit, Kind, Leader, LeaderId,
    PainId, Refusal, Restorable, Role, RoleId, RowKey, Says, Scope, Shown, Sorting, State, UserId, Word,
    erasure, line, mentions, merged, note, restore,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PainPoint {
    pub id: PainId,
    pub role: RoleId,
    /// Whose team it hurts: the role's leader when it was written down. None once their data was erased.
    pub leader: Option<LeaderId>,
    pub details: PainDetails,
    pub by: UserId,
    pub at: DateTime<FixedOffset>,
    /// When the leader wrote it on their page; none where a recruiter wrote it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<DateTime<FixedOffset>>,
    /// When they answered there how it will be noticed that it got better.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_better: Option<DateTime<FixedOffset>>,
    /// On which day it was said anew how much it hurts; none while that is as it was said at first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rated_on: Option<NaiveDate>,
    /// How much it hurt when somebody said yes, for each of those hires.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at_yes: Vec<AtYes>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

/// How much a pain hurt when somebody said yes. It stays where that yes is taken out: noted once more for the same day, it is the same.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AtYes {
    pub hire: HireId,
    /// The day of the yes.
    pub on: NaiveDate,
    /// From 0 to 10.
    pub worth: u8,
}

impl PainPoint {
    /// How much it hurt when they said yes; none where nobody knew.
    pub fn at_yes_of(&self, hire: HireId) -> Option<u8> {
        let found = self.at_yes.iter().find(|one| one.hire == hire);
        found.map(|one| one.worth)
    }

    /// With how much it hurts now as that of a yes that is noted for this day; as it was where a yes only moved there, or was noted
    /// for it before.
    pub(in crate::domain) fn noted_at_yes(
        &self,
        hire: HireId,
        was: Option<NaiveDate>,
        on: NaiveDate,
    ) -> Self {
        let mut pain = self.clone();
        let known = pain.at_yes.iter().position(|one| one.hire == hire);
        match (known, was) {
            (Some(known), _) if was.is_some() || pain.at_yes[known].on == on => pain.at_yes[known].on = on,
            (_, Some(_)) => {}
            (_, None) => {
                pain.at_yes.retain(|one| one.hire != hire);
                let worth = self.details.severity.filter(|_| !self.removed);
                pain.at_yes.extend(worth.map(|worth| AtYes { hire, on, worth }));
            }
        }
        pain
    }

    /// With nothing of these hires.
    pub(in crate::domain) fn left_by(&self, gone: &[HireId]) -> Self {
        let mut pain = self.clone();
        pain.at_yes.retain(|one| !gone.contains(&one.hire));
        pain
    }
}

/// What a recruiter may edit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PainDetails {
    pub what: String,
    /// From 0 to 10, as whoever feels it rates it; none while nobody was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<u8>,
    /// Who said it; empty for the leader.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said_by: String,
    pub said_on: NaiveDate,
    /// How it will be noticed in six months that it got better; empty while nobody was asked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub better: String,
    #[serde(default)]
    pub shown: Shown,
}

impl PainDetails {
    /// The leader said it, on this day; only recruiters see it.
    pub fn said(what: impl Into<String>, said_on: NaiveDate) -> Self {
        Self {
            what: what.into(),
            severity: None,
            said_by: String::new(),
            said_on,
            better: String::new(),
            shown: Shown::Us,
        }
    }

    fn checked(&self, ctx: &Ctx) -> Result<Self, Refusal> {
        let what = note("pain point", &self.what)?;
        if what.is_empty() {
            return Err(Refusal::Empty {
                field: "pain point".into(),
            });
        }
        if self.severity.is_some_and(|severity| severity > PainPoint::WORST) {
            return Err(Refusal::OutOfRange {
                field: "how much it hurts".into(),
                min: 0,
                max: PainPoint::WORST.into(),
            });
        }
        ctx.require_begun(self.said_on)?;
        let said_by = match self.said_by.trim() {
            "" => String::new(),
            said_by => line("name of who said it", said_by)?,
        };
        Ok(Self {
            what,
            said_by,
            better: note("sign that it got better", &self.better)?,
            ..self.clone()
        })
    }

    /// The words that whoever sees it may read.
    fn read(&self) -> String {
        format!("{}\n{}", self.what, self.better)
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    AddPain {
        pain: PainId,
        role: RoleId,
        /// Whom it hurts: it is written down of nobody else, whosever the role is when this arrives.
        leader: Option<LeaderId>,
        details: PainDetails,
    },
    EditPain {
        pain: PainId,
        details: PainDetails,
        /// What the author saw when they began: what others changed meanwhile stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<PainDetails>,
    },
    /// It is no longer shown to anybody; what is behind it stays with it, for undo.
    RemovePain { pain: PainId },
    /// The leader's answer on their page to what hurts most.
    TellPain {
        pain: PainId,
        role: RoleId,
        what: String,
    },
    /// The leader's answer to how they will notice that it got better.
    TellBetter { pain: PainId, better: String },
}

impl Word for PainPoint {
    type Id = PainId;
    const VERSION: u16 = 1;

    fn id(&self) -> PainId {
        self.id
    }

    fn hangs_on(&self) -> Vec<RowKey> {
        let leader = self.leader.map(Leader::key);
        [Role::key(self.role)].into_iter().chain(leader).collect()
    }

    fn readers(&self, wide: Audience, _: &State) -> Audience {
        wide
    }

    /// Where it stands among what hangs on a role does not move: a job that goes through them meets it, and what hangs on
    /// it, wherever it has come.
    fn mark(&self) -> (u8, i64) {
        (0, self.at.timestamp())
    }

    fn spoke_of(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn for_readers(self, _: &Audience, _: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        self
    }

    /// Who wrote it down stays.
    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    /// That it hurt, and how much, stays; the words were theirs.
    fn erased(&self, leader: &Leader, _: &State) -> Erasure<Self> {
        let is_theirs = self.leader == Some(leader.id);
        if !is_theirs && !mentions(&self.details.said_by, &leader.details.name) {
            return Erasure::Kept("it is another leader's, and its author edits its words");
        }
        let mut pain = self.clone();
        pain.details.said_by = erasure::SOMEONE.into();
        if is_theirs {
            pain.leader = None;
            pain.details.what = erasure::WORDS.into();
            if !pain.details.better.is_empty() {
                pain.details.better = erasure::WORDS.into();
            }
        }
        Erasure::Scrubbed(pain)
    }

    fn text(&self, _: &State) -> Option<String> {
        (!self.removed).then(|| self.details.read())
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let title = state.get::<Role>(self.role).map_or("", Role::called);
        Some(Hit {
            kind: Kind::PainPoint,
            title: self.details.what.clone(),
            detail: format!("Pain point of {title}"),
            goal: Goal::Role(self.role),
        })
    }

    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let Some(before) = before else {
            return Some(Command::RemovePain { pain: now.id }.into());
        };
        restore::back(Restorable::pain(before), Restorable::pain(now))
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let (creates, needs) = match self {
            Self::AddPain { pain, role, .. } => (vec![PainPoint::key(*pain)], Role::key(*role)),
            Self::TellPain { pain, role, .. } => (vec![PainPoint::key(*pain)], Role::key(*role)),
            Self::EditPain { pain, .. } | Self::RemovePain { pain } | Self::TellBetter { pain, .. } => {
                (vec![], PainPoint::key(*pain))
            }
        };
        let leader = match self {
            Self::AddPain { leader, .. } => *leader,
            _ => None,
        };
        let by = match self {
            Self::TellPain { .. } | Self::TellBetter { .. } => Giver::Link(&[Scope::Respond]),
            Self::AddPain { .. } | Self::EditPain { .. } | Self::RemovePain { .. } => Giver::Member,
        };
        Says {
            by,
            creates,
            needs: vec![needs],
            wants: vec![],
            names: leader.into_iter().map(Leader::key).collect(),
            may_name: vec![needs],
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        match self {
            Self::AddPain {
                pain,
                role,
                leader,
                details,
            } => PainPoint::add(state, *pain, (*role, *leader), details, by, ctx),
            Self::EditPain { pain, details, base } => {
                let now = state.pain(*pain)?;
                let details = now.details.edited(details, base.as_ref(), ctx)?;
                let is_so = details.severity == now.details.severity;
                // In other words than theirs it is not what they wrote on their page.
                let is_theirs = details.what == now.details.what;
                Ok(state.put(PainPoint {
                    told: now.told.filter(|_| is_theirs),
                    rated_on: if is_so {
                        now.rated_on
                    } else {
                        Some(ctx.claimed_at.date_naive())
                    },
                    details,
                    ..now.clone()
                }))
            }
            Self::RemovePain { pain } => Ok(state.put(PainPoint {
                removed: true,
                ..state.get::<PainPoint>(*pain)?.clone()
            })),
            Self::TellPain { pain, role, what } => PainPoint::tell(state, (*pain, *role), what, ctx),
            Self::TellBetter { pain, better } => PainPoint::tell_better(state, *pain, better, ctx),
        }
    }
}

impl PainDetails {
    pub(in crate::domain) fn edited(
        &self,
        given: &Self,
        base: Option<&Self>,
        ctx: &Ctx,
    ) -> Result<Self, Refusal> {
        let given = given.checked(ctx)?;
        let rated =
            |severity: &Option<u8>| severity.map_or("no answer".into(), |severity| severity.to_string());
        let words = base.map(|base| (base.read(), base.shown));
        Ok(Self {
            shown: Shown::merged(
                (&self.read(), self.shown),
                words.as_ref().map(|(read, shown)| (read.as_str(), *shown)),
                (&given.read(), given.shown),
            )?,
            better: merged(
                "sign that it got better",
                &self.better,
                base.map(|base| &base.better),
                &given.better,
                Clone::clone,
            )?,
            what: merged(
                "pain point",
                &self.what,
                base.map(|base| &base.what),
                &given.what,
                Clone::clone,
            )?,
            severity: merged(
                "answer to how much it hurts",
                &self.severity,
                base.map(|base| &base.severity),
                &given.severity,
                rated,
            )?,
            said_by: merged(
                "name of who said it",
                &self.said_by,
                base.map(|base| &base.said_by),
                &given.said_by,
                Clone::clone,
            )?,
            said_on: merged(
                "day on which it was said",
                &self.said_on,
                base.map(|base| &base.said_on),
                &given.said_on,
                |day| crate::domain::full_date(*day),
            )?,
        })
    }
}

impl PainPoint {
    /// How much it hurts at most.
    pub const WORST: u8 = 10;
    /// Most that stand with one role.
    pub const MOST: usize = 100;
    /// Most that come through links about one role on one day: whoever holds an address may not fill the disk.
    pub const MOST_TOLD: usize = 30;

    fn add(
        state: &State,
        id: PainId,
        (role, leader): (RoleId, Option<LeaderId>),
        details: &PainDetails,
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        state.require_new(Self::key(id))?;
        if state.get::<Role>(role)?.leader != leader {
            return Err(Refusal::LeaderChanged);
        }
        let details = details.checked(ctx)?;
        Self::require_room(state, role)?;
        Ok(state.put_hanging(Self {
            id,
            role,
            leader,
            details,
            by,
            at: ctx.claimed_at,
            told: None,
            told_better: None,
            rated_on: None,
            at_yes: Vec::new(),
            removed: false,
        }))
    }

    fn require_room(state: &State, role: RoleId) -> Result<(), Refusal> {
        if state.pains(role).len() >= Self::MOST {
            return Err(Refusal::TooMany {
                what: Kind::PainPoint,
                most: Self::MOST,
            });
        }
        Ok(())
    }

    /// What the leader writes on their page they see there.
    fn tell(state: &State, (id, role): (PainId, RoleId), what: &str, ctx: &Ctx) -> Result<Changes, Refusal> {
        state.require_new(Self::key(id))?;
        let Speaker { link, role } = state.speaker(role, ctx)?;
        let day = ctx.claimed_at.date_naive();
        let told = state.on::<Self>(Role::key(role.id));
        let told = told.filter(|pain| pain.told.is_some_and(|at| at.date_naive() == day));
        if told.count() >= Self::MOST_TOLD {
            return Err(Refusal::TooManyReplies {
                most: Self::MOST_TOLD,
            });
        }
        Self::require_room(state, role.id)?;
        let details = PainDetails {
            shown: Shown::Leader,
            ..PainDetails::said(what, ctx.claimed_at.date_naive())
        };
        Ok(state.put_hanging(Self {
            id,
            role: role.id,
            leader: role.leader,
            details: details.checked(ctx)?,
            by: link.keeper,
            at: ctx.claimed_at,
            told: Some(ctx.claimed_at),
            told_better: None,
            rated_on: None,
            at_yes: Vec::new(),
            removed: false,
        }))
    }

    /// What a recruiter wrote down of it stays beside it.
    fn tell_better(state: &State, id: PainId, better: &str, ctx: &Ctx) -> Result<Changes, Refusal> {
        let (_, pain) = state.speaker_of(id, ctx)?;
        // Once: whoever holds an address may not fill the disk.
        if pain.told_better.is_some() && !pain.details.better.is_empty() {
            return Err(Refusal::Answered);
        }
        let field = "sign that it got better";
        let better = note(field, better)?;
        if better.is_empty() {
            return Err(Refusal::Empty { field: field.into() });
        }
        let now = pain.details.better.as_str();
        let both = [now, better.as_str()].join("\n");
        let better = match now {
            "" => better,
            now if now.lines().any(|line| line == better) => now.to_owned(),
            _ => note(field, &both)?,
        };
        Ok(state.put(Self {
            details: PainDetails {
                better,
                ..pain.details.clone()
            },
            told_better: Some(ctx.claimed_at),
            ..pain.clone()
        }))
    }
}

impl<'a> State<'a> {
    /// The same, of a pain that their page shows.
    ///
    /// # Errors
    /// As of [`speaker`](Self::speaker).
    pub(in crate::domain) fn speaker_of(
        &self,
        pain: PainId,
        ctx: &Ctx,
    ) -> Result<(Speaker<'a>, &'a PainPoint), Refusal> {
        let pain = self.pain(pain)?;
        let speaker = self.speaker(pain.role, ctx)?;
        let is_shown =
            pain.leader == Some(speaker.link.leader) && self.readers(pain.id).to(speaker.link.scope);
        if !is_shown {
            return Err(Refusal::Unknown {
                what: Kind::PainPoint,
            });
        }
        Ok((speaker, pain))
    }

    /// A pain point that was not removed.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub(in crate::domain) fn pain(&self, id: PainId) -> Result<&'a PainPoint, Refusal> {
        self.get::<PainPoint>(id)
            .ok()
            .filter(|pain| !pain.removed)
            .ok_or(Refusal::Unknown {
                what: Kind::PainPoint,
            })
    }

    /// Who sees a pain: whom it was shown to, while the role is still with the leader whose pain it is. Of what is
    /// written of it nobody sees more.
    pub fn readers(&self, pain: PainId) -> Shown {
        let shown = self.pain(pain).ok().filter(|pain| {
            let role = self.get::<Role>(pain.role);
            pain.leader.is_some() && role.is_ok_and(|role| role.leader == pain.leader)
        });
        shown.map_or(Shown::Us, |pain| pain.details.shown)
    }

    /// What hurts whoever leads this role: the worst first, then as it was written down.
    pub fn pains(&self, role: RoleId) -> Vec<&'a PainPoint> {
        let mut pains: Vec<_> = self.on::<PainPoint>(Role::key(role)).collect();
        pains.retain(|pain| !pain.removed);
        pains.put_in_order_by(|pain| (std::cmp::Reverse(pain.details.severity), pain.id));
        pains
    }
}
