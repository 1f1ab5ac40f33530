//! A fix: what else would help against a pain, besides a hire or in its place; with an owner and a date.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use crate::domain::{
    Audience, Body, Changes, Commands, Ctx, Erasure, FixId, Giver, Goal, Hit, Kind, Leader, PainId,
    PainPoint, Refusal, Restorable, Role, RowKey, Says, Shown, Sorting, State, UserId, Word, erasure,
    full_date, labelled, line, mentions, merged, note, restore,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Fix {
    pub id: FixId,
    pub pain: PainId,
    pub details: FixDetails,
    pub by: UserId,
    pub at: DateTime<FixedOffset>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

/// What a recruiter may edit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FixDetails {
    pub what: String,
    /// Who does it, as a colleague would say it: `Priya with HR`.
    pub owner: String,
    pub due: NaiveDate,
    pub state: FixState,
    #[serde(default)]
    pub shown: Shown,
}

labelled! {
    FixState {
        Planned = "Planned",
        Begun = "Begun",
        Done = "Done",
        Dropped = "Dropped",
    }
}

impl FixDetails {
    fn checked(&self, ctx: &Ctx) -> Result<Self, Refusal> {
        ctx.require_reachable(self.due)?;
        let what = note("fix", &self.what)?;
        if what.is_empty() {
            return Err(Refusal::Empty { field: "fix".into() });
        }
        Ok(Self {
            what,
            owner: line("name of who does it", &self.owner)?,
            ..self.clone()
        })
    }

    /// What is still to be done is not to be done by a day that is over.
    fn require_coming(&self, ctx: &Ctx) -> Result<(), Refusal> {
        match self.state {
            FixState::Planned | FixState::Begun => ctx.require_coming(self.due),
            FixState::Done | FixState::Dropped => Ok(()),
        }
    }

    /// The words that whoever sees it reads.
    fn read(&self) -> String {
        format!("{}, {}", self.what, self.owner)
    }

    pub(in crate::domain) fn edited(
        &self,
        given: &Self,
        base: Option<&Self>,
        ctx: &Ctx,
    ) -> Result<Self, Refusal> {
        let given = given.checked(ctx)?;
        Ok(Self {
            // Whom it names is read by all who see it.
            shown: Shown::merged(
                (&self.read(), self.shown),
                base.map(|base| (base.read(), base.shown))
                    .as_ref()
                    .map(|(read, shown)| (read.as_str(), *shown)),
                (&given.read(), given.shown),
            )?,
            what: merged(
                "fix",
                &self.what,
                base.map(|base| &base.what),
                &given.what,
                Clone::clone,
            )?,
            owner: merged(
                "name of who does it",
                &self.owner,
                base.map(|base| &base.owner),
                &given.owner,
                Clone::clone,
            )?,
            due: merged(
                "day by which it is done",
                &self.due,
                base.map(|base| &base.due),
                &given.due,
                |day| full_date(*day),
            )?,
            state: merged(
                "state",
                &self.state,
                base.map(|base| &base.state),
                &given.state,
                |state| state.label().to_owned(),
            )?,
        })
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    AddFix {
        fix: FixId,
        pain: PainId,
        details: FixDetails,
    },
    EditFix {
        fix: FixId,
        details: FixDetails,
        /// What the author saw when they began: what others changed meanwhile stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<FixDetails>,
    },
    RemoveFix {
        fix: FixId,
    },
}

impl Word for Fix {
    type Id = FixId;
    const VERSION: u16 = 1;

    fn id(&self) -> FixId {
        self.id
    }

    fn hangs_on(&self) -> Vec<RowKey> {
        vec![PainPoint::key(self.pain)]
    }

    fn readers(&self, wide: Audience, _: &State) -> Audience {
        wide
    }

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

    /// That something was agreed, and by when, stays.
    fn erased(&self, leader: &Leader, everything: &State) -> Erasure<Self> {
        let pain = everything.get::<PainPoint>(self.pain);
        let is_theirs = pain.is_ok_and(|pain| pain.leader == Some(leader.id));
        let mut fix = self.clone();
        if is_theirs || mentions(&self.details.owner, &leader.details.name) {
            fix.details.owner = erasure::SOMEONE.into();
        }
        if is_theirs {
            fix.details.what = erasure::WORDS.into();
        }
        if fix == *self {
            Erasure::Kept("it is about another leader's team, and its author edits its words")
        } else {
            Erasure::Scrubbed(fix)
        }
    }

    fn text(&self, state: &State) -> Option<String> {
        let pain = state.get::<PainPoint>(self.pain).ok()?;
        (!self.removed && !pain.removed).then(|| format!("{} {}", self.details.what, self.details.owner))
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let pain = state.get::<PainPoint>(self.pain).ok()?;
        let title = state.get::<Role>(pain.role).map_or("", Role::called);
        Some(Hit {
            kind: Kind::Fix,
            title: self.details.what.clone(),
            detail: format!(
                "{} by {}, for {title}",
                self.details.owner,
                full_date(self.details.due)
            ),
            goal: Goal::Role(pain.role),
        })
    }

    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let Some(before) = before else {
            return Some(Command::RemoveFix { fix: now.id }.into());
        };
        restore::back(Restorable::fix(before), Restorable::fix(now))
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let (creates, needs) = match self {
            Self::AddFix { fix, pain, .. } => (vec![Fix::key(*fix)], PainPoint::key(*pain)),
            Self::EditFix { fix, .. } | Self::RemoveFix { fix } => (vec![], Fix::key(*fix)),
        };
        Says {
            by: Giver::Member,
            creates,
            needs: vec![needs],
            wants: vec![],
            names: vec![],
            may_name: vec![needs],
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        match self {
            Self::AddFix { fix, pain, details } => Fix::add(state, *fix, *pain, details, by, ctx),
            Self::EditFix { fix, details, base } => {
                let now = state.get::<Fix>(*fix)?;
                state.pain(now.pain)?;
                if now.removed {
                    return Err(Refusal::Unknown { what: Kind::Fix });
                }
                let edited = now.details.edited(details, base.as_ref(), ctx)?;
                if edited.due != now.details.due {
                    edited.require_coming(ctx)?;
                }
                Ok(state.put(Fix {
                    details: edited,
                    ..now.clone()
                }))
            }
            Self::RemoveFix { fix } => Ok(state.put(Fix {
                removed: true,
                ..state.get::<Fix>(*fix)?.clone()
            })),
        }
    }
}

impl Fix {
    /// Most against one pain.
    pub const MOST: usize = 50;

    /// Whether somebody is still to do it.
    pub fn is_open(&self) -> bool {
        matches!(self.details.state, FixState::Planned | FixState::Begun)
    }

    fn add(
        state: &State,
        id: FixId,
        pain: PainId,
        details: &FixDetails,
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        state.require_new(Self::key(id))?;
        state.pain(pain)?;
        let details = details.checked(ctx)?;
        details.require_coming(ctx)?;
        if state.fixes(pain).len() >= Self::MOST {
            return Err(Refusal::TooMany {
                what: Kind::Fix,
                most: Self::MOST,
            });
        }
        Ok(state.put_hanging(Self {
            id,
            pain,
            details,
            by,
            at: ctx.claimed_at,
            removed: false,
        }))
    }
}

impl<'a> State<'a> {
    /// What is done against a pain, the next to be due first.
    pub fn fixes(&self, pain: PainId) -> Vec<&'a Fix> {
        let mut fixes: Vec<_> = self.on::<Fix>(PainPoint::key(pain)).collect();
        fixes.retain(|fix| !fix.removed);
        fixes.put_in_order_by(|fix| (!fix.is_open(), fix.details.due, fix.id));
        fixes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Story;

    #[test]
    fn a_fix_has_an_owner_and_a_date_and_what_is_open_comes_first() {
        let mut story = Story::begin();
        story.hurts("late", "data", "Reports arrive two days late");
        let details = |what: &str, owner: &str, due: &str, state| FixDetails {
            what: what.into(),
            owner: owner.into(),
            due: due.parse().unwrap(),
            state,
            shown: Shown::Us,
        };
        let mut adds = |name: &str, details| {
            story.tries(Command::AddFix {
                fix: Story::fix(name),
                pain: Story::pain("late"),
                details,
            })
        };
        adds(
            "rota",
            details(
                "On call one week in four",
                "Dana",
                "2027-05-12",
                FixState::Planned,
            ),
        )
        .unwrap();
        adds(
            "talks",
            details("Stay talks with the four", "Priya", "2027-05-02", FixState::Begun),
        )
        .unwrap();
        adds(
            "done",
            details("Write the jobs down", "Tom", "2026-11-01", FixState::Done),
        )
        .unwrap();
        let nobody = adds(
            "nobody",
            details("Something", " ", "2027-01-01", FixState::Planned),
        );
        assert!(matches!(nobody, Err(Refusal::Empty { .. })));
        let never = adds(
            "never",
            details("Something", "Tom", "3027-01-01", FixState::Planned),
        );
        assert!(matches!(never, Err(Refusal::DateOutOfReach { .. })));
        let fixes = story.state().fixes(Story::pain("late"));
        let what: Vec<_> = fixes.iter().map(|fix| fix.details.what.as_str()).collect();
        assert_eq!(
            what,
            [
                "Stay talks with the four",
                "On call one week in four",
                "Write the jobs down"
            ]
        );
    }
}
