//! A role: what is to be filled, where it stands, and how it moves.

mod adopt;
mod command;
mod followed;
mod import_taken_back;
mod outlook;
mod people;
mod stage;
mod taken_back;
mod word;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::{
    Audience, Changes, Ctx, Leader, LeaderId, OrderKey, Refusal, RoleId, Sorting, Spread, State, UserId,
    full_date, key_between, labelled, line, merged,
};

pub use adopt::{ImportedRole, MAX_IMPORT};
pub use command::Command;
pub use outlook::{Market, Outlook};
pub use people::Whose;
pub use stage::{Close, CloseReason, Stage};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Role {
    pub id: RoleId,
    /// None once the leader's data was erased.
    pub leader: Option<LeaderId>,
    pub details: RoleDetails,
    /// The recruiter who answers for it.
    pub owner: UserId,
    pub placement: Placement,
    pub hold: Option<Hold>,
    /// Given when it did not begin here but was imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Entered>,
    /// The day on which it was given to whoever needs it now; none where they needed it first, or had heard of it before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_on: Option<NaiveDate>,
    /// What a confidential role is called wherever others may read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_name: Option<String>,
}

/// What a recruiter may edit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RoleDetails {
    pub title: String,
    pub family: Family,
    pub seniority: Seniority,
    pub niche: Niche,
    /// The civil day on which the role was approved: the clock of time to fill starts here.
    pub opened_on: NaiveDate,
    /// None until a person has said which kind of role it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlook: Option<Outlook>,
}

/// Where a role stands: its stage, its place in the column, and why it closed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Placement {
    pub stage: Stage,
    pub order: OrderKey,
    /// Given exactly when the stage is [`Stage::Closed`].
    pub close: Option<Close>,
    /// Why it was sourced before what is behind it was known; forgotten when it goes back to before that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped: Option<Skipped>,
    /// The day on which it was sourced for the first time; none while it was not, or where it came in so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sourced_on: Option<NaiveDate>,
    /// The day on which somebody said yes; forgotten when it goes back to before that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yes_on: Option<NaiveDate>,
    /// Where it stood before an offer or a yes moved it; forgotten when somebody moves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_offer: Option<Stage>,
    /// Days for which it was on hold, or closed and then opened again, until that ended last: clocks stood still.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub held_days: u32,
    /// The day on which the last hold ended, or it was opened again; none where there was neither.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resumed_on: Option<NaiveDate>,
}

fn is_zero(days: &u32) -> bool {
    *days == 0
}

/// Somebody is sought before it was asked what is behind the need. That is still to be asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Skipped {
    pub reason: SkipReason,
    pub on: NaiveDate,
}

/// How a role came in that did not begin here.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entered {
    pub stage: Stage,
    pub on: NaiveDate,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hold {
    /// Who asked for it.
    pub requester: String,
    pub cause: String,
    pub review_on: NaiveDate,
    pub since: NaiveDate,
}

labelled! {
    SkipReason {
        Urgent = "It cannot wait",
        Agreed = "We talk this week",
        Known = "We know it from a like role",
        Refused = "The leader wants to start at once",
        /// Nobody chose these: it was so.
        SaidYes = "Somebody said yes",
        Offered = "Somebody was made an offer",
    }
}

impl SkipReason {
    /// Those for which somebody may choose to go on without.
    pub const CHOSEN: [Self; 4] = [Self::Urgent, Self::Agreed, Self::Known, Self::Refused];
}

labelled! {
    Family {
        Admin = "Admin, support",
        Sales = "Sales",
        Hr = "HR",
        Marketing = "Marketing",
        Operations = "Operations",
        Finance = "Finance",
        Product = "Product",
        Engineering = "Engineering",
        Data = "Data",
        It = "IT",
        Research = "Research",
        Clinical = "Clinical",
    }
}

labelled! {
    Seniority {
        Junior = "Junior",
        Mid = "Mid",
        Senior = "Senior",
        Director = "Director",
        Executive = "Executive",
    }
}

labelled! {
    /// How rare the skills are, from 0 to 3.
    Niche {
        Common = "Common skills",
        Uncommon = "Uncommon skills",
        Rare = "Rare skills",
        VeryRare = "Very rare skills",
    }
}

impl Hold {
    /// It begins on the day on which it is asked for.
    fn checked(&self, ctx: &Ctx) -> Result<Self, Refusal> {
        Ok(Self {
            requester: line("name of who asked for it", &self.requester)?,
            cause: line("cause", &self.cause)?,
            review_on: self.review_on,
            since: ctx.claimed_at.date_naive(),
        })
    }
}

impl Placement {
    /// Whether a role may be put back here: closed exactly with a reason, and on hold only while it is open.
    pub(in crate::domain) fn restored(&self, hold: Option<&Hold>, ctx: &Ctx) -> Result<(), Refusal> {
        for on in self
            .sourced_on
            .into_iter()
            .chain(self.yes_on)
            .chain(self.resumed_on)
        {
            ctx.require_begun(on)?;
        }
        match (&self.close, hold) {
            (None, _) if self.stage == Stage::Closed => return Err(Refusal::ReasonNeeded),
            (Some(_), _) if self.stage != Stage::Closed => {
                return Err(Refusal::Malformed {
                    detail: "a role that is open was not closed".into(),
                });
            }
            (Some(_), Some(_)) => return Err(Refusal::Closed),
            (Some(close), None) => ctx.require_begun(close.on)?,
            (None, Some(hold)) => {
                hold.checked(ctx)?;
                ctx.require_reachable(hold.review_on)?;
                ctx.require_begun(hold.since)?;
            }
            (None, None) => {}
        }
        Ok(())
    }
}

impl RoleDetails {
    pub(in crate::domain) fn checked(&self) -> Result<Self, Refusal> {
        Ok(Self {
            title: line("title", &self.title)?,
            outlook: self.outlook.as_ref().map(Outlook::checked).transpose()?,
            ..self.clone()
        })
    }
}

impl Role {
    /// What it is called wherever others may read it: by its code name if it has one, else by its title.
    pub fn called(&self) -> &str {
        self.code_name.as_deref().unwrap_or(&self.details.title)
    }

    pub fn is_open(&self) -> bool {
        self.placement.stage != Stage::Closed
    }

    /// Days for which a closed role stays on the board.
    pub const RECENT_DAYS: i64 = 90;

    /// Whether it is open or closed lately: then the board shows it.
    pub fn is_recent(&self, today: NaiveDate) -> bool {
        let close = self.placement.close.as_ref();
        close.is_none_or(|close| (today - close.on).num_days() <= Self::RECENT_DAYS)
    }

    /// Whether the role may move to this stage now.
    ///
    /// # Errors
    /// Why not, in words.
    pub fn can_enter(&self, stage: Stage) -> Result<(), Refusal> {
        if self.hold.is_some() && stage != self.placement.stage && stage != Stage::Closed {
            return Err(Refusal::OnHold);
        }
        Ok(())
    }

    /// Its stage; of a closed one that in which it stood when it was closed.
    pub fn stage_reached(&self) -> Stage {
        let close = self.placement.close.as_ref();
        close.and_then(|close| close.from).unwrap_or(self.placement.stage)
    }

    /// The day on which somebody said yes; none where nobody has, or it is not known when.
    pub fn said_yes_on(&self) -> Option<NaiveDate> {
        let filled = self.placement.close.as_ref();
        let filled = filled.filter(|close| close.reason == CloseReason::Filled);
        self.placement.yes_on.or(filled.map(|close| close.on))
    }

    /// The day since which somebody is sought; of a role that came in so, the day on which it came. None before that.
    pub fn sourced_since(&self) -> Option<NaiveDate> {
        let entered = self.entered.filter(|entered| entered.stage.is_sourced());
        entered.map(|entered| entered.on).or(self.placement.sourced_on)
    }

    /// The day from which somebody waits to hear about it.
    pub fn clock_starts(&self) -> NaiveDate {
        let opened = self.details.opened_on;
        let entered = self.entered.map(|entered| entered.on);
        let begins = [entered, self.placement.resumed_on, self.given_on];
        begins.into_iter().flatten().fold(opened, NaiveDate::max)
    }

    /// Days since it opened, up to `today` or the day it closed; 0 on the day itself.
    pub fn days_open(&self, today: NaiveDate) -> i64 {
        let until = self.placement.close.as_ref().map_or(today, |close| close.on);
        (until - self.details.opened_on).num_days().max(0)
    }

    /// Adds it at the end of the first stage. With an audience of named people it is confidential from birth.
    fn add(
        state: &State,
        (id, leader, details): (RoleId, LeaderId, &RoleDetails),
        (audience, code_name): (&Audience, Option<&str>),
        owner: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        state.require_new(Self::key(id))?;
        state.get::<Leader>(leader)?;
        let details = details.checked()?;
        ctx.require_begun(details.opened_on)?;
        audience.checked(state, owner)?;
        let last = column(state, Stage::Understand)
            .last()
            .map(|role| &role.placement.order);
        let placement = Placement {
            stage: Stage::Understand,
            order: OrderKey::behind(last).ok_or(Refusal::Internal)?,
            close: None,
            skipped: None,
            sourced_on: None,
            yes_on: None,
            before_offer: None,
            held_days: 0,
            resumed_on: None,
        };
        let role = Self {
            id,
            leader: Some(leader),
            details,
            owner,
            placement,
            hold: None,
            entered: None,
            given_on: None,
            code_name: code_name_for(audience, code_name)?,
        };
        Ok(Spread::among(state).role(role, audience.clone()).changes())
    }

    pub(in crate::domain) fn edit(
        state: &State,
        id: RoleId,
        details: &RoleDetails,
        base: Option<&RoleDetails>,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let (role, given) = (state.get::<Self>(id)?, details.checked()?);
        ctx.require_begun(given.opened_on)?;
        let now = &role.details;
        let label = |word: &str| word.to_owned();
        let details = RoleDetails {
            title: merged(
                "title",
                &now.title,
                base.map(|base| &base.title),
                &given.title,
                Clone::clone,
            )?,
            family: merged(
                "family",
                &now.family,
                base.map(|base| &base.family),
                &given.family,
                |family| label(family.label()),
            )?,
            seniority: merged(
                "seniority",
                &now.seniority,
                base.map(|base| &base.seniority),
                &given.seniority,
                |seniority| label(seniority.label()),
            )?,
            niche: merged(
                "rarity",
                &now.niche,
                base.map(|base| &base.niche),
                &given.niche,
                |niche| label(niche.label()),
            )?,
            opened_on: merged(
                "day of approval",
                &now.opened_on,
                base.map(|base| &base.opened_on),
                &given.opened_on,
                |day| full_date(*day),
            )?,
            outlook: merged(
                "judgement of how long it takes",
                &now.outlook,
                base.map(|base| &base.outlook),
                &given.outlook,
                |outlook| outlook.as_ref().map_or_else(|| "none".into(), Outlook::words),
            )?,
        };
        Ok(state.put(Self {
            details,
            ..role.clone()
        }))
    }

    fn hold(state: &State, id: RoleId, hold: &Hold, ctx: &Ctx) -> Result<Changes, Refusal> {
        let role = state.get::<Self>(id)?;
        if !role.is_open() {
            return Err(Refusal::Closed);
        }
        ctx.require_coming(hold.review_on)?;
        let hold = hold.checked(ctx)?;
        Ok(state.put(Self {
            hold: Some(hold),
            ..role.clone()
        }))
    }

    /// Its clocks run again, from now; and another date is to be talked through.
    fn resume(state: &State, id: RoleId, ctx: &Ctx) -> Result<Changes, Refusal> {
        let role = state.get::<Self>(id)?;
        if role.hold.is_none() {
            return Ok(Changes::new());
        }
        let today = ctx.claimed_at.date_naive();
        ctx.require_begun(today)?;
        Ok(state.put(Self {
            hold: None,
            placement: Placement {
                held_days: role.held_days(today),
                resumed_on: Some(today),
                ..role.placement.clone()
            },
            ..role.clone()
        }))
    }

    /// Days for which it was on hold, up to this day.
    fn held_days(&self, today: NaiveDate) -> u32 {
        let days = |hold: &Hold| u32::try_from((today - hold.since).num_days()).unwrap_or(0);
        let now = self.hold.as_ref().map_or(0, days);
        self.placement.held_days.saturating_add(now)
    }

    /// The day on which it would have been opened, had it not been on hold since: what is worked out from how long it took looks at this.
    pub fn worked_since(&self, today: NaiveDate) -> NaiveDate {
        let held = Days::new(self.held_days(today).into());
        let opened = self.details.opened_on;
        opened.checked_add_days(held).unwrap_or(opened)
    }

    /// Moves to a stage, between the neighbours named; a neighbour that is no longer there is passed over,
    /// without any the role goes to the end.
    fn shift(
        state: &State,
        id: RoleId,
        stage: Stage,
        between: (Option<RoleId>, Option<RoleId>),
        (reason, skip): (Option<CloseReason>, Option<SkipReason>),
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let role = state.get::<Self>(id)?;
        let close = role.closing(stage, reason, ctx)?;
        let others: Vec<_> = column(state, stage)
            .into_iter()
            .filter(|other| other.id != id)
            .collect();
        let at = insertion_point(&others, between);
        let stays = role.placement.stage == stage && role.placement.close == close && {
            let now = column(state, stage).iter().position(|other| other.id == id);
            now == Some(at)
        };
        if stays {
            return Ok(Changes::new());
        }
        let key = |index: Option<usize>| {
            index
                .and_then(|index| others.get(index))
                .map(|role| &role.placement.order)
        };
        let order = key_between(key(at.checked_sub(1)), key(Some(at))).filter(|order| !order.is_long());
        let skipped = match (stage, skip) {
            (Stage::Understand | Stage::SetExpectations, _) => None,
            (_, Some(reason)) if role.placement.skipped.is_none() => Some(Skipped {
                reason,
                on: ctx.claimed_at.date_naive(),
            }),
            _ => role.placement.skipped,
        };
        let is_filled = close
            .as_ref()
            .is_some_and(|close| close.reason == CloseReason::Filled);
        let yes_on = (stage == Stage::FollowUp || is_filled)
            .then(|| role.said_yes_on().or(state.last_yes(id)))
            .map(|said| said.unwrap_or(ctx.claimed_at.date_naive()));
        let sourced_on = stage.is_sourced().then(|| ctx.claimed_at.date_naive());
        let today = ctx.claimed_at.date_naive();
        let closed = role.closed_until(stage, today);
        let placed = |role: &Self, order| Self {
            placement: Placement {
                stage,
                order,
                close: close.clone(),
                skipped,
                sourced_on: role.placement.sourced_on.or(sourced_on),
                yes_on,
                before_offer: role
                    .placement
                    .before_offer
                    .filter(|_| role.placement.stage == stage),
                held_days: if stage == Stage::Closed {
                    role.held_days(today)
                } else {
                    role.placement.held_days.saturating_add(closed.unwrap_or(0))
                },
                resumed_on: closed.map(|_| today).or(role.placement.resumed_on),
            },
            // A closed role is no longer on hold.
            hold: role.hold.clone().filter(|_| stage != Stage::Closed),
            ..role.clone()
        };
        if let Some(order) = order {
            return Ok(state.put(placed(role, order)));
        }
        // No room between equal keys, or the keys have grown long: number the column anew.
        let mut changes = Changes::new();
        let mut keys = OrderKey::spread(others.len() + 1);
        changes.merge(state.put(placed(role, keys.remove(at))));
        for (other, order) in others.into_iter().zip(keys) {
            let placement = Placement {
                order,
                ..other.placement.clone()
            };
            changes.merge(state.put(Self {
                placement,
                ..other.clone()
            }));
        }
        Ok(changes)
    }
}

/// Only what is for named people has a code name.
fn code_name_for(audience: &Audience, code_name: Option<&str>) -> Result<Option<String>, Refusal> {
    match (audience, code_name) {
        (Audience::People(_), Some(name)) if !name.trim().is_empty() => line("code name", name).map(Some),
        _ => Ok(None),
    }
}

fn insertion_point(others: &[&Role], (after, before): (Option<RoleId>, Option<RoleId>)) -> usize {
    let find = |id: Option<RoleId>| id.and_then(|id| others.iter().position(|role| role.id == id));
    find(after)
        .map(|at| at + 1)
        .or_else(|| find(before))
        .unwrap_or(others.len())
}

/// The roles of a stage in their order.
pub fn column<'a>(state: &State<'a>, stage: Stage) -> Vec<&'a Role> {
    let mut roles: Vec<_> = state
        .all::<Role>()
        .filter(|role| role.placement.stage == stage)
        .collect();
    roles.put_in_order(|a, b| (&a.placement.order, a.id).cmp(&(&b.placement.order, b.id)));
    roles
}

#[cfg(test)]
mod tests;
