//! The sample's offer that waits for a yes, and somebody who started a month ago.

use chrono::{Days, NaiveDate};

use crate::browser::clock;
use crate::domain::{
    Body, CheckInDetails, CheckInId, HireDetails, HireId, Item, LeaderId, Ready, RoleId, Score, Voice,
    check_in, hire::Command,
};

fn ago(days: u64) -> Option<NaiveDate> {
    clock::today().checked_sub_days(Days::new(days))
}

/// How many days ago, and what.
pub fn hires(title: &str, (role, leader): (RoleId, LeaderId)) -> Vec<(u64, Body)> {
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
            let ready = Ready::usual().into_iter();
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
        _ => Vec::new(),
    }
}
