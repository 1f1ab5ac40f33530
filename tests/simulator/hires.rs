//! What people do about hires: they note an offer, what came of it, when somebody starts, and what was said at each day.

use chrono::Days;
use fulcrum::domain::{
    AskedHire, Body, CandidateId, Cause, CheckIn, CheckInDetails, CheckInId, Form, FormStep, Hire,
    HireDetails, HireId, Item, Kind, LinkId, NewLink, Ready, Role, Scope, Score, ShareLink, State, Target,
    Voice, check_in,
    hire::{Command, DAYS},
    link, secret_hash,
};

use super::{
    author::Author,
    rng::Rng,
    workload::{SECRET, name},
};

impl Author<'_> {
    pub fn hire(&mut self) -> Option<Body> {
        let known = self.one(Kind::Hire).map(HireId);
        let Some(hire) = known.filter(|_| self.rng.chance(750)) else {
            let hire = HireId(self.rng.uuid());
            let candidate = self.one(Kind::Candidate).map(CandidateId);
            let candidate = candidate.filter(|_| self.rng.chance(400));
            return Some(Body::Hire(Command::AddHire {
                hire,
                role: self.role()?,
                candidate,
                details: HireDetails::named(name(hire.0)).into(),
            }));
        };
        // Chance alone seldom comes as far as a form that is sent and read.
        if self.rng.chance(450)
            && let Some(next) = self.next_to_a_form(hire)
        {
            return Some(next);
        }
        if self.rng.chance(400) {
            return self.check_in(hire);
        }
        if self.rng.chance(250) {
            return self.asks_by_link(hire);
        }
        let seen = self.state.get::<Hire>(hire).ok()?;
        Some(Body::Hire(match self.rng.below(12) {
            0 => Command::RemoveHire {
                hire,
                removed: self.rng.chance(700),
            },
            1 => Command::ForgetHire { hire },
            2..=4 => Command::AgreeReader {
                hire,
                agreed_on: self.at.date_naive(),
            },
            _ => Command::EditHire {
                hire,
                details: self.next_of(seen)?,
                base: self.rng.chance(600).then(|| seen.details.clone()),
            },
        }))
    }

    /// They started, this person reads what they say, asks them by a link, and opens what they sent.
    fn next_to_a_form(&mut self, hire: HireId) -> Option<Body> {
        let today = self.at.date_naive();
        let seen = self.state.get::<Hire>(hire).ok()?;
        if !DAYS.into_iter().any(|day| seen.is_asked_at(day, today)) {
            let days = u64::from(self.rng.pick(&DAYS)?) + self.rng.below(20) as u64;
            let mut details = seen.details.clone();
            (details.declined_on, details.left_on) = (None, None);
            (details.yes_on, details.starts_on) = (Some(today), Some(today - Days::new(days)));
            return Some(Body::Hire(Command::EditHire {
                hire,
                details,
                base: Some(seen.details.clone()),
            }));
        }
        if seen.reader != Some(self.me) {
            return Some(Body::Hire(Command::AgreeReader {
                hire,
                agreed_on: today,
            }));
        }
        let unread = self.state.unread_forms(hire, self.me);
        let unread = unread.first().map(|one| one.id);
        let given_back = self.state.given_back_forms(hire, self.me);
        match (unread, given_back.first()) {
            (Some(check_in), _) => Some(Body::CheckIn(check_in::Command::ReadForm { check_in })),
            (None, Some(one)) => Some(Body::CheckIn(check_in::Command::EditCheckIn {
                check_in: one.id,
                details: Box::default(),
                base: None,
            })),
            (None, None) => self.asks_by_link(hire),
        }
    }

    fn next_of(&mut self, seen: &Hire) -> Option<Box<HireDetails>> {
        let mut details = seen.details.clone();
        let today = self.at.date_naive();
        match self.rng.below(8) {
            0 => details.matters = format!("time with {}", name(seen.role.0)),
            1 => details.accept_by = Some(today + Days::new(self.rng.below(10) as u64)),
            2 => (details.declined_on, details.cause) = (Some(today), self.rng.pick(Cause::ALL)),
            3 => (details.declined_on, details.yes_on) = (None, Some(today)),
            4 => details.ready = Ready::usual(self.state.called()),
            5 => details.shown = self.state.get::<Role>(seen.role).ok()?.leader,
            6 => details.left_on = details.starts_on,
            _ => {
                details.declined_on = None;
                details.yes_on = Some(today);
                details.starts_on = Some(today - Days::new(self.rng.below(80) as u64));
            }
        }
        Some(details)
    }

    fn check_in(&mut self, hire: HireId) -> Option<Body> {
        let voice = self.rng.pick(Voice::ALL)?;
        let worth = 1 + self.rng.below(5) as u8;
        let scores = match voice {
            Voice::PassedOn => Vec::new(),
            Voice::Leader | Voice::Hire => vec![Score::of(Item::Tasks, worth)],
        };
        let details = Box::new(CheckInDetails {
            scores,
            words: format!("{} helps", name(hire.0)),
            ..CheckInDetails::default()
        });
        let known = self
            .one(Kind::CheckIn)
            .map(CheckInId)
            .filter(|_| self.rng.chance(450));
        let Some(check_in) = known else {
            return Some(Body::CheckIn(check_in::Command::NoteCheckIn {
                check_in: CheckInId(self.rng.uuid()),
                hire,
                day: self.rng.pick(&[7, 30, 60, 90])?,
                voice,
                details,
            }));
        };
        let seen = self.state.get::<CheckIn>(check_in).ok()?;
        if seen.form == Some(Form::Sent) {
            return Some(Body::CheckIn(check_in::Command::ReadForm { check_in }));
        }
        let mut edited = seen.details.clone();
        edited.called = self.rng.chance(500);
        Some(Body::CheckIn(check_in::Command::EditCheckIn {
            check_in,
            details: edited,
            base: self.rng.chance(600).then(|| seen.details.clone()),
        }))
    }

    /// A link of their own, for the day at which they are asked.
    fn asks_by_link(&mut self, hire: HireId) -> Option<Body> {
        let today = self.at.date_naive();
        let seen = self.state.get::<Hire>(hire).ok()?;
        let day = DAYS.into_iter().find(|day| seen.is_asked_at(*day, today))?;
        Some(Body::Link(link::Command::ShareLink(NewLink {
            id: LinkId(self.rng.uuid()),
            target: Target::Role(seen.role),
            leader: None,
            scope: Scope::TeamSafe,
            label: name(hire.0),
            secret_hash: secret_hash(&format!("{SECRET}{}", self.rng.uuid())),
            expires_on: Some(today + Days::new(1 + self.rng.below(30) as u64)),
            passcode: None,
            opens: [].into(),
            deputy: false,
            panel: None,
            brief: None,
            hire: Some(AskedHire { hire, day }),
        })))
    }
}

/// What whoever was hired does with the form of this link, in order or not.
pub fn form(rng: &mut Rng, state: &State, link: &ShareLink) -> Option<Body> {
    let AskedHire { hire, day } = link.hire?;
    let check_in = CheckInId(rng.uuid());
    let read = state
        .form_of(hire, day, link.keeper)
        .map_or(0, |form| form.edition);
    let step = if rng.chance(500) {
        FormStep::Send
    } else {
        rng.pick(FormStep::ALL)?
    };
    Some(Body::CheckIn(check_in::Command::StepForm {
        check_in,
        hire,
        day,
        step,
        read,
        details: Box::new(CheckInDetails {
            scores: vec![Score::of(rng.pick(Item::at(day))?, 1 + rng.below(5) as u8)],
            words: format!("{} helps me", name(hire.0)),
            ..CheckInDetails::default()
        }),
    }))
}
