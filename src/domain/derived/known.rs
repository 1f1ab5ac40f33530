//! Who may be named in what is written to others.

use crate::domain::{Candidate, Hire, KnownNames, Leader, LeaderId, Role, State};

impl State<'_> {
    /// Those whom a text may name, besides the leader to whom it speaks. The names of finalists are their own until they are shared.
    pub fn known_by_name(&self, besides: Option<LeaderId>) -> KnownNames {
        let people = self.all::<Leader>().filter(|leader| Some(leader.id) != besides);
        let people = people.map(|leader| leader.details.name.clone());
        let people: Vec<String> = people.collect();
        let withheld = self
            .all::<Candidate>()
            .filter(|candidate| !self.is_named(candidate));
        let withheld = withheld.map(|candidate| candidate.details.name.clone());
        let hired = self.all::<Hire>().filter(|hire| hire.details.shown.is_none());
        let hired = hired.map(|hire| hire.details.name.clone());
        let reader = besides.map(|leader| first_of(self.name_of(leader)));
        let firsts = people.iter().map(|name| first_of(name));
        let firsts = firsts.filter(|first| reader.is_some_and(|reader| reader != *first));
        KnownNames {
            firsts: firsts.map(str::to_owned).collect(),
            people: people.clone(),
            withheld: withheld.chain(hired).collect(),
            titles: self.all::<Role>().map(|role| role.called().to_owned()).collect(),
        }
    }
}

fn first_of(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or_default()
}
