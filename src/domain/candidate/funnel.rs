//! How many people stand where in a role, in numbers alone: who they are is for the applicant tracker. There is one such
//! row for a role, under the role's own id, so that two people who begin to count without a network count together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use crate::domain::{
    Audience, Body, Changes, Commands, Ctx, Erasure, Giver, Hit, Leader, Refusal, Role, RoleId, RowKey, Says,
    State, UserId, Word, labelled,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Funnel {
    pub role: RoleId,
    /// How many letters were given to candidates: the next one gets the next.
    #[serde(default, skip_serializing_if = "super::is_zero")]
    pub letters: u32,
    /// How many stand there now; nothing that is zero.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<Place, u32>,
}

labelled! {
    /// How far somebody has come.
    Place {
        Approached = "Approached",
        Answered = "Answered",
        FirstTalk = "First talk",
        Interview = "Interview",
        LastRound = "Last round",
        Offer = "Offer",
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    /// So many more stand there, or fewer: two who count at once count together.
    CountPeople { role: RoleId, place: Place, by: i32 },
}

impl Funnel {
    /// Most people in one place.
    pub const MOST: u32 = 9_999;

    /// That of a role, as it stands; empty where nobody counted yet.
    pub fn of(state: &State, role: RoleId) -> Self {
        let found = state.get::<Self>(role);
        found.cloned().unwrap_or_else(|_| Self {
            role,
            letters: 0,
            counts: BTreeMap::new(),
        })
    }

    pub fn count(&self, place: Place) -> u32 {
        self.counts.get(&place).copied().unwrap_or_default()
    }

    /// How many stand in interviews, or later.
    pub fn further(&self) -> u32 {
        let further = self
            .counts
            .iter()
            .filter(|(place, _)| **place >= Place::Interview);
        further.map(|(_, count)| count).sum()
    }

    pub(super) fn with_another_letter(mut self) -> Self {
        self.letters = self.letters.saturating_add(1);
        self
    }
}

impl Word for Funnel {
    /// There is one for a role.
    type Id = RoleId;
    const VERSION: u16 = 1;

    fn id(&self) -> RoleId {
        self.role
    }

    fn hangs_on(&self) -> Vec<RowKey> {
        vec![Role::key(self.role)]
    }

    fn readers(&self, wide: Audience, _: &State) -> Audience {
        wide
    }

    fn mark(&self) -> (u8, i64) {
        (0, 0)
    }

    fn spoke_of(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn for_readers(self, _: &Audience, _: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        self
    }

    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    fn erased(&self, _: &Leader, _: &State) -> Erasure<Self> {
        Erasure::Kept("it counts, and names nobody")
    }

    fn text(&self, _: &State) -> Option<String> {
        None
    }

    fn hit(&self, _: &State) -> Option<Hit> {
        None
    }

    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let was = |place| before.map_or(0, |before| before.count(place));
        let mut changed = Place::ALL
            .iter()
            .filter(|place| was(**place) != now.count(**place));
        let place = *changed.next()?;
        let by = i64::from(was(place)) - i64::from(now.count(place));
        Some(
            Command::CountPeople {
                role: now.role,
                place,
                by: i32::try_from(by).ok()?,
            }
            .into(),
        )
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let Self::CountPeople { role, .. } = self;
        Says {
            by: Giver::Member,
            creates: vec![Funnel::key(*role)],
            needs: vec![Role::key(*role)],
            wants: vec![],
            names: vec![],
            may_name: vec![],
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, _: UserId, _: &Ctx) -> Result<Changes, Refusal> {
        let Self::CountPeople { role, place, by } = self;
        state.get::<Role>(*role)?;
        let mut funnel = Funnel::of(state, *role);
        let counted = funnel.count(*place).checked_add_signed(*by);
        let counted = counted
            .filter(|count| *count <= Funnel::MOST)
            .ok_or_else(|| Refusal::OutOfRange {
                field: "the number of people".into(),
                min: 0,
                max: Funnel::MOST.into(),
            })?;
        if counted == 0 {
            funnel.counts.remove(place);
        } else {
            funnel.counts.insert(*place, counted);
        }
        if Funnel::of(state, *role) == funnel {
            return Ok(Changes::new());
        }
        Ok(state.put_hanging(funnel))
    }
}
