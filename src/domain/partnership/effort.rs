//! Effort: one logged activity. Effort that is seen is worth more to both sides.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use strum::VariantNames;

use crate::domain::{
    Audience, Body, Change, Changes, Commands, Ctx, EffortId, Erasure, Giver, Goal, Hit, Kind, Leader,
    Refusal, Restorable, Role, RoleId, RowKey, Says, Spread, State, UserId, Word, labelled, mentions, note,
    restore,
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
        Screen = "Screen",
        CvReview = "CV review",
        MarketMap = "Market map",
        Intake = "Intake",
        Debrief = "Debrief",
        AdRewrite = "Ad rewrite",
        Update = "Update",
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
            Self::Update => 10,
            Self::MarketMap => 60,
            Self::AdRewrite => 40,
        };
        let times = if self.counts_once() { 1 } else { quantity };
        each * times.min(Effort::MAX_MINUTES / each)
    }

    /// A map takes its hour, however many people are on it.
    pub(in crate::domain) fn counts_once(self) -> bool {
        matches!(self, Self::MarketMap)
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

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    LogEffort {
        effort: EffortId,
        draft: EffortDraft,
    },
    AmendEffort {
        effort: EffortId,
        draft: EffortDraft,
    },
    RemoveEffort {
        effort: EffortId,
    },
    /// Leaders see an effort's words without waiting.
    ShareWords {
        effort: EffortId,
    },
}

impl Word for Effort {
    type Id = EffortId;
    const VERSION: u16 = 1;

    fn id(&self) -> EffortId {
        self.id
    }

    fn hangs_on(&self, _: &State) -> Vec<RowKey> {
        self.roles.iter().copied().map(Role::key).collect()
    }

    fn spoke_of(&self) -> Vec<RoleId> {
        let earlier = self.history.iter().flat_map(|amended| &amended.was.roles);
        earlier.copied().collect()
    }

    fn for_readers(mut self, readers: &Audience, written_for: &dyn Fn(&[RoleId]) -> Audience) -> Self {
        self.history
            .retain(|amended| written_for(&amended.was.roles).covers(readers));
        self
    }

    /// Who made it stays.
    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    /// Earlier wordings go where they name her: nobody could edit them any more.
    fn erased(&self, leader: &Leader) -> Erasure<Self> {
        let named = |amended: &Amended| mentions(&amended.was.result, &leader.details.name);
        if !self.history.iter().any(named) {
            return Erasure::Kept("the effort was made, and its author edits its words");
        }
        let mut effort = self.clone();
        effort.history.retain(|amended| !named(amended));
        Erasure::Scrubbed(effort)
    }

    fn text(&self, _: &State) -> Option<String> {
        (!self.removed && !self.result.is_empty()).then(|| self.result.clone())
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let role = *self.roles.first()?;
        let title = state.get::<Role>(role).map_or("", Role::called);
        Some(Hit {
            kind: Kind::Effort,
            title: self.result.clone(),
            detail: format!(
                "{} for {title}, {}",
                self.kind.label(),
                self.on().format("%-d %b %Y")
            ),
            goal: Goal::Role(role),
        })
    }

    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let Some(before) = before else {
            return Some(Command::RemoveEffort { effort: now.id }.into());
        };
        let removed = |effort: &Self| Restorable::Removed {
            effort: effort.id,
            removed: effort.removed,
        };
        let draft = |effort: &Self| Restorable::Effort {
            effort: effort.id,
            draft: effort.draft(),
        };
        restore::back(removed(before), removed(now)).or_else(|| restore::back(draft(before), draft(now)))
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(version: u16, fields: &mut Map<String, Value>) {
        if version < 2
            && let Some(draft) = fields.get_mut("draft").and_then(Value::as_object_mut)
            && let Some(role) = draft.remove("role")
        {
            // Version 1 logged each effort for one role.
            draft.insert("roles".into(), json!([role]));
        }
    }

    fn says(&self) -> Says {
        let about = |draft: &EffortDraft| draft.roles.clone().into_iter().map(Role::key);
        match self {
            Self::LogEffort { effort, draft } => Says {
                by: Giver::Member,
                creates: vec![Effort::key(*effort)],
                needs: about(draft).collect(),
                wants: vec![],
                names: vec![],
                may_name: vec![],
            },
            Self::AmendEffort { effort, draft } => Says {
                by: Giver::Member,
                creates: vec![],
                needs: [Effort::key(*effort)].into_iter().chain(about(draft)).collect(),
                wants: vec![],
                names: vec![],
                may_name: vec![],
            },
            Self::RemoveEffort { effort } | Self::ShareWords { effort } => Says {
                by: Giver::Member,
                creates: vec![],
                needs: vec![Effort::key(*effort)],
                wants: vec![],
                names: vec![],
                may_name: vec![],
            },
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        match self {
            Self::LogEffort { effort, draft } => Effort::log(state, *effort, draft, by, ctx),
            Self::AmendEffort { effort, draft } => Effort::amend(state, *effort, draft, by, ctx),
            Self::RemoveEffort { effort } => Effort::set_removed(state, *effort, true),
            Self::ShareWords { effort } => Effort::share_words(state, *effort),
        }
    }
}

impl Effort {
    pub const MAX_QUANTITY: u32 = 10_000;
    pub const MAX_MINUTES: u32 = 1_440;
    /// Earlier wordings that are kept.
    pub const KEPT: usize = 20;
    /// How long words wait before leaders see them, in seconds.
    pub const WORDS_WAIT: i64 = 120;

    /// The civil day on which it happened, where it was logged.
    pub fn on(&self) -> NaiveDate {
        self.happened_at.date_naive()
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
            by,
            removed: false,
            words_from: None,
            history: Vec::new(),
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
        effort.words_from = Self::words_from(&effort.result, ctx);
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
        let effort = effort.for_readers(&readers, &|roles| spread.audience_of(roles));
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

impl<'a> State<'a> {
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
mod tests {
    use super::*;
    use crate::domain::{Story, role};

    #[test]
    fn an_effort_is_logged_once_it_was_made() {
        let mut story = Story::begin();
        let log = |story: &mut Story, ahead: TimeDelta| {
            let draft = EffortDraft::one(EffortKind::Screen, Story::role("data"), story.now + ahead);
            let effort = Story::effort("screen");
            story.tries(Command::LogEffort { effort, draft })
        };
        let tomorrow = log(&mut story, TimeDelta::days(1));
        assert!(matches!(tomorrow, Err(Refusal::DateAhead { .. })), "{tomorrow:?}");
        log(&mut story, TimeDelta::minutes(5)).unwrap();
    }

    #[test]
    fn words_written_for_few_never_come_along_to_roles_that_more_see() {
        let mut story = Story::begin();
        story.opens("chief", "Chief of Staff");
        story.does(role::Command::RestrictRole {
            role: Story::role("chief"),
            audience: Audience::People([Story::user("priya")].into()),
            code_name: None,
        });
        story.logs("call", "chief", |draft| {
            draft.result = "the present one does not know".into()
        });
        let amend = |story: &mut Story, role: &str, words: &str| {
            let effort = Story::effort("call");
            let mut draft = story.state().get::<Effort>(effort).unwrap().draft();
            (draft.roles, draft.result) = (vec![Story::role(role)], words.into());
            story.tries(Command::AmendEffort { effort, draft })
        };
        let same = amend(&mut story, "data", "the present one does not know");
        assert_eq!(same, Err(Refusal::WordsForFewer));
        amend(&mut story, "data", "screened two").unwrap();
        let effort = story
            .state()
            .get::<Effort>(Story::effort("call"))
            .unwrap()
            .clone();
        assert_eq!(
            (effort.result.as_str(), effort.history.len()),
            ("screened two", 0)
        );
        // Back among few, it may say again what it said for all, and take it back out.
        amend(&mut story, "chief", "screened two").unwrap();
        amend(&mut story, "chief", "he is leaving").unwrap();
        assert_eq!(
            amend(&mut story, "data", "he is leaving"),
            Err(Refusal::WordsForFewer)
        );
        amend(&mut story, "data", "screened two").unwrap();
        let effort = story
            .state()
            .get::<Effort>(Story::effort("call"))
            .unwrap()
            .clone();
        assert!(
            effort
                .history
                .iter()
                .all(|amended| amended.was.roles == [Story::role("data")])
        );
    }

    #[test]
    fn one_tap_logs_with_the_defaults_of_its_kind() {
        let mut story = Story::begin();
        story.logs("call", "data", |_| {});
        let effort = story
            .state()
            .get::<Effort>(Story::effort("call"))
            .unwrap()
            .clone();
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
            Effort::log(
                &story.state(),
                Story::effort("call"),
                &draft,
                Story::user("priya"),
                &story.ctx(),
            )
            .unwrap_err()
            .to_string()
        };
        assert_eq!(
            refused(|draft| draft.quantity = 0),
            "how many must be from 1 to 10000"
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
        assert!(refused(|draft| draft.happened_at += TimeDelta::days(3)).contains("2026-11-22"));
    }

    #[test]
    fn the_same_effort_is_never_logged_twice() {
        let mut story = Story::begin();
        story.logs("call", "data", |_| {});
        let draft = EffortDraft::one(EffortKind::Outreach, Story::role("data"), story.now);
        let again = story.tries(Command::LogEffort {
            effort: Story::effort("call"),
            draft,
        });
        assert_eq!(again, Err(Refusal::Exists { what: Kind::Effort }));
    }

    #[test]
    fn an_amended_effort_keeps_what_it_said_before() {
        let mut story = Story::begin();
        story.logs("call", "data", |draft| draft.quantity = 12);
        let id = Story::effort("call");
        let mut draft = story.state().get::<Effort>(id).unwrap().draft();
        for quantity in 13..50 {
            draft.quantity = quantity;
            story.does(Command::AmendEffort {
                effort: id,
                draft: draft.clone(),
            });
        }
        let again = story.does(Command::AmendEffort { effort: id, draft });
        assert!(again.is_empty(), "saying the same changes nothing");
        let effort = story.state().get::<Effort>(id).unwrap().clone();
        assert_eq!(effort.quantity, 49);
        let kept: Vec<u32> = effort
            .history
            .iter()
            .map(|amended| amended.was.quantity)
            .collect();
        assert_eq!(kept, (29..49).collect::<Vec<_>>(), "the last twenty");
    }

    #[test]
    fn an_amendment_is_checked_like_a_new_effort() {
        let mut story = Story::begin();
        story.logs("call", "data", |_| {});
        let effort = Story::effort("call");
        let mut draft = story.state().get::<Effort>(effort).unwrap().draft();
        draft.roles = vec![Story::role("nobody's")];
        let refused = story.tries(Command::AmendEffort { effort, draft });
        assert_eq!(refused, Err(Refusal::Unknown { what: Kind::Role }));
    }

    #[test]
    fn words_wait_two_minutes_unless_shared_now_and_counts_do_not() {
        let mut story = Story::begin();
        story.logs("plain", "data", |_| {});
        story.logs("words", "data", |draft| draft.result = "Pay is the brake".into());
        let (plain, words) = (Story::effort("plain"), Story::effort("words"));
        let now = |story: &Story| story.now.with_timezone(&Utc);
        assert!(
            story
                .state()
                .get::<Effort>(plain)
                .unwrap()
                .shows_words(now(&story))
        );
        assert!(
            !story
                .state()
                .get::<Effort>(words)
                .unwrap()
                .shows_words(now(&story))
        );
        story.now += TimeDelta::seconds(119);
        assert!(
            !story
                .state()
                .get::<Effort>(words)
                .unwrap()
                .shows_words(now(&story))
        );
        story.now += TimeDelta::seconds(1);
        assert!(
            story
                .state()
                .get::<Effort>(words)
                .unwrap()
                .shows_words(now(&story))
        );

        let mut draft = story.state().get::<Effort>(words).unwrap().draft();
        draft.minutes = 5;
        story.does(Command::AmendEffort {
            effort: words,
            draft: draft.clone(),
        });
        assert!(
            story
                .state()
                .get::<Effort>(words)
                .unwrap()
                .shows_words(now(&story)),
            "the words are the same"
        );
        draft.result = "Pay is too low".into();
        story.does(Command::AmendEffort { effort: words, draft });
        assert!(
            !story
                .state()
                .get::<Effort>(words)
                .unwrap()
                .shows_words(now(&story)),
            "new words wait anew"
        );
        story.does(Command::ShareWords { effort: words });
        assert!(
            story
                .state()
                .get::<Effort>(words)
                .unwrap()
                .shows_words(now(&story))
        );
    }
}
