//! Commands: the only way anything changes.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    Body, Changes, CommandId, LinkId, LinkState, Power, Refusal, RowKey, Scope, ShareLink, State, Update,
    UserId, gate, hire::forget, scorecard,
};

/// A command as its author gave it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Command {
    pub id: CommandId,
    pub body: Body,
    /// The author's clock and offset when the command was given.
    pub claimed_at: DateTime<FixedOffset>,
}

/// Who gives a command.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    User(UserId),
    /// Whoever holds a share link.
    Link(LinkId),
}

impl Actor {
    pub fn user(self) -> Option<UserId> {
        match self {
            Self::User(user) => Some(user),
            Self::Link(_) => None,
        }
    }

    pub fn link(self) -> Option<LinkId> {
        match self {
            Self::Link(link) => Some(link),
            Self::User(_) => None,
        }
    }
}

/// What a rule may know besides the rows. Zones are resolved at the edges: rules see civil days only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ctx {
    pub actor: Actor,
    /// The author's clock and offset.
    pub claimed_at: DateTime<FixedOffset>,
    /// As of when the author saw what stands here: on a page whose network had gone, or whose words waited, earlier than that.
    pub seen_at: DateTime<FixedOffset>,
    /// The server's clock; on the device the author's.
    pub received_at: DateTime<Utc>,
    /// The workspace's civil day at `received_at`.
    pub today: NaiveDate,
}

/// Days by which another clock or zone may be ahead of ours.
const AHEAD_DAYS: i64 = 2;

/// The day of a moment where it was told, for moments at the ends of time as well.
fn civil(moment: DateTime<FixedOffset>) -> NaiveDate {
    let utc = moment.naive_utc();
    utc.checked_add_offset(*moment.offset()).unwrap_or(utc).date()
}

/// What an author's clock said, as far as it can be so: a clock that is days ahead of ours, or behind all that
/// happened, says nothing, and ours counts in its place.
pub fn bounded(claimed_at: DateTime<FixedOffset>, received_at: DateTime<Utc>) -> DateTime<FixedOffset> {
    let is_behind = civil(claimed_at) < first_day();
    if is_behind || claimed_at > received_at + TimeDelta::days(AHEAD_DAYS) {
        received_at.with_timezone(claimed_at.offset())
    } else {
        claimed_at
    }
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(1990, 1, 1).unwrap_or_default()
}

impl Ctx {
    /// Clocks differ: up to two days ahead of ours still counts as now.
    pub(in crate::domain) fn require_past(&self, moment: DateTime<FixedOffset>) -> Result<(), Refusal> {
        if moment > self.received_at + TimeDelta::days(AHEAD_DAYS) {
            return Err(Refusal::DateOutOfReach {
                date: civil(moment).to_string(),
            });
        }
        self.require_reachable(civil(moment))
    }

    /// An effort was made before whoever logs it says so, by the same clock.
    pub(in crate::domain) fn require_made(&self, moment: DateTime<FixedOffset>) -> Result<(), Refusal> {
        self.require_past(moment)?;
        if moment > self.claimed_at + TimeDelta::minutes(10) {
            return Err(Refusal::DateAhead {
                date: moment.format("%Y-%m-%d %H:%M").to_string(),
            });
        }
        Ok(())
    }

    /// A day on which something is to happen: not before whoever names it does so.
    pub(in crate::domain) fn require_coming(&self, date: NaiveDate) -> Result<(), Refusal> {
        if date < self.claimed_at.date_naive() {
            return Err(Refusal::DatePassed {
                date: date.to_string(),
            });
        }
        self.require_reachable(date)
    }

    /// What is done for something that began on this day: not before; another zone may have it two days later.
    pub(in crate::domain) fn require_begun_by(began: NaiveDate, day: NaiveDate) -> Result<(), Refusal> {
        if day + TimeDelta::days(AHEAD_DAYS) < began {
            return Err(Refusal::BeforeOpened {
                date: began.to_string(),
            });
        }
        Ok(())
    }

    /// The same of a day: what has begun lies in the past, or two days ahead by another clock or zone.
    pub(in crate::domain) fn require_begun(&self, date: NaiveDate) -> Result<(), Refusal> {
        self.require_reachable(date)?;
        if date > self.today + TimeDelta::days(AHEAD_DAYS) {
            return Err(Refusal::NotBegun {
                date: date.to_string(),
            });
        }
        Ok(())
    }

    /// Dates within a working life: from 1990 to twenty years from now.
    pub(in crate::domain) fn require_reachable(&self, date: NaiveDate) -> Result<(), Refusal> {
        let last = self.today + TimeDelta::days(20 * 366);
        if (first_day()..=last).contains(&date) {
            Ok(())
        } else {
            Err(Refusal::DateOutOfReach {
                date: date.to_string(),
            })
        }
    }
}

/// Who may give a command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Giver {
    /// Every member, for what they see.
    Member,
    /// A member whose right has this power.
    Power(Power),
    /// Whoever holds an open link of one of these scopes.
    Link(&'static [Scope]),
    /// Whoever judges in an interview: a member, a guest through a link of their own, or the leader on their page.
    Interviewer,
    /// Whoever was hired, through a link of their own.
    Hired,
}

/// What a command says of itself before it runs. Each names all of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Says {
    pub by: Giver,
    /// The rows that it would add.
    pub creates: Vec<RowKey>,
    /// The rows that must be there for it.
    pub needs: Vec<RowKey>,
    /// The rows without which it would be only half carried out.
    pub wants: Vec<RowKey>,
    /// Whom it names by their id and speaks of: leaders, candidates.
    pub names: Vec<RowKey>,
    /// The rows whose leader its words may name: roles, or what hangs on roles and leaders.
    pub may_name: Vec<RowKey>,
}

impl Says {
    /// The rows on which it was built.
    pub fn builds_on(&self) -> impl Iterator<Item = &RowKey> {
        self.needs.iter().chain(&self.wants)
    }

    /// The row that it changes in the first place.
    pub fn target(&self) -> Option<&RowKey> {
        self.creates.iter().chain(&self.needs).next()
    }
}

impl Giver {
    /// The leader on their page, or whoever answers for them.
    pub const LEADER: Self = Self::Link(&[Scope::Respond]);

    /// Whether whoever gives the command may; answers with the member in whose name it is given.
    fn admit(self, state: &State, ctx: &Ctx) -> Result<UserId, Refusal> {
        match (self, ctx.actor) {
            (Self::Member | Self::Interviewer, Actor::User(user)) => Ok(user),
            (Self::Power(power), Actor::User(user)) => state.require(power, user).map(|()| user),
            (Self::Link(_) | Self::Interviewer | Self::Hired, Actor::Link(id)) => {
                let link = state.get::<ShareLink>(id).map_err(|_| Refusal::LinkGone)?;
                if link.state(ctx.today) != LinkState::Open {
                    return Err(Refusal::LinkGone);
                }
                let may = match self {
                    // An interviewer's link is for their scorecard alone.
                    Self::Link(scopes) => scopes.contains(&link.scope) && link.is_page(),
                    Self::Hired => link.hire.is_some(),
                    _ => link.panel.is_some() || link.scope == Scope::Respond,
                };
                if !may {
                    return Err(Refusal::LinkForbids);
                }
                if !state.may_decide(link, ctx.claimed_at.date_naive()) {
                    return Err(Refusal::NotStandingIn);
                }
                Ok(link.keeper)
            }
            (Self::Member | Self::Power(_), Actor::Link(_))
            | (Self::Link(_) | Self::Hired, Actor::User(_)) => Err(Refusal::LinkForbids),
        }
    }
}

/// What the command changes, or why it is refused. Never mutates; reads no clock; draws nothing at random.
///
/// # Errors
/// A [`Refusal`] is final for this command.
pub fn decide(state: &State, body: &Body, ctx: &Ctx) -> Result<Changes, Refusal> {
    if let Actor::User(user) = ctx.actor
        && !state.is_member(user)
    {
        return Err(Refusal::NotAMember);
    }
    let state = &state.seen_by(ctx.actor.user());
    let by = body.says().by.admit(state, ctx)?;
    let changes = body.decide(state, by, ctx)?;
    let changes = match ctx.actor {
        // Whoever does something on their page has read what stood there.
        Actor::Link(link) => {
            let mut seen = Update::seen(state, link, ctx);
            seen.merge(changes);
            seen
        }
        Actor::User(_) => changes,
    };
    forget::guard(state, &changes, by)?;
    // What was undone stood there already.
    if !matches!(body, Body::Undo(_)) {
        gate::guard(state, &changes)?;
    }
    Ok(scorecard::handed_round(changes, state))
}
