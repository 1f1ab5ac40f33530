//! One example of everything that is written: commands, rows, refusals, and what they are made of.

use chrono::Weekday;
use fulcrum::{
    domain::{
        Amended, AtYes, Audience, Body, Cadence, Called, Channel, Close, CloseReason, CommandId, Effort,
        EffortDraft, EffortId, EffortKind, Entered, Family, Fix, FixId, Hold, ImportedRole, Keeping, Leader,
        LeaderDetails, LinkId, Member, Niche, OrderKey, PainDetails, PainPoint, Placement, Prompt, Reply,
        ReplyId, Restorable, Right, Role, RoleDetails, RoleId, Row, Seniority, Settings, Side, SkipReason,
        Skipped, Stage, Stored, UpdateId, UserId, Why, WhyDetails, WhyId, Workspace, brief, effort, erasure,
        fix, key_between, leader, member, pain, reply, restore, role, settings, why, workspace,
    },
    sync::disk::Draft,
};

use super::{
    candidates, decisions,
    discovery::{brief_details, brief_row, fix_details, pain, pain_details, why, why_details},
    hires, interviews, kits, links,
    names::{at, day, id, leader, people, role, user},
    problems, scorecards, told, updates,
};

pub fn key() -> OrderKey {
    key_between(None, None).unwrap()
}

pub fn settings() -> Settings {
    Settings {
        cadence: Cadence {
            longest_silence: 4,
            weekday: Some(Weekday::Thu),
            holidays: [day()].into(),
        },
        minutes: [(EffortKind::Screen, 20)].into(),
        candidates: Keeping {
            names: true,
            days: 90,
        },
        called: Called::HiringManager,
    }
}

fn details() -> RoleDetails {
    RoleDetails {
        title: "Senior Data Engineer".into(),
        family: Family::Data,
        seniority: Seniority::Senior,
        niche: Niche::VeryRare,
        opened_on: day(),
        outlook: Some(told::outlook()),
    }
}

pub fn named() -> LeaderDetails {
    LeaderDetails {
        name: "Dana Whitfield".into(),
        team: "Platform".into(),
        phone: "+44 20 7946 0123".into(),
        no_mail: true,
        email: "dana@example.com".into(),
        usual_day: Some(Weekday::Tue),
        longest_silence: Some(3),
        channel: Some(Channel::Call),
        away: Some(decisions::away()),
        likes: "Bad news by phone, never on a Monday".into(),
    }
}

pub fn hold() -> Hold {
    Hold {
        requester: "Dana".into(),
        cause: "budget".into(),
        review_on: day(),
        since: day(),
    }
}

pub fn placement() -> Placement {
    Placement {
        stage: Stage::Closed,
        order: key(),
        skipped: Some(Skipped {
            reason: SkipReason::Urgent,
            on: day(),
        }),
        sourced_on: Some(day()),
        yes_on: Some(day()),
        before_offer: Some(Stage::Interview),
        held_days: 12,
        resumed_on: Some(day()),
        close: Some(Close {
            reason: CloseReason::SolvedWithoutHire,
            on: day(),
            from: Some(Stage::Interview),
            at: Some(at()),
        }),
    }
}

pub fn imported(owner: Option<UserId>) -> ImportedRole {
    let Placement { stage, close, .. } = placement();
    ImportedRole {
        role: role(),
        leader: leader(),
        owner,
        details: details(),
        stage: if owner.is_some() { stage } else { Stage::Source },
        close: close.filter(|_| owner.is_some()),
        held: owner.is_none(),
    }
}

pub fn effort_draft() -> EffortDraft {
    EffortDraft {
        quantity: 23,
        replies: 5,
        result: "two want to talk".into(),
        ..EffortDraft::one(EffortKind::Outreach, role(), at())
    }
}

pub fn member() -> Member {
    Member {
        user: user(),
        name: "Priya".into(),
        phone: Some("+44 20 7946 0000".into()),
        right: Right::Owner,
        left: Some(day()),
    }
}

pub fn workspace() -> Workspace {
    Workspace {
        name: "Partnership".into(),
        zone: "Europe/London".into(),
    }
}

pub fn restores() -> Vec<Body> {
    let values = [
        Restorable::Placement {
            role: role(),
            placement: placement(),
            hold: Some(hold()),
        },
        Restorable::Role {
            role: role(),
            details: details(),
        },
        Restorable::Leader {
            leader: leader(),
            details: named(),
        },
        Restorable::Removed {
            effort: EffortId(id(4)),
            removed: true,
        },
        Restorable::Effort {
            effort: EffortId(id(4)),
            draft: effort_draft(),
        },
        Restorable::Pain {
            pain: pain(),
            details: pain_details(),
            removed: false,
        },
        Restorable::Why {
            why: why(),
            details: why_details(),
            removed: true,
        },
        Restorable::Fix {
            fix: FixId(id(13)),
            details: fix_details(),
            removed: false,
        },
        Restorable::Brief {
            role: role(),
            details: Box::new(brief_details()),
        },
        Restorable::Kit {
            role: role(),
            details: Box::new(kits::details()),
        },
        Restorable::Problem {
            problem: problems::problem(),
            details: Box::new(problems::details()),
            into: Some(problems::other()),
            removed: true,
        },
    ];
    let same = |value: Restorable| {
        Body::Undo(restore::Command::Restore {
            expect: value.clone(),
            restore: value,
        })
    };
    values.into_iter().map(same).collect()
}

pub fn bodies() -> Vec<Body> {
    let (leader, role, effort) = (leader(), role(), EffortId(id(4)));
    let mut bodies = vec![
        Body::Workspace(workspace::Command::PutWorkspace(workspace())),
        Body::Member(member::Command::PutMember(member())),
        Body::Member(member::Command::RemoveMember {
            member: user(),
            successor: UserId(id(10)),
            replace: [LinkId(id(6))].into(),
        }),
        Body::Settings(settings::Command::PutSettings(settings())),
        Body::Settings(settings::Command::CallLeaders {
            called: Called::HiringManager,
        }),
        Body::Leader(leader::Command::add(leader, named())),
        Body::Leader(leader::Command::AddLeader {
            leader,
            details: named(),
            audience: people(),
        }),
        Body::Leader(leader::Command::EditLeader {
            leader,
            details: named(),
            base: None,
        }),
        Body::Leader(leader::Command::EraseLeader { leader }),
        Body::Role(role::Command::add(role, leader, details())),
        Body::Role(role::Command::AddRole {
            role,
            leader,
            details: details(),
            audience: people(),
            code_name: Some("Harbour".into()),
        }),
        Body::Role(role::Command::TakeBackRole {
            role,
            details: details(),
            leader: Some(leader),
        }),
        Body::Role(role::Command::ImportRoles {
            roles: vec![imported(None), imported(Some(user()))],
        }),
        Body::Role(role::Command::TakeBackImport {
            roles: vec![imported(None)],
            leaders: [(leader, named())].into(),
        }),
        Body::Role(role::Command::EditRole {
            role,
            details: details(),
            base: Some(details()),
        }),
        Body::Role(role::Command::MoveRole {
            role,
            stage: Stage::SetExpectations,
            after: Some(RoleId(id(7))),
            before: None,
            reason: Some(CloseReason::Filled),
            skip: Some(SkipReason::Agreed),
        }),
        Body::Role(role::Command::HoldRole { role, hold: hold() }),
        Body::Role(role::Command::ResumeRole { role }),
        Body::Role(role::Command::RestrictRole {
            role,
            audience: people(),
            code_name: Some("Harbour".into()),
        }),
        Body::Role(role::Command::RestrictRole {
            role,
            audience: Audience::Workspace,
            code_name: None,
        }),
        Body::Role(role::Command::HandOver { role, to: user() }),
        Body::Role(role::Command::GiveRole { role, leader }),
        Body::Effort(effort::Command::LogEffort {
            effort,
            draft: effort_draft(),
        }),
        Body::Effort(effort::Command::AmendEffort {
            effort,
            draft: effort_draft(),
        }),
        Body::Effort(effort::Command::ShareWords { effort }),
        Body::Effort(effort::Command::RemoveEffort { effort }),
        Body::Reply(reply::Command::SendReply {
            reply: ReplyId(id(8)),
            update: Some(UpdateId(id(5))),
            role: Some(role),
            team: true,
            text: "Thank you".into(),
        }),
        Body::Reply(reply::Command::NoteReply {
            reply: ReplyId(id(8)),
            leader,
            role: Some(role),
            team: true,
            text: "One person, or two?".into(),
        }),
        Body::Reply(reply::Command::RemoveNoted {
            reply: ReplyId(id(8)),
            removed: true,
        }),
        Body::Reply(reply::Command::SettleReply {
            reply: ReplyId(id(8)),
            settled: true,
        }),
        Body::PainPoint(pain::Command::AddPain {
            pain: pain(),
            role,
            leader: Some(leader),
            details: pain_details(),
        }),
        Body::PainPoint(pain::Command::EditPain {
            pain: pain(),
            details: pain_details(),
            base: Some(PainDetails::said("Reports are late", day())),
        }),
        Body::PainPoint(pain::Command::RemovePain { pain: pain() }),
        Body::PainPoint(pain::Command::TellPain {
            pain: pain(),
            role,
            what: "Reports are late".into(),
        }),
        Body::PainPoint(pain::Command::TellBetter {
            pain: pain(),
            better: "No mail on Mondays".into(),
        }),
        Body::Why(why::Command::AddWhy {
            why: why(),
            pain: pain(),
            under: Some(WhyId(id(14))),
            details: why_details(),
        }),
        Body::Why(why::Command::EditWhy {
            why: why(),
            details: why_details(),
            base: Some(WhyDetails::answer("Two left")),
        }),
        Body::Why(why::Command::RemoveWhy { why: why() }),
        Body::Why(why::Command::TellWhy {
            why: why(),
            pain: pain(),
            answer: "Two left".into(),
        }),
        Body::Fix(fix::Command::AddFix {
            fix: FixId(id(13)),
            pain: pain(),
            details: fix_details(),
        }),
        Body::Fix(fix::Command::EditFix {
            fix: FixId(id(13)),
            details: fix_details(),
            base: Some(fix_details()),
        }),
        Body::Fix(fix::Command::RemoveFix { fix: FixId(id(13)) }),
        Body::Brief(brief::Command::EditBrief {
            role,
            leader: Some(leader),
            details: brief_details().into(),
            base: Some(Box::default()),
            prompt: Some(Prompt::Market),
        }),
        Body::Brief(brief::Command::JudgeProfile {
            role,
            profile: fulcrum::domain::ProfileId(id(17)),
            verdict: fulcrum::domain::Verdict::No,
            because: "Never on call".into(),
        }),
        Body::Erasure(erasure::Command::Scrubbed { told: true }),
    ];
    bodies.extend(kits::commands());
    bodies.extend(problems::commands());
    bodies.extend(hires::commands());
    bodies.extend(told::commands());
    bodies.extend(updates::commands());
    bodies.extend(decisions::commands());
    bodies.extend(links::commands());
    bodies.extend(candidates::commands());
    bodies.extend(interviews::commands());
    bodies.extend(scorecards::commands());
    bodies.extend(restores());
    bodies
}

pub fn rows() -> Vec<Row> {
    let by = user();
    let EffortDraft {
        kind,
        quantity,
        replies,
        result,
        minutes,
        shared,
        happened_at,
        ..
    } = effort_draft();
    vec![
        Row::Workspace(workspace()),
        Row::Settings(settings()),
        Row::Member(member()),
        Row::Leader(Leader {
            id: leader(),
            details: named(),
            told: Some(updates::told()),
            written: Some(updates::told()),
            stood: vec![decisions::stood()],
        }),
        Row::Role(Role {
            id: role(),
            leader: Some(leader()),
            details: details(),
            owner: by,
            placement: placement(),
            hold: Some(hold()),
            entered: Some(Entered {
                stage: Stage::Source,
                on: day(),
            }),
            given_on: Some(day()),
            code_name: Some("Harbour".into()),
        }),
        Row::Update(updates::row()),
        Row::Link(links::row()),
        Row::Reply(Reply {
            id: ReplyId(id(8)),
            link: Some(LinkId(id(6))),
            noted_by: Some(by),
            leader: leader(),
            update: None,
            roles: vec![role()],
            team: true,
            text: "Thank you".into(),
            at: at(),
            settled: true,
            removed: true,
        }),
        Row::Decision(decisions::row()),
        Row::Funnel(candidates::counts()),
        Row::Candidate(candidates::row()),
        Row::Interview(interviews::row()),
        Row::Interviewer(scorecards::interviewer()),
        Row::Scorecard(scorecards::row()),
        Row::SitInTalk(interviews::talk()),
        Row::PainPoint(PainPoint {
            id: pain(),
            role: role(),
            leader: Some(leader()),
            details: pain_details(),
            by,
            at: at(),
            told: Some(at()),
            told_better: Some(at()),
            rated_on: Some(day()),
            at_yes: vec![AtYes {
                hire: hires::hire(),
                on: day(),
                worth: 8,
            }],
            removed: false,
        }),
        Row::Why(Why {
            id: why(),
            pain: pain(),
            under: Some(WhyId(id(14))),
            details: why_details(),
            by,
            at: at(),
            told: true,
            removed: true,
        }),
        Row::Fix(Fix {
            id: FixId(id(13)),
            pain: pain(),
            details: fix_details(),
            by,
            at: at(),
            removed: false,
        }),
        Row::Brief(brief_row()),
        Row::Kit(kits::row()),
        Row::Expectation(told::row()),
        Row::Effort(Effort {
            id: EffortId(id(4)),
            roles: vec![role()],
            kind,
            quantity,
            replies,
            result,
            minutes,
            shared,
            side: Side::Sourcing,
            happened_at,
            noted_at: Some(at()),
            by,
            removed: false,
            words_from: Some(at().to_utc()),
            history: vec![Amended {
                at: at(),
                by,
                was: effort_draft(),
            }],
        }),
        Row::Problem(problems::row()),
        Row::Hire(hires::row()),
        Row::CheckIn(hires::check_in_row()),
    ]
}

pub fn stored(seq: u64, audience: Audience, row: Row) -> Stored {
    Stored {
        v: row.version(),
        seq,
        audience,
        row,
    }
}

pub fn draft() -> Draft {
    Draft::new(
        CommandId(id(9)),
        &Body::Role(role::Command::ResumeRole { role: role() }),
        at(),
    )
}
