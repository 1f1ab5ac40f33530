//! How it is said what is kept.

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

pub(super) const fn line(what: &'static str, why: &'static str, fields: &'static str) -> Line {
    Line { what, why, fields }
}

/// Who reads what is nobody's in particular.
pub(super) const TEAM: &str =
    "The team. Of a confidential role only those who are named for it; nobody else’s device has it.";

/// How long something stays that hangs on a role.
pub(super) const AS_THE_ROLE: &str = "For as long as the role: a role has no day on which it goes.";
