//! Who may be named in what is written to others.

use crate::domain::{Candidate, Hire, KnownNames, Leader, LeaderId, State};

impl State<'_> {
    /// Those whom a text may name, besides the leader to whom it speaks. The names of finalists are their own until they are shared.
    pub fn known_by_name(&self, besides: Option<LeaderId>) -> KnownNames {
        let all = self.shares_names();
        let people = self.all::<Leader>().filter(|leader| Some(leader.id) != besides);
        let withheld = self
            .all::<Candidate>()
            .filter(|candidate| !candidate.is_named(all));
        let hired = self.all::<Hire>().filter(|hire| hire.details.shown.is_none());
        KnownNames {
            people: people.map(|leader| leader.details.name.clone()).collect(),
            withheld: withheld
                .map(|candidate| candidate.details.name.clone())
                .chain(hired.map(|hire| hire.details.name.clone()))
                .collect(),
        }
    }
}
