//! An update by e-mail: where that stands, what is written in the letter, and what came of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{Leader, Refusal, UpdateId, UserId, folded, labelled};

/// Longest that a mail server's own words may be, in characters.
const MAX_SAID: usize = 200;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mail {
    /// The leader's address as it was when this was asked for, and when it was last handed over.
    pub to: String,
    pub state: MailState,
    /// How often it was tried in vain, and what was wrong the last time.
    #[serde(default)]
    pub tries: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<MailFault>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// It is still to be sent.
    Waits,
    /// It is being handed to the mail server.
    UnderWay,
    /// The mail server took it.
    Sent,
    /// It was not sent, and is not tried again.
    Failed,
    /// The server or the line broke down while it was handed over: it may have arrived.
    Unclear,
}

/// Why a letter was not sent. It travels as a pair, which a board reads with less code.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "(WhyNot, String)", into = "(WhyNot, String)")]
pub struct MailFault {
    pub why: WhyNot,
    /// In the mail server's own words; empty where it said none.
    pub said: String,
}

impl From<(WhyNot, String)> for MailFault {
    fn from((why, said): (WhyNot, String)) -> Self {
        Self { why, said }
    }
}

impl From<MailFault> for (WhyNot, String) {
    fn from(fault: MailFault) -> Self {
        (fault.why, fault.said)
    }
}

labelled! {
    /// With what is to be done about it.
    WhyNot {
        NoServer = "This server sends no e-mail: whoever runs it can set FULCRUM_SMTP_URL.",
        Unreachable = "The mail server does not answer.",
        Insecure = "The connection to the mail server is not safe: whoever runs this server looks at the other’s certificate.",
        Login = "The mail server does not let us in: whoever runs this server looks at FULCRUM_SMTP_URL.",
        Busy = "The mail server asks us to come back later.",
        Rejected = "The mail server does not take it: check the address.",
        Unwanted = "They want no e-mail: tell them another way.",
    }
}

/// What came of one try.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Posted {
    Taken,
    /// Nothing went out; later it may.
    NotYet(MailFault),
    /// Nothing went out, nor will it.
    Never(MailFault),
    /// Nobody knows whether it went out.
    Unclear,
}

/// All that is written in the letter, and on its envelope.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter {
    pub update: UpdateId,
    pub to: String,
    pub name: String,
    /// Who wrote it, and so is answered.
    pub by: UserId,
    pub from: String,
    pub text: String,
    /// The day on which it was written.
    pub on: NaiveDate,
    pub next_by: NaiveDate,
}

impl MailFault {
    /// With what the mail server said, as far as it is worth reading.
    pub fn new(why: WhyNot, said: &str) -> Self {
        let line: String = said
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        Self {
            why,
            said: folded(&line).chars().take(MAX_SAID).collect(),
        }
    }

    /// What is wrong, and what to do.
    pub fn words(&self) -> String {
        let words = self.why.label();
        if self.said.is_empty() {
            words.into()
        } else {
            format!("{words} It said: {}", self.said)
        }
    }
}

impl Mail {
    pub(super) fn to(leader: &Leader) -> Result<Self, Refusal> {
        match leader.details.email.as_str() {
            "" => Err(Refusal::NoMailAddress),
            _ if leader.details.no_mail => Err(Refusal::WantsNoMail),
            to => Ok(Self {
                to: to.into(),
                state: MailState::Waits,
                tries: 0,
                fault: None,
            }),
        }
    }

    /// Whether it is to be sent, and nobody has begun to.
    pub fn waits(&self) -> bool {
        self.state == MailState::Waits
    }

    /// Whether it goes on by itself.
    pub fn goes_on(&self) -> bool {
        matches!(self.state, MailState::Waits | MailState::UnderWay)
    }

    /// Whether it goes no further, and was not sent as far as one knows.
    pub fn is_stopped(&self) -> bool {
        matches!(self.state, MailState::Failed | MailState::Unclear)
    }

    /// What stopped it, in words; none while it goes on or was sent.
    pub fn stopped(&self) -> Option<String> {
        match self.state {
            MailState::Failed => self.fault.as_ref().map(MailFault::words),
            MailState::Unclear => {
                Some("The connection broke while it was sent: it may have arrived, or not.".into())
            }
            MailState::Waits | MailState::UnderWay | MailState::Sent => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_mail_server_says_is_a_line_and_short() {
        let said = MailFault::new(WhyNot::Busy, &format!("a\r\nb\t{}", "c".repeat(999))).said;
        assert!(said.starts_with("a b c") && said.chars().count() == MAX_SAID);
    }
}
