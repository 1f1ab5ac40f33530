//! What hangs on what: whoever may not hold a role, or a leader, holds nothing that hangs on it.
//!
//! This is the one place where the audience of a row that hangs on others is worked out, when it is written and
//! by the job that follows whenever theirs change. Until that is done each read asks what the row hangs on
//! ([`State::holders`]), so that nobody sees more meanwhile.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    Audience, Change, Changes, Kind, Leader, LeaderId, Listed, Role, RoleId, Row, RowKey, State, Stored,
    UserId, gathered,
};

/// Roles and leaders as they are about to be; what hangs on them follows by a [`Job`](crate::domain::Job).
pub(in crate::domain) struct Spread<'a> {
    everything: State<'a>,
    roles: BTreeMap<RoleId, (Role, Audience)>,
    leaders: BTreeMap<LeaderId, (Leader, Audience)>,
    /// Roles that are about to go.
    without: BTreeSet<RoleId>,
}

impl<'a> Spread<'a> {
    /// Among all rows, whether or not whoever gives the command sees them.
    pub fn among(state: &State<'a>) -> Self {
        Self {
            everything: state.seen_by(None),
            roles: BTreeMap::new(),
            leaders: BTreeMap::new(),
            without: BTreeSet::new(),
        }
    }

    pub fn role(mut self, role: Role, audience: Audience) -> Self {
        self.roles.insert(role.id, (role, audience));
        self
    }

    /// Those who know its leader by other roles know them as these say.
    pub fn without(mut self, role: RoleId) -> Self {
        self.without.insert(role);
        self
    }

    /// For a leader without roles: whoever has any is known to those who see one of them.
    pub fn leader(mut self, leader: Leader, audience: Audience) -> Self {
        self.leaders.insert(leader.id, (leader, audience));
        self
    }

    /// The roles, and the leaders whose audience is derived of theirs.
    pub fn changes(mut self) -> Changes {
        self.derive_leaders();
        let mut changes = Changes::new();
        let roles = self.roles.values().cloned();
        let roles = roles.map(|(role, audience)| (Row::Role(role), audience));
        let leaders = self.leaders.values().cloned();
        let leaders = leaders.map(|(leader, audience)| (Row::Leader(leader), audience));
        for (row, audience) in leaders.chain(roles) {
            self.put(&mut changes, row, audience);
        }
        changes
    }

    /// A row that hangs on others as it follows them, with earlier wordings for those who see the roles of then; none
    /// when it is so already.
    pub fn follows(&self, row: &Row) -> Option<(RowKey, Change)> {
        let audience = self.audience_for(row);
        let row = row
            .clone()
            .for_readers(&audience, &|keys| self.audience_of_all(keys));
        (!self.is_so(&row, &audience)).then(|| Change::row(row, audience))
    }

    fn is_so(&self, row: &Row, audience: &Audience) -> bool {
        let key = row.key();
        self.everything.row(&key) == Some(row) && self.everything.audience(&key) == Some(audience)
    }

    fn put(&self, changes: &mut Changes, row: Row, audience: Audience) {
        if !self.is_so(&row, &audience) {
            changes.merge(Change::row(row, audience).into());
        }
    }

    /// A leader whose roles are all confidential is known to those who see one of them, and to nobody else.
    fn derive_leaders(&mut self) {
        let before = self.roles.keys().chain(&self.without);
        let before = before.filter_map(|id| self.everything.get::<Role>(*id).ok());
        let before = before.filter_map(|role| role.leader);
        let after = self.roles.values().filter_map(|(role, _)| role.leader);
        let touched: BTreeSet<LeaderId> = gathered(before.chain(after));
        for id in touched {
            let stays = |role: &&Role| !self.without.contains(&role.id);
            let theirs = self.everything.all::<Role>().filter(stays).map(|role| {
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

    /// Who may hold a row that hangs on others: of whoever may hold all of them, those whom its word names.
    pub fn audience_for(&self, row: &Row) -> Audience {
        let keys = self.everything.hangs_on(row).into_iter();
        let wide = keys
            .map(|key| self.audience(&key))
            .reduce(|one, other| one.intersect(&other))
            .unwrap_or_default();
        row.readers(wide, &self.everything)
    }

    /// Who may hold what speaks of these roles.
    pub fn audience_of(&self, roles: &[RoleId]) -> Audience {
        let keys: Vec<RowKey> = roles.iter().copied().map(Role::key).collect();
        self.audience_of_all(&keys)
    }

    /// Who may hold what speaks of these roles and leaders.
    pub fn audience_of_all(&self, keys: &[RowKey]) -> Audience {
        let each = keys.iter().map(|key| self.audience(key));
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

impl Changes {
    /// Each row that hangs on others as it is for whoever may hold it once all of this is so.
    pub fn derived(mut self, before: &State) -> Self {
        let over = before.over_with(&self);
        let after = before.under(&over);
        for change in self.0.values_mut() {
            if let Change::Put { row, audience } = change
                && let Some(derived) = after.audience_for(row)
            {
                *audience = derived;
            }
        }
        self
    }
}

impl Stored {
    /// The row as this person may hold it at this moment: none while they may not, and without words that were
    /// written for fewer, or that may still be taken back.
    pub fn for_person(&self, user: UserId, everything: &State) -> Option<Self> {
        let holders = everything.holders(&self.row.key())?;
        if !holders.includes(user) {
            return None;
        }
        let mut stored = self.clone();
        stored.row = stored.row.sealed();
        if !stored.row.spoke_of().is_empty() {
            let spread = Spread::among(everything);
            stored.row = stored
                .row
                .for_readers(&holders, &|keys| spread.audience_of_all(keys));
        }
        Some(stored)
    }
}

impl State<'_> {
    /// For whom a row is written that hangs on others; none for one that hangs on nothing.
    pub fn audience_for(&self, row: &Row) -> Option<Audience> {
        (!row.hangs_on().is_empty()).then(|| Spread::among(self).audience_for(row))
    }

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
