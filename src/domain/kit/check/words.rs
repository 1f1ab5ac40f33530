//! The words of a text.

/// Small letters, without signs; `husband's` is a husband, `don't` one word.
pub(super) fn words_of(text: &str) -> Vec<String> {
    let plain = text.to_lowercase().replace(['’', '‘', '`'], "'");
    let words = plain.split(|c: char| !(c.is_alphanumeric() || c == '\''));
    words
        .map(|word| word.trim_matches('\''))
        .map(|word| word.strip_suffix("'s").unwrap_or(word).replace('\'', ""))
        .filter(|word| !word.is_empty())
        .collect()
}
