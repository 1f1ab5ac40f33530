//! What the sample tells: eleven made-up roles in all stages, of five leaders.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};

use super::{
    asked::briefs, candidates::candidates, dates::dates, decisions::decisions, hires::hires, problems,
    questions::questions,
};
use crate::browser::clock;
use crate::domain::{
    Body, Cause, CloseReason, EffortDraft, EffortId, EffortKind, Family, FixDetails, FixId, FixState, Hold,
    LeaderDetails, LeaderId, Mark, Market, Niche, Outlook, PainDetails, PainId, Remedy, RoleDetails, RoleId,
    Seniority, Shown, SkipReason, Stage, UpdateId, Way, WhyDetails, WhyId, brief, effort, fix, leader, pain,
    role, update, why,
};

/// Leader, team.
const LEADERS: [(&str, &str); 5] = [
    ("Dana Whitfield", "Platform"),
    ("Marcus Obi", "Finance"),
    ("Ingrid Moe", "People"),
    ("Samuel Okoye", "Ward 4"),
    ("Lucía Fernández", "Support"),
];

/// One role of the story.
struct Tale {
    leader: usize,
    title: &'static str,
    family: Family,
    seniority: Seniority,
    niche: Niche,
    /// Days since it was approved.
    open: u64,
    stage: Stage,
    close: Option<CloseReason>,
    /// Days ago, kind, how many, what came of it.
    done: &'static [(u64, EffortKind, u32, &'static str)],
}

use EffortKind::{AdRewrite, CvReview, Debrief, Intake, MarketMap, Outreach, Screen};

const TALES: [Tale; 11] = [
    tale(
        3,
        "Ward Manager",
        Family::Clinical,
        Seniority::Senior,
        Niche::Uncommon,
        3,
        Stage::Understand,
        &[(
            1,
            Intake,
            1,
            "Nights are covered by agency staff; two nurses left over it.",
        )],
    ),
    tale(
        1,
        "Payroll Specialist",
        Family::Finance,
        Seniority::Mid,
        Niche::Common,
        1,
        Stage::Understand,
        &[],
    ),
    tale(
        0,
        "Firmware Lead",
        Family::Engineering,
        Seniority::Senior,
        Niche::VeryRare,
        9,
        Stage::SetExpectations,
        &[
            (8, Intake, 1, ""),
            (6, MarketMap, 31, "31 people in reach, 9 of them near the range."),
        ],
    ),
    tale(
        0,
        "Senior Data Engineer",
        Family::Data,
        Seniority::Senior,
        Niche::Rare,
        34,
        Stage::Source,
        &[
            (32, Intake, 1, "Nobody owns the ingest; releases slip."),
            (27, MarketMap, 61, ""),
            (20, Outreach, 18, "Two replied: pay."),
            (13, Outreach, 21, ""),
            (7, AdRewrite, 1, "The tool list is gone, the problem is in."),
            (3, Outreach, 19, "Five replied."),
            (1, Screen, 4, "One is strong."),
            (0, Outreach, 4, ""),
        ],
    ),
    tale(
        1,
        "Credit Analyst",
        Family::Finance,
        Seniority::Mid,
        Niche::Uncommon,
        51,
        Stage::Source,
        &[
            (40, Outreach, 25, ""),
            (26, Outreach, 12, "Most want one more day at home."),
            (9, Screen, 2, ""),
        ],
    ),
    tale(
        0,
        "Site Reliability Engineer",
        Family::It,
        Seniority::Mid,
        Niche::Uncommon,
        12,
        Stage::Source,
        &[
            (11, Intake, 1, ""),
            (8, Outreach, 18, "Two replied."),
            (4, Outreach, 9, "Three replied."),
            (2, CvReview, 14, ""),
        ],
    ),
    tale(
        4,
        "Head of Support",
        Family::Operations,
        Seniority::Director,
        Niche::Uncommon,
        40,
        Stage::Interview,
        &[
            (38, Intake, 1, ""),
            (22, Outreach, 30, ""),
            (10, Screen, 6, "Two go on."),
            (2, Debrief, 1, "Same questions for both next time."),
        ],
    ),
    tale(
        2,
        "Talent Partner",
        Family::Hr,
        Seniority::Mid,
        Niche::Common,
        62,
        Stage::Offer,
        &[(55, Intake, 1, ""), (30, Screen, 8, ""), (12, Debrief, 2, "")],
    ),
    tale(
        1,
        "Quality Engineer",
        Family::Engineering,
        Seniority::Mid,
        Niche::Uncommon,
        120,
        Stage::FollowUp,
        &[(110, Intake, 1, ""), (60, Screen, 7, ""), (35, Debrief, 3, "")],
    ),
    tale(
        2,
        "People Analyst",
        Family::Hr,
        Seniority::Mid,
        Niche::Common,
        190,
        Stage::FollowUp,
        &[(188, Intake, 1, ""), (150, Screen, 6, ""), (130, Debrief, 2, "")],
    ),
    tale(
        4,
        "Night Shift Lead",
        Family::Operations,
        Seniority::Mid,
        Niche::Common,
        75,
        Stage::Closed,
        &[(
            70,
            Intake,
            1,
            "The rota was the cause: two teams now share nights.",
        )],
    ),
];

#[expect(
    clippy::too_many_arguments,
    reason = "a table reads best with one line for each role"
)]
const fn tale(
    leader: usize,
    title: &'static str,
    family: Family,
    seniority: Seniority,
    niche: Niche,
    open: u64,
    stage: Stage,
    done: &'static [(u64, EffortKind, u32, &'static str)],
) -> Tale {
    let close = match stage {
        Stage::Closed => Some(CloseReason::SolvedWithoutHire),
        _ => None,
    };
    Tale {
        leader,
        title,
        family,
        seniority,
        niche,
        open,
        stage,
        close,
        done,
    }
}

/// Leader, days ago, words.
const UPDATES: [(usize, u64, &str); 6] = [
    (
        0,
        7,
        "21 people approached, 5 replied. Pay is the reason most say no: can we talk about the range?",
    ),
    (
        0,
        1,
        "19 approached, 4 first talks, one is strong. You hear from me again within the week.",
    ),
    (
        1,
        12,
        "12 approached; most want one more day at home. Is that possible?",
    ),
    (
        2,
        3,
        "The offer is out. You hear on the day on which they answer.",
    ),
    (
        3,
        1,
        "Nights are what hurts; two nurses left over them. I come back with what is behind it.",
    ),
    (4, 5, "Six first talks, two go on. The panel is planned."),
];

/// A pain point of the story, and what is behind it, each answer under the one before.
struct Ache {
    title: &'static str,
    what: &'static str,
    severity: u8,
    whys: &'static [(&'static str, Mark)],
    /// What kind of thing the last answer is, and whether a hire takes it away.
    root: Option<(Cause, Remedy)>,
    shown: Shown,
    /// What else helps, who does it, in how many days.
    fix: Option<(&'static str, &'static str, u64)>,
}

const ACHES: [Ache; 6] = [
    Ache {
        title: "Senior Data Engineer",
        what: "Reports arrive two days late.",
        severity: 8,
        whys: &[
            ("Nobody maintains the night jobs.", Mark::Fact),
            ("Two people left since autumn.", Mark::Fact),
            ("On call every second week.", Mark::Opinion),
        ],
        root: Some((Cause::Attrition, Remedy::Partly)),
        shown: Shown::Leader,
        fix: Some(("On call one week in four", "Dana", 20)),
    },
    Ache {
        title: "Senior Data Engineer",
        what: "Releases slip a week.",
        severity: 6,
        whys: &[("Nobody owns the ingest.", Mark::Fact)],
        root: None,
        shown: Shown::Us,
        fix: None,
    },
    Ache {
        title: "Site Reliability Engineer",
        what: "One person is called every night.",
        severity: 7,
        whys: &[
            ("Alarms go off for nothing.", Mark::Opinion),
            ("Nobody has the time to tune them.", Mark::Guess),
        ],
        root: Some((Cause::Capacity, Remedy::Yes)),
        shown: Shown::Leader,
        fix: None,
    },
    Ache {
        title: "Ward Manager",
        what: "Nights are covered by agency staff.",
        severity: 7,
        whys: &[("Two nurses left over the rota.", Mark::Fact)],
        root: None,
        shown: Shown::Us,
        fix: None,
    },
    Ache {
        title: "People Analyst",
        what: "Headcount is wrong in every report.",
        severity: 8,
        whys: &[
            ("Three lists are kept by hand.", Mark::Fact),
            ("Nobody has the time to make one of them.", Mark::Fact),
        ],
        root: Some((Cause::Capacity, Remedy::Yes)),
        shown: Shown::Leader,
        fix: None,
    },
    Ache {
        title: "Night Shift Lead",
        what: "Nobody wants the night shift.",
        severity: 9,
        whys: &[
            ("One team has all the nights.", Mark::Fact),
            ("The rota was never changed when the team shrank.", Mark::Fact),
        ],
        root: Some((Cause::Overload, Remedy::No)),
        shown: Shown::Leader,
        fix: Some(("Two teams share the nights", "Lucía", 0)),
    },
];

/// Tells what hurts of a role; answers with it, and whether what is behind it is known.
fn pains(
    role: RoleId,
    leader: LeaderId,
    tale: &Tale,
    tell: &mut impl FnMut(u64, Body),
) -> (Vec<PainId>, bool) {
    let days = tale.open.saturating_sub(2);
    let (mut pains, mut understood) = (Vec::new(), false);
    for ache in ACHES.iter().filter(|ache| ache.title == tale.title) {
        let pain = clock::fresh(PainId::new);
        pains.push(pain);
        let details = PainDetails {
            severity: Some(ache.severity),
            shown: ache.shown,
            ..PainDetails::said(ache.what, clock::today() - Days::new(days))
        };
        tell(
            days,
            Body::PainPoint(pain::Command::AddPain {
                pain,
                role,
                leader: Some(leader),
                details,
            }),
        );
        let mut under = None;
        for (at, (answer, mark)) in ache.whys.iter().enumerate() {
            let why = clock::fresh(WhyId::new);
            let (cause, hire) = ache.root.filter(|_| at + 1 == ache.whys.len()).unzip();
            let details = WhyDetails {
                mark: Some(*mark),
                cause,
                hire,
                shown: ache.shown,
                ..WhyDetails::answer(*answer)
            };
            let add = why::Command::AddWhy {
                why,
                pain,
                under,
                details,
            };
            tell(days, Body::Why(add));
            under = Some(why);
        }
        understood |= ache.whys.len() > 1;
        if let Some((what, owner, due)) = ache.fix {
            let details = FixDetails {
                what: what.into(),
                owner: owner.into(),
                due: clock::today() + Days::new(due),
                state: if due == 0 {
                    FixState::Done
                } else {
                    FixState::Planned
                },
                shown: ache.shown,
            };
            let fix = clock::fresh(FixId::new);
            tell(days, Body::Fix(fix::Command::AddFix { fix, pain, details }));
        }
    }
    (pains, understood)
}

/// The commands that tell the story, each with the moment at which it was given.
pub fn story(now: DateTime<FixedOffset>) -> Vec<(DateTime<FixedOffset>, Body)> {
    let ago = |days: u64| now - TimeDelta::days(i64::try_from(days).unwrap_or(0)) - TimeDelta::minutes(40);
    let day = |days: u64| -> NaiveDate { ago(days).date_naive() };
    let leaders: Vec<LeaderId> = LEADERS.iter().map(|_| clock::fresh(LeaderId::new)).collect();
    let leader = |at: usize| leaders.get(at).copied().unwrap_or(LeaderId(uuid::Uuid::nil()));
    let mut told = Vec::new();
    for (at, (name, team)) in LEADERS.iter().enumerate() {
        let details = LeaderDetails {
            name: (*name).into(),
            team: (*team).into(),
            ..LeaderDetails::default()
        };
        told.push((ago(200), Body::Leader(leader::Command::add(leader(at), details))));
    }
    let mut seen_in = Vec::new();
    for tale in &TALES {
        let role = clock::fresh(RoleId::new);
        let details = RoleDetails {
            title: tale.title.into(),
            family: tale.family,
            seniority: tale.seniority,
            niche: tale.niche,
            opened_on: day(tale.open),
            outlook: (tale.stage != Stage::Understand).then(|| Outlook {
                market: if tale.title == "Senior Data Engineer" {
                    Market::Tight
                } else {
                    Market::Normal
                },
                because: if tale.title == "Senior Data Engineer" {
                    "three rivals are hiring".into()
                } else {
                    String::new()
                },
                ..Outlook::default()
            }),
        };
        told.push((
            ago(tale.open),
            Body::Role(role::Command::add(role, leader(tale.leader), details)),
        ));
        if problems::SEEN.contains(&tale.title) {
            seen_in.push(role);
        }
        for (days, kind, quantity, result) in tale.done {
            let draft = EffortDraft {
                quantity: *quantity,
                minutes: kind.default_minutes(*quantity),
                result: (*result).into(),
                ..EffortDraft::one(*kind, role, ago(*days))
            };
            let effort = clock::fresh(EffortId::new);
            told.push((
                ago(*days),
                Body::Effort(effort::Command::LogEffort { effort, draft }),
            ));
        }
        let (pains, understood) = pains(role, leader(tale.leader), tale, &mut |days, body| {
            told.push((ago(days), body))
        });
        let mut briefs = briefs(tale.title, (role, leader(tale.leader)), &pains).into_iter();
        told.extend(briefs.next().map(|(days, body)| (ago(days), body)));
        let mut dates = dates(tale.title, (role, leader(tale.leader)), tale.open, now).into_iter();
        told.extend(dates.next());
        if tale.stage != Stage::Understand {
            let moves = if tale.stage.is_sourced() && !understood {
                role::Command::unasked(role, tale.stage, SkipReason::Agreed)
            } else {
                role::Command::to_end(role, tale.stage, tale.close)
            };
            // Somebody was sought for most of the time since.
            let sourced = tale.stage.is_sourced().then_some(tale.open * 2 / 3);
            told.push((ago(sourced.unwrap_or(0)), Body::Role(moves)));
        }
        let briefs: Vec<(u64, Body)> = briefs.collect();
        let must = briefs.iter().find_map(|(_, body)| match body {
            Body::Brief(brief::Command::EditBrief { details, .. }) => details.spec.musts.first(),
            _ => None,
        });
        let must = must.map(|must| must.id);
        told.extend(briefs.into_iter().map(|(days, body)| (ago(days), body)));
        told.extend(dates);
        let asked = questions(tale.title, (role, leader(tale.leader)), must, &pains);
        told.extend(asked.map(|(days, body)| (ago(days), body)));
        let found = candidates(tale.title, (role, leader(tale.leader)), must);
        told.extend(found.into_iter().map(|(days, body)| (ago(days), body)));
        let hired = hires(tale.title, (role, leader(tale.leader)), &pains);
        told.extend(hired.into_iter().map(|(days, body)| (ago(days), body)));
        let asked = decisions(tale.title, (role, leader(tale.leader)));
        told.extend(asked.into_iter().map(|(days, body)| (ago(days), body)));
        if tale.title == "Payroll Specialist" {
            let hold = Hold {
                requester: "Marcus Obi".into(),
                cause: "budget review".into(),
                review_on: day(0) + Days::new(9),
                since: day(0),
            };
            told.push((ago(0), Body::Role(role::Command::HoldRole { role, hold })));
        }
    }
    told.push((ago(5), problems::problem(&seen_in)));
    for (at, days, text) in UPDATES {
        let update = clock::fresh(UpdateId::new);
        told.push((
            ago(days),
            Body::Update(update::Command::SendUpdate {
                update,
                leader: leader(at),
                roles: Vec::new(),
                answers: None,
                text: text.into(),
                way: Some(Way::Mail),
                next_by: None,
                mail: None,
            }),
        ));
    }
    told
}
