//! An update: what is written to a leader, at the latest when the silence clock says so; or that one talked. It stands on
//! their page at once. They were told when it reached them: when it was sent or said, or when they did something on their page since.

mod command;
mod mail;
pub mod post;
#[cfg(test)]
mod tests;
mod word;

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

pub use command::{Command, SendMail};
pub use mail::{Letter, Mail, MailFault, MailState, Posted, WhyNot};

use crate::domain::{
    Changes, Ctx, Expectation, Kind, Leader, LeaderId, LinkId, Refusal, ReplyId, Role, RoleId, RowKey,
    ShareLink, Sorting, State, Told, UpdateId, UserId, Way, gathered, note,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Update {
    pub id: UpdateId,
    pub leader: LeaderId,
    /// The roles it speaks of, sorted, each once; none means the partnership as a whole.
    pub roles: Vec<RoleId>,
    /// What the leader wrote that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<ReplyId>,
    pub text: String,
    pub sent_at: DateTime<FixedOffset>,
    /// The day by which the leader hears again, as it was told with this.
    pub next_by: NaiveDate,
    /// How it reached the leader; none while it only stands on their page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<Way>,
    /// When it reached them, or when they did something on the page on which it stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_at: Option<DateTime<FixedOffset>>,
    /// When the leader said "Got it" on their page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub got_it: Option<DateTime<FixedOffset>>,
    /// They said thanks for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub thanks: bool,
    /// Where it is sent by e-mail by the server; none where it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<Mail>,
    /// A talk that was noted and taken back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
    pub by: UserId,
}

/// Its key, without knowing more of it: a reply knows what an update is.
fn answered(reply: ReplyId) -> RowKey {
    RowKey::new(Kind::Reply, reply.0)
}

impl Update {
    /// What stands in one that says that one talked, and no more.
    pub const TALKED: &str = "We talked.";

    /// Longest that a next day may be away, in days: whoever hears more seldom is not kept informed.
    pub const FARTHEST: i64 = 92;

    /// That it was told; none while it only stands on the leader's page.
    pub fn told(&self) -> Option<Told> {
        let at = self.told_at.filter(|_| !self.removed)?;
        Some(Told {
            at,
            next_by: self.next_by,
        })
    }

    /// That it was written.
    pub fn written(&self) -> Option<Told> {
        (!self.removed).then_some(Told {
            at: self.sent_at,
            next_by: self.next_by,
        })
    }

    /// Whether it stands on the leader's page, as far as one knows unread.
    pub fn stands(&self) -> bool {
        self.told_at.is_none() && !self.removed
    }

    /// Whether it is on its way to them, or there: what a letter said that never arrived is said anew.
    pub fn arrives(&self) -> bool {
        !self.removed && !self.mail.as_ref().is_some_and(Mail::is_stopped)
    }

    /// The letter as it is once they know: one that nobody has begun to send is not sent any more.
    fn mail_begun(&self) -> Option<Mail> {
        self.mail.clone().filter(|mail| !mail.waits())
    }

    /// Whether it says that one talked, and nothing that was written first.
    pub fn is_talk(&self) -> bool {
        self.way == Some(Way::Talk) && self.told_at == Some(self.sent_at)
    }

    /// Whether it only stands on the leader's page, or stood there: no letter has it, and nobody was told of it.
    pub fn is_unsent(&self) -> bool {
        self.told_at.is_none() && self.mail.is_none()
    }

    /// It as it was given, checked.
    fn send(self, state: &State, ctx: &Ctx) -> Result<Changes, Refusal> {
        state.require_new(Self::key(self.id))?;
        let leader = self.leader;
        state.get::<Leader>(leader)?;
        let is_theirs = |reply| {
            let row = state.row(&answered(reply));
            row.is_some_and(|row| row.hangs_on().contains(&Leader::key(leader)))
        };
        if !self.answers.is_none_or(is_theirs) {
            return Err(Refusal::Unknown { what: Kind::Reply });
        }
        let known_to = state.audience_of::<Leader>(leader);
        let mut roles: BTreeSet<RoleId> = gathered(self.roles.iter().copied());
        if roles.is_empty() && !known_to.is_workspace() {
            // With a leader whom few know, the partnership is their confidential roles: it stays with those.
            let theirs = state.all::<Role>().filter(|role| role.leader == Some(leader));
            roles = theirs.map(|role| role.id).collect();
        }
        for role in &roles {
            if state.get::<Role>(*role)?.leader != Some(leader) {
                return Err(Refusal::Unknown { what: Kind::Role });
            }
        }
        let text = note("update", &self.text)?;
        if text.is_empty() {
            return Err(Refusal::Empty {
                field: "update".into(),
            });
        }
        ctx.require_past(ctx.claimed_at)?;
        ctx.require_coming(self.next_by)?;
        if (self.next_by - ctx.claimed_at.date_naive()).num_days() > Self::FARTHEST {
            return Err(Refusal::TooFar {
                date: self.next_by.to_string(),
                days: Self::FARTHEST,
            });
        }
        let update = Self {
            roles: roles.into_iter().collect(),
            text,
            ..self
        };
        let heard = state.heard_with(&update)?;
        let mut changes = state.put_hanging(update);
        changes.merge(heard);
        Ok(changes)
    }

    /// It as it is now, and what everybody who knows the leader knows of it.
    fn changed(self, state: &State) -> Result<Changes, Refusal> {
        let heard = state.heard_with(&self)?;
        let mut changes = state.put(self);
        changes.merge(heard);
        Ok(changes)
    }

    /// What stood on a leader's page was told once they did something there.
    pub(in crate::domain) fn seen(state: &State, link: LinkId, ctx: &Ctx) -> Changes {
        // What whoever stands in for them does says nothing of what they have read themselves.
        let link = state.get::<ShareLink>(link).ok();
        let link = link.filter(|link| !link.deputy && link.is_page());
        let Some(link) = link else {
            return Changes::new();
        };
        let shown = state.through(link);
        let stood = shown.on::<Self>(Leader::key(link.leader));
        let stood = stood.filter(|update| {
            update.stands() && state.is_for_whole(link, &update.roles) && update.sent_at <= ctx.seen_at
        });
        let mut changes = Changes::new();
        let mut newest: Option<&Self> = None;
        for update in stood {
            let told = Self {
                told_at: Some(ctx.seen_at),
                mail: update.mail_begun(),
                ..update.clone()
            };
            changes.merge(state.put(told));
            if state.is_for_all(update.leader, &update.roles)
                && newest.is_none_or(|newest| newest.sent_at < update.sent_at)
            {
                newest = Some(update);
            }
        }
        if let (Some(newest), Ok(leader)) = (newest, state.get::<Leader>(link.leader)) {
            let told = Told {
                at: ctx.seen_at,
                next_by: newest.next_by,
            };
            // Nothing was written to them by that: what they write waits for an answer.
            changes.merge(state.put(Leader {
                told: leader.told.max(Some(told)),
                ..leader.clone()
            }));
        }
        changes
    }
}

impl<'a> State<'a> {
    /// All updates, the newest first.
    pub fn updates(&self) -> Vec<&'a Update> {
        let mut updates: Vec<_> = self.all::<Update>().filter(|update| !update.removed).collect();
        updates.put_in_order_by(|update| std::cmp::Reverse((update.sent_at, update.id)));
        updates
    }

    /// The newest update to a leader that is seen here.
    pub fn newest_update(&self, leader: LeaderId) -> Option<UpdateId> {
        let newest = self.newest_on::<Update>(Leader::key(leader), 0, 1, |_| true);
        newest
            .max_by_key(|update| (update.sent_at, update.id))
            .map(|update| update.id)
    }

    /// Whether everybody who knows the leader may know that something was told to them of these roles; none means the partnership.
    pub(in crate::domain) fn is_for_all(&self, leader: LeaderId, roles: &[RoleId]) -> bool {
        let known_to = self.audience_of::<Leader>(leader);
        let covers = |role: &RoleId| self.audience_of::<Role>(*role).covers(&known_to);
        roles.is_empty() || roles.iter().any(covers)
    }

    /// The leader's row as it is with this update; worked out anew where something is taken back. Else what was known stays, though its
    /// words may be for fewer by now.
    fn heard_with(&self, update: &Update) -> Result<Changes, Refusal> {
        let leader = self.get::<Leader>(update.leader)?;
        if !self.is_for_all(leader.id, &update.roles) {
            return Ok(Changes::new());
        }
        let (told, written) = (update.told(), update.written());
        let is_taken_back = self
            .get::<Update>(update.id)
            .is_ok_and(|was| told < was.told() || written < was.written());
        if !is_taken_back {
            return Ok(self.put(Leader {
                told: told.max(leader.told),
                written: written.max(leader.written),
                ..leader.clone()
            }));
        }
        let key = Leader::key(leader.id);
        let others = self
            .on::<Update>(key)
            .filter(|other| other.id != update.id && self.is_for_all(leader.id, &other.roles));
        let others: Vec<&Update> = others.collect();
        let dates = self.on::<Expectation>(key);
        let dates = dates.filter(|date| self.is_for_all(leader.id, &[date.role]));
        let dates = dates.map(Expectation::told).max();
        let newest = |of: fn(&Update) -> Option<Told>| others.iter().filter_map(|other| of(other)).max();
        Ok(self.put(Leader {
            told: told.max(newest(Update::told)).max(dates),
            written: written.max(newest(Update::written)).max(dates),
            ..leader.clone()
        }))
    }
}
