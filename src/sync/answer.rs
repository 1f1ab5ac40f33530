//! What a server's answer is when it is not what was asked for.

use serde::de::DeserializeOwned;

/// An answer that brought nothing. Nothing is lost by it: whatever it was about is asked again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Strange {
    /// Something on the way answered with a page of its own, as the network of a hotel does.
    NotTheServer,
    /// The server answered, and this build cannot read it.
    Unreadable,
}

/// Reads an answer of this content type.
///
/// # Errors
/// [`Strange`], which never means that nobody answered.
pub fn read<T: DeserializeOwned>(content_type: &str, text: &str) -> Result<T, Strange> {
    read_by(content_type, text, |text| serde_json::from_str(text))
}

/// Reads an answer of this content type in a way of its own.
///
/// # Errors
/// [`Strange`], which never means that nobody answered.
pub fn read_by<T>(
    content_type: &str,
    text: &str,
    by: fn(&str) -> serde_json::Result<T>,
) -> Result<T, Strange> {
    let media = content_type.split(';').next().unwrap_or_default().trim();
    if !media.eq_ignore_ascii_case("application/json") {
        return Err(Strange::NotTheServer);
    }
    by(text).map_err(|_| Strange::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::wire::{Pulled, PushAnswer};

    #[test]
    fn an_answer_of_tomorrow_is_no_broken_line() {
        let json = "application/json; charset=utf-8";
        for answer in [
            r#"{"answer":"partly","rows":[]}"#,
            r#"{"answer":"delta"}"#,
            "[]",
            "",
            "{",
        ] {
            assert_eq!(
                read::<Pulled>(json, answer).err(),
                Some(Strange::Unreadable),
                "{answer}"
            );
            assert_eq!(
                read::<PushAnswer>(json, answer).err(),
                Some(Strange::Unreadable),
                "{answer}"
            );
        }
        assert_eq!(
            read::<Pulled>(json, r#"{"answer":"upgrade"}"#),
            Ok(Pulled::Upgrade)
        );
    }

    #[test]
    fn the_page_of_a_network_is_not_the_servers() {
        for kind in ["text/html", "text/plain; charset=utf-8", ""] {
            assert_eq!(
                read::<Pulled>(kind, "<html>").err(),
                Some(Strange::NotTheServer),
                "{kind}"
            );
        }
    }
}
