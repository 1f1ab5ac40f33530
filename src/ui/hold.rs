//! A hold in words: who asked for it and why, or that it was so when the role was imported.

use chrono::NaiveDate;

use super::day;
use crate::domain::Hold;

/// `Ask Marcus: Budget review`, once it is to be looked at again: for cards.
pub fn asked_again(hold: &Hold) -> String {
    if hold.was_imported() {
        return "Ask whether the hold goes on".into();
    }
    format!("Ask {}: {}", hold.requester, hold.cause)
}

/// `Budget review`, or `on hold when it was imported`.
pub fn why_held(hold: &Hold) -> &str {
    if hold.was_imported() {
        "on hold when it was imported"
    } else {
        &hold.cause
    }
}

/// `asked by Marcus: Budget review`.
pub fn asked_for(hold: &Hold) -> String {
    if hold.was_imported() {
        return "as it was when it was imported".into();
    }
    format!("asked by {}: {}", hold.requester, hold.cause)
}

/// What is said of it after whoever decides: `decides by Wed 30 Dec: Nurse manager, on hold for Budget review`.
pub fn decides(title: &str, hold: &Hold, today: NaiveDate) -> String {
    let is_due = hold.review_on <= today;
    let (since, by) = (day::dated(hold.since, today), day::said(hold.review_on, today));
    match (is_due, hold.was_imported()) {
        (true, false) => format!("does the hold go on? {title}, since {since}: {}", hold.cause),
        (true, true) => {
            format!("does the hold go on? {title}, {} on {since}", why_held(hold))
        }
        (false, false) => format!("decides by {by}: {title}, on hold for {}", hold.cause),
        (false, true) => format!("decides by {by}: {title}, {}", why_held(hold)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ImportedRole, Role, Stage, Story, role};

    #[test]
    fn an_imported_hold_is_said_once_and_names_nobody() {
        let mut story = Story::begin();
        let today = story.now.date_naive();
        story.does(role::Command::ImportRoles {
            roles: vec![ImportedRole {
                role: Story::role("nurse"),
                leader: Story::leader("dana"),
                owner: None,
                details: Story::details("Nurse manager", today),
                stage: Stage::Source,
                close: None,
                held: true,
            }],
        });
        let state = story.state();
        let role = state.get::<Role>(Story::role("nurse")).unwrap();
        let hold = role.hold.clone().unwrap();
        let day = day::said(hold.review_on, today);
        assert_eq!(
            decides("Nurse manager", &hold, today),
            format!("decides by {day}: Nurse manager, on hold when it was imported")
        );
        let since = day::dated(today, hold.review_on);
        assert_eq!(
            decides("Nurse manager", &hold, hold.review_on),
            format!("does the hold go on? Nurse manager, on hold when it was imported on {since}")
        );
        assert_eq!(asked_again(&hold), "Ask whether the hold goes on");
        assert_eq!(asked_for(&hold), "as it was when it was imported");
        let asked = Hold {
            requester: "Marcus".into(),
            cause: "Budget review".into(),
            ..hold
        };
        assert_eq!(asked_again(&asked), "Ask Marcus: Budget review");
        assert_eq!(why_held(&asked), "Budget review");
        assert_eq!(
            decides("Nurse manager", &asked, today),
            format!("decides by {day}: Nurse manager, on hold for Budget review")
        );
    }
}
