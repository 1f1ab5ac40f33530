//! What hangs on what: whoever may not hold a role, or a leader, holds nothing that hangs on it.
//!
//! This is the one place where the audience of a row that hangs on others is worked out, when it is written and
//! whenever theirs change.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    Audience, Change, Changes, Kind, Leader, LeaderId, Listed, Role, RoleId, Row, RowKey, State,
};

/// Roles and leaders as they are about to be; all that hangs on them follows.
pub(in crate::domain) struct Spread<'a> {
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
        let hanging: BTreeSet<RowKey> = moved
            .iter()
            .flat_map(|key| self.everything.ever_on(*key))
            .collect();
        for row in hanging.iter().filter_map(|key| self.everything.row(key)) {
            let audience = self.audience_for(row);
            // Earlier wordings are for those who see the roles of then.
            let row = row
                .clone()
                .for_readers(&audience, &|roles| self.audience_of(roles));
            self.put(&mut changes, row, audience);
        }
        changes
    }

    fn put(&self, changes: &mut Changes, row: Row, audience: Audience) {
        let key = row.key();
        let is_same =
            self.everything.row(&key) == Some(&row) && self.everything.audience(&key) == Some(&audience);
        if !is_same {
            changes.merge(Change::row(row, audience).into());
        }
    }

    /// A leader whose roles are all confidential is known to those who see one of them, and to nobody else.
    fn derive_leaders(&mut self) {
        let before = self
            .roles
            .keys()
            .filter_map(|id| self.everything.get::<Role>(*id).ok());
        let before = before.filter_map(|role| role.leader);
        let after = self.roles.values().filter_map(|(role, _)| role.leader);
        let touched: BTreeSet<LeaderId> = before.chain(after).collect();
        for id in touched {
            let theirs = self.everything.all::<Role>().map(|role| {
                self.roles.get(&role.id).map_or_else(
                    || (role.leader, self.everything.audience_of::<Role>(role.id)),
                    |(role, audience)| (role.leader, audience.clone()),
                )
            });
            let new = self.roles.values();
            let new = new.filter(|(role, _)| self.everything.get::<Role>(role.id).is_err());
            let new = new.map(|(role, audience)| (role.leader, audience.clone()));
            let audience = theirs
                .chain(new)
                .filter(|(leader, _)| *leader == Some(id))
                .map(|(_, audience)| audience)
                .reduce(|one, other| one.union(&other));
            if let (Some(audience), Ok(leader)) = (audience, self.everything.get::<Leader>(id)) {
                let entry = self.leaders.entry(id);
                entry.or_insert_with(|| (leader.clone(), Audience::default())).1 = audience;
            }
        }
    }

    /// Who may hold a row that hangs on others: whoever may hold all of them.
    pub fn audience_for(&self, row: &Row) -> Audience {
        let keys = self.everything.hangs_on(row).into_iter();
        keys.map(|key| self.audience(&key))
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
}

impl State<'_> {
    /// The roles on which a row hangs.
    pub(in crate::domain) fn roles_of(&self, row: &Row) -> Vec<RoleId> {
        let keys = self.hangs_on(row).into_iter();
        keys.filter(|key| key.kind == Kind::Role)
            .map(|key| RoleId(key.id))
            .collect()
    }

    /// A change that writes the row for whoever may hold all that it hangs on.
    pub(in crate::domain) fn put_hanging(&self, word: impl Listed) -> Changes {
        let row = word.into_row();
        let audience = Spread::among(self).audience_for(&row);
        Change::row(row, audience).into()
    }
}
