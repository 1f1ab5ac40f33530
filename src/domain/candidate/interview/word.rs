//! What interviews say of themselves.

use super::{Command, Interview, OffCause, at_time};
use crate::domain::{
    Audience, Body, Candidate, Erasure, Goal, Hit, InterviewId, Kind, Leader, Role, RowKey, ShareLink, State,
    UserId, Word, erasure, mentions,
};

impl Word for Interview {
    type Id = InterviewId;
    const VERSION: u16 = 1;

    fn id(&self) -> InterviewId {
        self.id
    }

    /// On the links of what was said, too: what was written behind a passcode stays with those who see what it shows.
    fn hangs_on(&self) -> Vec<RowKey> {
        let links = self.answers.iter().filter_map(|chosen| chosen.link);
        let links = links.chain(self.wanted().and_then(|wanted| wanted.link));
        [
            Role::key(self.role),
            Leader::key(self.leader),
            Candidate::key(self.candidate),
        ]
        .into_iter()
        .chain(links.map(ShareLink::key))
        .collect()
    }

    fn readers(&self, wide: Audience, _: &State) -> Audience {
        wide
    }

    fn mark(&self) -> (u8, i64) {
        (0, self.at.timestamp())
    }

    fn spoke_of(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn for_readers(self, _: &Audience, _: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        self
    }

    /// Who set it, and who noted what was said, stays.
    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    fn erased(&self, leader: &Leader, _: &State) -> Erasure<Self> {
        if self.leader == leader.id {
            return Erasure::Gone;
        }
        let name = &leader.details.name;
        let mut one = self.clone();
        let otherwise = one.offer.iter_mut().map(|offer| &mut offer.otherwise);
        let because = one.answers.iter_mut().map(|chosen| &mut chosen.because);
        let because = because.chain(one.debrief.iter_mut().map(|debrief| &mut debrief.because));
        let speaks = one.help.iter_mut().map(|help| &mut help.sit_in.speaks);
        let places = [&mut one.details.how].into_iter();
        for words in places.chain(otherwise).chain(because).chain(speaks) {
            if mentions(words, name) {
                erasure::WORDS.clone_into(words);
            }
        }
        if one == *self {
            Erasure::Kept("they meet another leader")
        } else {
            Erasure::Scrubbed(one)
        }
    }

    fn text(&self, state: &State) -> Option<String> {
        let name = state.get::<Candidate>(self.candidate);
        let name = name.map_or("", |candidate| candidate.details.name.as_str());
        let (round, how) = (self.details.round.label(), &self.details.how);
        self.off
            .is_none()
            .then(|| format!("{round} interview {name} {how}"))
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let candidate = state.get::<Candidate>(self.candidate).ok()?;
        let when = self.starts.map_or_else(|| "no time yet".into(), at_time);
        Some(Hit {
            kind: Kind::Interview,
            title: format!("{}: {}", self.details.round.label(), candidate.details.name),
            detail: format!("{when}, with {}", state.name_of(self.leader)),
            goal: Goal::Role(self.role),
        })
    }

    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let interview = now.id;
        let command = match before {
            None => Command::CallOff {
                interview,
                cause: OffCause::Mistake,
            },
            Some(before) if before.off != now.off => match &before.off {
                None => Command::CallOn { interview },
                Some(off) => Command::CallOff {
                    interview,
                    cause: off.cause,
                },
            },
            Some(before) if before.details != now.details => Command::EditInterview {
                interview,
                details: before.details.clone(),
                base: Some(now.details.clone()),
            },
            Some(before) if before.debrief != now.debrief => match &before.debrief {
                None => Command::TakeBackDebrief { interview },
                Some(was) => Command::Debrief {
                    interview,
                    concluded: was.concluded,
                    because: was.because.clone(),
                },
            },
            // The leader may have read what was offered anew.
            Some(before) if before.edition != now.edition => return None,
            Some(before) if before.answers != now.answers => match before.answers.get(now.answers.len()) {
                // What was taken back is noted again.
                Some(chosen) => Command::NoteTime {
                    interview,
                    time: chosen.time,
                    because: chosen.because.clone(),
                },
                // What was said on a page was read.
                None if now.answers.last().is_some_and(|chosen| chosen.by.is_some()) => {
                    Command::TakeBackTime { interview }
                }
                None => return None,
            },
            Some(before) if before.starts != now.starts => Command::MoveInterview {
                interview,
                zone: before.zone.clone(),
                time: before.starts,
                from: now.starts,
            },
            Some(before) if before.untold != now.untold => Command::NoteTold {
                interview,
                untold: before.untold,
            },
            Some(before) if before.held != now.held => Command::NoteHeld {
                interview,
                held: before.held,
            },
            Some(before) if before.wanted() != now.wanted() => {
                // What was said on a page was read.
                if now.wanted().is_some_and(|wanted| wanted.by.is_none()) {
                    return None;
                }
                Command::NoteHelp {
                    interview,
                    way: before.wanted().map(|wanted| wanted.way),
                }
            }
            Some(before) if before.is_prepared() != now.is_prepared() => Command::NotePrepared {
                interview,
                prepared: before.is_prepared(),
            },
            Some(before) if before.sit_in() != now.sit_in() => Command::EditSitIn {
                interview,
                sit_in: before.sit_in(),
                base: Some(now.sit_in()),
            },
            Some(before) if before.help != now.help => Command::OfferHelp {
                interview,
                offered: before.help.as_ref().is_some_and(|help| help.offered.is_some()),
            },
            Some(_) => return None,
        };
        Some(command.into())
    }
}
