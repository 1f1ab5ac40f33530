//! What the sample's roles ask for: one whose brief changed while somebody was sought, and one that another may copy.

use chrono::Days;

use crate::browser::clock;
use crate::domain::{
    Body, BriefDetails, Facts, LeaderId, Must, MustId, PainId, Profile, ProfileId, Prompt, RoleId, Shown,
    Spec, Verdict, brief,
};

/// What somebody must bring, and which of the role's pains it serves, counted from 0.
type Wanted = (&'static str, usize);

const DATA: [Wanted; 3] = [
    ("Ran night pipelines that others relied on", 0),
    ("Cut on-call noise in a team", 0),
    ("Explains data to people who don't code", 1),
];

const CREDIT: [Wanted; 2] = [
    ("Judged loans to small firms", 0),
    ("Writes a case that a committee reads once", 0),
];

fn musts(wanted: &[Wanted], pains: &[PainId]) -> Vec<Must> {
    let musts = wanted.iter().map(|(what, pain)| Must {
        id: clock::fresh(MustId::new),
        what: (*what).into(),
        pain: pains.get(*pain).copied(),
    });
    musts.collect()
}

fn example(lines: &str, verdict: Option<Verdict>, because: &str) -> Profile {
    Profile {
        id: clock::fresh(ProfileId::new),
        lines: lines.into(),
        verdict,
        because: because.into(),
        told: None,
    }
}

fn edit((role, leader): (RoleId, LeaderId), details: &BriefDetails, prompt: Option<Prompt>) -> Body {
    Body::Brief(brief::Command::EditBrief {
        role,
        leader: Some(leader),
        details: Box::new(details.clone()),
        base: None,
        prompt,
    })
}

/// How many days ago each was given, and what: the first before anybody is sought, then what changed after it.
pub fn briefs(title: &str, role: (RoleId, LeaderId), pains: &[PainId]) -> Vec<(u64, Body)> {
    match title {
        "Senior Data Engineer" => {
            let mut details = BriefDetails {
                spec: Spec {
                    musts: musts(&DATA, pains),
                    nice: "dbt, Airflow".into(),
                    pay: "£62k to £68k".into(),
                    places: "Leeds, two days in".into(),
                    decides: "Dana with Tom".into(),
                },
                facts: Facts {
                    team: Some(6),
                    vacant: Some(1),
                    left: Some(2),
                    notice: Some(3),
                },
                needed_by: Some(clock::today() + Days::new(120)),
                cover: "Tom covers the nights".into(),
                profiles: vec![
                    example(
                        "Six years, built reports for two teams of ten.\nNever on call.",
                        Some(Verdict::No),
                        "nobody here can teach the nights",
                    ),
                    example(
                        "Four years, ran the night jobs of a bank.\nNo degree.",
                        Some(Verdict::Yes),
                        "has done the very thing",
                    ),
                    example("Ten years, led a team.\nWants to build again.", None, ""),
                ],
                shown: Shown::Leader,
            };
            let first = edit(role, &details, None);
            details.spec.musts.push(Must {
                id: clock::fresh(MustId::new),
                what: "Scala in production".into(),
                pain: pains.get(1).copied(),
            });
            vec![(32, first), (10, edit(role, &details, Some(Prompt::Leader)))]
        }
        "Credit Analyst" => {
            let details = BriefDetails {
                spec: Spec {
                    musts: musts(&CREDIT, pains),
                    pay: "£48k to £54k".into(),
                    places: "Leeds or at home".into(),
                    ..Spec::default()
                },
                ..BriefDetails::default()
            };
            vec![(45, edit(role, &details, None))]
        }
        _ => Vec::new(),
    }
}
