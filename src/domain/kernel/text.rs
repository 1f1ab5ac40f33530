//! Text that people type: trimmed, bounded, free of control characters; markup is only ever text.

use crate::domain::Refusal;

/// Longest name, title or label, in characters.
pub const MAX_NAME: usize = 200;
/// Longest note, result, update or reply, in characters.
pub const MAX_NOTE: usize = 4_000;
/// Longest address on the web, in characters.
const MAX_ADDRESS: usize = 2_000;

/// One line of at most [`MAX_NAME`] characters, not empty: single spaces, and nothing that turns the direction of what
/// stands around it.
///
/// # Errors
/// [`Refusal::Empty`] or [`Refusal::TooLong`], naming the field.
pub fn line(field: &str, value: &str) -> Result<String, Refusal> {
    let text: String = value
        .chars()
        .filter(|c| !turns(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let text = folded(&text);
    if text.is_empty() {
        return Err(Refusal::Empty { field: field.into() });
    }
    bounded(field, &text, MAX_NAME)
}

/// The first letters of the first and the last name: `DW`.
pub fn initials(name: &str) -> String {
    let mut letters = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    letters.next().into_iter().chain(letters.next_back()).collect()
}

/// With its full stop.
pub(in crate::domain) fn sentence(words: &str) -> String {
    let words = words.trim();
    if words.is_empty() || words.ends_with(['.', '!', '?', '…', '。', '؟', '।']) {
        return words.to_owned();
    }
    format!("{words}.")
}

/// With one space for each run of white space, and none at the ends.
pub(in crate::domain) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters that set the direction of all that follows them.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A number to call: a [`line`] with at least three digits.
///
/// # Errors
/// Those of [`line`], and [`Refusal::Malformed`] without digits.
pub fn phone(value: &str) -> Result<String, Refusal> {
    let number = line("phone number", value)?;
    if number.chars().filter(|c| c.is_numeric()).count() < 3 {
        return Err(Refusal::Malformed {
            detail: "a phone number has at least three digits, such as +44 20 7946 0000".into(),
        });
    }
    Ok(number)
}

/// An e-mail address, bare: one `@` with something on both sides of it, and nothing that a header would read otherwise.
///
/// # Errors
/// Those of [`line`], and [`Refusal::Malformed`] when it is not one.
pub fn email(value: &str) -> Result<String, Refusal> {
    let address = line("e-mail address", value)?;
    let is_plain = |c: char| !c.is_whitespace() && !"<>()[]\\,;:\"".contains(c);
    let parts = address.split_once('@');
    let sound = parts.is_some_and(|(local, host)| {
        let is_whole = |dotted: &str| dotted.split('.').all(|part| !part.is_empty());
        is_whole(local) && !host.contains('@') && is_whole(host)
    });
    if sound && address.chars().all(is_plain) {
        return Ok(address);
    }
    Err(Refusal::Malformed {
        detail: "an e-mail address has one @ and nothing around it, such as dana@example.com".into(),
    })
}

/// Where something lives on the web: an address with `https` and a host, and nobody's name or password in it.
///
/// # Errors
/// [`Refusal::TooLong`], and [`Refusal::Malformed`] when it is not one.
pub fn https(field: &str, value: &str) -> Result<String, Refusal> {
    let address = value.trim();
    let sound = address.split_once("://").is_some_and(|(scheme, rest)| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        scheme.eq_ignore_ascii_case("https") && host.contains(char::is_alphanumeric) && !host.contains('@')
    });
    if !sound
        || address
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || turns(c))
    {
        return Err(Refusal::Malformed {
            detail: format!("the {field} begins with https://, such as https://example.com/cv"),
        });
    }
    bounded(field, address, MAX_ADDRESS)
}

/// Text of at most [`MAX_NOTE`] characters, line breaks kept, without what turns its direction; may be empty.
///
/// # Errors
/// [`Refusal::TooLong`], naming the field.
pub fn note(field: &str, value: &str) -> Result<String, Refusal> {
    let text: String = value
        .chars()
        .filter(|c| !turns(*c) && (!c.is_control() || *c == '\n'))
        .collect();
    bounded(field, text.trim(), MAX_NOTE)
}

/// The words of a text, in small letters.
pub(in crate::domain) fn words_of(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}

fn bounded(field: &str, text: &str, max: usize) -> Result<String, Refusal> {
    match text.chars().count() {
        length if length > max => Err(Refusal::TooLong {
            field: field.into(),
            max,
            length,
        }),
        _ => Ok(text.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_the_first_letters_of_the_first_and_the_last_name() {
        let named = [
            "Dana Whitfield",
            "Ola van der Nordmann-Østergård",
            "Priya",
            "採用 太郎",
            "(Sam) O’Brien",
            "  ",
        ];
        assert_eq!(named.map(initials), ["DW", "ON", "P", "採太", "SO", ""]);
    }

    #[test]
    fn other_scripts_emoji_and_markup_are_kept_as_they_are() {
        for name in ["مديرة التوظيف", "採用担当", "👩🏽‍💻 Dana", "<b>Dana</b>"] {
            assert_eq!(line("name", name).unwrap(), name);
        }
    }

    #[test]
    fn a_name_of_ten_thousand_characters_is_refused_with_the_limit() {
        let refusal = line("name", &"é".repeat(10_000)).unwrap_err();
        assert_eq!(
            refusal,
            Refusal::TooLong {
                field: "name".into(),
                max: 200,
                length: 10_000
            }
        );
    }

    #[test]
    fn a_line_has_single_spaces_and_nothing_that_turns_its_direction() {
        assert_eq!(line("name", "Dana \t\u{a0} Whitfield").unwrap(), "Dana Whitfield");
        assert_eq!(
            line("name", "Dana \u{202e}dleiftihW\u{2066}").unwrap(),
            "Dana dleiftihW"
        );
        assert_eq!(
            line("name", "\u{202a}\u{2069}").unwrap_err(),
            Refusal::Empty { field: "name".into() }
        );
    }

    #[test]
    fn control_characters_never_reach_a_page() {
        assert_eq!(line("name", "Da\u{0}na\tW\u{7f}").unwrap(), "Da na W");
        assert_eq!(note("result", "one\r\ntwo\u{8}").unwrap(), "one\ntwo");
        assert_eq!(
            line("name", " \n ").unwrap_err(),
            Refusal::Empty { field: "name".into() }
        );
    }
}
