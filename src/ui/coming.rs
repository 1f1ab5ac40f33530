//! When somebody comes, in words that say which day it is: the desk, or the yes.

use chrono::NaiveDate;

use super::day;
use crate::domain::{Coming, Lapse};

/// `someone at the desk about 1 Nov`, `a yes by 1 Aug`: what one plans for.
pub fn plan_for(coming: Coming, today: NaiveDate) -> String {
    match coming {
        Coming::Desk(on) => format!("someone at the desk about {}", day::date(on, today)),
        Coming::Yes(by) => format!("a yes by {}", day::date(by, today)),
    }
}

/// `You said at the desk about 1 Aug, now likely 6 Jun`, `You said a yes by 1 Aug, and nobody has said yes in time`.
pub fn lapsed(lapse: Lapse, today: NaiveDate) -> String {
    let said = coming_by(lapse.told(), today);
    match lapse {
        Lapse::Slipped(slip) => format!(
            "You said {said}, now likely {}",
            day::date(slip.likely.day(), today)
        ),
        Lapse::Missed(_) => format!("You said {said}, and nobody has said yes in time"),
    }
}

/// `1 Aug, now likely 6 Jun`, `1 Aug, and no yes in time`: after `You said`, where each character counts.
pub fn lapsed_briefly(lapse: Lapse, today: NaiveDate) -> String {
    let told = lapse.told().day();
    match lapse {
        Lapse::Slipped(slip) => {
            let likely = slip.likely.day();
            let (mut was, mut now) = (day::brief(told, today), day::brief(likely, today));
            if was == now {
                (was, now) = (day::date(told, today), day::date(likely, today));
            }
            format!("{was}, now likely {now}")
        }
        Lapse::Missed(_) => format!("{}, and no yes in time", day::brief(told, today)),
    }
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
