//! Share links: how a leader, the leader's boss or the leader's team opens the portal without an account.

use chrono::NaiveDate;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::role::words;
use super::{
    Audience, Change, Changes, Ctx, Kind, LeaderId, LinkId, Refusal, RoleId, Row, RowKey, State, line,
};

/// The secret is drawn and shown on the device which shares; here and on the server there is only its hash.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ShareLink {
    pub id: LinkId,
    pub target: Target,
    pub scope: Scope,
    /// For whom it is, in the recruiter's words.
    pub label: String,
    /// SHA-256 of the secret, in lower-case hexadecimal digits.
    pub secret_hash: String,
    pub created_on: NaiveDate,
    /// The last civil day on which it opens.
    pub expires_on: Option<NaiveDate>,
    pub revoked: bool,
    /// Of the passcode that is asked for besides, if one is, as [`passcode_hash`] makes it. Only such a link shows
    /// what is confidential.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passcode_hash: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// All roles of a leader.
    Leader(LeaderId),
    Role(RoleId),
}

words! {
    /// What whoever opens the link may do and see.
    Scope {
        /// The leader: sees everything shared, and may reply.
        Respond = "May reply",
        /// A boss: the same, without replies.
        Read = "May read",
        /// The leader's team: stage, counts and the next date, nothing else.
        TeamSafe = "For the team",
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkState {
    Open,
    Expired,
    Revoked,
}

/// SHA-256 of a link's secret as [`ShareLink::secret_hash`] keeps it.
pub fn secret_hash(secret: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(secret.as_bytes()))
}

/// SHA-256 of a link and its passcode, in lower-case hexadecimal digits; spaces between the digits do not count.
/// Whoever holds the row could try all passcodes; whoever has only the address cannot, since the server counts.
pub fn passcode_hash(link: LinkId, passcode: &str) -> String {
    let digits: String = passcode.chars().filter(|c| !c.is_whitespace()).collect();
    secret_hash(&format!("{link}:{digits}"))
}

fn is_hash(text: &str) -> bool {
    HEXLOWER
        .decode(text.as_bytes())
        .is_ok_and(|hash| hash.len() == 32)
}

impl Target {
    pub fn role(self) -> Option<RoleId> {
        match self {
            Self::Role(role) => Some(role),
            Self::Leader(_) => None,
        }
    }
}

impl ShareLink {
    pub fn key(id: LinkId) -> RowKey {
        RowKey::new(Kind::Link, id.0)
    }

    pub fn state(&self, today: NaiveDate) -> LinkState {
        if self.revoked {
            LinkState::Revoked
        } else if self.expires_on.is_some_and(|last| last < today) {
            LinkState::Expired
        } else {
            LinkState::Open
        }
    }

    /// The leader for whom the link's page is written.
    pub fn leader(&self, state: &State) -> Option<LeaderId> {
        match self.target {
            Target::Leader(leader) => Some(leader),
            Target::Role(role) => state.role(role).ok()?.leader,
        }
    }

    pub(super) fn share(state: &State, link: &Self, ctx: &Ctx) -> Result<Changes, Refusal> {
        ctx.require_user()?;
        state.require_new(Self::key(link.id))?;
        let audience = match link.target {
            Target::Leader(leader) => state.leader(leader).map(|_| Audience::Workspace)?,
            Target::Role(role) => state.role(role).map(|role| state.role_audience(role.id))?,
        };
        if !is_hash(&link.secret_hash) || link.passcode_hash.as_deref().is_some_and(|hash| !is_hash(hash)) {
            return Err(Refusal::Malformed {
                detail: "the link's hash is not a SHA-256 in lower-case hexadecimal".into(),
            });
        }
        if !audience.is_workspace() && link.passcode_hash.is_none() {
            return Err(Refusal::PasscodeNeeded);
        }
        if let Some(date) = link.expires_on {
            ctx.require_coming(date)?;
        }
        let link = Self {
            label: line("name of who gets it", &link.label)?,
            created_on: ctx.claimed_at.date_naive(),
            revoked: false,
            ..link.clone()
        };
        Ok(Change::to(Row::Link(link), audience).into())
    }

    pub(super) fn revoke(state: &State, id: LinkId, ctx: &Ctx) -> Result<Changes, Refusal> {
        ctx.require_user()?;
        let link = state.link(id)?;
        if link.revoked {
            return Ok(Changes::new());
        }
        let audience = state.audience(&Self::key(id)).cloned().unwrap_or_default();
        Ok(Change::to(
            Row::Link(Self {
                revoked: true,
                ..link.clone()
            }),
            audience,
        )
        .into())
    }
}

impl<'a> State<'a> {
    /// # Errors
    /// [`Refusal::Unknown`] when there is no such link, or it is not for this person.
    pub fn link(&self, id: LinkId) -> Result<&'a ShareLink, Refusal> {
        match self.get(&ShareLink::key(id)) {
            Some(Row::Link(link)) => Ok(link),
            _ => Err(Refusal::Unknown { what: Kind::Link }),
        }
    }

    /// All links, the newest first.
    pub fn links(&self) -> Vec<&'a ShareLink> {
        let mut links: Vec<_> = self
            .scan(Kind::Link)
            .filter_map(|row| match row {
                Row::Link(link) => Some(link),
                _ => None,
            })
            .collect();
        links.sort_by_key(|link| std::cmp::Reverse(link.id));
        links
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Body, Story};
    use super::*;

    fn link(story: &Story, edit: impl FnOnce(&mut ShareLink)) -> Body {
        let mut link = ShareLink {
            id: Story::link("link"),
            target: Target::Role(Story::role("data")),
            scope: Scope::Respond,
            label: "Dana".into(),
            secret_hash: secret_hash("open sesame"),
            created_on: story.now.date_naive(),
            expires_on: None,
            revoked: false,
            passcode_hash: None,
        };
        edit(&mut link);
        Body::ShareLink(link)
    }

    #[test]
    fn a_confidential_role_is_shared_only_with_a_passcode() {
        let mut story = Story::begin();
        story.does(Body::RestrictRole {
            role: Story::role("data"),
            audience: Audience::People([Story::user("priya")].into()),
            code_name: None,
        });
        let bare = link(&story, |_| {});
        assert_eq!(story.tries(bare), Err(Refusal::PasscodeNeeded));
        let hash = passcode_hash(Story::link("link"), "493 021");
        assert_eq!(hash, passcode_hash(Story::link("link"), "493021"));
        assert_ne!(hash, passcode_hash(Story::link("other"), "493021"));
        let locked = link(&story, |link| link.passcode_hash = Some(hash));
        story.tries(locked).unwrap();
    }

    #[test]
    fn a_links_last_day_is_today_or_later() {
        let mut story = Story::begin();
        let today = story.now.date_naive();
        let yesterday = today.pred_opt().unwrap();
        let past = link(&story, |link| link.expires_on = Some(yesterday));
        assert_eq!(
            story.tries(past),
            Err(Refusal::DatePassed {
                date: yesterday.to_string()
            })
        );
        let now = link(&story, |link| link.expires_on = Some(today));
        story.tries(now).unwrap();
    }

    #[test]
    fn a_revoked_link_is_seen_by_whoever_saw_it_and_by_nobody_else() {
        let mut story = Story::begin();
        let only = Audience::People([Story::user("priya")].into());
        let (key, id) = (ShareLink::key(Story::link("link")), Story::link("link"));
        story.does(Body::RestrictRole {
            role: Story::role("data"),
            audience: only.clone(),
            code_name: None,
        });
        let locked = link(&story, |link| {
            link.passcode_hash = Some(passcode_hash(id, "493021"));
        });
        story.does(locked);
        assert_eq!(story.state().audience(&key), Some(&only));
        story.does(Body::RevokeLink { link: id });
        assert_eq!(story.state().audience(&key), Some(&only));
        assert_eq!(
            story.state().link(id).unwrap().state(story.now.date_naive()),
            LinkState::Revoked
        );
        assert!(
            story.does(Body::RevokeLink { link: id }).is_empty(),
            "once is enough"
        );
    }
}
