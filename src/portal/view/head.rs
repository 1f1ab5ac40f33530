//! Where things stand, whom to call, and when the leader hears next.

use chrono::NaiveDate;
use serde::Serialize;

use super::{count::reached, seen::Seen};
use crate::domain::{CloseReason, Stage, week_start};

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct HeadView {
    pub workspace: String,
    /// None for a team: a team's page names nobody.
    pub leader: Option<String>,
    /// Whoever has the link, where they answer for the leader.
    pub deputy: Option<String>,
    /// Whom to call.
    pub recruiter: Option<Contact>,
    /// Open roles first, in the order of their stages.
    pub roles: Vec<RoleView>,
    /// The leader hears at the latest on this day.
    pub next_update_by: Option<NaiveDate>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Contact {
    pub name: String,
    pub phone: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RoleView {
    pub title: String,
    pub stage: Stage,
    pub opened_on: NaiveDate,
    pub closed: Option<(CloseReason, NaiveDate)>,
    /// The day on which a hold is reviewed.
    pub held_until: Option<NaiveDate>,
    /// People reached this week.
    pub reached: u32,
}

impl HeadView {
    /// Who is asked whether it is they who write.
    pub fn reader(&self) -> &str {
        let reader = self.deputy.as_ref().or(self.leader.as_ref());
        reader.map_or("", String::as_str)
    }
}

/// Every page has one.
pub fn section(seen: &Seen) -> HeadView {
    let this_week = week_start(seen.today());
    HeadView {
        workspace: seen.workspace(),
        leader: seen.leader().map(str::to_owned),
        deputy: seen.reader().map(str::to_owned),
        recruiter: seen.recruiter().map(|recruiter| Contact {
            name: recruiter.name.to_owned(),
            phone: recruiter.phone.map(str::to_owned),
        }),
        roles: seen
            .roles()
            .map(|role| RoleView {
                title: role.title().to_owned(),
                stage: role.stage(),
                opened_on: role.opened_on(),
                closed: role.closed(),
                held_until: role.held_until(),
                reached: reached(
                    seen.counts()
                        .filter(|count| count.is_in_week(this_week) && count.is_for(role.id())),
                )
                .0,
            })
            .collect(),
        next_update_by: seen.next_update_by(),
    }
}
