//! How a workspace works: when leaders hear, and what an activity usually takes.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use crate::domain::{
    Audience, Body, Called, Change, Changes, Commands, Ctx, Effort, EffortKind, Erasure, Giver, Hit, Keeping,
    Leader, Power, Refusal, Rhythm, RowKey, Says, State, Told, UserId, Word,
};

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Settings {
    #[serde(default)]
    pub cadence: Cadence,
    /// Minutes of one activity, where they differ from [`EffortKind::default_minutes`]; 1 to 1,440.
    #[serde(default)]
    pub minutes: BTreeMap<EffortKind, u32>,
    /// What leaders know of candidates, and for how long those are kept.
    #[serde(default, skip_serializing_if = "Keeping::is_default")]
    pub candidates: Keeping,
    /// What whoever needs somebody is called on screen.
    #[serde(default, skip_serializing_if = "Called::is_default")]
    pub called: Called,
}

/// How often a leader hears. The defaults rest on judgement, not on a trial.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Cadence {
    /// Longest silence towards a leader, in business days; 1 to 20.
    pub longest_silence: u32,
    /// Updates fall on this day of the week where that keeps the silence short enough.
    #[serde(default)]
    pub weekday: Option<Weekday>,
    /// Days that are no business days, besides weekends; at most [`Cadence::MAX_HOLIDAYS`].
    #[serde(default)]
    pub holidays: BTreeSet<NaiveDate>,
}

impl Default for Cadence {
    fn default() -> Self {
        Self {
            longest_silence: 5,
            weekday: None,
            holidays: BTreeSet::new(),
        }
    }
}

impl Cadence {
    pub const MAX_SILENCE: u32 = Rhythm::LONGEST;
    pub const MAX_HOLIDAYS: usize = 200;
    /// A fixed weekday this near to the last update is passed over: that update was this week's. In days.
    const NEAR: u64 = 2;

    /// Monday to Friday, without holidays.
    pub fn is_business_day(&self, day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !self.holidays.contains(&day)
    }

    /// Business days after this day, until that one.
    pub fn business_days(&self, after: NaiveDate, until: NaiveDate) -> i64 {
        let days = (until - after).num_days().max(0);
        let (weeks, rest) = (days / 7, days % 7);
        let is_weekday = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let in_rest = after
            .iter_days()
            .skip(1)
            .take(rest as usize)
            .filter(is_weekday)
            .count();
        let free = self
            .holidays
            .iter()
            .filter(|day| after < **day && **day <= until && is_weekday(day));
        weeks * 5 + in_rest as i64 - free.count() as i64
    }

    /// The day by which a leader hears who last heard on `since`; what is usual for them comes before what is for everybody.
    pub fn next_after(&self, since: NaiveDate, rhythm: Rhythm) -> NaiveDate {
        let weekday = rhythm.usual_day.or(self.weekday);
        let longest = rhythm.longest_silence.unwrap_or(self.longest_silence);
        let allowed: Vec<NaiveDate> = since
            .iter_days()
            .skip(1)
            .filter(|day| self.is_business_day(*day))
            .take(longest.max(1) as usize)
            .collect();
        let fixed = allowed
            .iter()
            .rev()
            .find(|day| Some(day.weekday()) == weekday && **day > since + Days::new(Self::NEAR));
        fixed.or(allowed.last()).copied().unwrap_or(since)
    }
}

impl Settings {
    /// What this many of a kind usually take, in minutes; at most a day.
    pub fn usual_minutes(&self, kind: EffortKind, quantity: u32) -> u32 {
        match self.minutes.get(&kind) {
            Some(each) if kind.counts_once() => *each,
            Some(each) => each.saturating_mul(quantity).min(Effort::MAX_MINUTES),
            None => kind.default_minutes(quantity),
        }
    }

    fn checked(&self, ctx: &Ctx) -> Result<(), Refusal> {
        let range = |field: &str, value: u32, max: u32| {
            if (1..=max).contains(&value) {
                return Ok(());
            }
            Err(Refusal::OutOfRange {
                field: field.into(),
                min: 1,
                max: max.into(),
            })
        };
        range(
            "the longest silence",
            self.cadence.longest_silence,
            Cadence::MAX_SILENCE,
        )?;
        for minutes in self.minutes.values() {
            range("the minutes", *minutes, Effort::MAX_MINUTES)?;
        }
        self.candidates.checked()?;
        if self.cadence.holidays.len() > Cadence::MAX_HOLIDAYS {
            return Err(Refusal::OutOfRange {
                field: "how many holidays".into(),
                min: 0,
                max: Cadence::MAX_HOLIDAYS as i64,
            });
        }
        for day in &self.cadence.holidays {
            ctx.require_reachable(*day)?;
        }
        Ok(())
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    PutSettings(Settings),
    /// The word alone, so that taking it back leaves whatever else was changed.
    CallLeaders {
        called: Called,
    },
}

impl Word for Settings {
    /// There is one such row in a workspace.
    type Id = ();
    const VERSION: u16 = 1;

    fn id(&self) {}

    fn hangs_on(&self) -> Vec<RowKey> {
        Vec::new()
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
        Erasure::Kept("they name nobody")
    }

    fn text(&self, _: &State) -> Option<String> {
        None
    }

    fn hit(&self, _: &State) -> Option<Hit> {
        None
    }

    /// What others are told by, and how long candidates are kept, is changed in the open; a word is taken back.
    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let before = before.cloned().unwrap_or_default();
        let back = Self {
            called: before.called,
            ..now.clone()
        };
        (back == before && before != *now).then_some(Body::Settings(Command::CallLeaders {
            called: before.called,
        }))
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        Says {
            by: Giver::Power(Power::ChangeSettings),
            creates: Vec::new(),
            needs: Vec::new(),
            wants: Vec::new(),
            names: Vec::new(),
            may_name: Vec::new(),
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, _: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        let settings = match self {
            Self::PutSettings(settings) => settings.clone(),
            Self::CallLeaders { called } => Settings {
                called: *called,
                ..state.settings()
            },
        };
        settings.checked(ctx)?;
        if state.settings() == settings {
            return Ok(Changes::new());
        }
        Ok(Change::put(settings).into())
    }
}

impl State<'_> {
    /// The workspace's settings; the defaults until somebody changes them.
    pub fn settings(&self) -> Settings {
        self.get::<Settings>(()).cloned().unwrap_or_default()
    }

    /// What leaders are called on screen.
    pub fn called(&self) -> Called {
        self.get::<Settings>(())
            .map_or_else(|_| Called::default(), |settings| settings.called)
    }

    /// What whoever tells a leader something at this moment says of the next time.
    pub(in crate::domain) fn told_by_rhythm(&self, at: DateTime<FixedOffset>, rhythm: Rhythm) -> Told {
        let cadence = self.settings().cadence;
        Told {
            at,
            next_by: cadence.next_after(at.date_naive(), rhythm),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Overlay, Rows, Story, inverse};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn business_days_are_counted_as_one_by_one() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let holidays = [day("2026-12-25"), day("2026-12-26"), day("2026-12-28")].into();
        let cadence = Cadence {
            holidays,
            ..Cadence::default()
        };
        for after in day("2026-12-10").iter_days().take(9) {
            assert_eq!(cadence.business_days(after, day("2026-12-01")), 0);
            for until in after.iter_days().take(40) {
                let days = after.iter_days().skip(1).take_while(|day| *day <= until);
                let counted = days.filter(|day| cadence.is_business_day(*day)).count();
                assert_eq!(
                    cadence.business_days(after, until),
                    counted as i64,
                    "{after} to {until}"
                );
            }
        }
    }

    #[test]
    fn five_business_days_from_a_thursday_is_the_next_thursday() {
        let cadence = Cadence::default();
        assert_eq!(
            cadence.next_after(day("2026-11-19"), Rhythm::default()),
            day("2026-11-26")
        );
        assert_eq!(
            cadence.next_after(day("2026-11-21"), Rhythm::default()),
            day("2026-11-27"),
            "from a Saturday"
        );
    }

    #[test]
    fn holidays_are_no_business_days() {
        let mut cadence = Cadence::default();
        cadence.holidays.insert(day("2026-12-25"));
        assert_eq!(
            cadence.next_after(day("2026-12-21"), Rhythm::default()),
            day("2026-12-29")
        );
    }

    #[test]
    fn a_leader_with_a_usual_day_hears_on_that() {
        let cadence = Cadence {
            weekday: Some(Weekday::Thu),
            ..Cadence::default()
        };
        // A Wednesday.
        let since = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        let on = |usual: Option<Weekday>| {
            cadence
                .next_after(
                    since,
                    Rhythm {
                        usual_day: usual,
                        longest_silence: None,
                    },
                )
                .weekday()
        };
        assert_eq!((on(None), on(Some(Weekday::Tue))), (Weekday::Wed, Weekday::Tue));
    }

    #[test]
    fn a_fixed_weekday_is_kept_unless_the_last_update_was_just_before() {
        let cadence = Cadence {
            weekday: Some(Weekday::Thu),
            ..Cadence::default()
        };
        assert_eq!(
            cadence.next_after(day("2026-11-16"), Rhythm::default()),
            day("2026-11-19"),
            "from a Monday"
        );
        assert_eq!(
            cadence.next_after(day("2026-11-18"), Rhythm::default()),
            day("2026-11-25"),
            "from the Wednesday before"
        );
        assert_eq!(
            cadence.next_after(day("2026-11-19"), Rhythm::default()),
            day("2026-11-26"),
            "from a Thursday"
        );
    }

    #[test]
    fn impossible_settings_are_refused_with_their_range() {
        let mut story = Story::begin();
        let mut settings = Settings::default();
        settings.cadence.longest_silence = 21;
        let refusal = story.tries(Command::PutSettings(settings.clone())).unwrap_err();
        assert_eq!(refusal.to_string(), "the longest silence must be from 1 to 20");
        settings.cadence.longest_silence = 3;
        settings.minutes.insert(EffortKind::Screen, 20);
        story.does(Command::PutSettings(settings));
        assert_eq!(story.state().settings().usual_minutes(EffortKind::Screen, 3), 60);
        assert_eq!(
            story.state().settings().usual_minutes(EffortKind::Outreach, 3),
            18
        );
        let today = story.now.date_naive();
        let silence = story.state().standings(today)[&Story::role("data")]
            .silence
            .unwrap();
        assert_eq!(
            silence.due,
            day("2026-11-24"),
            "three business days from Thursday"
        );
    }

    #[test]
    fn what_leaders_are_called_is_taken_back_alone() {
        let mut story = Story::begin();
        let call = |called| Command::CallLeaders { called };
        story.does(call(Called::HiringManager));
        let before = Settings::default();
        let now = story.state().settings();
        assert_eq!(story.state().called(), Called::HiringManager);
        let given = Body::Settings(call(Called::HiringManager));
        let (rows, nothing) = (Rows::default(), Overlay::new());
        let way_back = inverse(&State::new(&rows, &nothing), &story.state(), &given);
        let Some(Body::Settings(back)) = way_back else {
            panic!("there is a way back");
        };
        assert_eq!(back, call(Called::Leader));
        let mut other = now.clone();
        other.cadence.longest_silence = 3;
        story.does(Command::PutSettings(other.clone()));
        story.does(back);
        assert_eq!(story.state().called(), Called::Leader);
        assert_eq!(
            story.state().settings().cadence.longest_silence,
            3,
            "the rest stays"
        );
        assert_eq!(Settings::undo(Some(&before), &before), None, "nothing changed");
        assert_eq!(
            Settings::undo(Some(&before), &other),
            None,
            "more than the word changed"
        );
    }

    proptest! {
        #[test]
        fn nobody_waits_longer_than_the_longest_silence(
            since in 0u64..3_000, silence in 1u32..=20, weekday in prop::option::of(0u8..7), holidays in prop::collection::btree_set(0u64..3_100, 0..40),
        ) {
            let first = day("2020-01-01");
            let weekday = weekday.map(|day| Weekday::try_from(day).unwrap());
            let holidays = holidays.into_iter().map(|after| first + Days::new(after)).collect();
            let cadence = Cadence { longest_silence: silence, weekday, holidays };
            let since = first + Days::new(since);
            let due = cadence.next_after(since, Rhythm::default());
            prop_assert!(due > since && cadence.is_business_day(due));
            let waited = since.iter_days().skip(1).take_while(|day| *day <= due).filter(|day| cadence.is_business_day(*day)).count();
            prop_assert!(waited <= silence as usize);
        }
    }
}
