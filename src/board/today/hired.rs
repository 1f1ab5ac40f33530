//! What is due of somebody who was made an offer, or hired, in words.

use crate::domain::HireDue;

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
        HireDue::Another => format!("another reads what {called} says, since {by}: {title}"),
        HireDue::Leader => format!("day {day}: how does it go with {called}? {title}"),
        HireDue::Forget => format!("kept until {by}: forget them? {title}"),
        HireDue::Call => format!("call by {by}, for what they said at day {day}: {title}"),
    }
}
