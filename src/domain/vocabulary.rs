//! Which words a build knows: the table of words in one number and one hash, by which two builds tell whether they are
//! the same, and which of them is the older.

use std::{fmt, str::FromStr, sync::LazyLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::{Body, Kind};

/// The words of one build, written `count.hash`: the same for the same table, whatever else a build changes.
///
/// The hash says whether two builds know the same words. It has no order, so the count gives it one: it adds up the
/// versions of all kinds and of all commands, and so grows with each word, command or version that is added. None
/// of them is ever taken out of a released table; while nothing is released `PROTO` rises with whatever is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Vocabulary {
    count: u32,
    hash: u64,
}

/// What this build knows, a line a word: `row leader 1`, `do add_leader 4`.
fn lines() -> impl Iterator<Item = (String, u16)> {
    let rows = Kind::ALL
        .iter()
        .map(|kind| (format!("row {}", kind.word()), kind.version()));
    rows.chain(Body::shapes().map(|(name, version)| (format!("do {name}"), version)))
}

impl Vocabulary {
    /// Of whoever does not say what they know: older than any.
    pub const UNSAID: Self = Self { count: 0, hash: 0 };

    pub fn of_this_build() -> Self {
        static KNOWN: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::of(lines()));
        *KNOWN
    }

    /// Of these words with their versions, in any order.
    pub fn of(words: impl IntoIterator<Item = (String, u16)>) -> Self {
        let mut lines: Vec<_> = words.into_iter().collect();
        lines.sort();
        let count = lines.iter().map(|(_, version)| u32::from(*version)).sum();
        let text: String = lines
            .iter()
            .map(|(word, version)| format!("{word} {version}\n"))
            .collect();
        let digest = Sha256::digest(text);
        let hash = digest
            .iter()
            .take(8)
            .fold(0, |hash, byte| hash << 8 | u64::from(*byte));
        Self { count, hash }
    }

    /// Whether it lacks words that the other has. Of two that differ and count the same, as builds of two branches
    /// may, neither is older: what one of them cannot read it keeps.
    pub fn is_older_than(self, other: Self) -> bool {
        self != other && self.count < other.count
    }
}

impl fmt::Display for Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:016x}", self.count, self.hash)
    }
}

impl FromStr for Vocabulary {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("'{text}' is no list of known words such as 201.9f86d081884c7d65");
        let (count, hash) = text.split_once('.').ok_or_else(bad)?;
        Ok(Self {
            count: count.parse().map_err(|_| bad())?,
            hash: u64::from_str_radix(hash, 16).map_err(|_| bad())?,
        })
    }
}

impl Serialize for Vocabulary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Vocabulary {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(change: impl FnOnce(&mut Vec<(String, u16)>)) -> Vocabulary {
        let mut words: Vec<_> = lines().collect();
        change(&mut words);
        Vocabulary::of(words)
    }

    #[test]
    fn it_holds_every_kind_and_every_command() {
        let words: Vec<_> = lines().map(|(word, _)| word).collect();
        for kind in Kind::ALL {
            assert!(words.contains(&format!("row {}", kind.word())), "{kind:?}");
        }
        for name in Body::NAMES.concat() {
            assert!(words.contains(&format!("do {name}")), "{name}");
        }
        assert_eq!(words.len(), Kind::ALL.len() + Body::NAMES.concat().len());
        assert!(
            lines().all(|(_, version)| version > 0),
            "what counts nothing could be added unseen"
        );
    }

    #[test]
    fn whoever_adds_a_word_a_command_or_a_version_makes_this_build_older() {
        let known = Vocabulary::of_this_build();
        assert_eq!(with(|_| {}), known);
        assert_eq!(with(|words| words.reverse()), known, "whatever their order");
        for newer in [
            with(|words| words.push(("row journal".into(), 1))),
            with(|words| words.push(("do levitate".into(), 4))),
            with(|words| words[0].1 += 1),
        ] {
            assert!(newer != known);
            assert!(known.is_older_than(newer) && !newer.is_older_than(known));
        }
        assert!(Vocabulary::UNSAID.is_older_than(known) && !known.is_older_than(known));
    }

    #[test]
    fn of_two_branches_neither_is_older() {
        let (one, other) = (
            with(|words| words.push(("row journal".into(), 1))),
            with(|words| words.push(("row diary".into(), 1))),
        );
        assert!(one != other && !one.is_older_than(other) && !other.is_older_than(one));
    }

    #[test]
    fn it_is_written_and_read_the_same() {
        let known = Vocabulary::of_this_build();
        assert_eq!(known.to_string().parse(), Ok(known));
        for bad in ["", "7", "x.9f", "7.", "7.zz", "-1.0"] {
            assert!(bad.parse::<Vocabulary>().is_err(), "{bad}");
        }
    }
}
