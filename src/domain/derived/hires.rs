//! What is owed of offers, of contracts and of the first ninety days; and how far the follow-up of a role is.

use chrono::NaiveDate;

use super::{
    owed::{Debt, What},
    silence::Pace,
};
use crate::domain::{Hire, HireDue, Leader, Role, RoleId, State, Voice, Whose};

/// How far the follow-up of a role is, for whoever looks: nothing of it comes from what was said to one reader.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Followed {
    /// Their leader is to be asked.
    Asks,
    Started,
    SaidYes,
    Offered,
    /// Day 90 has passed, or they left.
    Over,
    NotYet,
}

/// What comes next of somebody who was made an offer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HireNext {
    pub what: HireDue,
    /// Of whom.
    pub called: String,
    pub due: NaiveDate,
    pub pace: Pace,
    /// Somebody else is waited for.
    pub waits: bool,
}

/// How far a role is after the offer, by whoever is furthest: who is there comes before who is to come, and whoever is waited for before
/// those of whom nothing more is to come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AfterOffer {
    /// Since this day.
    There(NaiveDate),
    Starts(NaiveDate),
    SaidYes,
    Offered,
    Left(NaiveDate),
    Declined,
    NoOffer,
}

impl State<'_> {
    pub fn after_offer(&self, role: RoleId, today: NaiveDate) -> AfterOffer {
        let each = self.hires(role).into_iter().map(|hire| {
            let details = &hire.details;
            match (details.yes_on, details.starts_on, details.left_on) {
                _ if hire.has_declined() => AfterOffer::Declined,
                (_, _, Some(left)) if hire.has_left(today) => AfterOffer::Left(left),
                (None, ..) => AfterOffer::Offered,
                (Some(_), None, _) => AfterOffer::SaidYes,
                (Some(_), Some(on), _) if hire.has_started(today) => AfterOffer::There(on),
                (Some(_), Some(on), _) => AfterOffer::Starts(on),
            }
        });
        each.min().unwrap_or(AfterOffer::NoOffer)
    }

    pub(super) fn followed(&self, role: RoleId, today: NaiveDate) -> Followed {
        let hires = self.hires(role).into_iter().filter(|hire| !hire.has_declined());
        let each = hires.map(|hire| {
            let details = &hire.details;
            if self.asked_now(hire, Voice::Leader, today).is_some() {
                return Followed::Asks;
            }
            let last = hire.asked_days().last().and_then(|day| hire.asked_on(day));
            match (details.yes_on, hire.has_started(today)) {
                (None, _) => Followed::Offered,
                (Some(_), false) => Followed::SaidYes,
                (Some(_), true) if last.is_none_or(|last| last <= today) => Followed::Over,
                (Some(_), true) => Followed::Started,
            }
        });
        each.min().unwrap_or(Followed::NotYet)
    }

    /// What comes first of those who were made an offer for this role, until they start.
    pub(super) fn hire_next(&self, role: &Role, today: NaiveDate) -> Option<HireNext> {
        let hires = self.hires(role.id).into_iter();
        let due = hires.filter_map(|hire| {
            let (what, by) = hire.due(today)?;
            let (debt, waits) = self.hire_debt(hire, role, (what, 0, by), today)?;
            Some(HireNext {
                what,
                called: debt.name,
                due: by,
                pace: debt.pace,
                waits,
            })
        });
        due.min_by_key(|next| (next.waits, next.due))
    }

    /// What is owed of all hires in these roles, each with whether somebody else is waited for.
    pub(super) fn hires_due(&self, whose: Whose, today: NaiveDate) -> Vec<(Debt, bool)> {
        let me = match whose {
            Whose::Of(user) => Some(user),
            Whose::Team => None,
        };
        let mut due = Vec::new();
        for hire in self.all::<Hire>() {
            let Ok(role) = self.get::<Role>(hire.role) else {
                continue;
            };
            let is_of = self.is_of(role, whose);
            if let Some(until) = self.hire_kept_until(hire).filter(|until| *until <= today)
                && self.is_forgotten_as_hire(hire)
                && me.is_none_or(|me| self.may_forget(hire, me) && (is_of || hire.reader == Some(me)))
            {
                due.extend(self.hire_debt(hire, role, (HireDue::Forget, 0, until), today));
            }
            if hire.removed {
                continue;
            }
            let own = hire.due(today).map(|(what, by)| (what, 0, by));
            let another = hire.agreed_on.filter(|_| me.is_some() && hire.read_before == me);
            let another = another.map(|on| (HireDue::Another, 0, on));
            let talks = self.check_ins_due(hire, me, today);
            for (what, day, by) in own.into_iter().chain(another).chain(talks) {
                // What was said to one reader is that one's to do, whosever the role is.
                let is_readers = matches!(
                    what,
                    HireDue::Talk | HireDue::Wished | HireDue::Read | HireDue::Call | HireDue::Another
                );
                if is_of || is_readers {
                    due.extend(self.hire_debt(hire, role, (what, day, by), today));
                }
            }
        }
        due
    }

    fn hire_debt(
        &self,
        hire: &Hire,
        role: &Role,
        (what, day, due): (HireDue, u8, NaiveDate),
        today: NaiveDate,
    ) -> Option<(Debt, bool)> {
        let waits = match what {
            HireDue::Answer | HireDue::Contract => due > today,
            HireDue::Leader => hire.details.shown.is_some() && due > today,
            HireDue::Touch if due > today => return None,
            _ => false,
        };
        let leader = role.leader.and_then(|leader| self.get::<Leader>(leader).ok());
        let name = match (what, leader) {
            (HireDue::Leader, Some(leader)) => &leader.details.name,
            _ => &hire.details.name,
        };
        let debt = Debt {
            name: name.clone(),
            due,
            pace: match what {
                HireDue::Forget => Pace::Calm,
                HireDue::Another => Pace::Soon,
                // It is to come.
                HireDue::Begins | HireDue::Ready => Pace::Soon,
                // It is to be within the week, and no later than this week's last day.
                HireDue::Call if due >= today => Pace::Soon,
                // Whoever is asked at a day is asked within three weeks.
                HireDue::Talk | HireDue::Wished | HireDue::Reader | HireDue::Leader
                    if (today - due).num_days() < 7 =>
                {
                    if waits {
                        Pace::Calm
                    } else {
                        Pace::Soon
                    }
                }
                _ => Pace::of(due, today),
            },
            what: What::Hire {
                role: role.id,
                hire: hire.id,
                title: role.called().to_owned(),
                called: hire.details.name.clone(),
                due: what,
                day,
            },
        };
        Some((debt, waits))
    }
}

#[cfg(test)]
mod tests;
