//! Order within a column: keys between which there is always room for another.

use serde::{Deserialize, Serialize};

use crate::domain::Refusal;

/// Digits in ASCII order, so that keys compare as plain text does.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A fraction between 0 and 1 in base 62, without its leading "0." and without trailing zeros.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrderKey(String);

impl OrderKey {
    /// Keys longer than this make a column be numbered anew.
    pub(in crate::domain) const LONG: usize = 40;
    /// No key is longer: one that lies between two long ones has at most a digit more than they.
    const MOST: usize = 64;

    /// The place behind the last of a column. Equal keys are in order, too, by their ids; so a long column needs no long keys.
    pub(in crate::domain) fn behind(last: Option<&Self>) -> Option<Self> {
        key_between(last, None)
            .filter(|order| !order.is_long())
            .or_else(|| last.cloned())
    }

    pub fn is_long(&self) -> bool {
        self.0.len() > Self::LONG
    }

    /// `count` keys, evenly spread and in order.
    pub fn spread(count: usize) -> Vec<Self> {
        let room = 62_usize.pow(3);
        let step = (room / (count + 1)).max(1);
        (1..=count)
            .map(|n| {
                let at = n * step;
                let digits = [at / (62 * 62), at / 62 % 62, at % 62].map(|d| char::from(DIGITS[d]));
                Self(digits.iter().collect::<String>().trim_end_matches('0').into())
            })
            .collect()
    }
}

impl TryFrom<String> for OrderKey {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        let sound = (1..=Self::MOST).contains(&text.len())
            && !text.ends_with('0')
            && text.bytes().all(|b| b.is_ascii_alphanumeric());
        if sound {
            Ok(Self(text))
        } else {
            Err(Refusal::Malformed {
                detail: format!("a key of {} characters is no order key", text.len()),
            })
        }
    }
}

impl From<OrderKey> for String {
    fn from(key: OrderKey) -> Self {
        key.0
    }
}

/// A key strictly between the two; none stands for the beginning or the end. `None` when `low >= high`.
pub fn key_between(low: Option<&OrderKey>, high: Option<&OrderKey>) -> Option<OrderKey> {
    if let (Some(low), Some(high)) = (low, high)
        && low >= high
    {
        return None;
    }
    let low = low.map_or("", |key| &key.0);
    Some(OrderKey(middle(low.as_bytes(), high.map(|key| key.0.as_bytes()))))
}

/// `low` is empty for 0; `high` is none for 1. The result never ends in the zero digit.
fn middle(low: &[u8], high: Option<&[u8]>) -> String {
    let digit = |key: &[u8], at: usize| key.get(at).map_or(0, |byte| value(*byte));
    let mut key = String::new();
    let mut bound = high;
    for at in 0.. {
        let from = digit(low, at);
        let to = bound.map_or(62, |high| digit(high, at));
        if to - from > 1 {
            key.push(char::from(DIGITS[from + (to - from) / 2]));
            break;
        }
        key.push(char::from(DIGITS[from]));
        if to != from {
            // The prefix is already below `high`: from here on only `low` bounds.
            bound = None;
        }
    }
    key
}

fn value(byte: u8) -> usize {
    DIGITS.iter().position(|digit| *digit == byte).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_sequence_of_inserts_keeps_all_keys_distinct_and_in_order(places in prop::collection::vec(any::<prop::sample::Index>(), 1..300)) {
            let mut keys: Vec<OrderKey> = Vec::new();
            for place in places {
                let at = place.index(keys.len() + 1);
                let low = at.checked_sub(1).map(|low| keys[low].clone());
                let key = key_between(low.as_ref(), keys.get(at)).unwrap();
                prop_assert!(low.is_none_or(|low| low < key));
                prop_assert!(keys.get(at).is_none_or(|high| key < *high));
                prop_assert!(OrderKey::try_from(key.0.clone()).is_ok());
                keys.insert(at, key);
            }
        }

        #[test]
        fn spread_keys_are_in_order(count in 0usize..2_000) {
            let keys = OrderKey::spread(count);
            prop_assert_eq!(keys.len(), count);
            prop_assert!(keys.is_sorted_by(|a, b| a < b));
        }
    }

    #[test]
    fn a_thousand_inserts_at_the_top_stay_distinct() {
        let mut top = key_between(None, None).unwrap();
        for _ in 0..1_000 {
            let next = key_between(None, Some(&top)).unwrap();
            assert!(next < top);
            top = next;
        }
    }

    #[test]
    fn there_is_nothing_between_equal_keys() {
        let key = key_between(None, None).unwrap();
        assert_eq!(key_between(Some(&key), Some(&key)), None);
    }
}
