//! What an address and its cookies open.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue};
use subtle::ConstantTimeEq;

use crate::domain::{
    CommandId, Decision, DecisionId, LinkId, PainId, PainPoint, Question, Reply, ReplyId, ShareLink, Why,
    WhyId, WorkspaceId, secret_hash,
};
use crate::portal::About;
use crate::server::{
    app::App,
    http::cookie::cookie,
    store::Stored,
    work::workspaces::{Looked, Space},
};

/// How long a link's cookie lasts, in seconds: 400 days, the most that browsers keep.
const COOKIE_SECONDS: u32 = 400 * 86_400;

/// A link that was opened with its secret.
pub struct Opened {
    pub link: LinkId,
    pub ws: WorkspaceId,
    pub space: Arc<Space>,
    /// Whoever visits has said that they are the leader.
    pub confirmed: bool,
    /// Their device may keep the last view: not behind a passcode.
    pub is_kept: bool,
}

/// What an address and its cookies open.
pub enum Door {
    Open(Opened),
    /// The passcode is still to be given.
    Locked {
        link: LinkId,
        secret: String,
    },
}

impl Opened {
    /// None for every link that does not open, whatever the reason.
    ///
    /// # Errors
    /// When that cannot be known now.
    pub async fn by_cookie(app: &App, link: &str, headers: &HeaderMap) -> Stored<Option<Self>> {
        Ok(match Door::find(app, link, headers).await? {
            Some(Door::Open(opened)) => Some(opened),
            Some(Door::Locked { .. }) | None => None,
        })
    }

    pub fn view(&self, app: &App) -> Option<Looked> {
        self.space.view(self.link, &self.space.now(app.clock))
    }

    /// What was sent through this link, and no other.
    pub fn reply(&self, id: ReplyId) -> Option<Reply> {
        let authority = self.space.read();
        let state = authority.state();
        let reply = state.get::<Reply>(id).ok()?;
        (reply.link == Some(self.link)).then(|| reply.clone())
    }

    /// The words that the form of this command wrote; none where what it wrote has no id of its own.
    pub fn sent(&self, CommandId(id): CommandId, about: About) -> Option<String> {
        let authority = self.space.read();
        let state = authority.state();
        match about {
            About::Page | About::Team | About::Update(_) => self.reply(ReplyId(id)).map(|reply| reply.text),
            About::Asked(Question::Hurts(_)) => {
                let pain = state.get::<PainPoint>(PainId(id)).ok();
                pain.map(|pain| pain.details.what.clone())
            }
            About::Asked(Question::Behind(_)) => {
                let why = state.get::<Why>(WhyId(id)).ok();
                why.map(|why| why.details.answer.clone())
            }
            About::Ask => {
                let asked = state.get::<Decision>(DecisionId(id)).ok();
                asked.map(|asked| asked.details.what.clone())
            }
            About::Asked(Question::Better(_) | Question::Example(..))
            | About::Date(_)
            | About::Decision(_)
            | About::Candidate(_)
            | About::Interview(_)
            | About::Help(_)
            | About::After(..)
            | About::Card(..)
            | About::CardNotes(_)
            | About::FormStep(..)
            | About::HandIn(_)
            | About::Later(_)
            | About::Away
            | About::Forward(_)
            | About::Standing(..)
            | About::GotIt(_) => None,
        }
    }

    /// The hash of what opens the link that was passed on by this command.
    pub fn forwarded(&self, CommandId(id): CommandId) -> Option<String> {
        let authority = self.space.read();
        let state = authority.state();
        let link = state.get::<ShareLink>(LinkId(id)).ok()?;
        (link.forwarded == Some(self.link)).then(|| link.secret_hash.clone())
    }
}

impl Door {
    /// # Errors
    /// When it cannot be known now: a store that fails ends no link.
    pub async fn find(app: &App, link: &str, headers: &HeaderMap) -> Stored<Option<Self>> {
        let Some(secret) = cookie(headers, cookie_name(app)).map(str::to_owned) else {
            return Ok(None);
        };
        let Some((ws, space, link)) = by_secret(app, link, &secret).await? else {
            return Ok(None);
        };
        if link.locked {
            let given = cookie(headers, PASSED).unwrap_or_default();
            let hash = app.store.passcode_hash(link.id).await?;
            if hash.is_none_or(|hash| !matches(&secret, &hash, given)) {
                return Ok(Some(Self::Locked {
                    link: link.id,
                    secret,
                }));
            }
        }
        Ok(Some(Self::Open(Opened {
            is_kept: !link.locked,
            link: link.id,
            ws,
            space,
            confirmed: cookie(headers, "fulcrum-me").is_some(),
        })))
    }
}

/// The link of this address, if it opens today.
///
/// # Errors
/// When the store cannot be read.
pub async fn by_secret(
    app: &App,
    link: &str,
    secret: &str,
) -> Stored<Option<(WorkspaceId, Arc<Space>, ShareLink)>> {
    let Ok(link) = link.parse::<LinkId>() else {
        return Ok(None);
    };
    let Some(ws) = app.store.workspace_of_link(link).await? else {
        return Ok(None);
    };
    let Some(space) = app.workspaces.get(ws).await? else {
        return Ok(None);
    };
    let today = app.clock.today(&space.zone());
    let link = space.open(link, secret, today);
    Ok(link.map(|link| (ws, space, link)))
}

/// The cookie of whoever has given the passcode.
pub const PASSED: &str = "fulcrum-passed";

/// Its value: only who has the secret, and the passcode's hash, can make it.
pub fn proof(secret: &str, hash: &str) -> String {
    secret_hash(&format!("{hash}:{secret}"))
}

fn matches(secret: &str, hash: &str, given: &str) -> bool {
    proof(secret, hash).as_bytes().ct_eq(given.as_bytes()).into()
}

pub fn cookie_name(app: &App) -> &'static str {
    if app.config.is_https() {
        "__Secure-fulcrum-link"
    } else {
        "fulcrum-link"
    }
}

pub fn set_cookie(app: &App, name: &str, value: &str, link: LinkId) -> HeaderValue {
    let secure = if app.config.is_https() { "; Secure" } else { "" };
    let cookie =
        format!("{name}={value}; Path=/p/{link}; HttpOnly; SameSite=Lax; Max-Age={COOKIE_SECONDS}{secure}");
    // Names, ids and base64url secrets are plain ASCII.
    HeaderValue::from_str(&cookie).unwrap_or(HeaderValue::from_static(""))
}
