//! After the yes: contract and first day, then, at day 30, 60 and 90, what still hurts of what hurt before. Nothing of it is from what
//! whoever was hired told their reader; what they let pass on is.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::seen::{Alone, SeenHire};
use crate::domain::{CheckIn, HireId, Item, PainId, Voice, month};

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AfterView {
    pub hire: HireId,
    pub called: String,
    /// Of a leader with several roles, which it is about.
    pub role: Option<String>,
    pub is_signed: bool,
    pub starts_on: Option<NaiveDate>,
    pub left_on: Option<NaiveDate>,
    /// Who alone reads what they answer.
    pub reader: Option<String>,
    pub asked: Option<AfterAsked>,
    pub eased: Vec<Eased>,
    /// How much of the core of the work they can do, from 1 to 5, and when that was said.
    pub tasks: Vec<(String, u8)>,
    /// What the leader wrote here, and when.
    pub words: Vec<(String, String)>,
    pub passed_on: Vec<String>,
}

/// What hurts: how much before, and how much when it was said since.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Eased {
    pub pain: PainId,
    pub what: String,
    pub before: Option<u8>,
    pub since: Vec<(String, u8)>,
}

/// What the leader is asked now: one thing at a time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AfterAsked {
    pub day: u8,
    pub about: AfterAbout,
    /// How many things are asked after it.
    pub more: usize,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub enum AfterAbout {
    Pain {
        pain: PainId,
        what: String,
        before: Option<u8>,
        /// In which month that was said.
        since: Option<&'static str>,
    },
    /// How much of the core of the work they can do.
    Tasks,
}

pub fn section(seen: Alone) -> Vec<AfterView> {
    let is_one = seen.all().roles().count() < 2;
    let today = seen.all().today();
    // A pain is asked about once, however many were hired for it.
    let mut asks = BTreeSet::new();
    let views = seen.hires().into_iter().map(|one| {
        let at = |day| one.hire.at_day(day, today);
        let details = &one.hire.details;
        AfterView {
            hire: one.hire.id,
            called: details.name.clone(),
            role: (!is_one).then(|| one.role.title().to_owned()),
            is_signed: details.signed_on.is_some(),
            starts_on: details.starts_on,
            left_on: details.left_on,
            reader: one.reader.map(str::to_owned),
            asked: asked(&one, &mut asks),
            eased: eased(&one, today),
            tasks: by_leader(&one)
                .filter_map(|said| Some((at(said.day), said.details.item(Item::Tasks)?)))
                .collect(),
            // Not how a recruiter put it.
            words: words(&one, Voice::Leader, |said| said.link.is_some())
                .map(|(day, words)| (at(day), words))
                .collect(),
            passed_on: words(&one, Voice::PassedOn, |_| true)
                .map(|(_, words)| words)
                .collect(),
        }
    });
    views.collect()
}

fn words(one: &SeenHire, voice: Voice, counts: fn(&CheckIn) -> bool) -> impl Iterator<Item = (u8, String)> {
    let said = one
        .said
        .iter()
        .filter(move |said| said.voice == voice && counts(said));
    let said = said.filter(|said| !said.details.words.is_empty());
    said.map(|said| (said.day, said.details.words.clone()))
}

fn by_leader<'a>(one: &SeenHire<'a>) -> impl Iterator<Item = &'a CheckIn> {
    let said = one.said.iter().copied();
    said.filter(|said| said.voice == Voice::Leader)
}

fn eased(one: &SeenHire, today: NaiveDate) -> Vec<Eased> {
    let pains = one.pains.iter().filter_map(|pain| {
        let since: Vec<(String, u8)> = by_leader(one)
            .filter_map(|said| Some((one.hire.at_day(said.day, today), said.details.pain(pain.id)?)))
            .collect();
        let before = one.hire.hurt_before(pain);
        (!since.is_empty()).then(|| Eased {
            pain: pain.id,
            what: pain.details.what.clone(),
            before,
            since,
        })
    });
    pains.collect()
}

/// What they have not answered yet of the day at which they are asked.
fn asked(one: &SeenHire, asks: &mut BTreeSet<PainId>) -> Option<AfterAsked> {
    let (day, said) = one.asked?;
    let said = said.map(|said| &said.details);
    let pains = one
        .pains
        .iter()
        .filter(|pain| said.is_none_or(|said| said.pain(pain.id).is_none()))
        .filter(|pain| !one.said_of_another.contains(&pain.id) && asks.insert(pain.id));
    let pains = pains.map(|pain| AfterAbout::Pain {
        pain: pain.id,
        what: pain.details.what.clone(),
        before: one.hire.hurt_before(pain),
        since: one.hire.hurt_since(pain).map(month),
    });
    let tasks = said.is_none_or(|said| said.item(Item::Tasks).is_none());
    let mut left: Vec<AfterAbout> = pains.chain(tasks.then_some(AfterAbout::Tasks)).collect();
    if left.is_empty() {
        return None;
    }
    let more = left.len() - 1;
    let about = left.swap_remove(0);
    Some(AfterAsked { day, about, more })
}

#[cfg(test)]
mod tests {
    use chrono::Utc;

    use super::*;
    use crate::domain::{
        Actor, CheckInDetails, PainDetails, Scope, Score, ShareLink, Shown, Story, Target, Voice, check_in,
        hire, pain,
    };
    use crate::portal::view::{PortalView, project};

    fn story() -> Story {
        let mut story = Story::begin();
        story.joins("priya");
        story.hurts("late", "data", "Late reports");
        story.does(pain::Command::EditPain {
            pain: Story::pain("late"),
            details: PainDetails {
                severity: Some(8),
                shown: Shown::Leader,
                ..PainDetails::said("Late reports", story.now.date_naive())
            },
            base: None,
        });
        story.hires("sam", "data", "Sam Reed", 30);
        story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
        story
    }

    fn view(story: &Story, edit: impl Fn(&mut ShareLink)) -> PortalView {
        let state = story.state();
        let mut link = state.get::<ShareLink>(Story::link("link")).unwrap().clone();
        edit(&mut link);
        let now = story.now.with_timezone(&Utc);
        project(&state, &link, story.now.date_naive(), now).unwrap().view
    }

    #[test]
    fn one_thing_is_asked_at_a_time_and_then_stands_beside_what_it_was_before() {
        let mut story = story();
        let after = view(&story, |_| {}).after;
        let late = Story::pain("late");
        let about = AfterAbout::Pain {
            pain: late,
            what: "Late reports".into(),
            before: Some(8),
            since: Some("November"),
        };
        let (day, more) = (30, 1);
        assert_eq!(after[0].asked, Some(AfterAsked { day, about, more }));
        assert_eq!(after[0].reader.as_deref(), Some("priya"));
        story.actor = Actor::Link(Story::link("link"));
        story.does(check_in::Command::TellCheckIn {
            check_in: Story::check_in("told"),
            hire: Story::hire("sam"),
            day: 30,
            details: Box::new(CheckInDetails {
                scores: vec![Score::of_pain(late, 3)],
                words: "Better".into(),
                ..CheckInDetails::default()
            }),
        });
        let after = view(&story, |_| {}).after;
        let asked = after[0].asked.as_ref().map(|asked| &asked.about);
        assert_eq!(asked, Some(&AfterAbout::Tasks));
        assert_eq!(after[0].words, [("at day 30".into(), "Better".into())]);
        let (what, before, since) = ("Late reports".into(), Some(8), vec![("at day 30".into(), 3)]);
        let pain = Story::pain("late");
        assert_eq!(
            after[0].eased,
            [Eased {
                pain,
                what,
                before,
                since
            }]
        );
    }

    #[test]
    fn a_pain_is_asked_about_once_however_many_were_hired_for_it() {
        let mut story = story();
        story.hires("kim", "data", "Kim Lund", 30);
        let asked = |story: &Story| -> Vec<_> {
            let after = view(story, |_| {}).after;
            let asked = after
                .into_iter()
                .map(|one| one.asked.map(|asked| (asked.about, asked.more)));
            asked.collect()
        };
        let of_tasks = (AfterAbout::Tasks, 0);
        let before = asked(&story);
        assert!(before.contains(&Some(of_tasks.clone())), "{before:?}");
        assert!(
            before
                .iter()
                .any(|asked| matches!(asked, Some((AfterAbout::Pain { .. }, 1)))),
            "{before:?}"
        );
        let late = Story::pain("late");
        story.says("sam", Voice::Leader, "", &[Score::of_pain(late, 3)]);
        // What was noted of Sam is not asked again, and of Kim the pain is not either.
        assert_eq!(
            asked(&story).into_iter().flatten().collect::<Vec<_>>(),
            [of_tasks]
        );
    }

    #[test]
    fn each_pain_is_asked_about_with_the_month_in_which_it_was_said_how_much_it_hurts() {
        let rates = |story: &mut Story, severity| {
            story.does(pain::Command::EditPain {
                pain: Story::pain("late"),
                details: PainDetails {
                    severity: Some(severity),
                    shown: Shown::Leader,
                    ..PainDetails::said("Late reports", Story::begin().now.date_naive())
                },
                base: None,
            });
        };
        let since = |story: &Story| match view(story, |_| {}).after[0].asked.as_ref().unwrap().about {
            AfterAbout::Pain { before, since, .. } => (before, since),
            AfterAbout::Tasks => panic!("a pain comes first"),
        };
        let mut story = story();
        let month = chrono::TimeDelta::days(31);
        story.now += month;
        // They said yes in November: what was said of it since is another number.
        rates(&mut story, 4);
        assert_eq!(since(&story), (Some(8), Some("November")));
        let mut story = self::story();
        story.hurts("slow", "data", "Slow answers");
        story.now += month;
        story.does(pain::Command::RemovePain {
            pain: Story::pain("late"),
        });
        let was = story
            .state()
            .get::<crate::domain::PainPoint>(Story::pain("slow"))
            .unwrap();
        let details = PainDetails {
            severity: Some(6),
            shown: Shown::Leader,
            ..was.details.clone()
        };
        story.does(pain::Command::EditPain {
            pain: Story::pain("slow"),
            details,
            base: None,
        });
        assert_eq!(
            since(&story),
            (Some(6), Some("December")),
            "nobody had said so in November"
        );
    }

    #[test]
    fn what_a_recruiter_noted_in_a_talk_is_not_asked_again_and_stays_in_their_words() {
        let mut story = story();
        story.says("sam", Voice::Leader, "Xnotedx", &[Score::of(Item::Tasks, 4)]);
        let view = view(&story, |_| {});
        assert_eq!(view.after[0].asked, None);
        assert!(!serde_json::to_string(&view).unwrap().contains("Xnotedx"));
    }

    #[test]
    fn what_they_answered_is_on_no_page_and_what_they_let_pass_on_is_on_the_leaders() {
        let mut story = story();
        story.says("sam", Voice::Hire, "Xsecretx", &[Score::of(Item::Told, 1)]);
        let before = view(&story, |_| {});
        assert!(!serde_json::to_string(&before).unwrap().contains("Xsecretx"));
        story.says("sam", Voice::PassedOn, "Data access", &[]);
        assert_eq!(view(&story, |_| {}).after[0].passed_on, ["Data access"]);
        for scope in [Scope::Read, Scope::TeamSafe] {
            assert!(view(&story, |link| link.scope = scope).after.is_empty());
        }
        story.says("sam", Voice::Leader, "Xleaderx", &[Score::of(Item::Tasks, 4)]);
        story.leaves(1, "Dana");
        let deputy = view(&story, |link| link.deputy = true);
        assert_eq!(
            (&deputy.after[0].asked, deputy.after[0].passed_on.len()),
            (&None, 0)
        );
        assert_eq!((deputy.after[0].words.len(), deputy.after[0].eased.len()), (0, 0));
        assert!(
            view(&story, |_| {}).on_paper().after.is_empty(),
            "paper goes from hand to hand"
        );
    }

    #[test]
    fn the_yes_of_somebody_who_is_not_shown_is_not_told_as_anothers() {
        let mut story = story();
        story.now += chrono::TimeDelta::days(20);
        story
            .moves("data", crate::domain::Stage::Offer, None, None)
            .unwrap();
        story.does(hire::Command::AddHire {
            hire: Story::hire("kim"),
            role: Story::role("data"),
            candidate: None,
            details: Box::new(crate::domain::HireDetails {
                yes_on: Some(story.now.date_naive()),
                ..crate::domain::HireDetails::named("Kim Lund")
            }),
        });
        let json = serde_json::to_string(&view(&story, |_| {}).head.lead).unwrap();
        assert!(json.contains("Accepted") && !json.contains("Sam Reed"), "{json}");
        assert!(!json.contains("Kim Lund"), "{json}");
    }

    #[test]
    fn nothing_stands_there_before_somebody_puts_it_there() {
        let mut story = story();
        let now = story
            .state()
            .get::<crate::domain::Hire>(Story::hire("sam"))
            .unwrap()
            .clone();
        let mut details = now.details.clone();
        details.shown = None;
        story.does(hire::Command::EditHire {
            hire: now.id,
            details,
            base: Some(now.details),
        });
        let view = view(&story, |_| {});
        assert!(view.after.is_empty());
        assert!(!serde_json::to_string(&view).unwrap().contains("Sam Reed"));
    }
}
