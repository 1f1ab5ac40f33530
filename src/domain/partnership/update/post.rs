//! How an update goes out by e-mail: by a [`Job`], one letter at a time, tried again while nothing went out, and never again by itself
//! once it may have arrived.

#[cfg(test)]
mod tests;

use chrono::{DateTime, FixedOffset};

use super::{Letter, Mail, MailFault, MailState, Posted, Update, WhyNot};
use crate::domain::{
    Body, Changes, Job, Leader, LeaderDetails, Refusal, Right, State, UpdateId, UserId, Way, leader,
};

/// How often a letter is tried before it is given up: for about four hours.
pub const MOST_TRIES: u32 = 24;

impl Update {
    /// It as it is sent by e-mail, too.
    pub(super) fn mailed(self, leader: &Leader) -> Result<Self, Refusal> {
        Ok(Self {
            mail: Some(Mail::to(leader)?),
            ..self
        })
    }

    fn with_mail(&self, change: impl FnOnce(Mail) -> Mail) -> Self {
        Self {
            mail: self.mail.clone().map(change),
            ..self.clone()
        }
    }

    fn letter_is(&self, state: MailState) -> Self {
        self.with_mail(|mail| Mail { state, ..mail })
    }
}

/// A letter's next step: it is handed over; or, where it was handed over already and nobody knows what came of it, that is said.
pub(in crate::domain) fn step(state: &State, update: UpdateId, handed: bool) -> (Changes, Option<Job>) {
    let nothing = (Changes::new(), None);
    let Ok(now) = state.get::<Update>(update) else {
        return nothing;
    };
    match now.mail.as_ref().map(|mail| mail.state) {
        Some(MailState::Waits) if !handed => {
            let leader = state.get::<Leader>(now.leader).ok();
            if leader.is_some_and(|leader| leader.details.no_mail) {
                let unwanted = now.with_mail(|mail| Mail {
                    state: MailState::Failed,
                    fault: Some(MailFault::new(WhyNot::Unwanted, "")),
                    ..mail
                });
                return (state.put(unwanted), None);
            }
            // To where they are by now.
            let email = leader.map(|leader| leader.details.email.clone());
            let under_way = now.with_mail(|mail| Mail {
                state: MailState::UnderWay,
                to: email.filter(|email| !email.is_empty()).unwrap_or(mail.to),
                ..mail
            });
            (state.put(under_way), Some(Job::Mail { update, handed: true }))
        }
        Some(MailState::Waits | MailState::UnderWay) if handed => {
            (state.put(now.letter_is(MailState::Unclear)), None)
        }
        _ => nothing,
    }
}

/// The letter that is under way; none where nobody is to have it any more.
pub(in crate::domain) fn letter(state: &State, update: UpdateId) -> Option<Letter> {
    let update = state.get::<Update>(update).ok()?;
    let mail = update.mail.as_ref()?;
    let by = state.member(update.by)?;
    (mail.state == MailState::UnderWay).then(|| Letter {
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

/// What is done when whoever got a letter wants no more of them: an edit of its leader, by whoever wrote it, or by an owner
/// once they are gone. None where no letter goes out any more anyway, and where nobody is left who knows the leader.
pub fn unwanted(state: &State, update: UpdateId) -> Option<(UserId, Body)> {
    let update = state.get::<Update>(update).ok()?;
    let leader = state.get::<Leader>(update.leader).ok()?;
    let knows = |user: &UserId| state.seen_by(Some(*user)).get::<Leader>(leader.id).is_ok();
    let writer = state.members().find(|member| member.user == update.by);
    let owners = state.members().filter(|member| member.right == Right::Owner);
    let mut all = writer.into_iter().chain(owners).map(|member| member.user);
    let edit = leader::Command::EditLeader {
        leader: leader.id,
        details: LeaderDetails {
            no_mail: true,
            ..leader.details.clone()
        },
        base: Some(leader.details.clone()),
    };
    let by = all.find(knows)?;
    (!leader.details.no_mail).then_some((by, Body::Leader(edit)))
}

/// How often a letter was tried that waits.
pub(in crate::domain) fn tries(state: &State, update: UpdateId) -> Option<u32> {
    let mail = state.get::<Update>(update).ok()?.mail.as_ref()?;
    mail.waits().then_some(mail.tries)
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
    let under_way = now.mail.as_ref().filter(|mail| mail.state == MailState::UnderWay);
    let Some(mail) = under_way else {
        return Changes::new();
    };
    let tries = mail.tries + 1;
    let (is, fault) = match posted {
        Posted::Taken => (MailState::Sent, None),
        Posted::NotYet(fault) if tries < MOST_TRIES => (MailState::Waits, Some(fault)),
        Posted::NotYet(fault) | Posted::Never(fault) => (MailState::Failed, Some(fault)),
        Posted::Unclear => (MailState::Unclear, None),
    };
    let mut after = now.with_mail(|mail| Mail {
        state: is,
        tries,
        fault: fault.cloned(),
        ..mail
    });
    if now.told_at.is_some() {
        // They know meanwhile: it is not tried again.
        after.mail = after.mail.filter(|mail| !mail.waits());
    }
    if *posted == Posted::Taken {
        after.way = after.way.or(Some(Way::Mail));
        after.told_at = after.told_at.or(Some(at));
    }
    // An update's leader is there, else it would not be.
    after.changed(state).unwrap_or_default()
}
