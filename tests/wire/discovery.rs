//! Examples of what is behind a role: pains, answers, fixes, and what is asked for.

use fulcrum::domain::{
    Brief, BriefDetails, Cause, Facts, FixDetails, FixState, Mark, Must, MustId, PainDetails, PainId,
    Profile, ProfileId, Prompt, Remedy, Shown, Spec, Verdict, Version, WhyDetails, WhyId,
};

use super::names::{at, day, id, leader, role, user};

pub fn pain() -> PainId {
    PainId(id(11))
}

pub fn pain_details() -> PainDetails {
    PainDetails {
        severity: Some(8),
        said_by: "Dana's deputy".into(),
        better: "No mail on Mondays".into(),
        shown: Shown::Leader,
        ..PainDetails::said("Reports arrive two days late", day())
    }
}

pub fn why() -> WhyId {
    WhyId(id(12))
}

pub fn why_details() -> WhyDetails {
    WhyDetails {
        mark: Some(Mark::Opinion),
        owner: "HR".into(),
        cause: Some(Cause::Attrition),
        hire: Some(Remedy::Partly),
        ..WhyDetails::answer("On call every second week")
    }
}

pub fn fix_details() -> FixDetails {
    FixDetails {
        what: "Stay talks with the four".into(),
        owner: "Priya with HR".into(),
        due: day(),
        state: FixState::Begun,
        shown: Shown::Boss,
    }
}

pub fn brief_details() -> BriefDetails {
    BriefDetails {
        spec: Spec {
            musts: vec![
                Must {
                    id: MustId(id(15)),
                    what: "Ran night pipelines".into(),
                    pain: Some(pain()),
                },
                Must {
                    id: MustId(id(16)),
                    what: "Scala".into(),
                    pain: None,
                },
            ],
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
        needed_by: Some(day()),
        cover: "Tom covers the nights".into(),
        profiles: vec![Profile {
            id: ProfileId(id(17)),
            lines: "Six years, two teams".into(),
            verdict: Some(Verdict::No),
            because: "Never on call".into(),
            told: None,
        }],
        shown: Shown::Leader,
    }
}

pub fn brief_row() -> Brief {
    Brief {
        role: role(),
        leader: Some(leader()),
        details: brief_details(),
        versions: vec![
            Version {
                at: at(),
                by: user(),
                prompt: None,
                sourced: false,
                was: Spec::default(),
            },
            Version {
                at: at(),
                by: user(),
                prompt: Some(Prompt::Leader),
                sourced: true,
                was: Spec {
                    pay: "£60k".into(),
                    ..Spec::default()
                },
            },
        ],
    }
}
