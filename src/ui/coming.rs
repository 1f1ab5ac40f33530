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
    format!(
        "You said {}, now likely {}",
        coming_by(slip.told, today),
        day::date(slip.likely.day(), today)
    )
}

/// `at the desk about 1 Nov`, `a yes by 1 Aug`: what was told.
pub fn coming_by(coming: Coming, today: NaiveDate) -> String {
    let what = match coming {
        Coming::Desk(_) => "at the desk about",
        Coming::Yes(_) => "a yes by",
    };
    format!("{what} {}", day::date(coming.day(), today))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_says_which_it_is() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-11-24");
        let say = |coming| coming_by(coming, today);
        assert_eq!(say(Coming::Yes(day("2027-08-13"))), "a yes by 13 Aug 2027");
        assert_eq!(say(Coming::Desk(day("2026-12-01"))), "at the desk about 1 Dec");
    }
}
