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

impl Called {
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// One of our own sentences in this word: whatever is typed is no such sentence, and stays as it was typed.
    pub fn ours(self, text: &'static str) -> Cow<'static, str> {
        self.reworded(text)
    }

    /// What a kind of row is called, as this build or the server's has it: neither is typed by anybody.
    pub fn noun(self, noun: &str) -> Cow<'_, str> {
        self.reworded(noun)
    }

    /// The same of what was put together from our own words alone.
    pub(in crate::domain) fn reworded(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Leader => text.into(),
            Self::HiringManager => as_managers(text).into(),
        }
    }
}

/// `A leader’s page` as `A hiring manager’s page`, and `hiring leaders` as `hiring managers`. Whole words only.
fn as_managers(text: &str) -> String {
    let is_apart = |letter: char| !(letter.is_alphanumeric() || letter == '_');
    let mut said = String::new();
    // Each with what parts it from the next.
    for word in text.split_inclusive(is_apart) {
        let rest = word.strip_prefix(['l', 'L']);
        let rest = rest.and_then(|rest| rest.strip_prefix("eader"));
        let rest = rest.filter(|rest| matches!(rest.trim_end_matches(is_apart), "" | "s"));
        let Some(rest) = rest else {
            said.push_str(word);
            continue;
        };
        if !(said.ends_with("hiring ") || said.ends_with("Hiring ")) {
            said.push_str(if word.starts_with('L') {
                "Hiring "
            } else {
                "hiring "
            });
        }
        said.push_str("manager");
        said.push_str(rest);
    }
    said
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
            prop_assume!(!text.to_lowercase().contains("leader"));
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

    #[test]
    fn kinds_of_rows_are_called_by_the_word() {
        let called = |kind: crate::domain::Kind| Called::HiringManager.noun(kind.noun()).into_owned();
        assert_eq!(called(crate::domain::Kind::Leader), "hiring manager");
        assert_eq!(called(crate::domain::Kind::Role), "role");
        assert_eq!(Called::Leader.noun(crate::domain::Kind::Leader.noun()), "leader");
    }
}
