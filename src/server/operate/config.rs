//! Settings: from the command line or the environment.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use anyhow::{bail, ensure};
use chrono::{DateTime, Utc};
use clap::Args;

use crate::server::mail::through::Through;

#[derive(Args, Clone, Debug)]
pub struct Config {
    /// Address to listen on.
    #[arg(long, env = "FULCRUM_ADDR", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,
    /// Directory of the database.
    #[arg(long, env = "FULCRUM_DATA", default_value = "./data")]
    pub data: PathBuf,
    /// Address under which people open it, such as https://fulcrum.example.org; else http:// and the address listened on.
    #[arg(long, env = "FULCRUM_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Address of the reverse proxy whose X-Forwarded-For header counts.
    #[arg(long, env = "FULCRUM_TRUSTED_PROXY")]
    pub trusted_proxy: Option<IpAddr>,
    /// Address on which GET /metrics answers, for machines that watch over the server; without one nothing is measured.
    /// Keep it inside: whoever reaches it may read it.
    #[arg(long, env = "FULCRUM_METRICS_ADDR")]
    pub metrics_addr: Option<SocketAddr>,
    /// The mail server that takes updates to leaders, such as smtp://user:password@mail.example.org:587 (STARTTLS) or smtps:// (TLS);
    /// without one no e-mail is sent. `?tls=none` leaves out TLS, `?timeout=SECONDS` sets how long each step may take, 60 by default.
    #[arg(long, env = "FULCRUM_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// From which address e-mail is sent, such as updates@example.org; else the name with which one signs in there.
    #[arg(long, env = "FULCRUM_MAIL_FROM")]
    pub mail_from: Option<String>,
    /// For tests, on loopback only: the instant at which the clock starts, such as 2026-11-19T09:00:00Z.
    #[arg(long, env = "FULCRUM_TEST_CLOCK")]
    pub test_clock: Option<DateTime<Utc>>,
}

impl Config {
    pub fn database(&self) -> PathBuf {
        self.data.join("fulcrum.db")
    }

    /// The address people use, without a slash at its end.
    pub fn origin(&self) -> String {
        self.public_url.as_ref().map_or_else(
            || format!("http://{}", self.addr),
            |url| url.trim_end_matches('/').into(),
        )
    }

    pub fn is_https(&self) -> bool {
        self.origin().starts_with("https://")
    }

    /// Through which server e-mail is sent; none where it is not.
    ///
    /// # Errors
    /// Saying what is wrong with the setting.
    pub fn mail_through(&self) -> anyhow::Result<Option<Through>> {
        let address = self.smtp_url.as_deref().filter(|address| !address.is_empty());
        let from = self.mail_from.as_deref();
        address.map(|address| Through::read(address, from)).transpose()
    }

    /// # Errors
    /// When settings contradict each other, saying which to change.
    pub fn check(&self) -> anyhow::Result<()> {
        let origin = self.origin();
        let host = origin.split_once("://").map(|(_, host)| host);
        let sound = host.is_some_and(|host| !host.is_empty() && !host.contains('/'));
        let http = origin.starts_with("http://") || origin.starts_with("https://");
        ensure!(
            sound && http,
            "FULCRUM_PUBLIC_URL is '{origin}': it needs http:// or https:// and a host, and no path behind it"
        );
        self.mail_through()?;
        if self.test_clock.is_some() && !self.addr.ip().is_loopback() {
            bail!("FULCRUM_TEST_CLOCK is for tests: listen on a loopback address or leave it out");
        }
        Ok(())
    }

    /// What a browser will miss when the server is reached by plain http from elsewhere.
    pub fn shortcoming(&self) -> Option<&'static str> {
        let local = ["http://127.", "http://localhost", "http://[::1]"];
        let plain = !self.is_https() && !local.iter().any(|prefix| self.origin().starts_with(prefix));
        plain.then_some(
            "Plain http: browsers will not keep the board for offline use, nor copy links, and anyone on the \
             network can read along. Put a TLS proxy in front and set FULCRUM_PUBLIC_URL to its https:// address.",
        )
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        config: Config,
    }

    fn config(line: &[&str]) -> Config {
        Line::parse_from(std::iter::once(&"fulcrum").chain(line)).config
    }

    #[test]
    fn a_public_address_must_be_whole() {
        for bad in [
            "fulcrum.example",
            "ftp://fulcrum.example",
            "https://",
            "https://a.example/path",
        ] {
            assert!(config(&["--public-url", bad]).check().is_err(), "{bad}");
        }
        config(&["--public-url", "https://a.example/"]).check().unwrap();
        config(&[]).check().unwrap();
    }

    #[test]
    fn the_test_clock_stays_on_loopback() {
        let clock = ["--test-clock", "2026-11-19T09:00:00Z"];
        config(&clock).check().unwrap();
        assert!(
            config(&[&clock[..], &["--addr", "0.0.0.0:80"]].concat())
                .check()
                .is_err()
        );
    }

    #[test]
    fn plain_http_off_loopback_is_pointed_out() {
        assert!(
            config(&["--public-url", "http://10.0.0.5"])
                .shortcoming()
                .is_some()
        );
        assert!(
            config(&["--public-url", "https://a.example"])
                .shortcoming()
                .is_none()
        );
        assert!(config(&[]).shortcoming().is_none());
    }
}
