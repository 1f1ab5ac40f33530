//! Whether two texts may say the same. It only suggests: a person says whether they do.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{gathered, words_of};

/// How many of the words in either must be in both.
const WORDS: f64 = 0.5;

/// How alike the runs of three letters must be, as the cosine of how often each occurs.
const RUNS: f64 = 0.6;

/// A text as it is held against others.
pub(super) struct Shape {
    words: BTreeSet<String>,
    /// How often each run of three letters occurs.
    runs: BTreeMap<[char; 3], f64>,
    length: f64,
}

impl Shape {
    pub fn of(text: &str) -> Self {
        let words = words_of(text);
        let runs = runs(&words);
        let length = runs.values().map(|count| count * count).sum::<f64>().sqrt();
        Self {
            words: gathered(words),
            runs,
            length,
        }
    }

    pub fn is_like(&self, other: &Self) -> bool {
        if self.words.is_empty() || other.words.is_empty() {
            return false;
        }
        self.jaccard(other) >= WORDS || self.cosine(other) >= RUNS
    }

    fn jaccard(&self, other: &Self) -> f64 {
        let (both, either) = (
            self.words.intersection(&other.words),
            self.words.union(&other.words),
        );
        counted(both.count()) / counted(either.count())
    }

    fn cosine(&self, other: &Self) -> f64 {
        let both = self.runs.iter();
        let both = both.map(|(run, count)| count * other.runs.get(run).copied().unwrap_or_default());
        both.sum::<f64>() / (self.length * other.length)
    }
}

pub fn are_alike(one: &str, other: &str) -> bool {
    Shape::of(one).is_like(&Shape::of(other))
}

fn counted(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// How often each run of three letters occurs; a word begins and ends with a space.
fn runs(words: &[String]) -> BTreeMap<[char; 3], f64> {
    let text: Vec<char> = format!(" {} ", words.join(" ")).chars().collect();
    let mut runs = BTreeMap::new();
    for run in text.windows(3) {
        if let Ok(run) = <[char; 3]>::try_from(run) {
            *runs.entry(run).or_insert(0.0) += 1.0;
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_in_other_words_is_suggested_and_something_else_is_not() {
        for (one, other) in [
            ("The pay is too low", "Pay is too low"),
            ("Salary band is outdated", "Outdated salary bands"),
            ("Data access takes three weeks", "data access takes 3 weeks!"),
            ("Zugänge dauern drei Wochen", "Zugang dauert drei Wochen"),
        ] {
            assert!(are_alike(one, other) && are_alike(other, one), "{one} / {other}");
        }
        for (one, other) in [
            ("The pay is too low", "Nobody decides for weeks"),
            (
                "Data access takes three weeks",
                "Nights are covered by agency staff",
            ),
            ("", "Pay"),
            ("?!", "?!"),
        ] {
            assert!(!are_alike(one, other), "{one} / {other}");
        }
    }

    #[test]
    fn half_of_the_words_are_enough() {
        let half = Shape::of("a b c").jaccard(&Shape::of("b c d"));
        assert!((half - 0.5).abs() < 1e-12);
        let same = Shape::of("abc").cosine(&Shape::of("abc"));
        assert!((same - 1.0).abs() < 1e-12);
    }
}
