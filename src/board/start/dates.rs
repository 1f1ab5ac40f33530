//! Which dates the sample's leaders were told: one was told another since the brief changed, one no longer holds, one came true early.

use chrono::{DateTime, Days, FixedOffset, TimeDelta};

use crate::browser::clock;
use crate::domain::{
    Body, ExpectationId, Fits, LeaderId, Level, RoleId, Shown, Terms, ToldAnew, Way, expectation,
};

struct Date {
    title: &'static str,
    /// Days ago.
    told: u64,
    /// Days from the opening to the yes, and months of notice after it.
    days: u64,
    notice: u16,
    because: &'static str,
    fits: Option<Fits>,
    cause: Option<ToldAnew>,
}

const fn first(title: &'static str, told: u64, days: u64, notice: u16, fits: Option<Fits>) -> Date {
    Date {
        title,
        told,
        days,
        notice,
        because: "",
        fits,
        cause: None,
    }
}

const DATES: [Date; 8] = [
    Date {
        because: "Senior people for data are asked by many; nobody here is known who would come.",
        ..first("Senior Data Engineer", 30, 160, 3, Some(Fits::Agreed))
    },
    Date {
        because: "Whoever ran such pipelines is rarer than we thought, and three rivals are hiring.",
        cause: Some(ToldAnew::Spec),
        ..first("Senior Data Engineer", 8, 330, 3, Some(Fits::Agreed))
    },
    first("Credit Analyst", 48, 58, 1, Some(Fits::Agreed)),
    first("Site Reliability Engineer", 11, 190, 1, None),
    first("Head of Support", 37, 210, 3, Some(Fits::Agreed)),
    first("Talent Partner", 60, 170, 1, Some(Fits::Agreed)),
    first("Quality Engineer", 117, 120, 1, Some(Fits::Agreed)),
    first("People Analyst", 185, 195, 1, Some(Fits::Agreed)),
];

/// What a role's leader was told, each with the moment; `open`: for how many days the role is open.
pub fn dates(
    title: &str,
    (role, leader): (RoleId, LeaderId),
    open: u64,
    now: DateTime<FixedOffset>,
) -> Vec<(DateTime<FixedOffset>, Body)> {
    let of_role = DATES.iter().filter(|date| date.title == title);
    let told = of_role.map(|date| {
        let at = now - TimeDelta::days(i64::try_from(date.told).unwrap_or(0)) - TimeDelta::minutes(20);
        let opened = now.date_naive() - Days::new(open);
        let terms = Terms {
            yes_by: opened + Days::new(date.days),
            level: Level::EightInTen,
            range: None,
            odds: None,
            roles: 0,
            notice: Some(date.notice),
            needed_by: None,
            because: date.because.into(),
            shorter: Vec::new(),
            ours: "You hear from me every week.".into(),
            theirs: "An answer to each profile within two working days.".into(),
            cause: date.cause,
        };
        let tell = expectation::Command::TellExpectation {
            expectation: clock::fresh(ExpectationId::new),
            role,
            leader,
            terms: Box::new(terms),
            way: Way::Talk,
            shown: Shown::Boss,
            fits: date.fits,
        };
        (at, Body::Expectation(tell))
    });
    told.collect()
}
