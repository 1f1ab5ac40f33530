//! Names within sentences.

/// A name that is written from right to left keeps what stands beside it in its place: the browser sets it apart by these marks.
pub fn isolated(name: &str) -> String {
    if name.chars().any(goes_left) {
        format!("\u{2068}{name}\u{2069}")
    } else {
        name.to_owned()
    }
}

/// How one speaks to somebody of this name; the whole of it, where that is not its first word.
pub fn first_name(name: &str) -> &str {
    match name.split_once(' ') {
        Some((first, _)) if first.chars().count() > 2 && !first.ends_with('.') => first,
        _ => name,
    }
}

/// Letters of Hebrew, Arabic and their neighbours.
fn goes_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_called_by_a_title_or_a_letter_is_called_by_all_of_their_name() {
        assert_eq!(first_name("Dana Whitfield"), "Dana");
        for whole in ["Dr. Whitfield", "D. Whitfield", "Xi Li", "Dana"] {
            assert_eq!(first_name(whole), whole);
        }
    }

    #[test]
    fn only_a_name_that_goes_left_is_set_apart() {
        assert_eq!(isolated("Dana Whitfield"), "Dana Whitfield");
        assert_eq!(isolated("Łukasz Ōe 田中"), "Łukasz Ōe 田中");
        assert_eq!(isolated("دانا"), "\u{2068}دانا\u{2069}");
        assert_eq!(isolated("דנה"), "\u{2068}דנה\u{2069}");
    }
}
