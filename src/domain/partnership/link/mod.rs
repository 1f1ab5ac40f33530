//! Share links: how a leader, the leader's boss or the leader's team opens the portal without an account.

mod command;
mod hired;
mod owner;
mod word;

use std::{collections::BTreeSet, fmt};

use chrono::NaiveDate;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::{
    Changes, Ctx, HireId, Interviewer, InterviewerId, Kind, Leader, LeaderId, LinkId, ProblemId, Refusal,
    Role, RoleId, Sorting, State, UserId, Who, labelled, line,
};

pub use command::Command;

/// The secret is drawn and shown on the device which shares; here and on the server there is only its hash.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ShareLink {
    pub id: LinkId,
    pub target: Target,
    /// The leader for whom it was made: it goes when they are erased, whosever the role is by then.
    pub leader: LeaderId,
    pub scope: Scope,
    /// For whom it is, in the recruiter's words.
    pub label: String,
    /// SHA-256 of the secret, in lower-case hexadecimal digits.
    pub secret_hash: String,
    /// Whose eyes it has: it shows what they may see when it is viewed. Its maker, later their successor.
    pub keeper: UserId,
    pub created_on: NaiveDate,
    /// The last civil day on which it opens.
    pub expires_on: Option<NaiveDate>,
    pub revoked: bool,
    /// Whether it asks for a passcode besides. What that is only its maker and the server know.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
    /// The confidential roles for which it was made; none without a passcode. It shows no others.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub opens: BTreeSet<RoleId>,
    /// Whether it is for whoever answers for the leader while they are away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deputy: bool,
    /// The link through which the leader passed their page on; none where a recruiter made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarded: Option<LinkId>,
    /// The interviewer whose own it is: it shows them their scorecard, and nothing else of the role or its leader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub panel: Option<InterviewerId>,
    /// What the owner of a problem is told: it shows that, and nothing else of the role or its leader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brief: Option<Box<ToldOwner>>,
    /// Whoever was hired whose own it is: it asks them how it goes, and shows nothing of the role or its leader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hire: Option<AskedHire>,
}

/// Who is asked how it goes, and at which day after they started.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AskedHire {
    pub hire: HireId,
    pub day: u8,
}

/// What is told to whoever owns a problem, as a person looked at it before it went.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ToldOwner {
    pub problem: ProblemId,
    pub text: String,
}

/// A link as its maker asks for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NewLink {
    pub id: LinkId,
    pub target: Target,
    /// The leader for whom it is meant: it is made for nobody else, whosever the role is when this arrives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<LeaderId>,
    pub scope: Scope,
    pub label: String,
    pub secret_hash: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passcode: Option<Passcode>,
    /// Confidential roles that it is to show, besides the one that it is for.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub opens: BTreeSet<RoleId>,
    /// Whether whoever gets it answers for the leader while they are away: then it has a last day.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deputy: bool,
    /// The interviewer for whose scorecard it is; then it is about that one's role, and has a last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub panel: Option<InterviewerId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brief: Option<Box<ToldOwner>>,
    /// Who is asked how it goes, by whoever makes it, who alone reads what they answer; then it is about their role, and has a last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hire: Option<AskedHire>,
}

/// Six digits that a link asks for. It travels once, from the device that drew it to the server, which keeps a keyed
/// hash: six digits are soon guessed by whoever may try them all.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Passcode(String);

impl Passcode {
    pub const DIGITS: usize = 6;

    /// The digits, without the spaces between which they are written.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Passcode {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if digits.len() == Self::DIGITS && digits.bytes().all(|digit| digit.is_ascii_digit()) {
            Ok(Self(digits))
        } else {
            Err(Refusal::Malformed {
                detail: "a passcode has six digits".into(),
            })
        }
    }
}

impl From<Passcode> for String {
    fn from(passcode: Passcode) -> Self {
        passcode.0
    }
}

impl fmt::Debug for Passcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passcode")
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// All roles of a leader.
    Leader(LeaderId),
    Role(RoleId),
}

labelled! {
    /// What whoever opens the link may do and see.
    Scope {
        /// The leader: sees everything shared, and may reply.
        Respond = "May reply",
        /// A boss: stage, counts and dates; no words, whoever wrote them.
        Read = "For a boss",
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

/// Whether this is how a link's secret is written: 32 bytes as base64url without padding.
pub fn is_secret(text: &str) -> bool {
    BASE64URL_NOPAD
        .decode(text.as_bytes())
        .is_ok_and(|secret| secret.len() == 32)
}

fn is_hash(text: &str) -> bool {
    HEXLOWER
        .decode(text.as_bytes())
        .is_ok_and(|hash| hash.len() == 32)
}

impl Scope {
    /// What such a link shows, in one line.
    pub fn shows(self) -> &'static str {
        match self {
            Self::Respond => "Shows all that you share with them: updates, what was learned, pay, names.",
            Self::Read => {
                "Shows stage, counts, a yes as soon as it is said, and the dates that you show to a boss. No words, no pay, no names but yours."
            }
            Self::TeamSafe => {
                "Shows stage, counts, a yes as soon as it is said, the next date, and dates that you show to the team. Nothing else but whom to call."
            }
        }
    }

    /// The same, where it is for whoever answers while the leader is away.
    pub fn shows_deputy(self) -> &'static str {
        match self {
            Self::Respond => {
                "Shows all that you share with them but what hurts, pay, and what they wrote: what is asked, updates, names."
            }
            Self::Read | Self::TeamSafe => self.shows(),
        }
    }

    /// For whom a page of such a link is.
    pub fn reader(self) -> &'static str {
        match self {
            Self::Respond => "For the leader alone",
            Self::Read => "For a boss",
            Self::TeamSafe => "For the team",
        }
    }
}

/// Whether an address of this origin opens on the computer on which it was made and on no other.
pub fn opens_only_here(origin: &str) -> bool {
    let host = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or(host);
    if host.starts_with("[::1]") {
        return true;
    }
    let name = host.split(':').next().unwrap_or(host);
    let is_number = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    name == "localhost" || name.ends_with(".localhost") || (name.starts_with("127.") && is_number(name))
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
    /// Most links that are open at once of those which were passed on through one.
    pub const MOST_FORWARDED: usize = 10;

    pub fn state(&self, today: NaiveDate) -> LinkState {
        if self.revoked {
            LinkState::Revoked
        } else if self.expires_on.is_some_and(|last| last < today) {
            LinkState::Expired
        } else {
            LinkState::Open
        }
    }

    /// What whoever opens it may do, in one line.
    pub fn allows(&self) -> &'static str {
        allowed(self.scope, self.panel, self.brief.as_deref(), self.hire)
    }

    /// Whether it is to a leader's page, whoever reads it; else it shows one thing alone.
    pub fn is_page(&self) -> bool {
        self.panel.is_none() && self.brief.is_none() && self.hire.is_none()
    }

    /// The roles for which it was made, each named by its own id.
    pub fn roles(&self) -> impl Iterator<Item = RoleId> + use<> {
        self.target.role().into_iter().chain(self.opens.clone())
    }

    pub(in crate::domain) fn revoked(&self) -> Self {
        Self {
            revoked: true,
            ..self.clone()
        }
    }

    fn share(state: &State, new: &NewLink, keeper: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        state.require_new(Self::key(new.id))?;
        let leader = match new.target {
            Target::Leader(leader) => Some(leader),
            Target::Role(role) => state.get::<Role>(role)?.leader,
        };
        if new.leader.is_some() && new.leader != leader {
            return Err(Refusal::LeaderChanged);
        }
        let leader = leader.ok_or(Refusal::Unknown { what: Kind::Leader })?;
        state.get::<Leader>(leader)?;
        if !is_hash(&new.secret_hash) {
            return Err(not_a_hash());
        }
        let mut opens = BTreeSet::new();
        for id in new.opens.iter().copied().chain(new.target.role()) {
            let is_theirs = new.target.role().is_none_or(|role| role == id);
            if state.get::<Role>(id)?.leader != Some(leader) || !is_theirs {
                return Err(Refusal::Unknown { what: Kind::Role });
            }
            // A role that everybody sees today was not made known to this link once it is confidential.
            if !state.audience_of::<Role>(id).is_workspace() {
                opens.insert(id);
            }
        }
        if !opens.is_empty() && new.passcode.is_none() {
            return Err(Refusal::PasscodeNeeded);
        }
        if new.deputy && new.expires_on.is_none() {
            return Err(Refusal::Empty {
                field: "last day on which a deputy's link opens".into(),
            });
        }
        if let Some(date) = new.expires_on {
            ctx.require_coming(date)?;
        }
        if let Some(id) = new.panel {
            Self::require_guest(state, id, new)?;
        }
        let brief = match &new.brief {
            Some(told) => Some(Self::told_owner(state, told, new)?),
            None => None,
        };
        if let Some(asked) = new.hire {
            Self::require_hired(state, asked, new, keeper, ctx)?;
        }
        let is_page = new.panel.is_none() && brief.is_none() && new.hire.is_none();
        let link = Self {
            id: new.id,
            target: new.target,
            leader,
            // What an older build takes it for shows least of all.
            scope: if is_page { new.scope } else { Scope::TeamSafe },
            label: line("name of who gets it", &new.label)?,
            secret_hash: new.secret_hash.clone(),
            keeper,
            created_on: ctx.claimed_at.date_naive(),
            expires_on: new.expires_on,
            revoked: false,
            locked: new.passcode.is_some(),
            opens,
            // Who only reads answers for nobody.
            deputy: new.deputy && new.scope == Scope::Respond && is_page,
            forwarded: None,
            panel: new.panel,
            brief,
            hire: new.hire,
        };
        Ok(state.put_hanging(link))
    }

    /// For whose scorecard a link is made: somebody without an account, who is asked in this role.
    fn require_guest(state: &State, id: InterviewerId, new: &NewLink) -> Result<(), Refusal> {
        let one = state.get::<Interviewer>(id)?;
        if !matches!(one.who, Who::Guest(_)) || new.target != Target::Role(one.role) {
            return Err(Refusal::LinkForbids);
        }
        if !state.is_card_waited_for(one) {
            return Err(Refusal::NotJudged);
        }
        if new.expires_on.is_none() {
            return Err(Refusal::Empty {
                field: "last day on which an interviewer’s link opens".into(),
            });
        }
        Ok(())
    }

    /// The leader passes their page on, to somebody who sees less of it. It opens no longer than theirs.
    fn forward(
        state: &State,
        (id, scope, secret_hash): (LinkId, Scope, &str),
        keeper: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        state.require_new(Self::key(id))?;
        let AtPage { link, shown } = state.at_page(ctx)?;
        if link.deputy || scope == Scope::Respond {
            return Err(Refusal::LinkForbids);
        }
        if link.locked {
            return Err(Refusal::NotPassedOn);
        }
        if !is_hash(secret_hash) {
            return Err(not_a_hash());
        }
        let open = state
            .forwarded(link)
            .filter(|other| other.state(ctx.today) == LinkState::Open);
        if open.count() >= Self::MOST_FORWARDED {
            return Err(Refusal::TooMany {
                what: Kind::Link,
                most: Self::MOST_FORWARDED,
            });
        }
        let leader = &shown.get::<Leader>(link.leader)?.details.name;
        Ok(state.put_hanging(Self {
            id,
            scope,
            label: format!("Passed on by {leader}"),
            secret_hash: secret_hash.to_owned(),
            keeper,
            created_on: ctx.claimed_at.date_naive(),
            forwarded: Some(link.id),
            ..link.clone()
        }))
    }

    fn revoke(state: &State, id: LinkId) -> Result<Changes, Refusal> {
        let link = state.get::<Self>(id)?;
        if link.revoked {
            return Ok(Changes::new());
        }
        let mut changes = state.put_hanging(link.revoked());
        // What was passed on through it goes with it: whoever had this address may have made it.
        for other in state.forwarded(link).filter(|other| !other.revoked) {
            changes.merge(state.put_hanging(other.revoked()));
        }
        Ok(changes)
    }
}

impl NewLink {
    /// What whoever opens it may do, in one line.
    pub fn allows(&self) -> &'static str {
        allowed(self.scope, self.panel, self.brief.as_deref(), self.hire)
    }
}

fn allowed(
    scope: Scope,
    panel: Option<InterviewerId>,
    brief: Option<&ToldOwner>,
    hire: Option<AskedHire>,
) -> &'static str {
    match (panel, brief, hire) {
        (Some(_), ..) => "For an interviewer",
        (None, Some(_), _) => "For whoever owns a problem",
        (None, None, Some(_)) => "For whoever was hired",
        (None, None, None) => scope.label(),
    }
}

fn not_a_hash() -> Refusal {
    Refusal::Malformed {
        detail: "the link's hash is not a SHA-256 in lower-case hexadecimal".into(),
    }
}

/// A leader's page, on which something is done.
pub(in crate::domain) struct AtPage<'a> {
    pub link: &'a ShareLink,
    /// What the page shows; what it does not is not there for it.
    pub shown: State<'a>,
}

impl<'a> State<'a> {
    /// The page on which this is done.
    ///
    /// # Errors
    /// [`Refusal::LinkForbids`] where it is done on none, and [`Refusal::LinkGone`] once it shows nothing.
    pub(in crate::domain) fn at_page(&self, ctx: &Ctx) -> Result<AtPage<'a>, Refusal> {
        let link = ctx.actor.link().ok_or(Refusal::LinkForbids)?;
        let link = self.get::<ShareLink>(link)?;
        let shown = self.through(link);
        shown.get::<Leader>(link.leader).map_err(|_| Refusal::LinkGone)?;
        Ok(AtPage { link, shown })
    }

    /// Whether the link's page shows anything: what it was made for may have become confidential since.
    pub fn shows(&self, link: &ShareLink) -> bool {
        let state = self.through(link);
        let shows_role = link
            .target
            .role()
            .is_none_or(|role| state.get::<Role>(role).is_ok());
        shows_role && state.get::<Leader>(link.leader).is_ok()
    }

    /// The links that were passed on through this one.
    pub fn forwarded(&self, link: &ShareLink) -> impl Iterator<Item = &'a ShareLink> {
        let id = link.id;
        let all = self.on::<ShareLink>(Leader::key(link.leader));
        all.filter(move |other| other.forwarded == Some(id))
    }

    /// Whether the page about this role may be made a file, which opens without a passcode and is never taken back.
    ///
    /// # Errors
    /// [`Refusal::NoEnvelope`] of a confidential role.
    pub fn may_be_sealed(&self, role: RoleId) -> Result<(), Refusal> {
        self.get::<Role>(role)?;
        if self.audience_of::<Role>(role).is_workspace() {
            Ok(())
        } else {
            Err(Refusal::NoEnvelope)
        }
    }

    /// All links, the newest first.
    pub fn links(&self) -> Vec<&'a ShareLink> {
        let mut links: Vec<_> = self.all::<ShareLink>().collect();
        links.put_in_order_by(|link| std::cmp::Reverse(link.id));
        links
    }
}

#[cfg(test)]
mod tests;
