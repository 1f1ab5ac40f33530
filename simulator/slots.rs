//! What people do about interviews: they offer times, choose among them, move them, call them off and hold them.

use chrono::{DateTime, FixedOffset, TimeDelta};
use fulcrum::domain::{
    Body, Candidate, CandidateId, HelpWay, Interview, InterviewDetails, InterviewId, Kind, Leader, OffCause,
    Offer, Role, Round, ShareLink, SitIn, SitInTalkId, State, TalkWords, Untold, interview::Command,
    sit_in_talk,
};

use super::{author::Author, rng::Rng, workload::name};

impl Author<'_> {
    /// A time within the coming weeks.
    fn time(&mut self) -> DateTime<FixedOffset> {
        self.at + TimeDelta::hours(1 + self.rng.below(300) as i64)
    }

    fn offer(&mut self) -> Box<Offer> {
        let times = 1 + self.rng.below(3);
        Box::new(Offer {
            times: (0..times).map(|_| self.time()).collect(),
            due: self.at.date_naive(),
            otherwise: String::new(),
            at: self.at,
        })
    }

    pub fn interview(&mut self) -> Option<Body> {
        let zone = || "Europe/London".to_owned();
        let known = self.one(Kind::Interview).map(InterviewId);
        let Some(interview) = known.filter(|_| self.rng.chance(600)) else {
            let candidate = self.one(Kind::Candidate).map(CandidateId)?;
            let seen = self.state.get::<Candidate>(candidate).ok()?;
            let leader = self.state.get::<Role>(seen.role).ok()?.leader?;
            let interview = InterviewId(self.rng.uuid());
            let details = Box::new(InterviewDetails {
                round: self.rng.pick(Round::ALL)?,
                how: format!("{} meets {}", name(leader.0), name(candidate.0)),
                minutes: 45,
            });
            return Some(Body::Interview(if self.rng.chance(700) {
                Command::OfferTimes {
                    interview,
                    candidate,
                    leader,
                    details,
                    zone: zone(),
                    offer: self.offer(),
                }
            } else {
                Command::SetInterview {
                    interview,
                    candidate,
                    leader,
                    details,
                    zone: zone(),
                    time: self.time(),
                }
            }));
        };
        let seen = self.state.get::<Interview>(interview).ok()?;
        if self.rng.chance(150) {
            return Some(self.talk(seen));
        }
        let (because, offered) = (name(seen.leader.0), seen.offer.clone());
        Some(Body::Interview(match self.rng.below(14) {
            0 => Command::OfferAnew {
                interview,
                zone: zone(),
                offer: self.offer(),
            },
            1 => Command::EditInterview {
                interview,
                details: Box::new(InterviewDetails {
                    minutes: 30 + self.rng.below(60) as u16,
                    ..(*seen.details).clone()
                }),
                base: self.rng.chance(600).then(|| seen.details.clone()),
            },
            2 => Command::NoteTime {
                interview,
                time: self.rng.pick(&offered?.times),
                because,
            },
            3 => Command::TakeBackTime { interview },
            4 => Command::MoveInterview {
                interview,
                zone: zone(),
                time: self.rng.chance(800).then(|| self.time()),
                from: seen.starts,
            },
            5 => Command::CallOff {
                interview,
                cause: self.rng.pick(OffCause::GIVEN)?,
            },
            6 => Command::CallOn { interview },
            7 => Command::NoteTold {
                interview,
                untold: Untold {
                    candidate: self.rng.chance(300),
                    leader: self.rng.chance(300),
                },
            },
            8 => Command::OfferHelp {
                interview,
                offered: self.rng.chance(800),
            },
            9 => Command::NoteHelp {
                interview,
                way: self.rng.pick(HelpWay::ALL),
            },
            10 => Command::NotePrepared {
                interview,
                prepared: self.rng.chance(800),
            },
            11 => Command::EditSitIn {
                interview,
                sit_in: SitIn {
                    speaks: format!("{because} leads"),
                    told: self.rng.chance(500),
                },
                base: self.rng.chance(600).then(|| seen.sit_in()),
            },
            _ => Command::NoteHeld {
                interview,
                held: self.rng.chance(800),
            },
        }))
    }
}

impl Author<'_> {
    /// What somebody who sat in says afterwards, or says anew.
    fn talk(&mut self, seen: &Interview) -> Body {
        let words = TalkWords {
            went_well: format!("{} asked on", name(seen.leader.0)),
            to_try: String::new(),
        };
        let before = self.state.talks_after(seen.id).into_iter().next();
        Body::SitInTalk(match before {
            Some(talk) => sit_in_talk::Command::EditTalk {
                talk: talk.id,
                words: Box::new(TalkWords {
                    to_try: format!("{} waits", name(talk.id.0)),
                    ..(*talk.words).clone()
                }),
                base: self.rng.chance(600).then(|| talk.words.clone()),
            },
            None => sit_in_talk::Command::NoteTalk {
                talk: SitInTalkId(self.rng.uuid()),
                interview: seen.id,
                words: Box::new(words),
            },
        })
    }
}

/// Which time whoever holds this link chooses, and now and then of an offer that was changed since.
pub fn time(rng: &mut Rng, state: &State, link: &ShareLink) -> Option<Body> {
    let leader = state.get::<Leader>(link.leader).ok()?;
    let all: Vec<&Interview> = state
        .all::<Interview>()
        .filter(|one| one.leader == leader.id && one.offer.is_some())
        .collect();
    let one = rng.pick(&all).filter(|_| rng.chance(400))?;
    let times = &one.offer.as_ref()?.times;
    Some(Body::Interview(Command::ChooseTime {
        interview: one.id,
        read: one.edition.saturating_sub(rng.below(2) as u32),
        time: rng.pick(times).filter(|_| rng.chance(800)),
        because: format!("{} says so", name(leader.id.0)),
    }))
}
