//! Wrong passwords, counted per account: whoever guesses from many addresses is slowed down, too.
//!
//! A wait is also a way to keep somebody out of their own account. So it is short at first and never long; asking
//! while it lasts does not lengthen it; and an address from which the right password came of late has a count of
//! its own, so that strangers' guesses do not keep a person out where they are at home.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::secret_hash;

/// Wrong passwords that nobody has to wait for.
const FREE: u32 = 5;
/// The first wait; each further wrong password doubles it.
const FIRST: TimeDelta = TimeDelta::seconds(1);
/// The longest: some hundred guesses a day are no way to a password of ten characters.
const LONGEST: TimeDelta = TimeDelta::minutes(15);
/// After so much time without a try all is forgotten.
const PEACE: TimeDelta = TimeDelta::days(1);
/// How many counts are kept, of about 200 bytes each. Beyond it the least wrong, then the oldest, is forgotten.
const MOST: usize = 10_000;

/// An account by the hash of its address, whether or not there is one; and the place, where it is known there.
type Door = (String, Option<IpAddr>);

#[derive(Default)]
pub struct Tries(Mutex<HashMap<Door, Count>>);

#[derive(Clone, Copy)]
struct Count {
    /// Without a right one in between, for a door that is a place of its own.
    wrong: u32,
    last: DateTime<Utc>,
}

impl Count {
    /// The instant from which the next try is taken.
    fn open_from(self) -> DateTime<Utc> {
        let Some(beyond) = self.wrong.checked_sub(FREE) else {
            return DateTime::<Utc>::MIN_UTC;
        };
        // 2^10 seconds are more than the longest wait already.
        self.last + (FIRST * (1 << beyond.min(10))).min(LONGEST)
    }

    fn is_forgotten(self, now: DateTime<Utc>) -> bool {
        now - self.last >= PEACE
    }
}

/// A try that was let through.
pub struct Try<'a> {
    tries: &'a Tries,
    account: String,
    address: IpAddr,
    door: Door,
}

impl Tries {
    /// Lets a try through, which counts as wrong until it says otherwise: many at the same time count, too.
    ///
    /// # Errors
    /// How many seconds are to be waited, at least one.
    pub fn begin(&self, email: &str, address: IpAddr, now: DateTime<Utc>) -> Result<Try<'_>, u32> {
        let account = secret_hash(&email.trim().to_lowercase());
        let mut counts = self.lock();
        let home = (account.clone(), Some(address));
        let is_home = counts.get(&home).is_some_and(|count| !count.is_forgotten(now));
        let door = if is_home { home } else { (account.clone(), None) };
        let known = counts.get(&door).filter(|count| !count.is_forgotten(now));
        let wrong = known.map_or(0, |count| count.wrong);
        if let Some(wait) = known.map(|count| count.open_from() - now)
            && wait > TimeDelta::zero()
        {
            let seconds = (wait + TimeDelta::milliseconds(999)).num_seconds();
            return Err(u32::try_from(seconds).unwrap_or(u32::MAX));
        }
        let count = Count {
            wrong: wrong.saturating_add(1),
            last: now,
        };
        put(&mut counts, door.clone(), count);
        drop(counts);
        Ok(Try {
            tries: self,
            account,
            address,
            door,
        })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Door, Count>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Try<'_> {
    /// The password was right: the person is at home at this address from now on.
    pub fn was_right(self, now: DateTime<Utc>) {
        let mut counts = self.tries.lock();
        // What strangers guessed stays counted: a person who signs in elsewhere does not make room for them.
        if let Some(count) = counts.get_mut(&self.door) {
            count.wrong = count.wrong.saturating_sub(1);
        }
        let home = (self.account, Some(self.address));
        put(&mut counts, home, Count { wrong: 0, last: now });
    }
}

fn put(counts: &mut HashMap<Door, Count>, door: Door, count: Count) {
    if counts.len() >= MOST && !counts.contains_key(&door) {
        let least = counts.iter().min_by_key(|(_, count)| (count.wrong, count.last));
        if let Some(least) = least.map(|(door, _)| door.clone()) {
            counts.remove(&least);
        }
    }
    counts.insert(door, count);
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 1));
    const THERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 2));

    fn start() -> DateTime<Utc> {
        "2026-11-19T09:38:00Z".parse().unwrap()
    }

    fn fails(tries: &Tries, email: &str, at: DateTime<Utc>) -> Option<u32> {
        tries.begin(email, HERE, at).err()
    }

    #[test]
    fn waits_double_up_to_a_quarter_of_an_hour_and_a_day_of_peace_ends_them() {
        let tries = Tries::default();
        let mut now = start();
        for _ in 0..FREE {
            assert_eq!(fails(&tries, "priya@example.org", now), None);
        }
        let mut waits = Vec::new();
        for _ in 0..12 {
            let wait = fails(&tries, " PRIYA@example.org", now).unwrap();
            assert_eq!(
                fails(&tries, "priya@example.org", now),
                Some(wait),
                "asking lengthens nothing"
            );
            waits.push(wait);
            now += TimeDelta::seconds(wait.into());
            assert_eq!(fails(&tries, "priya@example.org", now), None);
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
        assert_eq!(
            fails(&tries, "tom@example.org", now),
            None,
            "each account by itself"
        );
        now += PEACE;
        for _ in 0..FREE {
            assert_eq!(fails(&tries, "priya@example.org", now), None);
        }
        assert!(fails(&tries, "priya@example.org", now).is_some());
    }

    #[test]
    fn strangers_keep_nobody_out_where_they_are_at_home() {
        let tries = Tries::default();
        tries
            .begin("priya@example.org", THERE, start())
            .ok()
            .unwrap()
            .was_right(start());
        for _ in 0..FREE {
            assert_eq!(fails(&tries, "priya@example.org", start()), None);
        }
        assert!(fails(&tries, "priya@example.org", start()).is_some());
        for _ in 0..FREE {
            assert!(tries.begin("priya@example.org", THERE, start()).is_ok());
        }
        assert!(
            tries.begin("priya@example.org", THERE, start()).is_err(),
            "guesses from there are counted, too"
        );
    }

    #[test]
    fn a_right_password_elsewhere_makes_no_room_for_guesses() {
        let tries = Tries::default();
        for _ in 1..FREE {
            assert_eq!(fails(&tries, "priya@example.org", start()), None);
        }
        tries
            .begin("priya@example.org", THERE, start())
            .ok()
            .unwrap()
            .was_right(start());
        assert_eq!(fails(&tries, "priya@example.org", start()), None);
        assert!(fails(&tries, "priya@example.org", start()).is_some());
    }

    #[test]
    fn a_flood_of_addresses_does_not_wash_away_what_was_guessed() {
        let tries = Tries::default();
        for _ in 0..FREE {
            assert_eq!(fails(&tries, "priya@example.org", start()), None);
        }
        for n in 0..MOST + 10 {
            assert_eq!(fails(&tries, &format!("{n}@example.org"), start()), None);
        }
        assert_eq!(tries.lock().len(), MOST);
        assert!(fails(&tries, "priya@example.org", start()).is_some());
    }
}
