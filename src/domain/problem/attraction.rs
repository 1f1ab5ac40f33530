//! "Is the role attracting the right talent?": how many of those who came were worth a talk, week by week, and whether what speaks
//! against people stands in the brief.

use chrono::{Days, NaiveDate, NaiveTime};

use super::{
    alike::are_alike,
    source::{Sort, not_wanted},
};
use crate::domain::{Brief, EffortKind, RoleId, Spec, State, week_start};

/// Weeks that are looked at, the present one included.
const WEEKS: u64 = 6;

/// How often something must have spoken against people before a change is proposed for it.
const LEAST: usize = 2;

/// One week.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WeekCame {
    /// Its Monday.
    pub starts: NaiveDate,
    /// Whose CV was read, and who answered when they were approached.
    pub came: u32,
    /// Who was worth a first talk.
    pub talked: u32,
}

/// A change that what was said of people speaks for, and how often it was said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Advice {
    /// It is asked for, and those who come do not bring it: it may be too much, or the ad may not say it.
    Must { what: String, times: usize },
    /// It is asked for nowhere, and people are turned down for it all the same.
    Unsaid { words: String, times: usize },
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Attraction {
    /// The newest first; without those in which nobody came.
    pub weeks: Vec<WeekCame>,
    /// What spoke against people, as it was said.
    pub reasons: Vec<(Sort, String)>,
    pub advice: Vec<Advice>,
}

impl Attraction {
    /// How many came, and how many of them were worth a talk.
    pub fn sum(&self) -> (u32, u32) {
        self.weeks.iter().fold((0, 0), |(came, talked), week| {
            (came.saturating_add(week.came), talked.saturating_add(week.talked))
        })
    }
}

impl State<'_> {
    pub fn attraction(&self, role: RoleId, today: NaiveDate) -> Attraction {
        let candidates = self.candidates(role).into_iter();
        let reasons = candidates.flat_map(|candidate| {
            let said = not_wanted(candidate).map(|(sort, words, _)| (sort, words.to_owned()));
            said.collect::<Vec<_>>()
        });
        let reasons: Vec<(Sort, String)> = reasons.collect();
        Attraction {
            weeks: self.weeks_of(role, today),
            advice: self.advice(role, &reasons),
            reasons,
        }
    }

    fn weeks_of(&self, role: RoleId, today: NaiveDate) -> Vec<WeekCame> {
        let this_week = week_start(today);
        // A day before the first of them, since a day begins elsewhere before it begins here.
        let first = this_week - Days::new(7 * (WEEKS - 1) + 1);
        let efforts: Vec<_> = self
            .efforts_since(role, first.and_time(NaiveTime::MIN).and_utc().timestamp())
            .collect();
        let weeks = (0..WEEKS).map(|back| {
            let starts = this_week - Days::new(7 * back);
            let mut week = WeekCame {
                starts,
                came: 0,
                talked: 0,
            };
            for effort in efforts.iter().filter(|effort| week_start(effort.on()) == starts) {
                let (sum, more) = match effort.kind {
                    EffortKind::CvReview => (&mut week.came, effort.quantity),
                    EffortKind::Outreach => (&mut week.came, effort.replies),
                    EffortKind::Screen => (&mut week.talked, effort.quantity),
                    EffortKind::MarketMap
                    | EffortKind::Intake
                    | EffortKind::Debrief
                    | EffortKind::AdRewrite => continue,
                };
                *sum = sum.saturating_add(more);
            }
            week
        });
        weeks.filter(|week| week.came + week.talked > 0).collect()
    }

    fn advice(&self, role: RoleId, reasons: &[(Sort, String)]) -> Vec<Advice> {
        let spec = self.brief(role).spec;
        let musts = spec.musts.iter().filter_map(|must| {
            let times = reasons
                .iter()
                .filter(|(_, reason)| is_about(reason, &must.what))
                .count();
            (times >= LEAST).then(|| Advice::Must {
                what: must.what.clone(),
                times,
            })
        });
        let mut advice: Vec<Advice> = musts.collect();
        let unsaid: Vec<&String> = reasons
            .iter()
            .map(|(_, reason)| reason)
            .filter(|reason| !says(&spec, reason))
            .collect();
        let mut told: Vec<&String> = Vec::new();
        for reason in &unsaid {
            let alike = |other: &&&String| are_alike(other, reason);
            let times = unsaid.iter().filter(alike).count();
            if times >= LEAST && !told.iter().any(|told| are_alike(told, reason)) {
                told.push(reason);
                advice.push(Advice::Unsaid {
                    words: (*reason).clone(),
                    times,
                });
            }
        }
        advice
    }

    /// How many people were not wanted in a role for reasons of which what was asked for on that day says nothing, and how many
    /// were not wanted at all once something was asked for.
    pub fn unsaid(&self, role: RoleId) -> (u32, u32) {
        let Ok(brief) = self.get::<Brief>(role) else {
            return (0, 0);
        };
        let (mut unsaid, mut all) = (0, 0);
        for candidate in self.candidates(role) {
            let reasons = not_wanted(candidate).map(|(_, words, at)| (words, brief.spec_at(at)));
            let reasons: Vec<_> = reasons.filter(|(_, spec)| !spec.is_empty()).collect();
            all += u32::from(!reasons.is_empty());
            let is_unsaid = !reasons.is_empty() && !reasons.iter().any(|(words, spec)| says(spec, words));
            unsaid += u32::from(is_unsaid);
        }
        (unsaid, all)
    }
}

/// Whether what is asked for says something of this reason.
fn says(spec: &Spec, reason: &str) -> bool {
    let terms = [&spec.nice, &spec.pay, &spec.places];
    let musts = spec.musts.iter().map(|must| &must.what);
    musts.chain(terms).any(|what| is_about(reason, what))
}

fn is_about(reason: &str, what: &str) -> bool {
    are_alike(reason, what) || shares_a_word(reason, what)
}

/// Words that say nothing of what somebody brings.
const EMPTY: &[&str] = &[
    "about", "after", "also", "been", "before", "could", "does", "enough", "ever", "from", "have", "here",
    "into", "just", "know", "like", "more", "most", "much", "must", "need", "needs", "never", "only", "over",
    "some", "than", "that", "their", "them", "then", "there", "they", "this", "very", "want", "wants",
    "well", "were", "what", "when", "which", "with", "work", "works", "would", "year", "years",
];

/// Whether a word of some length is in both, be it with another ending.
fn shares_a_word(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric());
        let long = words.filter(|word| word.chars().count() >= 4 && !EMPTY.contains(word));
        long.map(|word| word.chars().take(5).collect()).collect()
    };
    let other = words(other);
    words(one).iter().any(|word| other.contains(word))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::{BriefDetails, Ending, Must, Spec, Story, brief, candidate};

    fn turned_down(story: &mut Story, name: &str, because: &str) {
        story.finds(name, "data", name);
        story.does(candidate::Command::EndCandidate {
            candidate: Story::candidate(name),
            ending: Ending::TurnedDown,
            because: because.into(),
        });
    }

    fn asks_for(story: &mut Story, what: &str) {
        story.does(brief::Command::EditBrief {
            role: Story::role("data"),
            leader: Some(Story::leader("dana")),
            details: Box::new(BriefDetails {
                spec: Spec {
                    musts: vec![Must {
                        id: Story::must("a"),
                        what: what.into(),
                        pain: None,
                    }],
                    ..Spec::default()
                },
                ..BriefDetails::default()
            }),
            base: None,
            prompt: None,
        });
    }

    #[test]
    fn those_who_came_are_held_against_those_who_were_worth_a_talk_week_by_week() {
        let mut story = Story::begin();
        story.now += TimeDelta::days(14);
        let (now, week) = (story.now, TimeDelta::days(7));
        let mut logs = |name: &str, kind, quantity, replies, at| {
            story.logs(name, "data", |draft| {
                (draft.kind, draft.quantity, draft.replies, draft.happened_at) =
                    (kind, quantity, replies, at);
            });
        };
        logs("read", EffortKind::CvReview, 14, 0, now);
        logs("reached", EffortKind::Outreach, 20, 4, now);
        logs("talked", EffortKind::Screen, 3, 0, now);
        logs("earlier", EffortKind::CvReview, 6, 0, now - week);
        logs("met", EffortKind::Intake, 1, 0, now - week);
        let found = story.state().attraction(Story::role("data"), now.date_naive());
        let weeks: Vec<_> = found.weeks.iter().map(|week| (week.came, week.talked)).collect();
        assert_eq!((weeks, found.sum()), (vec![(18, 3), (6, 0)], (24, 3)));
    }

    #[test]
    fn what_is_asked_for_and_nobody_brings_is_proposed_for_a_change() {
        let mut story = Story::begin();
        asks_for(&mut story, "Runs night jobs alone");
        turned_down(&mut story, "sam", "Never ran a night job");
        let found = |story: &Story| {
            story
                .state()
                .attraction(Story::role("data"), story.now.date_naive())
                .advice
        };
        assert_eq!(found(&story), [], "once is no pattern");
        turned_down(&mut story, "kim", "has not seen the night shift");
        let must = Advice::Must {
            what: "Runs night jobs alone".into(),
            times: 2,
        };
        assert_eq!(found(&story), [must]);
    }

    #[test]
    fn what_is_asked_for_nowhere_is_proposed_for_the_brief_once() {
        let mut story = Story::begin();
        asks_for(&mut story, "Runs night jobs alone");
        for (name, because) in [
            ("sam", "Speaks no Dutch"),
            ("kim", "speaks no dutch"),
            ("lee", "Too far away"),
        ] {
            turned_down(&mut story, name, because);
        }
        let found = story
            .state()
            .attraction(Story::role("data"), story.now.date_naive());
        assert_eq!(found.reasons.len(), 3);
        assert!(
            matches!(&found.advice[..], [Advice::Unsaid { times: 2, .. }]),
            "{found:?}"
        );
    }
}
