//! Under which word what is kept.

use super::{line::Kept, people, roles, told};
use crate::domain::Kind;

/// What is kept under this word.
pub fn of(kind: Kind) -> &'static Kept {
    match kind {
        Kind::Workspace => &roles::WORKSPACE,
        Kind::Settings => &roles::SETTINGS,
        Kind::Member => &roles::MEMBER,
        Kind::Leader => &told::LEADER,
        Kind::Role => &roles::ROLE,
        Kind::Update => &told::UPDATE,
        Kind::Link => &told::LINK,
        Kind::Reply => &told::REPLY,
        Kind::Decision => &told::DECISION,
        Kind::PainPoint => &roles::PAIN,
        Kind::Why => &roles::WHY,
        Kind::Fix => &roles::FIX,
        Kind::Brief => &roles::BRIEF,
        Kind::Kit => &roles::KIT,
        Kind::Expectation => &told::EXPECTATION,
        Kind::Funnel => &roles::FUNNEL,
        Kind::Candidate => &people::CANDIDATE,
        Kind::Interview => &people::INTERVIEW,
        Kind::Interviewer => &people::INTERVIEWER,
        Kind::Scorecard => &people::SCORECARD,
        Kind::SitInTalk => &people::SIT_IN_TALK,
        Kind::Hire => &people::HIRE,
        Kind::CheckIn => &people::CHECK_IN,
        Kind::Problem => &roles::PROBLEM,
        Kind::Effort => &told::EFFORT,
    }
}
