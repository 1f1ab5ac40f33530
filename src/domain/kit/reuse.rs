//! What was written for other roles and may be used again.

use super::{Criterion, Kit};
use crate::domain::{Role, RoleId, Sorting, State};

impl<'a> State<'a> {
    /// The kits of other roles, the nearest first: of the role's family, of its seniority, the newest. Words that fewer
    /// people read than would read them then are not offered.
    pub fn other_kits(&self, role: RoleId) -> Vec<(&'a Role, &'a Kit)> {
        let Ok(this) = self.get::<Role>(role) else {
            return Vec::new();
        };
        let readers = self.audience_of::<Role>(role);
        let mut others: Vec<(&Role, &Kit)> = Vec::new();
        for kit in self
            .all::<Kit>()
            .filter(|kit| kit.role != role && !kit.details.criteria.is_empty())
        {
            if let Ok(other) = self.get::<Role>(kit.role)
                && self.audience_of::<Role>(other.id).covers(&readers)
            {
                others.push((other, kit));
            }
        }
        let newest = |kit: &Kit| kit.versions.last().map(|version| version.at);
        others.put_in_order_by(|(other, kit)| {
            let is_kin = other.details.family == this.details.family;
            let is_like = other.details.seniority == this.details.seniority;
            std::cmp::Reverse((is_kin, is_like, newest(kit), other.id))
        });
        others
    }

    /// What is looked for in other roles, each wording once, the nearest role first.
    pub fn own_bank(&self, role: RoleId) -> Vec<&'a Criterion> {
        let mut own: Vec<&Criterion> = Vec::new();
        for (_, kit) in self.other_kits(role) {
            for criterion in &kit.details.criteria {
                let is_known = |one: &&Criterion| {
                    one.what == criterion.what
                        && one.happened == criterion.happened
                        && one.would == criterion.would
                };
                if !own.iter().any(is_known) {
                    own.push(criterion);
                }
            }
        }
        own
    }
}
