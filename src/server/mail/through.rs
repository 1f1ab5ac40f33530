//! Through which mail server letters go, as it is set.

use std::{fmt, net::IpAddr, time::Duration};

use anyhow::{Context, bail, ensure};
use lettre::{message::Mailbox, transport::smtp::authentication::Credentials};
use url::Url;

/// How long one step of the talk with it may take, unless the address says otherwise.
const PATIENCE: u64 = 60;

/// A mail server, and whose letters it takes.
pub struct Through {
    pub host: String,
    pub port: u16,
    pub secured: Secured,
    pub credentials: Option<Credentials>,
    /// How long each step may take.
    pub patience: Duration,
    pub from: Mailbox,
}

/// How what is said there is kept from others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Secured {
    /// From the first byte.
    AtOnce,
    /// After a first word in the clear.
    StartTls,
    /// Not at all.
    No,
}

/// Its address may hold a password.
impl fmt::Debug for Through {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}, {:?}, from {}",
            self.host, self.port, self.secured, self.from
        )
    }
}

impl Through {
    /// Reads `smtp://` (STARTTLS is required, but on this machine itself) or `smtps://`, with `user:password@` before the host where
    /// one signs in, and `?tls=none` or `?timeout=SECONDS` behind it.
    ///
    /// # Errors
    /// Saying what is wrong with it, without its password.
    pub fn read(address: &str, from: Option<&str>) -> anyhow::Result<Self> {
        let url = Url::parse(address).ok();
        let url = url.context(
            "FULCRUM_SMTP_URL is no address: it is written like smtp://user:password@mail.example.org:587",
        )?;
        let host = url.host_str().context("FULCRUM_SMTP_URL names no host")?;
        let host = host.trim_matches(['[', ']']);
        let is_loopback = |ip: IpAddr| ip.is_loopback();
        let is_here = host == "localhost" || host.parse().is_ok_and(is_loopback);
        let option = |name: &str| {
            let mut pairs = url.query_pairs();
            pairs
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned())
        };
        let tls = option("tls");
        let secured = match (url.scheme(), tls.as_deref()) {
            ("smtps", None) => Secured::AtOnce,
            ("smtp", None) if is_here => Secured::No,
            ("smtp", None | Some("required")) => Secured::StartTls,
            ("smtp", Some("none")) => Secured::No,
            ("smtp" | "smtps", Some(_)) => {
                bail!("FULCRUM_SMTP_URL: tls is none or required, and not given with smtps://")
            }
            _ => bail!("FULCRUM_SMTP_URL begins with smtp:// or smtps://"),
        };
        let patience = option("timeout").map_or(Ok(PATIENCE), |seconds| seconds.parse());
        let patience = patience.ok().filter(|seconds| (1..=600).contains(seconds));
        let patience = patience.context("FULCRUM_SMTP_URL: timeout is a number of seconds from 1 to 600")?;
        let user = decoded(url.username()).context("FULCRUM_SMTP_URL: the name cannot be read")?;
        let password = decoded(url.password().unwrap_or_default())
            .context("FULCRUM_SMTP_URL: the password cannot be read")?;
        ensure!(
            user.is_empty() == password.is_empty(),
            "FULCRUM_SMTP_URL needs both a name and a password, or neither"
        );
        let port = url.port().unwrap_or(match secured {
            Secured::AtOnce => 465,
            Secured::StartTls => 587,
            Secured::No => 25,
        });
        let from = from.unwrap_or(&user);
        let from = from.parse().ok().context(
            "FULCRUM_MAIL_FROM is missing or no address: it is what leaders see as the sender, such as updates@example.org",
        )?;
        Ok(Self {
            host: host.to_string(),
            port,
            secured,
            credentials: (!user.is_empty()).then(|| Credentials::new(user, password)),
            patience: Duration::from_secs(patience),
            from,
        })
    }
}

/// What stands percent-encoded in an address.
fn decoded(text: &str) -> Option<String> {
    let decoded = percent_encoding::percent_decode_str(text).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_how_to_get_there_and_what_is_safe() {
        let read = |address| Through::read(address, Some("updates@example.org")).unwrap();
        for (address, port, secured) in [
            ("smtps://a%40b:p%2Fw@mail.example.org", 465, Secured::AtOnce),
            ("smtp://mail.example.org", 587, Secured::StartTls),
            (
                "smtp://mail.example.org:2525?tls=required",
                2525,
                Secured::StartTls,
            ),
            ("smtp://mail.example.org?tls=none", 25, Secured::No),
            ("smtp://127.0.0.1:1025", 1025, Secured::No),
            ("smtp://localhost?tls=required", 587, Secured::StartTls),
        ] {
            let through = read(address);
            assert_eq!((through.port, through.secured), (port, secured), "{address}");
        }
        let signed_in = read("smtps://a%40b:p%2Fw@mail.example.org").credentials;
        assert_eq!(signed_in, Some(Credentials::new("a@b".into(), "p/w".into())));
        assert_eq!(
            read("smtp://localhost?timeout=5").patience,
            Duration::from_secs(5)
        );
    }

    #[test]
    fn what_is_wrong_is_said_without_the_password() {
        for bad in [
            "mail.example.org",
            "https://mail.example.org",
            "smtp://user@mail.example.org",
            "smtp://mail.example.org?tls=perhaps",
            "smtps://mail.example.org?tls=none",
            "smtp://u:secret@mail.example.org?timeout=0",
            "smtp://u:secret@mail.example.org:99999",
        ] {
            let error = Through::read(bad, Some("updates@example.org"))
                .unwrap_err()
                .to_string();
            assert!(
                error.starts_with("FULCRUM_SMTP_URL") && !error.contains("secret"),
                "{bad}: {error}"
            );
        }
        let nameless = Through::read("smtp://localhost", None).unwrap_err().to_string();
        assert!(nameless.contains("FULCRUM_MAIL_FROM"), "{nameless}");
        let named = Through::read("smtps://priya%40example.org:pw@mail.example.org", None).unwrap();
        assert_eq!(named.from.to_string(), "priya@example.org");
        assert!(!format!("{named:?}").contains("pw"));
    }
}
