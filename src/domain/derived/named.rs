//! Where somebody is named in words that were written for something else: when they are forgotten, those stay.

use std::collections::BTreeSet;

use crate::domain::{Candidate, Hire, Hit, Kind, RowKey, State, mentions};

impl State<'_> {
    /// What names this candidate or hire, beside what goes when they are forgotten.
    pub fn also_named_in(&self, person: RowKey) -> Vec<Hit> {
        let of_card = |hire: &Hire| (hire.details.name.clone(), hire.candidate.map(Candidate::key));
        let (name, card) = match person.kind {
            Kind::Candidate => {
                let name = self
                    .all::<Candidate>()
                    .find(|one| Candidate::key(one.id) == person);
                (name.map(|one| one.details.name.clone()).unwrap_or_default(), None)
            }
            _ => {
                let hire = self.all::<Hire>().find(|one| Hire::key(one.id) == person);
                hire.map(of_card).unwrap_or_default()
            }
        };
        let people = [Some(person), card];
        let goes: BTreeSet<RowKey> = people
            .into_iter()
            .flatten()
            .flat_map(|key| self.with_all_on(key))
            .collect();
        let is_free =
            |key: RowKey| !matches!(key.kind, Kind::Role | Kind::Leader | Kind::Candidate | Kind::Hire);
        let rows = self
            .rows()
            .filter(|row| is_free(row.key()) && !goes.contains(&row.key()));
        rows.filter(|row| row.text(self).is_some_and(|text| mentions(&text, &name)))
            .filter_map(|row| row.hit(self))
            .collect()
    }
}

/// What is asked before somebody is forgotten, where so many texts name them besides, of those that whoever asks may read: of others nothing
/// is claimed.
pub fn forgets_sure(name: &str, goes: &str, named: usize) -> String {
    let goes = if goes.is_empty() {
        String::new()
    } else {
        format!(" {goes}")
    };
    let stays = match named {
        0 => "What is kept of them goes, here and everywhere else, and that cannot be undone.".to_owned(),
        1 => "What was written about something else and names them stays: 1 text, shown here. The rest goes everywhere, and that cannot be undone.".to_owned(),
        more => format!("What was written about something else and names them stays: {more} texts, shown here. The rest goes everywhere, and that cannot be undone."),
    };
    format!("Forget {name}?{goes} {stays}")
}

/// What is said once they are.
pub fn forgotten(named: usize) -> String {
    match named {
        0 => "Forgotten: what was kept of them is gone.".to_owned(),
        1 => "Forgotten, but for 1 text that names them: change it or take it away yourself.".to_owned(),
        more => {
            format!("Forgotten, but for {more} texts that name them: change them or take them away yourself.")
        }
    }
}
