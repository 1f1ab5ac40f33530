//! What is done with updates.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::{Mail, MailState, Update, answered};
use crate::domain::{
    Changes, Commands, Ctx, Giver, Kind, Leader, LeaderId, Refusal, ReplyId, Role, RoleId, Says, Scope,
    ShareLink, State, UpdateId, UserId, Way,
};

/// That the server sends it by e-mail.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SendMail {
    /// The newest update that its author knew: what goes out is not written past another's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<UpdateId>,
}

impl SendMail {
    /// With what is known here of what was written to this leader.
    pub fn now(state: &State, leader: LeaderId) -> Self {
        Self {
            after: state.newest_update(leader),
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    SendUpdate {
        update: UpdateId,
        leader: LeaderId,
        roles: Vec<RoleId>,
        /// What the leader wrote that it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answers: Option<ReplyId>,
        text: String,
        /// How it has reached the leader; none where it only stands on their page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        way: Option<Way>,
        /// The day by which they were told that they hear again; none for the one that the rhythm gives.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next_by: Option<NaiveDate>,
        /// The server is to send it by e-mail, too. None for another way.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mail: Option<SendMail>,
    },
    /// What was written has reached the leader by now; or, with no way, it has not after all.
    TellUpdate { update: UpdateId, way: Option<Way> },
    /// What was written is to be sent by e-mail after all, or once more; or not, as long as nobody has begun to.
    MailUpdate { update: UpdateId, wanted: bool },
    /// A talk was not held after all, or it was. The same of what stands on a page and nobody was told of, as far as one knows.
    RemoveTalk { update: UpdateId, removed: bool },
    /// The leader says that they have read it, or thanks for it.
    GotIt {
        update: UpdateId,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        thanks: bool,
    },
}

impl Command {
    /// What takes back that something was written and sent by hand, in this order: it was not sent after all, and then it was not
    /// written.
    pub fn takes_back(update: UpdateId) -> [Self; 2] {
        [
            Self::TellUpdate { update, way: None },
            Self::RemoveTalk {
                update,
                removed: true,
            },
        ]
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let (by, creates, needs, names) = match self {
            Self::SendUpdate {
                update,
                leader,
                roles,
                answers,
                ..
            } => {
                let about = roles.iter().copied().map(Role::key);
                let about = about.chain(answers.map(answered));
                (
                    Giver::Member,
                    vec![Update::key(*update)],
                    [Leader::key(*leader)].into_iter().chain(about).collect(),
                    vec![Leader::key(*leader)],
                )
            }
            Self::TellUpdate { update, .. }
            | Self::MailUpdate { update, .. }
            | Self::RemoveTalk { update, .. } => (Giver::Member, vec![], vec![Update::key(*update)], vec![]),
            Self::GotIt { update, .. } => (
                Giver::Link(&[Scope::Respond]),
                vec![],
                vec![Update::key(*update)],
                vec![],
            ),
        };
        Says {
            by,
            creates,
            needs,
            wants: Vec::new(),
            names,
            may_name: Vec::new(),
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        match self {
            Self::SendUpdate {
                update,
                leader,
                roles,
                answers,
                text,
                way,
                next_by,
                mail,
            } => {
                let to = state.get::<Leader>(*leader)?;
                let own = to.details.rhythm();
                let rhythm = || state.told_by_rhythm(ctx.claimed_at, own).next_by;
                let update = Update {
                    id: *update,
                    leader: *leader,
                    roles: roles.clone(),
                    answers: *answers,
                    text: text.clone(),
                    sent_at: ctx.claimed_at,
                    next_by: next_by.unwrap_or_else(rhythm),
                    way: *way,
                    told_at: way.map(|_| ctx.claimed_at),
                    got_it: None,
                    thanks: false,
                    mail: None,
                    removed: false,
                    by,
                };
                match mail {
                    None => update.send(state, ctx),
                    Some(mail) if state.newest_update(*leader) == mail.after => {
                        update.mailed(to)?.send(state, ctx)
                    }
                    Some(_) => Err(Refusal::WrittenMeanwhile),
                }
            }
            Self::TellUpdate { update, way } => {
                let now = state.get::<Update>(*update)?;
                let is_sent = matches!(&now.mail, Some(mail) if mail.state == MailState::Sent);
                if now.is_talk() || *way == now.way || is_sent {
                    return Ok(Changes::new());
                }
                ctx.require_past(ctx.claimed_at)?;
                // What they have read on their page they have read.
                let told_at = match way {
                    Some(_) => now.told_at.or(Some(ctx.claimed_at)),
                    None => now.got_it,
                };
                let mail = match way {
                    Some(_) => now.mail_begun(),
                    None => now.mail.clone(),
                };
                Update {
                    way: *way,
                    told_at,
                    mail,
                    ..now.clone()
                }
                .changed(state)
            }
            Self::MailUpdate { update, wanted } => {
                let now = state.get::<Update>(*update)?;
                if now.removed || now.is_talk() {
                    return Err(Refusal::Unknown { what: Kind::Update });
                }
                let goes = |mail: &Mail| mail.goes_on() || mail.state == MailState::Sent;
                let changed = match &now.mail {
                    // They know by now, or will.
                    mail if *wanted && (now.told_at.is_some() || mail.as_ref().is_some_and(goes)) => {
                        return Ok(Changes::new());
                    }
                    _ if *wanted => now.clone().mailed(state.get::<Leader>(now.leader)?)?,
                    Some(mail) if mail.waits() => Update {
                        mail: None,
                        ..now.clone()
                    },
                    _ => return Ok(Changes::new()),
                };
                changed.changed(state)
            }
            Self::RemoveTalk { update, removed } => {
                let now = state.get::<Update>(*update)?;
                if !now.is_talk() && !now.is_unsent() {
                    return Err(Refusal::Unknown { what: Kind::Update });
                }
                Update {
                    removed: *removed,
                    ..now.clone()
                }
                .changed(state)
            }
            Self::GotIt { update, thanks } => {
                let link = ctx.actor.link().ok_or(Refusal::LinkForbids)?;
                let link = state.get::<ShareLink>(link)?;
                if link.deputy {
                    return Err(Refusal::LinkForbids);
                }
                let unknown = Refusal::Unknown { what: Kind::Update };
                let now = state.through(link).get::<Update>(*update)?;
                if now.leader != link.leader || now.removed || !state.is_for_whole(link, &now.roles) {
                    return Err(unknown);
                }
                if now.got_it.is_some() && *thanks <= now.thanks {
                    return Ok(Changes::new());
                }
                Update {
                    got_it: Some(ctx.claimed_at),
                    thanks: *thanks,
                    // What was written since they have not read by that.
                    told_at: now.told_at.or(Some(ctx.seen_at.max(now.sent_at))),
                    mail: now.mail_begun(),
                    ..now.clone()
                }
                .changed(state)
            }
        }
    }
}
