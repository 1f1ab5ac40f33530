//! An update that the server sends by e-mail: where that stands, what is written in the letter, and what came of it. The letter is
//! sent by a [`Job`](crate::domain::Job): one at a time, tried again while nothing went out, and never again by itself once it may have arrived.

#[cfg(test)]
mod tests;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Update;
use crate::domain::{Changes, Job, Leader, Refusal, State, UpdateId, UserId, Way, folded, labelled};

/// How often a letter is tried before it is given up: for about four hours.
pub const MOST_TRIES: u32 = 24;

/// Longest that a mail server's own words may be, in characters.
const MAX_SAID: usize = 200;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mail {
    /// The leader's address as it was when this was asked for.
    pub to: String,
    #[serde(flatten)]
    pub state: MailState,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum MailState {
    /// It is still to be sent.
    Waits {
        /// How often that was tried, and what was wrong the last time.
        #[serde(default)]
        tries: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fault: Option<MailFault>,
    },
    /// It is being handed to the mail server.
    UnderWay { tries: u32 },
    /// The mail server took it.
    Sent,
    /// It was not sent, and is not tried again.
    Failed { fault: MailFault },
    /// The server or the line broke down while it was handed over: it may have arrived.
    Unclear,
}

/// Why a letter was not sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MailFault {
    pub why: WhyNot,
    /// In the mail server's own words, if it said any.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
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
    fn to(leader: &Leader) -> Result<Self, Refusal> {
        match leader.details.email.as_str() {
            "" => Err(Refusal::NoMailAddress),
            to => Ok(Self {
                to: to.into(),
                state: MailState::Waits {
                    tries: 0,
                    fault: None,
                },
            }),
        }
    }

    /// Whether it is to be sent, and nobody has begun to.
    pub fn waits(&self) -> bool {
        matches!(self.state, MailState::Waits { .. })
    }

    /// Whether it goes on by itself.
    pub fn goes_on(&self) -> bool {
        matches!(self.state, MailState::Waits { .. } | MailState::UnderWay { .. })
    }

    /// What stopped it, in words; none while it goes on or was sent.
    pub fn stopped(&self) -> Option<String> {
        match &self.state {
            MailState::Failed { fault } => Some(fault.words()),
            MailState::Unclear => {
                Some("The connection broke while it was sent: it may have arrived, or not.".into())
            }
            MailState::Waits { .. } | MailState::UnderWay { .. } | MailState::Sent => None,
        }
    }
}

impl Update {
    /// It as it is sent by e-mail, too.
    pub(super) fn mailed(self, leader: &Leader) -> Result<Self, Refusal> {
        Ok(Self {
            mail: Some(Mail::to(leader)?),
            ..self
        })
    }

    fn with_mail(&self, state: MailState) -> Self {
        Self {
            mail: self.mail.clone().map(|mail| Mail { state, ..mail }),
            ..self.clone()
        }
    }
}

/// A letter's next step: it is handed over; or, where it was handed over already and nobody knows what came of it, that is said.
pub(in crate::domain) fn step(state: &State, update: UpdateId, handed: bool) -> (Changes, Option<Job>) {
    let nothing = (Changes::new(), None);
    let Ok(now) = state.get::<Update>(update) else {
        return nothing;
    };
    match now.mail.as_ref().map(|mail| &mail.state) {
        Some(MailState::Waits { tries, .. }) if !handed => {
            let under_way = now.with_mail(MailState::UnderWay { tries: *tries });
            (state.put(under_way), Some(Job::Mail { update, handed: true }))
        }
        Some(MailState::Waits { .. } | MailState::UnderWay { .. }) if handed => {
            (state.put(now.with_mail(MailState::Unclear)), None)
        }
        _ => nothing,
    }
}

/// The letter that is under way; none where nobody is to have it any more.
pub(in crate::domain) fn letter(state: &State, update: UpdateId) -> Option<Letter> {
    let update = state.get::<Update>(update).ok()?;
    let mail = update.mail.as_ref()?;
    let by = state.member(update.by)?;
    matches!(mail.state, MailState::UnderWay { .. }).then(|| Letter {
        update: update.id,
        to: mail.to.clone(),
        name: state.name_of(update.leader).to_owned(),
        by: update.by,
        from: by.name.clone(),
        text: update.text.clone(),
        on: update.sent_at.date_naive(),
        next_by: update.next_by,
    })
}

/// How often a letter was tried that waits.
pub(in crate::domain) fn tries(state: &State, update: UpdateId) -> Option<u32> {
    match state.get::<Update>(update).ok()?.mail.as_ref()?.state {
        MailState::Waits { tries, .. } => Some(tries),
        _ => None,
    }
}

/// What became of a letter; where it waits again, that is tried again.
pub(in crate::domain) fn came_out(
    state: &State,
    update: UpdateId,
    posted: &Posted,
    at: DateTime<FixedOffset>,
) -> Changes {
    let Ok(now) = state.get::<Update>(update) else {
        return Changes::new();
    };
    let Some(MailState::UnderWay { tries }) = now.mail.as_ref().map(|mail| &mail.state) else {
        return Changes::new();
    };
    let tries = tries + 1;
    let mut after = now.with_mail(match posted {
        Posted::Taken => MailState::Sent,
        Posted::NotYet(fault) if tries < MOST_TRIES => MailState::Waits {
            tries,
            fault: Some(fault.clone()),
        },
        Posted::NotYet(fault) | Posted::Never(fault) => MailState::Failed { fault: fault.clone() },
        Posted::Unclear => MailState::Unclear,
    });
    if *posted == Posted::Taken {
        after.way = after.way.or(Some(Way::Mail));
        after.told_at = after.told_at.or(Some(at));
    }
    // An update's leader is there, else it would not be.
    after.changed(state).unwrap_or_default()
}
