//! What a letter looks like: plain text and HTML that say the same, complete without a link, and nothing in its subject that is not
//! for everybody who looks over a shoulder.

use chrono::{DateTime, FixedOffset};
use lettre::{
    Address, Message,
    message::{
        Mailbox, MessageBuilder, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};

use crate::domain::{Letter, full_date};

/// The letter of an update. It has one id however often it is sent, so that whoever gets it twice sees it once.
///
/// # Errors
/// What is wrong with an address.
pub fn of_update(
    letter: &Letter,
    from: &Mailbox,
    answers_to: Option<Address>,
    stop: &str,
) -> Result<Message, String> {
    let answers_to = answers_to.unwrap_or_else(|| from.email.clone());
    let ending = [
        format!("You hear from me again by {}.", full_date(letter.next_by)),
        letter.from.clone(),
    ];
    let small = Small {
        words: format!("An answer to this e-mail reaches {}.", letter.from),
        stop: Some(stop),
    };
    let unsubscribe = format!("<{stop}>, <mailto:{answers_to}?subject=stop>");
    let message = Message::builder()
        .message_id(Some(format!("<{}@{}>", letter.update, from.email.domain())))
        .from(Mailbox::new(called(&letter.from), from.email.clone()))
        .reply_to(Mailbox::new(called(&letter.from), answers_to))
        .to(mailbox(&letter.name, &letter.to)?)
        .subject(format!(
            "A note from {}, {}",
            called(&letter.from).unwrap_or_default(),
            full_date(letter.on)
        ))
        .raw_header(named("List-Unsubscribe", unsubscribe));
    // Only a safe connection may be used without asking whoever reads it (RFC 8058).
    let message = if stop.starts_with("https:") {
        let at_once = "List-Unsubscribe=One-Click".into();
        message.raw_header(named("List-Unsubscribe-Post", at_once))
    } else {
        message
    };
    let paragraphs = letter.text.split("\n\n").chain(ending.iter().map(String::as_str));
    finished(message, paragraphs, &small)
}

/// One that says that letters arrive.
///
/// # Errors
/// What is wrong with an address.
pub fn to_try(to: &str, from: &Mailbox, now: DateTime<FixedOffset>) -> Result<Message, String> {
    let message = Message::builder()
        .message_id(None)
        .from(from.clone())
        .to(mailbox("", to)?)
        .subject("A test from Fulcrum");
    let words = "This arrived, so updates by e-mail arrive, too.";
    let small = Small {
        words: format!("Sent on {}.", full_date(now.date_naive())),
        stop: None,
    };
    finished(message, [words], &small)
}

/// What stands below a letter, and where whoever wants no more of them says so.
struct Small<'a> {
    words: String,
    stop: Option<&'a str>,
}

fn named(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

fn finished<'a>(
    message: MessageBuilder,
    paragraphs: impl IntoIterator<Item = &'a str>,
    small: &Small,
) -> Result<Message, String> {
    let paragraphs: Vec<&str> = paragraphs.into_iter().map(str::trim).collect();
    let Small { words, stop } = small;
    let stop_line = stop.map(|stop| format!("\nTo get no more of them: {stop}"));
    let plain = format!(
        "{}\n\n-- \n{words}{}\n",
        paragraphs.join("\n\n"),
        stop_line.unwrap_or_default()
    );
    let escaped = |text: &str| html_escape::encode_text(text).replace('\n', "<br>\n");
    let stop_link = stop.map(|stop| {
        let stop = html_escape::encode_double_quoted_attribute(stop);
        format!(" <a href=\"{stop}\">Get no more of them</a>")
    });
    let body: String = paragraphs
        .iter()
        .map(|paragraph| format!("<p dir=\"auto\">{}</p>\n", escaped(paragraph)))
        .collect();
    let html = format!(
        "<!doctype html>\n<html lang=\"en\"><body>\n{body}<p><small>{}{}</small></p>\n</body></html>\n",
        escaped(words),
        stop_link.unwrap_or_default()
    );
    message
        .multipart(MultiPart::alternative_plain_html(plain, html))
        .map_err(|error| error.to_string())
}

/// An address with the name of whoever it is.
fn mailbox(name: &str, address: &str) -> Result<Mailbox, String> {
    let address = address.parse().map_err(|_| format!("{address} is no address"))?;
    Ok(Mailbox::new(called(name), address))
}

/// A name as it may stand in a header: what would end a line there is a space, else the library panics.
fn called(name: &str) -> Option<String> {
    let plain = name.replace(char::is_control, " ");
    let name = plain.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::*;
    use crate::domain::{UpdateId, UserId};

    fn letter() -> Letter {
        Letter {
            update: UpdateId(Uuid::from_u128(7)),
            to: "dana@example.com".into(),
            name: "Dana Whitfield".into(),
            by: UserId(Uuid::from_u128(1)),
            from: "Priya Nair".into(),
            text: "19 approached.\nPay < market.\n\nNext: remote.".into(),
            on: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
            next_by: NaiveDate::from_ymd_opt(2026, 12, 1).unwrap(),
        }
    }

    fn from() -> Mailbox {
        "updates@fulcrum.example".parse().unwrap()
    }

    fn written(letter: &Letter) -> String {
        stopped_at(letter, "https://a.example/stop")
    }

    fn stopped_at(letter: &Letter, stop: &str) -> String {
        let message = of_update(letter, &from(), "priya@example.org".parse().ok(), stop).unwrap();
        let formatted = String::from_utf8(message.formatted()).unwrap();
        // What is long goes on in the next line, be it of a header or of the text (quoted-printable).
        let whole = formatted.replace("\r\n ", " ").replace("=\r\n", "");
        whole.replace("=3D", "=")
    }

    #[test]
    fn a_mail_program_may_stop_them_by_itself_over_a_safe_connection_only() {
        let at_once = "List-Unsubscribe-Post: List-Unsubscribe=One-Click";
        assert!(stopped_at(&letter(), "https://a.example/stop").contains(at_once));
        let unsafe_one = stopped_at(&letter(), "http://a.example/stop");
        assert!(!unsafe_one.contains("List-Unsubscribe-Post"), "{unsafe_one}");
        assert!(unsafe_one.contains("List-Unsubscribe: <http://a.example/stop>, <mailto:"));
    }

    #[test]
    fn a_letter_is_whole_in_plain_text_and_in_html() {
        let mail = written(&letter());
        for line in [
            "Message-ID: <00000000-0000-0000-0000-000000000007@fulcrum.example>",
            "From: \"Priya Nair\" <updates@fulcrum.example>",
            "Reply-To: \"Priya Nair\" <priya@example.org>",
            "To: \"Dana Whitfield\" <dana@example.com>",
            "Subject: A note from Priya Nair, 24 Nov 2026",
            "List-Unsubscribe: <https://a.example/stop>, <mailto:priya@example.org?subject=stop>",
            "To get no more of them: https://a.example/stop",
            "<a href=\"https://a.example/stop\">Get no more of them</a>",
            "19 approached.\r\nPay < market.\r\n\r\nNext: remote.",
            "You hear from me again by 1 Dec 2026.",
            "19 approached.<br>\r\nPay &lt; market.</p>",
        ] {
            assert!(mail.contains(line), "{line} is not in\n{mail}");
        }
    }

    #[test]
    fn no_name_writes_a_header() {
        let evil = "Dana\r\nBcc: all@example.com\r\n";
        let mail = written(&Letter {
            name: evil.into(),
            from: evil.into(),
            ..letter()
        });
        let headers = mail.split("\r\n\r\n").next().unwrap();
        assert!(
            headers
                .lines()
                .all(|line| !line.to_lowercase().starts_with("bcc:")),
            "{headers}"
        );
    }

    #[test]
    fn what_is_no_address_is_said() {
        let nowhere = Letter {
            to: "dana".into(),
            ..letter()
        };
        let error = of_update(&nowhere, &from(), None, "").unwrap_err();
        assert_eq!(error, "dana is no address");
    }
}
