//! The sample's offer that waits for a yes, somebody who started a month ago, and somebody who has been there for three.

use chrono::{Days, NaiveDate};

use crate::browser::clock;
use crate::domain::{
    Body, Called, CheckInDetails, CheckInId, HireDetails, HireId, Item, LeaderId, PainId, Ready, RoleId,
    Score, Voice, check_in, hire::Command,
};

fn ago(days: u64) -> Option<NaiveDate> {
    clock::today().checked_sub_days(Days::new(days))
}

/// What was said at one of the days after the start.
struct Talk {
    /// Days ago.
    ago: u64,
    day: u8,
    /// How much still hurts what hurt before, as the leader says it; none where it is whoever was hired who speaks.
    hurts: Option<u8>,
    scores: &'static [(Item, u8)],
    words: &'static str,
}

const TALKS: [Talk; 6] = [
    Talk {
        ago: 61,
        day: 30,
        hurts: None,
        scores: &[
            (Item::Expected, 4),
            (Item::Tasks, 3),
            (Item::Someone, 4),
            (Item::Told, 5),
        ],
        words: "The three lists are worse than I was told, and people help.",
    },
    Talk {
        ago: 60,
        day: 30,
        hurts: Some(6),
        scores: &[(Item::Tasks, 3)],
        words: "",
    },
    Talk {
        ago: 31,
        day: 60,
        hurts: None,
        scores: &[(Item::Tasks, 4), (Item::Judged, 4), (Item::Time, 4)],
        words: "Two of the three lists are one by now.",
    },
    Talk {
        ago: 30,
        day: 60,
        hurts: Some(6),
        scores: &[(Item::Tasks, 4)],
        words: "",
    },
    Talk {
        ago: 1,
        day: 90,
        hurts: None,
        scores: &[(Item::Tasks, 5), (Item::Team, 5), (Item::Year, 5)],
        words: "",
    },
    Talk {
        ago: 1,
        day: 90,
        hurts: Some(3),
        scores: &[(Item::Tasks, 5)],
        words: "One list, and it was right twice.",
    },
];

impl Talk {
    fn noted(&self, hire: HireId, pains: &[PainId]) -> Body {
        let hurts = self.hurts.zip(pains.first());
        let hurts = hurts.map(|(worth, pain)| Score::of_pain(*pain, worth));
        let scores = self.scores.iter().map(|(item, worth)| Score::of(*item, *worth));
        Body::CheckIn(check_in::Command::NoteCheckIn {
            check_in: clock::fresh(CheckInId::new),
            hire,
            day: self.day,
            voice: if self.hurts.is_some() {
                Voice::Leader
            } else {
                Voice::Hire
            },
            details: Box::new(CheckInDetails {
                scores: hurts.into_iter().chain(scores).collect(),
                words: self.words.into(),
                ..CheckInDetails::default()
            }),
        })
    }
}

/// How many days ago, and what.
pub fn hires(title: &str, (role, leader): (RoleId, LeaderId), pains: &[PainId]) -> Vec<(u64, Body)> {
    let hire = clock::fresh(HireId::new);
    let adds = |details: HireDetails| {
        Body::Hire(Command::AddHire {
            hire,
            role,
            candidate: None,
            details: details.into(),
        })
    };
    match title {
        "Talent Partner" => vec![(
            4,
            adds(HireDetails {
                approved: true,
                pay_told: true,
                matters: "Two days at home, and no travel on Mondays".into(),
                calls: "Ingrid Moe".into(),
                accept_by: clock::today().checked_add_days(Days::new(2)),
                ..HireDetails::named("Tess Lind")
            }),
        )],
        "Quality Engineer" => {
            let ready = Ready::usual(Called::Leader).into_iter();
            let started = HireDetails {
                approved: true,
                pay_told: true,
                yes_on: ago(79),
                signed_on: ago(74),
                touched_on: ago(45),
                starts_on: ago(31),
                ready: ready.map(|ready| Ready { done: true, ..ready }).collect(),
                shown: Some(leader),
                ..HireDetails::named("Sam Reed")
            };
            let said = Body::CheckIn(check_in::Command::NoteCheckIn {
                check_in: clock::fresh(CheckInId::new),
                hire,
                day: 7,
                voice: Voice::Hire,
                details: Box::new(CheckInDetails {
                    scores: vec![Score::of(Item::Access, 4)],
                    words: "All but the test bench".into(),
                    ..CheckInDetails::default()
                }),
            });
            let agrees = Command::AgreeReader {
                hire,
                agreed_on: ago(31).unwrap_or_else(clock::today),
            };
            vec![(31, adds(started)), (31, Body::Hire(agrees)), (24, said)]
        }
        "People Analyst" => {
            let started = HireDetails {
                approved: true,
                pay_told: true,
                yes_on: ago(126),
                signed_on: ago(121),
                touched_on: ago(100),
                starts_on: ago(92),
                shown: Some(leader),
                ..HireDetails::named("Nadia Kern")
            };
            let agrees = Command::AgreeReader {
                hire,
                agreed_on: ago(92).unwrap_or_else(clock::today),
            };
            let mut told = vec![(92, adds(started)), (92, Body::Hire(agrees))];
            told.extend(TALKS.iter().map(|talk| (talk.ago, talk.noted(hire, pains))));
            told
        }
        _ => Vec::new(),
    }
}
