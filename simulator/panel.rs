//! What people do about those who judge in an interview: they ask them, write their own cards, hand them in, and decide.

use fulcrum::domain::{
    Body, CardDetails, CriterionId, Interview, InterviewId, Interviewer, InterviewerId, Kind, Remark,
    Scorecard, ShareLink, State, Who,
    interview::{self, Concluded},
    interviewer, scorecard,
};

use super::{author::Author, rng::Rng, workload::name};

impl Author<'_> {
    pub fn panel(&mut self) -> Option<Body> {
        let known = self.one(Kind::Interviewer).map(InterviewerId);
        let Some(interviewer) = known.filter(|_| self.rng.chance(700)) else {
            let interview = self.one(Kind::Interview).map(InterviewId)?;
            let members: Vec<_> = self.state.members().map(|member| member.user).collect();
            let who = match self.rng.below(6) {
                0 => Who::Leader,
                1 => Who::Guest("Sam".into()),
                _ => Who::Member(self.rng.pick(&members)?),
            };
            return Some(Body::Interviewer(interviewer::Command::AskInterviewer {
                interviewer: InterviewerId(self.rng.uuid()),
                interview,
                who,
                details: self.asks(),
            }));
        };
        let seen = self.state.get::<Interviewer>(interviewer).ok()?;
        Some(match self.rng.below(8) {
            0 => Body::Interviewer(interviewer::Command::EditInterviewer {
                interviewer,
                details: self.asks(),
                base: self.rng.chance(600).then(|| seen.details.clone()),
            }),
            1 => Body::Interviewer(interviewer::Command::ExcuseInterviewer {
                interviewer,
                off: self.rng.chance(500),
            }),
            2 => Body::Interview(interview::Command::Debrief {
                interview: seen.interview,
                concluded: self.rng.pick(Concluded::ALL)?,
                because: self
                    .state
                    .get::<Interview>(seen.interview)
                    .ok()
                    .map(|one| name(one.leader.0))?,
            }),
            3 => Body::Interview(interview::Command::TakeBackDebrief {
                interview: seen.interview,
            }),
            4 => Body::Scorecard(scorecard::Command::HandInCard { interviewer }),
            _ => {
                let base = self.state.get::<Scorecard>(interviewer).ok();
                let base = base.map(|card| card.details.clone()).unwrap_or_default();
                writes(self.rng, seen, base)
            }
        })
    }

    fn asks(&mut self) -> interviewer::Asks {
        interviewer::Asks {
            criteria: vec![],
            due: self.at.date_naive(),
        }
    }
}

/// Something more on a card, about whoever comes.
fn writes(rng: &mut Rng, one: &Interviewer, base: CardDetails) -> Body {
    let mut details = base.clone();
    let remark = Remark {
        id: CriterionId(one.id.0),
        what: "keeps calm".into(),
        asked: String::new(),
        rating: Some(1 + rng.below(5) as u8),
        evidence: format!("{} said so", name(one.candidate.0)),
    };
    match details.remarks.first_mut() {
        Some(first) => *first = remark,
        None => details.remarks.push(remark),
    }
    Body::Scorecard(scorecard::Command::WriteCard {
        interviewer: one.id,
        details: details.into(),
        base: rng.chance(700).then(|| base.into()),
    })
}

/// What the leader who holds this link writes of whom they met.
pub fn card(rng: &mut Rng, state: &State, link: &ShareLink) -> Option<Body> {
    let all: Vec<&Interviewer> = state
        .all::<Interviewer>()
        .filter(|one| one.who == Who::Leader && one.is_asked_on(link, &state.through(link)))
        .collect();
    let one = rng.pick(&all).filter(|_| rng.chance(400))?;
    Some(if rng.chance(600) {
        let base = state.get::<Scorecard>(one.id).ok();
        writes(
            rng,
            one,
            base.map(|card| card.details.clone()).unwrap_or_default(),
        )
    } else {
        Body::Scorecard(scorecard::Command::HandInCard { interviewer: one.id })
    })
}
