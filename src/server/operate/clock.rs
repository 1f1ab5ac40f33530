//! The one place on the server that reads the clock and draws randomness.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use chrono_tz::Tz;

/// The system's clock, or for tests one that starts at a given instant and runs on from there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    /// Added to the system's clock, in milliseconds.
    shift: i64,
}

impl Clock {
    pub fn starting_at(instant: DateTime<Utc>) -> Self {
        Self {
            shift: instant.timestamp_millis() - system_millis(),
        }
    }

    pub fn now(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(system_millis() + self.shift).unwrap_or_default()
    }

    /// Milliseconds since 1970, for ids.
    pub fn millis(self) -> u64 {
        u64::try_from(self.now().timestamp_millis()).unwrap_or(0)
    }

    /// The civil day in a zone.
    pub fn today(self, zone: &str) -> NaiveDate {
        self.in_zone(zone).date_naive()
    }

    /// Now, as clocks show it in a zone; an unknown zone counts as UTC.
    pub fn in_zone(self, zone: &str) -> DateTime<FixedOffset> {
        let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
        self.now().with_timezone(&zone).fixed_offset()
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the clock that everything else is given"
)]
fn system_millis() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or(Duration::ZERO);
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Bytes from the operating system's generator.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .expect("the operating system has no randomness: nothing could be kept secret");
    bytes
}
