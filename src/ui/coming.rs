//! When somebody comes, in words that say which day it is: the desk, or the yes.

use chrono::NaiveDate;

use super::day;
use crate::domain::{Coming, Slip};

/// `someone at the desk about 1 Nov`, `a yes by 1 Aug`: what one plans for.
pub fn plan_for(coming: Coming, today: NaiveDate) -> String {
    match coming {
        Coming::Desk(on) => format!("someone at the desk about {}", day::date(on, today)),
        Coming::Yes(by) => format!("a yes by {}", day::date(by, today)),
    }
}

/// `You said at the desk about 1 Aug, now likely 6 Jun`.
pub fn slipped(slip: &Slip, today: NaiveDate) -> String {
    let on = |coming: Coming| day::date(coming.day(), today);
    let what = match slip.told {
        Coming::Desk(_) => "at the desk about",
        Coming::Yes(_) => "a yes by",
    };
    format!(
        "You said {what} {}, now likely {}",
        on(slip.told),
        on(slip.likely)
    )
}
