//! Who may be named in what is written to others.

use crate::domain::{Candidate, KnownNames, Leader, LeaderId, State};

impl State<'_> {
    /// Those whom a text may name, besides the leader to whom it speaks. The names of finalists are their own until they are shared.
    pub fn known_by_name(&self, besides: Option<LeaderId>) -> KnownNames {
        let people = self.all::<Leader>().filter(|leader| Some(leader.id) != besides);
        let withheld = self
            .all::<Candidate>()
            .filter(|candidate| !self.is_named(candidate));
        KnownNames {
            people: people.map(|leader| leader.details.name.clone()).collect(),
            withheld: withheld.map(|candidate| candidate.details.name.clone()).collect(),
        }
    }
}
