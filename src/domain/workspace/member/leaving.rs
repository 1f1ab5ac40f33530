//! Letting a member go: what was theirs passes to a successor.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Member;
use crate::domain::{
    Change, Changes, Ctx, LinkId, Listed, Refusal, Row, ShareLink, Spread, State, UserId, Word,
};

impl Member {
    /// Lets a member go: their roles, their place in confidential ones and the links they keep pass to the
    /// successor; dates stay as they are. Links in `replace` end, since who left may know their addresses, and so do
    /// those that whoever lets them go does not see and could not choose.
    pub(super) fn remove(
        state: &State,
        user: UserId,
        successor: UserId,
        replace: &BTreeSet<LinkId>,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let member = state.present(user)?;
        state.require_another_owner(user)?;
        state.present(successor)?;
        if user == successor {
            return Err(Refusal::Malformed {
                detail: "choose somebody else as the successor".into(),
            });
        }
        let today = ctx.claimed_at.date_naive();
        let everything = state.seen_by(None);
        let unseen = everything
            .all::<ShareLink>()
            .filter(|link| link.keeper == user && state.get::<ShareLink>(link.id).is_err());
        let ends = replace
            .iter()
            .copied()
            .chain(unseen.map(|link| link.id))
            .collect();
        Ok(Self::passed_on(state, member, successor, &ends, today))
    }

    /// Also of what whoever lets them go does not see: no role is left without a person.
    pub(in crate::domain) fn passed_on(
        state: &State,
        member: &Self,
        successor: UserId,
        replace: &BTreeSet<LinkId>,
        today: NaiveDate,
    ) -> Changes {
        let (from, everything) = (member.user, state.seen_by(None));
        let mut spread = Spread::among(state);
        let mut passed = Vec::new();
        for row in everything.rows() {
            let held = everything.audience(&row.key()).cloned().unwrap_or_default();
            let audience = held.clone().replacing(from, successor);
            match row {
                Row::Role(role) => {
                    let role = role.passed_on(from, successor).unwrap_or_else(|| role.clone());
                    spread = spread.role(role, audience);
                }
                Row::Leader(leader) => spread = spread.leader(leader.clone(), audience),
                row => match row.passed_on(from, successor) {
                    Some(row) => {
                        let readers = row.readers(audience, &everything);
                        passed.push((row, readers));
                    }
                    // What hangs on nothing has an audience of its own.
                    None if audience != held && row.hangs_on().is_empty() => {
                        passed.push((row.clone(), audience));
                    }
                    None => {}
                },
            }
        }
        let mut changes = spread.changes();
        for (row, audience) in passed {
            let row = match row {
                Row::Link(link) if replace.contains(&link.id) => link.revoked().into_row(),
                row => row,
            };
            changes.keep(row, audience);
        }
        let left = Self {
            left: Some(today),
            ..member.clone()
        };
        changes.merge(Change::put(left).into());
        changes
    }
}
