//! What the words in an export stand for.

use crate::domain::{CloseReason, Family, Seniority, Stage};

/// Where a status puts a role.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::domain) enum Status {
    Open {
        stage: Stage,
        held: bool,
    },
    Closed(CloseReason),
    /// Closed, and nothing says how.
    Over,
}

impl Status {
    pub(in crate::domain) fn open(stage: Stage) -> Self {
        Self::Open { stage, held: false }
    }

    pub(in crate::domain) fn is_over(self) -> bool {
        !matches!(self, Self::Open { .. })
    }

    /// None when the word is not known.
    pub(in crate::domain) fn of(cell: &str) -> Option<Self> {
        let cell = format!(" {} ", cell.to_lowercase());
        let says = |words: &[&str]| words.iter().any(|word| begins_a_word(&cell, word));
        // New York and New Jersey are no new roles.
        let is_new = cell.strip_prefix(" new ").is_some_and(|rest| {
            !rest.starts_with(char::is_alphabetic) || begins_any(rest, &["req", "role", "job"])
        });
        // "Offer accepted" is before "offer", "on hold" before "open - on hold", "not started" before "started".
        Some(if says(&["hold", "paused", "frozen", "suspended"]) {
            Self::Open {
                stage: Stage::Source,
                held: true,
            }
        } else if says(&["solved without", "no hire needed"]) {
            Self::Closed(CloseReason::SolvedWithoutHire)
        } else if says(&[
            "cancel",
            "withdrawn",
            "abandoned",
            "declined",
            "rejected",
            "unfilled",
            "not filled",
            "not hired",
        ]) {
            Self::Closed(CloseReason::Cancelled)
        } else if is_new || says(&["not started", "not yet"]) {
            Self::open(Stage::Understand)
        } else if says(&["follow up", "follow-up", "onboard", "started", "probation"]) {
            Self::open(Stage::FollowUp)
        } else if says(&["filled", "hired", "offer accepted"]) {
            Self::Closed(CloseReason::Filled)
        } else if says(&["closed", "complete", "archived", "done", "inactive"]) {
            Self::Over
        } else if says(&["offer"]) {
            Self::open(Stage::Offer)
        } else if says(&["interview", "panel", "onsite", "on-site"]) {
            Self::open(Stage::Interview)
        } else if says(&["expectation", "briefing", "kick-off", "kickoff"]) {
            Self::open(Stage::SetExpectations)
        } else if says(&["draft", "pending", "intake", "request", "understand", "awaiting"]) {
            Self::open(Stage::Understand)
        } else if says(&[
            "open",
            "reopen",
            "sourc",
            "screen",
            "prescreen",
            "active",
            "publish",
            "posted",
            "approved",
            "live ",
            "search",
        ]) {
            Self::open(Stage::Source)
        } else {
            return None;
        })
    }
}

/// The family that a title or a team names; operations when neither does.
pub(in crate::domain) fn family(title: &str, team: &str) -> Family {
    let known: [(Family, &[&str]); 12] = [
        (
            Family::Data,
            &[
                "data",
                "analytics",
                "machine learning",
                "ml ",
                "business intelligence",
            ],
        ),
        (
            Family::Product,
            &[
                "product manager",
                "product owner",
                "product lead",
                "designer",
                "ux",
                "product",
            ],
        ),
        (
            Family::It,
            &[
                "it support",
                "system admin",
                "sysadmin",
                "network",
                "helpdesk",
                "help desk",
                "security",
            ],
        ),
        (
            Family::Engineering,
            &[
                "engineer",
                "developer",
                "software",
                "sre",
                "devops",
                "programmer",
                "architect",
                "qa",
                "tech lead",
                "platform",
            ],
        ),
        (
            Family::Clinical,
            &[
                "nurse",
                "clinical",
                "physician",
                "doctor",
                "therapist",
                "ward",
                "midwife",
                "pharmac",
            ],
        ),
        (
            Family::Finance,
            &[
                "finance",
                "account",
                "controller",
                "treasur",
                "audit",
                "payroll",
                "tax",
            ],
        ),
        (
            Family::Hr,
            &["hr ", "human resources", "recruit", "talent", "people"],
        ),
        (
            Family::Sales,
            &[
                "sales",
                "account executive",
                "business development",
                "partnership",
            ],
        ),
        (
            Family::Marketing,
            &["marketing", "brand", "content", "seo", "communications", "growth"],
        ),
        (Family::Research, &["research", "scientist", "laborator"]),
        (
            Family::Admin,
            &[
                "assistant",
                "admin",
                "receptionist",
                "office manager",
                "customer support",
                "support",
            ],
        ),
        (
            Family::Operations,
            &["operations", "logistics", "supply", "warehouse", "procurement"],
        ),
    ];
    let find = |text: &str| {
        let text = format!(" {} ", text.to_lowercase());
        let known = known
            .iter()
            .find(|(_, words)| words.iter().any(|word| begins_a_word(&text, word)));
        known.map(|(family, _)| *family)
    };
    find(title).or_else(|| find(team)).unwrap_or(Family::Operations)
}

/// The seniority that a level, or else a title, names; mid when neither does.
pub(in crate::domain) fn seniority(level: &str, title: &str) -> Seniority {
    level_named(level)
        .or_else(|| known_level(title))
        .unwrap_or(Seniority::Mid)
}

/// Whether a cell names a level.
pub(in crate::domain) fn names_a_level(cell: &str) -> bool {
    level_named(cell).is_some()
}

fn level_named(level: &str) -> Option<Seniority> {
    let says_mid = level.to_lowercase().contains("mid");
    says_mid.then_some(Seniority::Mid).or_else(|| known_level(level))
}

fn known_level(text: &str) -> Option<Seniority> {
    let known: [(Seniority, &[&str]); 4] = [
        (
            Seniority::Executive,
            &[
                "chief",
                "vp",
                "vice president",
                "executive",
                "ceo",
                "cfo",
                "cto",
                "coo",
            ],
        ),
        (Seniority::Director, &["director", "head of"]),
        (
            Seniority::Senior,
            &["senior", "sr ", "sr.", "lead", "principal", "staff ", "expert"],
        ),
        (
            Seniority::Junior,
            &[
                "junior",
                "jr ",
                "jr.",
                "entry",
                "graduate",
                "trainee",
                "intern ",
                "apprentice",
                "associate",
            ],
        ),
    ];
    let text = format!(" {} ", text.to_lowercase());
    let known = known
        .iter()
        .find(|(_, words)| words.iter().any(|word| begins_a_word(&text, word)));
    known.map(|(seniority, _)| *seniority)
}

fn begins_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

/// Whether a word of the text begins so; the text begins with a space.
fn begins_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(at, _)| text[..at].ends_with(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_puts_a_role_where_it_belongs() {
        let open = |stage| Some(Status::open(stage));
        let closed = |reason| Some(Status::Closed(reason));
        assert_eq!(Status::of("Open"), open(Stage::Source));
        assert_eq!(Status::of("Pending approval"), open(Stage::Understand));
        assert_eq!(Status::of("Interviewing"), open(Stage::Interview));
        assert_eq!(Status::of("Offer extended"), open(Stage::Offer));
        assert_eq!(Status::of("Offer accepted"), closed(CloseReason::Filled));
        assert_eq!(Status::of("CLOSED - Filled"), closed(CloseReason::Filled));
        assert_eq!(Status::of("Closed: cancelled"), closed(CloseReason::Cancelled));
        assert_eq!(Status::of("Unfilled"), closed(CloseReason::Cancelled));
        for word in ["Closed", "ARCHIVED", "Completed", "Inactive"] {
            assert_eq!(Status::of(word), Some(Status::Over), "{word}");
        }
        let held = Status::Open {
            stage: Stage::Source,
            held: true,
        };
        assert_eq!(Status::of("Open, on hold"), Some(held));
        for word in ["New", "New - to approve", "New request", "Not started"] {
            assert_eq!(Status::of(word), open(Stage::Understand), "{word}");
        }
        for word in ["Tier 2", "New York", "Liverpool", "Incomplete", ""] {
            assert_eq!(Status::of(word), None, "{word}");
        }
    }

    #[test]
    fn titles_tell_family_and_seniority() {
        assert_eq!(family("Senior Data Engineer", ""), Family::Data);
        assert_eq!(family("SRE", "Platform"), Family::Engineering);
        assert_eq!(family("Payroll Specialist", ""), Family::Finance);
        assert_eq!(family("Coordinator", "Marketing"), Family::Marketing);
        assert_eq!(family("Team Lead", ""), Family::Operations);
        assert_eq!(seniority("", "Senior Data Engineer"), Seniority::Senior);
        assert_eq!(seniority("", "Internal Auditor"), Seniority::Mid);
        assert_eq!(seniority("Mid-level", "Senior Data Engineer"), Seniority::Mid);
        assert_eq!(seniority("", "Head of Platform"), Seniority::Director);
    }
}
