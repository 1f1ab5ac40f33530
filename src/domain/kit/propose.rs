//! What a kit would look for, worked out from what hurts and what is asked for: the same words give the same proposal,
//! and each says what it is because of.

use super::{
    Asks, Criterion, Kit, Question, Tie,
    bank::{BANK, Competency, craft},
};
use crate::domain::{Cause, CriterionId, PainPoint, RoleId, State, words_of};

/// Something that would be looked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposed {
    pub serves: Tie,
    pub competency: &'static Competency,
    /// What it is because of: `reports, late`.
    pub because: String,
}

impl Proposed {
    /// As a criterion, in the words of the bank.
    pub fn criterion(&self, id: CriterionId) -> Criterion {
        Criterion {
            serves: Some(self.serves),
            ..self.competency.criterion(id)
        }
    }
}

impl Competency {
    /// In the words of the bank, and for nothing yet.
    pub fn criterion(&self, id: CriterionId) -> Criterion {
        Criterion {
            id,
            what: self.name.into(),
            serves: None,
            happened: Question::new(self.happened),
            would: Question::new(self.would),
            asks: Asks::Happened,
            anchors: self.anchors.map(Into::into),
            minutes: Kit::QUESTION,
        }
    }

    /// The words among these that speak of it, each once.
    fn spoken_of<'w>(&self, words: &'w [String]) -> Vec<&'w str> {
        let mut found: Vec<&str> = Vec::new();
        for word in words {
            let is_of = self.stems.split(' ').any(|stem| match stem.len() {
                // What is short begins too many words.
                ..=4 => word == stem || word.strip_suffix('s') == Some(stem),
                _ => word.starts_with(stem),
            });
            if is_of && !found.contains(&word.as_str()) {
                found.push(word);
            }
        }
        found
    }
}

/// What fits these words best among what is not proposed yet; how far words count, then what is behind the pain, then
/// the order of the bank.
fn fitting(
    must: &str,
    pain: &str,
    causes: &[Cause],
    taken: &[Proposed],
) -> Option<(&'static Competency, String)> {
    let (must, pain) = (words_of(must), words_of(pain));
    let mut best: Option<(usize, &Competency, String)> = None;
    for competency in BANK {
        if taken.iter().any(|one| one.competency == competency) {
            continue;
        }
        let (of_must, of_pain) = (competency.spoken_of(&must), competency.spoken_of(&pain));
        let cause = competency.causes.iter().find(|cause| causes.contains(cause));
        let score = 3 * of_must.len() + 2 * of_pain.len() + usize::from(cause.is_some());
        if score == 0 || best.as_ref().is_some_and(|(highest, ..)| *highest >= score) {
            continue;
        }
        let mut words = of_must;
        words.extend(of_pain);
        let because = match cause {
            Some(cause) if words.is_empty() => cause.label().to_lowercase(),
            _ => words.join(", "),
        };
        best = Some((score, competency, because));
    }
    best.map(|(_, competency, because)| (competency, because))
}

impl State<'_> {
    /// What interviews for this role would look for: something for each must-have, then for each pain that none of them
    /// serves and that somebody new would ease.
    pub fn proposed(&self, role: RoleId) -> Vec<Proposed> {
        let musts = self.brief(role).spec.musts;
        let served: Vec<_> = musts.iter().filter_map(|must| must.pain).collect();
        let of_musts = musts.iter().map(|must| {
            let pain = must.pain.and_then(|pain| self.pain(pain).ok());
            (Tie::Must(must.id), must.what.as_str(), pain)
        });
        let pains = self.pains(role).into_iter();
        let pains = pains.filter(|pain| !served.contains(&pain.id) && !self.is_fixed_elsewhere(pain));
        let of_pains = pains.map(|pain| (Tie::Pain(pain.id), "", Some(pain)));
        let mut proposed: Vec<Proposed> = Vec::new();
        for (serves, must, pain) in of_musts.chain(of_pains).take(Kit::MOST) {
            let what = pain.map_or("", |pain| pain.details.what.as_str());
            let causes = pain.map_or_else(Vec::new, |pain| self.causes(pain));
            let is_free = |one: &&Competency| proposed.iter().all(|other| other.competency != *one);
            let Some((competency, because)) = fitting(must, what, &causes, &proposed).or_else(|| {
                let plain = craft().filter(is_free).or_else(|| BANK.iter().find(is_free));
                plain.map(|one| (one, if must.is_empty() { what } else { must }.to_owned()))
            }) else {
                continue;
            };
            proposed.push(Proposed {
                serves,
                competency,
                because,
            });
        }
        proposed
    }

    fn causes(&self, pain: &PainPoint) -> Vec<Cause> {
        let ladder = self.ladder(pain.id).into_iter().filter(|rung| rung.is_root);
        ladder.filter_map(|rung| rung.why.details.cause).collect()
    }
}
