//! What hangs on what: whoever may not hold a role, or a leader, holds nothing that hangs on it.
//!
//! This is the one place where the audience of a row that hangs on others is worked out, when it is written and
//! whenever theirs change.

use std::collections::{BTreeMap, BTreeSet};

use super::{Audience, Change, Changes, Kind, Leader, LeaderId, Role, RoleId, Row, RowKey, State};

/// Kinds of rows that hang on roles or on a leader.
const HANGING: [Kind; 4] = [Kind::Effort, Kind::Link, Kind::Update, Kind::Reply];

/// Roles and leaders as they are about to be; all that hangs on them follows.
pub(super) struct Spread<'a> {
    everything: State<'a>,
    roles: BTreeMap<RoleId, (Role, Audience)>,
    leaders: BTreeMap<LeaderId, (Leader, Audience)>,
}

impl<'a> Spread<'a> {
    /// Among all rows, whether or not whoever gives the command sees them.
    pub fn among(state: &State<'a>) -> Self {
        Self {
            everything: state.seen_by(None),
            roles: BTreeMap::new(),
            leaders: BTreeMap::new(),
        }
    }

    pub fn role(mut self, role: Role, audience: Audience) -> Self {
        self.roles.insert(role.id, (role, audience));
        self
    }

    /// For a leader without roles: whoever has any is known to those who see one of them.
    pub fn leader(mut self, leader: Leader, audience: Audience) -> Self {
        self.leaders.insert(leader.id, (leader, audience));
        self
    }

    /// The roles and leaders, and of what hangs on them whatever changes with them.
    pub fn changes(mut self) -> Changes {
        self.derive_leaders();
        let mut changes = Changes::new();
        let mut moved = BTreeSet::new();
        let roles = self.roles.values().cloned();
        let roles = roles.map(|(role, audience)| (Row::Role(role), audience));
        let leaders = self.leaders.values().cloned();
        let leaders = leaders.map(|(leader, audience)| (Row::Leader(leader), audience));
        for (row, audience) in leaders.chain(roles) {
            let held = self.everything.audience(&row.key());
            if held.is_some_and(|held| *held != audience) {
                moved.insert(row.key());
            }
            self.put(&mut changes, row, audience);
        }
        if moved.is_empty() {
            return changes;
        }
        for row in HANGING.into_iter().flat_map(|kind| self.everything.scan(kind)) {
            // Earlier wordings are for those who see the roles of then.
            let earlier = match row {
                Row::Effort(effort) => effort.history.as_slice(),
                _ => &[],
            };
            let earlier = earlier.iter().flat_map(|amended| amended.was.roles.iter());
            let mut keys = self.hangs_on(row).chain(earlier.copied().map(Role::key));
            if keys.any(|key| moved.contains(&key)) {
                let audience = self.audience_for(row);
                let row = match row {
                    Row::Effort(effort) => Row::Effort(
                        effort
                            .clone()
                            .for_readers(&audience, |roles| self.audience_of(roles)),
                    ),
                    row => row.clone(),
                };
                self.put(&mut changes, row, audience);
            }
        }
        changes
    }

    fn put(&self, changes: &mut Changes, row: Row, audience: Audience) {
        let key = row.key();
        let is_same =
            self.everything.get(&key) == Some(&row) && self.everything.audience(&key) == Some(&audience);
        if !is_same {
            changes.merge(Change::to(row, audience).into());
        }
    }

    /// A leader whose roles are all confidential is known to those who see one of them, and to nobody else.
    fn derive_leaders(&mut self) {
        let before = self.roles.keys().filter_map(|id| self.everything.role(*id).ok());
        let before = before.filter_map(|role| role.leader);
        let after = self.roles.values().filter_map(|(role, _)| role.leader);
        let touched: BTreeSet<LeaderId> = before.chain(after).collect();
        for id in touched {
            let theirs = self.everything.roles().map(|role| {
                self.roles.get(&role.id).map_or_else(
                    || (role.leader, self.everything.role_audience(role.id)),
                    |(role, audience)| (role.leader, audience.clone()),
                )
            });
            let new = self.roles.values();
            let new = new.filter(|(role, _)| self.everything.role(role.id).is_err());
            let new = new.map(|(role, audience)| (role.leader, audience.clone()));
            let audience = theirs
                .chain(new)
                .filter(|(leader, _)| *leader == Some(id))
                .map(|(_, audience)| audience)
                .reduce(|one, other| one.union(&other));
            if let (Some(audience), Ok(leader)) = (audience, self.everything.leader(id)) {
                let entry = self.leaders.entry(id);
                entry.or_insert_with(|| (leader.clone(), Audience::default())).1 = audience;
            }
        }
    }

    /// Who may hold a row that hangs on others: whoever may hold all of them.
    pub fn audience_for(&self, row: &Row) -> Audience {
        self.hangs_on(row)
            .map(|key| self.audience(&key))
            .reduce(|one, other| one.intersect(&other))
            .unwrap_or_default()
    }

    /// Who may hold what speaks of these roles.
    pub fn audience_of(&self, roles: &[RoleId]) -> Audience {
        let each = roles.iter().map(|role| self.audience(&Role::key(*role)));
        each.reduce(|one, other| one.intersect(&other))
            .unwrap_or_default()
    }

    fn audience(&self, key: &RowKey) -> Audience {
        let changed = match key.kind {
            Kind::Role => self.roles.get(&RoleId(key.id)).map(|(_, audience)| audience),
            Kind::Leader => self.leaders.get(&LeaderId(key.id)).map(|(_, audience)| audience),
            _ => None,
        };
        let audience = changed.or_else(|| self.everything.audience(key));
        audience.cloned().unwrap_or_default()
    }

    fn hangs_on(&self, row: &Row) -> impl Iterator<Item = RowKey> + use<> {
        let roles = self.everything.roles_of(row).into_iter().map(Role::key);
        let leader = match row {
            Row::Update(update) => Some(update.leader),
            Row::Link(link) => Some(link.leader),
            Row::Reply(reply) => Some(reply.leader),
            _ => None,
        };
        roles.chain(leader.map(LeaderId::key))
    }
}

impl State<'_> {
    /// The roles on which a row hangs.
    pub(super) fn roles_of(&self, row: &Row) -> Vec<RoleId> {
        let everything = self.seen_by(None);
        match row {
            Row::Effort(effort) => effort.roles.clone(),
            Row::Update(update) => update.roles.clone(),
            Row::Link(link) => link.roles().collect(),
            Row::Reply(reply) => {
                let link = everything.link(reply.link).ok();
                let update = reply.update.and_then(|id| everything.update(id).ok());
                let of_link = link.into_iter().flat_map(|link| link.roles());
                let of_update = update.into_iter().flat_map(|update| update.roles.iter().copied());
                of_link.chain(of_update).collect()
            }
            Row::Workspace(_) | Row::Settings(_) | Row::Member(_) | Row::Leader(_) | Row::Role(_) => {
                Vec::new()
            }
        }
    }

    /// Who may hold a row that hangs on others.
    pub(super) fn audience_for(&self, row: &Row) -> Audience {
        Spread::among(self).audience_for(row)
    }

    /// A change that writes the row for whoever may hold all that it hangs on.
    pub(super) fn put_hanging(&self, row: Row) -> Changes {
        let audience = self.audience_for(&row);
        Change::to(row, audience).into()
    }
}
