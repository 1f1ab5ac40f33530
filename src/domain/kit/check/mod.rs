//! Whether a question may be asked of anybody: a hint at what is none of an interviewer's business, why, and what to ask
//! instead. It warns and never blocks, since only a person knows what the work needs.
//!
//! A judgement by words alone, in English: [`rules`] has them. What is in another language is not judged, and says so.

mod language;
mod risk;
mod rules;
#[cfg(test)]
mod tests;
mod words;

pub use risk::Risk;
use rules::RULES;
use words::words_of;

/// What a question was found to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Checked {
    /// Nothing was found in it.
    Fine,
    /// It asks for what it should not; each thing once.
    Risky(Vec<Flag>),
    /// It is in a language that is not judged.
    Unread,
}

/// What a question asks for that it should not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flag {
    pub about: Risk,
    /// The words that raise it, in small letters.
    pub words: String,
}

impl Checked {
    pub fn is_risky(&self) -> bool {
        matches!(self, Self::Risky(_))
    }
}

/// Looks at a question as it is typed.
pub fn check(question: &str) -> Checked {
    if language::is_foreign(question) {
        return Checked::Unread;
    }
    let mut flags: Vec<Flag> = Vec::new();
    for sentence in question.split_inclusive(['.', '?', '!', '\n', ';']) {
        let words = words_of(sentence);
        for rule in RULES {
            if flags.iter().any(|flag| flag.about == rule.about)
                || rule.unless.iter().any(|pattern| found(pattern, &words).is_some())
            {
                continue;
            }
            let mut patterns = rule.any.iter();
            let raised = patterns.find_map(|pattern| found(pattern, &words));
            if let Some(words) = raised.or_else(|| of_you(rule.of_you, &words)) {
                flags.push(Flag {
                    about: rule.about,
                    words: words.join(" "),
                });
            }
        }
    }
    if flags.is_empty() {
        Checked::Fine
    } else {
        Checked::Risky(flags)
    }
}

/// The word among these that a sentence has which speaks to somebody.
fn of_you<'a>(topics: &str, words: &'a [String]) -> Option<&'a [String]> {
    let speaks = found("you|your|yours|yourself", words).is_some();
    let mut topics = topics.split(' ').filter(|_| speaks);
    topics.find_map(|topic| found(topic, words))
}

/// Most words that `..` passes over.
const GAP: usize = 4;

/// The words of a sentence that a pattern fits. In a pattern `|` stands between words of which each will do, `-` at the
/// end of a word's beginning, and `..` for up to four words of any kind.
fn found<'a>(pattern: &str, words: &'a [String]) -> Option<&'a [String]> {
    let parts: Vec<&str> = pattern.split(' ').collect();
    (0..words.len()).find_map(|from| {
        let rest = words.get(from..)?;
        let length = fitting(&parts, rest)?;
        rest.get(..length)
    })
}

/// How many words from the first on the parts take.
fn fitting(parts: &[&str], words: &[String]) -> Option<usize> {
    let Some((part, later)) = parts.split_first() else {
        return Some(0);
    };
    if *part == ".." {
        return (0..=GAP.min(words.len())).find_map(|gap| Some(gap + fitting(later, words.get(gap..)?)?));
    }
    let (word, rest) = words.split_first()?;
    let fits = part.split('|').any(|one| match one.strip_suffix('-') {
        Some(stem) => word.starts_with(stem),
        None => word == one,
    });
    fits.then(|| fitting(later, rest))
        .flatten()
        .map(|length| length + 1)
}
