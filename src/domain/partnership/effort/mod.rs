//! Effort: one logged activity. Effort that is seen is worth more to both sides.

mod command;
mod word;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    Change, Changes, Ctx, EffortId, Refusal, Role, RoleId, Spread, State, UserId, Word, labelled, note,
};

pub use command::Command;

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
    /// When it was logged, where that was later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noted_at: Option<DateTime<FixedOffset>>,
    pub by: UserId,
    #[serde(default)]
    pub removed: bool,
    /// Leaders see `result` from this moment on, so that a slip can be taken back; none: at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words_from: Option<DateTime<Utc>>,
    /// What it said before, the oldest first; at most [`Effort::KEPT`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Amended>,
}

/// An effort as it was before it was amended.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Amended {
    /// When it was replaced, by the author's clock, and by whom.
    pub at: DateTime<FixedOffset>,
    pub by: UserId,
    pub was: EffortDraft,
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

labelled! {
    EffortKind {
        Outreach = "Outreach",
        Screen = "First talk",
        CvReview = "CV review",
        MarketMap = "Market check",
        Intake = "Intake",
        Debrief = "Debrief",
        AdRewrite = "Ad rewrite",
    }
}

labelled! {
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
            Self::MarketMap => 60,
            Self::AdRewrite => 40,
        };
        let times = if self.counts_once() { 1 } else { quantity };
        each * times.min(Effort::MAX_MINUTES / each)
    }

    /// A check of the market takes its hour, however many people it finds.
    pub(in crate::domain) fn counts_once(self) -> bool {
        matches!(self, Self::MarketMap)
    }

    pub fn default_side(self) -> Side {
        match self {
            Self::Intake | Self::Debrief | Self::AdRewrite => Side::Partnership,
            Self::Outreach | Self::Screen | Self::CvReview | Self::MarketMap => Side::Sourcing,
        }
    }

    /// What the quantity counts, for one and for many.
    pub fn unit(self, quantity: u32) -> &'static str {
        let one = quantity == 1;
        match self {
            Self::Outreach if one => "person approached",
            Self::Outreach => "people approached",
            Self::Screen if one => "first talk",
            Self::Screen => "first talks",
            Self::CvReview if one => "CV read",
            Self::CvReview => "CVs read",
            Self::MarketMap if one => "person found in the market",
            Self::MarketMap => "people found in the market",
            Self::Intake if one => "intake talk",
            Self::Intake => "intake talks",
            Self::Debrief if one => "debrief",
            Self::Debrief => "debriefs",
            Self::AdRewrite if one => "ad rewritten",
            Self::AdRewrite => "ads rewritten",
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
    /// The mark under which removed efforts hang; the others hang under their kind.
    pub(in crate::domain) const REMOVED: u8 = 254;
    /// Earlier wordings that are kept.
    pub const KEPT: usize = 20;
    /// How long before something was written to a leader that may have happened which they are told of after it.
    const LATEST: TimeDelta = TimeDelta::days(31);
    /// What is logged within this time was logged when it happened.
    const AT_ONCE: TimeDelta = TimeDelta::minutes(1);
    /// How long words wait before leaders see them, in seconds.
    pub const WORDS_WAIT: i64 = 120;

    /// How long it took, for whoever logged it: nobody else is told.
    pub fn minutes_for(&self, reader: UserId) -> Option<u32> {
        (self.by == reader).then_some(self.minutes)
    }

    /// The civil day on which it happened, where it was logged.
    pub fn on(&self) -> NaiveDate {
        self.happened_at.date_naive()
    }

    /// Since when one could know of it.
    pub fn known_at(&self) -> DateTime<FixedOffset> {
        self.noted_at
            .map_or(self.happened_at, |noted| noted.max(self.happened_at))
    }

    /// The moment from which leaders see the words; the author's clock counts unless it runs ahead.
    fn words_from(result: &str, ctx: &Ctx) -> Option<DateTime<Utc>> {
        let given = ctx.claimed_at.with_timezone(&Utc).min(ctx.received_at);
        (!result.is_empty()).then(|| given + TimeDelta::seconds(Self::WORDS_WAIT))
    }

    /// Whether leaders see the words at this moment.
    pub fn shows_words(&self, now: DateTime<Utc>) -> bool {
        self.words_from.is_none_or(|from| from <= now)
    }

    /// What was said of it.
    pub fn draft(&self) -> EffortDraft {
        EffortDraft {
            roles: self.roles.clone(),
            kind: self.kind,
            quantity: self.quantity,
            replies: self.replies,
            result: self.result.clone(),
            minutes: self.minutes,
            shared: self.shared,
            side: self.side,
            happened_at: self.happened_at,
        }
    }

    /// The effort that a draft describes.
    fn described(
        state: &State,
        id: EffortId,
        draft: &EffortDraft,
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Self, Refusal> {
        let mut roles = draft.roles.clone();
        roles.sort_unstable();
        roles.dedup();
        if roles.is_empty() {
            return Err(Refusal::NoRole);
        }
        for role in &roles {
            state.get::<Role>(*role)?;
        }
        within("how many", draft.quantity, 1, Self::MAX_QUANTITY)?;
        within("the number of replies", draft.replies, 0, draft.quantity)?;
        within("the minutes", draft.minutes, 0, Self::MAX_MINUTES)?;
        ctx.require_made(draft.happened_at)?;
        Ok(Self {
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
            noted_at: None,
            by,
            removed: false,
            words_from: None,
            history: Vec::new(),
        })
    }

    /// Nothing was done for a role before there was one.
    fn require_opened(&self, state: &State) -> Result<(), Refusal> {
        let mut roles = self.roles.iter();
        roles.try_for_each(|role| {
            let opened_on = state.get::<Role>(*role)?.details.opened_on;
            Ctx::require_begun_by(opened_on, self.on())
        })
    }

    fn log(
        state: &State,
        id: EffortId,
        draft: &EffortDraft,
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        state.require_new(Self::key(id))?;
        let mut effort = Self::described(state, id, draft, by, ctx)?;
        effort.require_opened(state)?;
        effort.words_from = Self::words_from(&effort.result, ctx);
        let is_later = ctx.claimed_at - effort.happened_at > Self::AT_ONCE;
        effort.noted_at = is_later.then_some(ctx.claimed_at);
        Ok(state.put_hanging(effort))
    }

    /// Says it anew. What it said before is kept, also when two people amend it at the same time; but words that
    /// were written for fewer never come along to roles that more people see.
    pub(in crate::domain) fn amend(
        state: &State,
        id: EffortId,
        draft: &EffortDraft,
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let was = state.get::<Self>(id)?;
        let mut effort = Self::described(state, id, draft, was.by, ctx)?;
        if effort.draft() == was.draft() {
            return Ok(Changes::new());
        }
        if (effort.on(), &effort.roles) != (was.on(), &was.roles) {
            effort.require_opened(state)?;
        }
        let spread = Spread::among(state);
        let readers = spread.audience_of(&effort.roles);
        let earlier = was.history.iter().map(|amended| &amended.was);
        let before: Vec<EffortDraft> = earlier.cloned().chain([was.draft()]).collect();
        let same_words: Vec<_> = before
            .iter()
            .filter(|draft| !draft.result.is_empty() && draft.result == effort.result)
            .collect();
        let written_for_them = |draft: &&EffortDraft| spread.audience_of(&draft.roles).covers(&readers);
        if !same_words.is_empty() && !same_words.iter().any(written_for_them) {
            return Err(Refusal::WordsForFewer);
        }
        effort.removed = was.removed;
        let is_dated_back = effort.happened_at < was.happened_at;
        effort.noted_at = was.noted_at.or(is_dated_back.then_some(was.happened_at));
        effort.words_from = if effort.result == was.result {
            was.words_from
        } else {
            Self::words_from(&effort.result, ctx)
        };
        let earlier = was.history.len().saturating_sub(Self::KEPT - 1);
        effort.history = was.history.iter().skip(earlier).cloned().collect();
        effort.history.push(Amended {
            at: ctx.claimed_at,
            by,
            was: was.draft(),
        });
        let effort = effort.for_readers(&readers, &|keys| spread.audience_of_all(keys));
        Ok(Change::to(effort, readers).into())
    }

    /// Leaders see its words at once.
    fn share_words(state: &State, id: EffortId) -> Result<Changes, Refusal> {
        Ok(state.put(Self {
            words_from: None,
            ..state.get::<Self>(id)?.clone()
        }))
    }

    pub(in crate::domain) fn set_removed(
        state: &State,
        id: EffortId,
        removed: bool,
    ) -> Result<Changes, Refusal> {
        Ok(state.put(Self {
            removed,
            ..state.get::<Self>(id)?.clone()
        }))
    }
}

impl Effort {
    /// Its earlier wordings, the oldest first, as far as whoever looks sees all that they were about.
    pub fn earlier<'a>(&'a self, state: &State) -> impl DoubleEndedIterator<Item = &'a Amended> {
        let sees = |amended: &&Amended| {
            amended
                .was
                .roles
                .iter()
                .all(|role| state.get::<Role>(*role).is_ok())
        };
        self.history.iter().filter(sees)
    }
}

impl<'a> State<'a> {
    /// Those for a role that happened since a moment (in seconds since 1970) and were not removed.
    pub fn efforts_since(&self, role: RoleId, since: i64) -> impl Iterator<Item = &'a Effort> {
        let (state, key) = (*self, Role::key(role));
        let kinds = EffortKind::ALL.iter();
        kinds.flat_map(move |kind| {
            state
                .on_since::<Effort>(key, *kind as u8, since)
                .collect::<Vec<_>>()
        })
    }

    /// Those for a role that leaders see and that were logged since, be it that they happened before: whoever writes up their week late
    /// tells of it all the same.
    pub fn shared_since(
        &self,
        role: RoleId,
        since: Option<DateTime<FixedOffset>>,
    ) -> impl Iterator<Item = &'a Effort> + use<'a> {
        let from = since.map_or(i64::MIN, |since| (since - Effort::LATEST).timestamp());
        let all = self.efforts_since(role, from).collect::<Vec<_>>().into_iter();
        all.filter(move |effort| effort.shared && since.is_none_or(|since| since < effort.known_at()))
    }

    /// Those for a role that were not removed.
    pub fn efforts_for(&self, role: RoleId) -> impl Iterator<Item = &'a Effort> {
        self.efforts_since(role, i64::MIN)
    }

    /// Whether any of this kind was logged for a role.
    pub fn has_effort(&self, role: RoleId, kind: EffortKind) -> bool {
        self.on_since::<Effort>(Role::key(role), kind as u8, i64::MIN)
            .next()
            .is_some()
    }

    /// The newest shared ones for a role: at least so many, if there are.
    pub fn newest_shared(&self, role: RoleId, most: usize) -> impl Iterator<Item = &'a Effort> {
        let (state, key) = (*self, Role::key(role));
        let shared = |effort: &Effort| effort.shared;
        let newest = move |kind: &EffortKind| {
            let found = state.newest_on::<Effort>(key, *kind as u8, most, shared);
            found.collect::<Vec<_>>()
        };
        EffortKind::ALL.iter().flat_map(newest)
    }

    /// All efforts that were not removed, in no particular order.
    pub fn efforts(&self) -> impl Iterator<Item = &'a Effort> {
        self.all::<Effort>().filter(|effort| !effort.removed)
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
mod tests;
