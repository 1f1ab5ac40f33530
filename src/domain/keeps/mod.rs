//! What Fulcrum keeps, and why: every word with each of its fields, who may read it and until when, and what is kept beside the rows.
//!
//! No command asks for it, so that only the page which shows it carries its words. Whoever adds a word is asked here what it is for,
//! or nothing compiles; whoever adds a field, by the test in `tests/wire/keeps.rs`.

mod outside;
mod people;
mod roles;
mod table;
mod told;

use crate::domain::Kind;

pub use outside::{OUTSIDE, Outside};
pub use table::table;

/// What is kept under one word.
#[derive(PartialEq, Eq, Debug)]
pub struct Kept {
    pub why: &'static str,
    pub readers: &'static str,
    pub until: &'static str,
    pub lines: &'static [Line],
}

/// One thing that is kept, or a few that serve the same.
#[derive(PartialEq, Eq, Debug)]
pub struct Line {
    pub what: &'static str,
    pub why: &'static str,
    /// As they are called where they are written, with a space between: `details.name`. One that ends in `.*` is all that is below.
    pub fields: &'static str,
}

const fn line(what: &'static str, why: &'static str, fields: &'static str) -> Line {
    Line { what, why, fields }
}

/// Who reads what is nobody's in particular.
const TEAM: &str =
    "The team. Of a confidential role only those who are named for it; nobody else’s device has it.";

/// How long something stays that hangs on a role.
const AS_THE_ROLE: &str = "For as long as the role: a role has no day on which it goes.";

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
