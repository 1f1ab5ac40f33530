//! What waits for an answer between us and a leader, in words.

use chrono::NaiveDate;

use crate::domain::{Turn, What};
use crate::ui::day;

/// By when, whose turn it is, and what was asked; nothing of what is no decision.
pub fn about(what: &What, due: NaiveDate, today: NaiveDate) -> String {
    let What::Decision {
        turn,
        text,
        title,
        waited,
        paused,
        deputy,
        unlinked,
        ..
    } = what
    else {
        return String::new();
    };
    let by = day::said(due, today);
    let when = match (turn, paused, due < today) {
        (_, Some(back), _) => format!("away, back {}", day::said(*back, today)),
        (Turn::Us, _, false) => format!("asked for by {by}"),
        (Turn::Us, _, true) => format!("was to be answered {by}"),
        (Turn::Leader, _, false) if *waited == 0 => format!("by {by}"),
        (Turn::Leader, _, false) => format!("by {by}, with them {}", day::days(*waited)),
        (Turn::Leader, _, true) => format!("was due {by}"),
    };
    let when = match deputy {
        Some(deputy) if *unlinked => {
            format!("{deputy} answers meanwhile and has no link yet, {when}")
        }
        Some(deputy) => format!("{deputy} answers meanwhile, {when}"),
        None => when,
    };
    let about = title
        .as_ref()
        .map(|title| format!(", {title}"))
        .unwrap_or_default();
    format!("{when}: “{text}”{about}")
}
