//! What a workspace calls whoever needs somebody.

use std::borrow::Cow;

use crate::domain::labelled;

labelled! {
    /// The word on screen; the code says leader all the same.
    #[derive(Default)]
    Called {
        #[default]
        Leader = "Leader",
        HiringManager = "Hiring manager",
    }
}

const LEADER: &str = "leader";

impl Called {
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// One of our own sentences in this word: whatever is typed is no such sentence, and stays as it was typed.
    pub fn ours(self, text: &'static str) -> Cow<'static, str> {
        self.reworded(text)
    }

    /// The same of what was put together from our own words alone.
    pub(in crate::domain) fn reworded(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Leader => Cow::Borrowed(text),
            Self::HiringManager => as_managers(text),
        }
    }
}

/// `A leader’s page` as `A hiring manager’s page`, and `hiring leaders` as `hiring managers`. Whole words only.
fn as_managers(text: &str) -> Cow<'_, str> {
    let mut said = String::new();
    let mut done = 0;
    for (at, _) in text.match_indices("eader") {
        let Some((before, first)) = at
            .checked_sub(1)
            .and_then(|at| Some((text.get(..at)?, text.get(at..at + 1)?)))
        else {
            continue;
        };
        let end = at + LEADER.len() - 1;
        let after = text.get(end..).unwrap_or_default();
        let after = after.strip_prefix('s').unwrap_or(after);
        let is_letter = |next: Option<char>| next.is_some_and(|next| next.is_alphanumeric() || next == '_');
        if !matches!(first, "l" | "L")
            || is_letter(before.chars().next_back())
            || is_letter(after.chars().next())
        {
            continue;
        }
        let is_hiring = before.ends_with("hiring ") || before.ends_with("Hiring ");
        let word = match (is_hiring, first) {
            (true, _) => "manager",
            (false, "L") => "Hiring manager",
            (false, _) => "hiring manager",
        };
        said.push_str(text.get(done..before.len()).unwrap_or_default());
        said.push_str(word);
        done = end;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    said.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(said)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_sentence_says_the_word_that_was_chosen() {
        for (usual, other) in [
            ("Leaders", "Hiring managers"),
            ("The leader", "The hiring manager"),
            ("By leader", "By hiring manager"),
            ("Add a leader", "Add a hiring manager"),
            (
                "Erase a leader's data for good",
                "Erase a hiring manager's data for good",
            ),
            ("On the leader’s page", "On the hiring manager’s page"),
            (
                "stands on the leaders’ page; write",
                "stands on the hiring managers’ page; write",
            ),
            ("Hiring leader", "Hiring manager"),
            ("what each hiring leader hears", "what each hiring manager hears"),
            (
                "All leaders, and a leader.",
                "All hiring managers, and a hiring manager.",
            ),
            ("leader", "hiring manager"),
        ] {
            assert_eq!(Called::HiringManager.ours(usual), other);
            assert_eq!(Called::Leader.ours(usual), usual);
        }
    }

    #[test]
    fn other_words_stay() {
        for text in [
            "leadership",
            "a ringleader and misleaders",
            "cheerleader",
            "readers",
            "the_leader",
            "leader_s",
            "eader",
            "LEADER",
            "",
        ] {
            assert_eq!(Called::HiringManager.ours(text), text);
        }
    }

    proptest! {
        #[test]
        fn text_without_the_word_is_unchanged(text in any::<String>()) {
            prop_assume!(!text.to_lowercase().contains(LEADER));
            prop_assert_eq!(Called::HiringManager.reworded(&text), text.as_str());
        }

        #[test]
        fn what_stands_around_the_word_is_unchanged(before in "[^lL]*", after in "[^lL]*", many in any::<bool>()) {
            prop_assume!(!before.ends_with("hiring") && !before.ends_with("Hiring"));
            let plural = if many { "s" } else { "" };
            let text = format!("{before} leader{plural} {after}");
            let other = format!("{before} hiring manager{plural} {after}");
            prop_assert_eq!(Called::HiringManager.reworded(&text), other.as_str());
            let once = Called::HiringManager.reworded(&text);
            prop_assert_eq!(Called::HiringManager.reworded(&once), once.as_ref(), "nothing is said twice");
        }
    }
}
