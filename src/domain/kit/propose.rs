//! What a kit would look for, worked out from what hurts and what is asked for: the same words give the same proposal,
//! and each says what it is because of. What nothing in the bank answers is asked about in its own words, so that no question
//! stands for something that it does not ask about.

use super::{
    Asks, Criterion, Kit, Question, Tie,
    bank::{BANK, Competency, craft},
};
use crate::domain::{Cause, CriterionId, MAX_NAME, PainPoint, RoleId, Shown, State, words_of};

/// What names one of these is about a language, whatever else it speaks of.
const LANGUAGES: &str = "arabic bilingual chinese czech danish dutch english finnish french german greek hindi hungarian italian \
    japanese korean mandarin norwegian polish portuguese romanian russian spanish swedish turkish ukrainian";

/// Most letters of a must-have or a pain that a question repeats.
const REPEATED: usize = 300;

/// Something that would be looked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposed {
    pub serves: Tie,
    /// None where nothing in the bank answers it.
    pub competency: Option<&'static Competency>,
    /// What it is because of: `reports, late`; all of it where it is asked about in its own words.
    pub because: String,
}

/// The beginning of what is long.
fn begun(words: &str, most: usize) -> String {
    match words.char_indices().nth(most) {
        None => words.to_owned(),
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default().trim_end()),
    }
}

impl Proposed {
    /// As it follows "We look for somebody who …".
    pub fn name(&self) -> String {
        let own = match (self.competency, self.serves) {
            (Some(competency), _) => return competency.name.to_owned(),
            (None, Tie::Must(_)) => "brings: ",
            (None, Tie::Pain(_)) => "eases: ",
        };
        format!("{own}{}", begun(&self.because, MAX_NAME - own.len() - 1))
    }

    /// About what somebody did.
    pub fn happened(&self) -> String {
        let words = begun(&self.because, REPEATED);
        match (self.competency, self.serves) {
            (Some(competency), _) => competency.happened.to_owned(),
            (None, Tie::Must(_)) => format!(
                "This work needs: “{words}”. For which piece of work did you last need it, and what did you do yourself?"
            ),
            (None, Tie::Pain(_)) => format!(
                "This is how it is here: “{words}”. When did you meet something like it, and what did you do?"
            ),
        }
    }

    fn would(&self) -> String {
        let words = begun(&self.because, REPEATED);
        match (self.competency, self.serves) {
            (Some(competency), _) => competency.would.to_owned(),
            (None, Tie::Must(_)) => {
                format!("A task of this role's first month needs: “{words}”. How do you go about it?")
            }
            (None, Tie::Pain(_)) => {
                format!("In your first month you meet this: “{words}”. What do you do first, and why?")
            }
        }
    }

    /// As a criterion: in the words of the bank, or in its own.
    pub fn criterion(&self, id: CriterionId) -> Criterion {
        let anchors = self
            .competency
            .or_else(craft)
            .map(|one| one.anchors.map(Into::into));
        Criterion {
            id,
            what: self.name(),
            serves: Some(self.serves),
            happened: Question::new(self.happened()),
            would: Question::new(self.would()),
            asks: Asks::Happened,
            anchors: anchors.unwrap_or_default(),
            minutes: Kit::QUESTION,
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
    let asked = if must.is_empty() { &pain } else { &must };
    if asked
        .iter()
        .any(|word| LANGUAGES.split_whitespace().any(|one| one == word))
    {
        return None;
    }
    let mut best: Option<(usize, &Competency, String)> = None;
    for competency in BANK {
        if taken.iter().any(|one| one.competency == Some(competency)) {
            continue;
        }
        let (of_must, of_pain) = (competency.spoken_of(&must), competency.spoken_of(&pain));
        // What a pain speaks of says nothing of a must-have that speaks of something else.
        if of_must.is_empty() && !must.is_empty() {
            continue;
        }
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
        let mut all = self.proposed_for_all(role);
        all.truncate(Kit::MOST);
        all
    }

    /// What would be looked for because of this.
    pub fn proposed_for(&self, role: RoleId, tie: Tie) -> Option<Proposed> {
        let serves = |one: &Proposed| match tie {
            Tie::Must(_) => one.serves == tie,
            Tie::Pain(pain) => self
                .looked_for(role, Some(one.serves))
                .is_some_and(|found| found.id == pain),
        };
        self.proposed_for_all(role).into_iter().find(serves)
    }

    fn proposed_for_all(&self, role: RoleId) -> Vec<Proposed> {
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
        for (serves, must, pain) in of_musts.chain(of_pains) {
            let what = pain.map_or("", |pain| pain.details.what.as_str());
            let causes = pain.map_or_else(Vec::new, |pain| self.causes(pain));
            let (competency, because) = match fitting(must, what, &causes, &proposed) {
                Some((competency, because)) => (Some(competency), because),
                // What only recruiters read is repeated to nobody.
                None if must.is_empty() && pain.is_some_and(|pain| pain.details.shown == Shown::Us) => {
                    continue;
                }
                None => (None, if must.is_empty() { what } else { must }.to_owned()),
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
