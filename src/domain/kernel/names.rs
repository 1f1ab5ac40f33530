//! Names in a text that others will read: pointed out before it is shared, never blocked.
//!
//! A judgement by form alone: no list of names could know them all, and a wrong hint costs one glance.

/// Words that begin with a capital in the middle of a sentence and are no part of a name.
const COMMON: &[&str] = &[
    "i",
    "i'm",
    "i'll",
    "i've",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "cv",
    "hr",
    "it",
    "sre",
    "ceo",
    "cto",
    "cfo",
    "english",
    "german",
    "french",
];

/// Who may be named in a text, as one knows them.
#[derive(Clone, Default, Debug)]
pub struct KnownNames {
    /// Whole names, which are found in any case.
    pub people: Vec<String>,
    /// Names that whoever reads the text does not know: each part of them tells, too, as it is written.
    pub withheld: Vec<String>,
    /// First names that tell by themselves, to whom it is known whom the text speaks: as they are written.
    pub firsts: Vec<String>,
    /// What roles are called: no name, whatever its capitals.
    pub titles: Vec<String>,
}

/// What looks like a person's name: two or more capitalised words in a row, or one of those who are known.
pub fn names_in(text: &str, known: &KnownNames) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if !found.iter().any(|other| other.contains(name)) {
            found.push(name.to_owned());
        }
    };
    let lower = text.to_lowercase();
    for name in known.people.iter().chain(&known.withheld) {
        if name.chars().count() > 1 && contains_word(&lower, &name.to_lowercase()) {
            add(name);
        }
    }
    let parts = known.withheld.iter().flat_map(|name| name.split_whitespace());
    for part in parts.chain(known.firsts.iter().map(String::as_str)) {
        if part.chars().count() > 2 && contains_word(text, part) {
            add(part);
        }
    }
    for sentence in text.split(['.', '!', '?', '\n', ':', ';', ',', '(', ')', '"']) {
        let mut run: Vec<&str> = Vec::new();
        for (at, word) in sentence.split_whitespace().chain([""]).enumerate() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            if is_capitalised(bare) && !COMMON.contains(&bare.to_lowercase().as_str()) {
                // A sentence begins with a capital anyway: its first word counts only together with the next.
                run.push(bare);
                continue;
            }
            let begins = at == run.len();
            if run.len() >= 2 && !(begins && run.len() == 2 && is_plain_start(run.first())) {
                let run = run.join(" ");
                let is_title = |title: &String| contains_word(&title.to_lowercase(), &run.to_lowercase());
                if !known.titles.iter().any(is_title) {
                    add(&run);
                }
            }
            run.clear();
        }
    }
    found
}

/// Words with which recruiters' notes begin, which a name may follow: `Screened Maria`.
fn is_plain_start(word: Option<&&str>) -> bool {
    word.is_some_and(|word| {
        let word = word.to_lowercase();
        ["ed", "ing"].iter().any(|ending| word.ends_with(ending))
            || [
                "by", "on", "since", "until", "the", "two", "three", "met", "new", "senior", "no", "pay",
            ]
            .contains(&word.as_str())
    })
}

fn is_capitalised(word: &str) -> bool {
    let mut chars = word.chars();
    let first = chars.next().is_some_and(char::is_uppercase);
    // `SQL` and `AWS` are no names.
    first && chars.clone().any(char::is_lowercase) && word.chars().count() > 1
}

/// Whether the text names this person, by the whole name or by one of its parts, whatever the case.
pub(in crate::domain) fn mentions(text: &str, name: &str) -> bool {
    let text = text.to_lowercase();
    let name = name.trim().to_lowercase();
    // Short parts (initials, "van") are words of their own.
    let parts = name.split_whitespace().filter(|part| part.chars().count() > 3);
    !name.is_empty()
        && [name.as_str()]
            .into_iter()
            .chain(parts)
            .any(|part| contains_word(&text, part))
}

fn contains_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
        let goes_on = |c: char| c.is_alphanumeric() && !is_written_without_spaces(c);
        !before.is_some_and(goes_on) && !after.is_some_and(goes_on)
    })
}

/// Whether words of its script follow each other without a space, or take their endings without one: South-East Asian scripts, Chinese,
/// Japanese, Korean.
fn is_written_without_spaces(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let known = KnownNames {
            people: vec!["Dana Whitfield".into(), "李小龙".into()],
            withheld: vec!["محمد بن عبد الله".into(), "Grace Long".into()],
            firsts: vec!["Marcus".into()],
            titles: vec!["Senior Data Engineer".into()],
        };
        names_in(text, &known)
    }

    #[test]
    fn two_capitalised_words_in_a_row_look_like_a_name() {
        assert_eq!(
            found("12 reached; talked with Maria Lopez, who is strong"),
            ["Maria Lopez"]
        );
        assert_eq!(found("Maria Lopez Garcia wants more"), ["Maria Lopez Garcia"]);
        assert_eq!(found("Émile Zola declined"), ["Émile Zola"]);
        assert_eq!(found("Who comes? By Tue please"), [""; 0]);
    }

    #[test]
    fn known_people_are_found_however_they_are_written() {
        assert_eq!(found("dana whitfield will like this"), ["Dana Whitfield"]);
        assert_eq!(found("与 李小龙 谈"), ["李小龙"]);
        assert_eq!(found("我们与李小龙谈过"), ["李小龙"]);
    }

    #[test]
    fn a_name_that_is_kept_back_is_found_by_each_of_its_parts_as_it_is_written() {
        assert_eq!(found("محمد بن عبد الله is strong"), ["محمد بن عبد الله"]);
        assert_eq!(found("Two said no, and محمد to the pay"), ["محمد"]);
        assert_eq!(found("in came Grace"), ["Grace"]);
        assert_eq!(found("grace long takes it"), ["Grace Long"]);
        assert_eq!(found("It takes long, with some grace"), [""; 0]);
    }

    #[test]
    fn a_first_name_tells_as_it_is_written_and_what_a_role_is_called_is_no_name() {
        assert_eq!(found("We talked with Marcus about pay"), ["Marcus"]);
        assert_eq!(found("marcus is a word here"), [""; 0]);
        assert_eq!(found("It came up for a Data Engineer and twice more"), [""; 0]);
        assert_eq!(found("It came up for Sara Lund"), ["Sara Lund"]);
    }

    #[test]
    fn a_person_is_mentioned_by_any_part_of_their_name() {
        for text in ["Dana Whitfield", "mrs WHITFIELD", "so says dana."] {
            assert!(mentions(text, "Dana Whitfield"), "{text}");
        }
        for text in ["", "Danas", "the field", "van"] {
            assert!(!mentions(text, "Dana van Whitfield"), "{text}");
        }
    }

    #[test]
    fn ordinary_notes_raise_no_hint() {
        for text in [
            "12 reached, 3 replied: pay is too low.",
            "Two want to talk on Thursday. Pay is the reason most say no.",
            "SQL and AWS are rare here",
            "Mapped the market in Leeds",
            "",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
