//! What people do about candidates: they prepare what is asked of them, find and count them, show them, hear of them, forget
//! them, see what comes back, and follow up whoever was hired.

use fulcrum::domain::{
    Body, Candidate, CandidateDetails, CandidateId, Ending, Kind, Leader, Place, Role, ShareLink, State,
    Wish, candidate::Command, funnel,
};

use super::{author::Author, rng::Rng, workload::name};

impl Author<'_> {
    pub fn candidate(&mut self) -> Option<Body> {
        if self.rng.chance(150) {
            return self.panel();
        }
        if self.rng.chance(250) {
            return self.interview();
        }
        if self.rng.chance(200) {
            return self.kit();
        }
        if self.rng.chance(200) {
            return self.problem();
        }
        if self.rng.chance(250) {
            return self.hire();
        }
        if self.rng.chance(200) {
            return Some(Body::Funnel(funnel::Command::CountPeople {
                role: self.role()?,
                place: self.rng.pick(Place::ALL)?,
                by: self.rng.below(5) as i32 - 1,
            }));
        }
        let known = self.one(Kind::Candidate).map(CandidateId);
        let Some(candidate) = known.filter(|_| self.rng.chance(750)) else {
            let candidate = CandidateId(self.rng.uuid());
            let details = CandidateDetails {
                lines: format!("{} has led two teams", name(candidate.0)),
                approached: self.rng.chance(500),
                ..CandidateDetails::named(name(candidate.0))
            };
            return Some(Body::Candidate(Command::AddCandidate {
                candidate,
                role: self.role()?,
                details: details.into(),
            }));
        };
        let seen = self.state.get::<Candidate>(candidate).ok()?;
        let because = format!("{} asks for more", name(candidate.0));
        Some(Body::Candidate(match self.rng.below(11) {
            0 => Command::EditCandidate {
                candidate,
                details: Box::new(CandidateDetails {
                    question: format!("Notice? {}", self.rng.below(1000)),
                    ..(*seen.details).clone()
                }),
                base: self.rng.chance(600).then(|| seen.details.clone()),
            },
            1..=3 => Command::ShowCandidate {
                candidate,
                leader: self.state.get::<Role>(seen.role).ok()?.leader?,
                shown: self.rng.chance(850),
            },
            4 => Command::NameCandidate {
                candidate,
                named: self.rng.chance(500),
            },
            5 => Command::NoteWish {
                candidate,
                wish: self.rng.pick(Wish::ALL)?,
                because,
                instead_of: None,
            },
            6 => Command::TakeBackWish { candidate },
            7 => Command::EndCandidate {
                candidate,
                ending: self.rng.pick(Ending::ALL)?,
                because,
            },
            8 => Command::ReopenCandidate { candidate },
            9 if self.rng.chance(500) => Command::ForgetCandidate { candidate },
            9 => Command::TakeBackCandidate {
                candidate,
                edition: seen.edition,
            },
            _ => Command::TellSource {
                candidate,
                on: self.rng.chance(700).then(|| self.at.date_naive()),
            },
        }))
    }
}

/// What whoever holds this link says of somebody whom it may show, and now and then of a card that was changed since.
pub fn wish(rng: &mut Rng, state: &State, link: &ShareLink) -> Option<Body> {
    let leader = state.get::<Leader>(link.leader).ok()?;
    let all: Vec<&Candidate> = state.all::<Candidate>().collect();
    let shown: Vec<&Candidate> = all
        .into_iter()
        .filter(|candidate| candidate.shown.is_some_and(|shown| shown.leader == leader.id))
        .collect();
    let candidate = rng.pick(&shown).filter(|_| rng.chance(400))?;
    Some(Body::Candidate(Command::SayWish {
        candidate: candidate.id,
        read: candidate.edition.saturating_sub(rng.below(2) as u32),
        wish: rng.pick(Wish::ALL)?,
        because: format!("{} says so", name(leader.id.0)),
    }))
}
