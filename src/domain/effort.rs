//! Effort: one logged activity. Effort that is seen is worth more to both sides.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::role::words;
use super::{
    Audience, Change, Changes, Ctx, EffortId, Kind, Refusal, RoleId, Row, RowKey, State, UserId, note,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Effort {
    pub id: EffortId,
    /// At least one, sorted, each once.
    pub roles: Vec<RoleId>,
    pub kind: EffortKind,
    /// How many, in the kind's own unit (see [`EffortKind::unit`]); 1 to 10,000.
    pub quantity: u32,
    /// How many of the people reached replied; at most `quantity`.
    #[serde(default)]
    pub replies: u32,
    /// What came of it, in the recruiter's words.
    #[serde(default)]
    pub result: String,
    /// Minutes spent, 0 to 1,440.
    pub minutes: u32,
    /// Whether leaders see it on their portal.
    pub shared: bool,
    pub side: Side,
    /// When it happened, with the offset of the place where it was logged: its date there is its civil day.
    pub happened_at: DateTime<FixedOffset>,
    pub by: UserId,
    #[serde(default)]
    pub removed: bool,
}

/// What the recruiter says of an effort; who did it comes from the actor.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EffortDraft {
    pub roles: Vec<RoleId>,
    pub kind: EffortKind,
    pub quantity: u32,
    #[serde(default)]
    pub replies: u32,
    #[serde(default)]
    pub result: String,
    pub minutes: u32,
    pub shared: bool,
    pub side: Side,
    pub happened_at: DateTime<FixedOffset>,
}

words! {
    EffortKind {
        Outreach = "Outreach",
        Screen = "Screen",
        CvReview = "CV review",
        MarketMap = "Market map",
        Intake = "Intake",
        Debrief = "Debrief",
        AdRewrite = "Ad rewrite",
        Update = "Update",
    }
}

words! {
    /// Whether an effort invested in the partnership or went into sourcing.
    Side {
        Partnership = "Partnership",
        Sourcing = "Sourcing",
    }
}

impl EffortKind {
    /// Default minutes of one activity (outreach and CV review: of each person). Judgement, meant to be edited.
    pub fn default_minutes(self, quantity: u32) -> u32 {
        let each = match self {
            Self::Intake => 45,
            Self::Screen | Self::Debrief => 30,
            Self::Outreach => 6,
            Self::CvReview => 3,
            Self::Update => 10,
            Self::MarketMap => 60,
            Self::AdRewrite => 40,
        };
        let times = if matches!(self, Self::MarketMap) {
            1
        } else {
            quantity
        };
        each * times.min(Effort::MAX_MINUTES / each)
    }

    pub fn default_side(self) -> Side {
        match self {
            Self::Intake | Self::Debrief | Self::Update | Self::AdRewrite => Side::Partnership,
            Self::Outreach | Self::Screen | Self::CvReview | Self::MarketMap => Side::Sourcing,
        }
    }

    /// What the quantity counts, for one and for many.
    pub fn unit(self, quantity: u32) -> &'static str {
        let one = quantity == 1;
        match self {
            Self::Outreach if one => "person reached",
            Self::Outreach => "people reached",
            Self::Screen if one => "screen",
            Self::Screen => "screens",
            Self::CvReview if one => "CV read",
            Self::CvReview => "CVs read",
            Self::MarketMap if one => "person mapped",
            Self::MarketMap => "people mapped",
            Self::Intake if one => "intake talk",
            Self::Intake => "intake talks",
            Self::Debrief if one => "debrief",
            Self::Debrief => "debriefs",
            Self::AdRewrite if one => "ad rewritten",
            Self::AdRewrite => "ads rewritten",
            Self::Update if one => "update given",
            Self::Update => "updates given",
        }
    }
}

impl EffortDraft {
    /// One tap: one of this kind for this role, with the defaults that go with it.
    pub fn one(kind: EffortKind, role: RoleId, happened_at: DateTime<FixedOffset>) -> Self {
        Self {
            roles: vec![role],
            kind,
            quantity: 1,
            replies: 0,
            result: String::new(),
            minutes: kind.default_minutes(1),
            shared: true,
            side: kind.default_side(),
            happened_at,
        }
    }
}

impl Effort {
    pub const MAX_QUANTITY: u32 = 10_000;
    pub const MAX_MINUTES: u32 = 1_440;

    pub fn key(id: EffortId) -> RowKey {
        RowKey::new(Kind::Effort, id.0)
    }

    /// The civil day on which it happened, where it was logged.
    pub fn on(&self) -> NaiveDate {
        self.happened_at.date_naive()
    }

    pub(super) fn log(
        state: &State,
        id: EffortId,
        draft: &EffortDraft,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let by = ctx.require_user()?;
        state.require_new(Self::key(id))?;
        let mut roles = draft.roles.clone();
        roles.sort_unstable();
        roles.dedup();
        if roles.is_empty() {
            return Err(Refusal::NoRole);
        }
        let mut audience = Audience::Workspace;
        for role in &roles {
            state.role(*role)?;
            audience = audience.intersect(&state.role_audience(*role));
        }
        within("the quantity", draft.quantity, 1, Self::MAX_QUANTITY)?;
        within("the number of replies", draft.replies, 0, draft.quantity)?;
        within("the minutes", draft.minutes, 0, Self::MAX_MINUTES)?;
        ctx.require_past(draft.happened_at)?;
        let effort = Self {
            id,
            roles,
            kind: draft.kind,
            quantity: draft.quantity,
            replies: draft.replies,
            result: note("result", &draft.result)?,
            minutes: draft.minutes,
            shared: draft.shared,
            side: draft.side,
            happened_at: draft.happened_at,
            by,
            removed: false,
        };
        Ok(Change::to(Row::Effort(effort), audience).into())
    }

    pub(super) fn set_removed(
        state: &State,
        id: EffortId,
        removed: bool,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        ctx.require_user()?;
        let effort = state.effort(id)?;
        if effort.removed == removed {
            return Ok(Changes::new());
        }
        let audience = state.audience(&Self::key(id)).cloned().unwrap_or_default();
        Ok(Change::to(
            Row::Effort(Self {
                removed,
                ..effort.clone()
            }),
            audience,
        )
        .into())
    }
}

impl<'a> State<'a> {
    /// # Errors
    /// [`Refusal::Unknown`] when there is no such effort, or it is not for this person.
    pub fn effort(&self, id: EffortId) -> Result<&'a Effort, Refusal> {
        match self.get(&Effort::key(id)) {
            Some(Row::Effort(effort)) => Ok(effort),
            _ => Err(Refusal::Unknown { what: Kind::Effort }),
        }
    }

    /// All efforts that were not removed, in no particular order.
    pub fn efforts(&self) -> impl Iterator<Item = &'a Effort> {
        self.scan(Kind::Effort).filter_map(|row| match row {
            Row::Effort(effort) if !effort.removed => Some(effort),
            _ => None,
        })
    }
}

fn within(field: &str, value: u32, min: u32, max: u32) -> Result<(), Refusal> {
    if (min..=max).contains(&value) {
        return Ok(());
    }
    Err(Refusal::OutOfRange {
        field: field.into(),
        min: min.into(),
        max: max.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Body, Story};
    use super::*;

    #[test]
    fn one_tap_logs_with_the_defaults_of_its_kind() {
        let mut story = Story::begin();
        story.logs("call", "data", |_| {});
        let effort = story.state().effort(Story::effort("call")).unwrap().clone();
        assert_eq!(
            (effort.quantity, effort.minutes, effort.side),
            (1, 6, Side::Sourcing)
        );
        assert_eq!(EffortKind::Outreach.default_minutes(12), 72);
        assert_eq!(
            EffortKind::MarketMap.default_minutes(61),
            60,
            "a map takes its hour, however many are on it"
        );
        assert_eq!(
            EffortKind::CvReview.default_minutes(10_000),
            1_440,
            "a day is the most"
        );
    }

    #[test]
    fn impossible_numbers_are_refused_with_their_range() {
        let story = Story::begin();
        let refused = |edit: fn(&mut EffortDraft)| {
            let mut draft = EffortDraft::one(EffortKind::Outreach, Story::role("data"), story.now);
            edit(&mut draft);
            Effort::log(&story.state(), Story::effort("call"), &draft, &story.ctx())
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            refused(|draft| draft.quantity = 0),
            "the quantity must be from 1 to 10000"
        );
        assert_eq!(
            refused(|draft| draft.replies = 2),
            "the number of replies must be from 0 to 1"
        );
        assert_eq!(
            refused(|draft| draft.minutes = 1_441),
            "the minutes must be from 0 to 1440"
        );
        assert_eq!(refused(|draft| draft.roles.clear()), "choose at least one role");
        assert!(refused(|draft| draft.happened_at += chrono::TimeDelta::days(3)).contains("2026-11-22"));
    }

    #[test]
    fn the_same_effort_is_never_logged_twice() {
        let mut story = Story::begin();
        story.logs("call", "data", |_| {});
        let draft = EffortDraft::one(EffortKind::Outreach, Story::role("data"), story.now);
        let again = story.tries(Body::LogEffort {
            effort: Story::effort("call"),
            draft,
        });
        assert_eq!(again, Err(Refusal::Exists { what: Kind::Effort }));
    }
}
