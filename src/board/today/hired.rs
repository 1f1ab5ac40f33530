//! What is due of somebody who was made an offer, or hired, in words.

use crate::domain::HireDue;

/// What its button says, what that is when it stands alone, and the same where it is the first thing to do.
pub fn urged(due: HireDue, name: &str, short: &str, called: &str) -> (&'static str, String, String) {
    let verb = match due {
        HireDue::Answer | HireDue::Call | HireDue::Touch | HireDue::Begins => "Call",
        HireDue::Contract | HireDue::Start | HireDue::Reader => "Ask",
        HireDue::Ready | HireDue::Read => "Look",
        HireDue::Talk | HireDue::Wished | HireDue::Leader => "Talk",
        // What goes along is told on the role's page, where it is asked whether that is meant.
        HireDue::Forget => return ("Forget", format!("Forget {name}"), format!("Forget {name}")),
    };
    (
        verb,
        format!("{verb}: {name} about {called}"),
        format!("{verb} with {short} about {called}"),
    )
}

/// What is due of somebody who was made an offer, or hired.
pub fn about(what: HireDue, called: &str, day: u8, by: &str, title: &str) -> String {
    match what {
        HireDue::Answer => format!("yes or no by {by}: {title}"),
        HireDue::Contract => format!("contract signed by {by}? {title}"),
        HireDue::Start => format!("signed: on which day do they start? {title}"),
        HireDue::Touch => format!("a word before the start, due {by}: {title}"),
        HireDue::Ready => format!("starts {by}, and something is not ready: {title}"),
        HireDue::Begins => format!("starts {by}: {title}"),
        HireDue::Reader => format!("day {day}: ask who may read what they say, {title}"),
        HireDue::Talk => format!("day {day}: ten minutes, {title}"),
        HireDue::Wished => format!("day {day}: would rather talk than write, {title}"),
        HireDue::Read => format!("answered at day {day}, for you alone: {title}"),
        HireDue::Leader => format!("day {day}: how does it go with {called}? {title}"),
        HireDue::Forget => format!("kept until {by}: forget them? {title}"),
        HireDue::Call => format!("call by {by}, for what they said at day {day}: {title}"),
    }
}
