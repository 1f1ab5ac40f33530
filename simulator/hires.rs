//! What people do about hires: they note an offer, what came of it, when somebody starts, and what was said at each day.

use chrono::Days;
use fulcrum::domain::{
    Actor, AskedHire, Body, CandidateId, Cause, CheckIn, CheckInDetails, CheckInId, CommandId, Form,
    FormStep, Hire, HireDetails, HireId, Item, Kind, LinkId, LinkState, NewLink, Overlay, Ready, Role, Scope,
    Score, ShareLink, State, Target, Voice, check_in,
    hire::{Command, DAYS},
    link, secret_hash,
};

use super::{
    author::Author,
    laws::Checked,
    rng::Rng,
    server,
    workload::{SECRET, name},
    world::World,
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

    /// Whether it is a hire's turn: most often where they sent this person something.
    pub fn follows_up(&mut self) -> bool {
        let mut hires = self.state.all::<Hire>().filter(|hire| !hire.removed).peekable();
        if hires.peek().is_none() {
            return false;
        }
        let is_unread = hires.any(|hire| !self.state.unread_forms(hire.id, self.me).is_empty());
        self.rng.chance(if is_unread { 900 } else { 300 })
    }

    /// What chance alone seldom comes to: they started, this person reads what they say, asks them by a link, and opens what they sent.
    pub fn asked(&mut self) -> Option<Body> {
        let today = self.at.date_naive();
        let days = u64::from(self.rng.pick(&DAYS)?) + self.rng.below(20) as u64;
        let started = |was: HireDetails| HireDetails {
            declined_on: None,
            left_on: None,
            yes_on: Some(today),
            starts_on: Some(today - Days::new(days)),
            ..was
        };
        let all: Vec<&Hire> = self.state.all::<Hire>().filter(|hire| !hire.removed).collect();
        let mine: Vec<&Hire> = all
            .iter()
            .copied()
            .filter(|hire| hire.reader == Some(self.me))
            .collect();
        let unread = |hire: &&&Hire| !self.state.unread_forms(hire.id, self.me).is_empty();
        let unread = mine.iter().find(unread).copied();
        let seen = unread.or_else(|| self.rng.pick(&mine).filter(|_| self.rng.chance(800)));
        let Some(seen) = seen.or_else(|| self.rng.pick(&all)) else {
            let hire = HireId(self.rng.uuid());
            return Some(Body::Hire(Command::AddHire {
                hire,
                role: self.role()?,
                candidate: None,
                details: started(HireDetails::named(name(hire.0))).into(),
            }));
        };
        let hire = seen.id;
        if !DAYS.into_iter().any(|day| seen.is_asked_at(day, today)) {
            return Some(Body::Hire(Command::EditHire {
                hire,
                details: started((*seen.details).clone()).into(),
                base: Some(seen.details.clone()),
            }));
        }
        if seen.reader != Some(self.me) {
            // Seldom another is chosen.
            let agrees = seen.reader.is_none() || self.rng.chance(150);
            return agrees.then_some(Body::Hire(Command::AgreeReader {
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
            (None, None) => {
                let is_asked = |link: &ShareLink| {
                    link.hire.is_some_and(|asked| asked.hire == hire) && link.state(today) == LinkState::Open
                };
                let is_asked = self.state.all::<ShareLink>().any(is_asked);
                (!is_asked).then(|| self.asks_by_link(hire)).flatten()
            }
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

impl World {
    /// Whoever was hired, and asked, does something with their form; or whoever is to read it is at their board.
    pub fn hired_write(&mut self) -> Checked {
        let nothing = Overlay::new();
        let state = State::new(&self.server.store.rows, &nothing);
        let sent = state.all::<CheckIn>().find(|one| one.form == Some(Form::Sent));
        let reader = sent.and_then(|one| one.reader);
        let devices = 0..self.devices.len();
        let theirs: Vec<_> = devices
            .filter(|d| Some(self.devices[*d].user) == reader)
            .collect();
        if let Some(d) = self.rng.pick(&theirs).filter(|_| self.rng.chance(900)) {
            return self.look(d);
        }
        let asked: Vec<_> = state
            .all::<ShareLink>()
            .filter(|link| link.hire.is_some())
            .collect();
        let link = self.rng.pick(&asked);
        let Some((link, body)) = link.and_then(|link| Some((link, form(&mut self.rng, &state, link)?)))
        else {
            return Ok(());
        };
        self.forms.push(server::Form {
            actor: Actor::Link(link.id),
            id: CommandId(self.rng.uuid()),
            body,
            answered: None,
        });
        self.waiting_forms.push(self.forms.len() - 1);
        self.tally.forms += 1;
        Ok(())
    }

    /// A device asks for news while its person waits for them.
    fn look(&mut self, d: usize) -> Checked {
        for _ in 0..20 {
            self.sync(d);
            self.deliver()?;
            self.serve()?;
            for t in 0..2 {
                self.commit_next(d, t)?;
                self.hear(d, t);
            }
        }
        for _ in 0..3 {
            let t = self.rng.below(2);
            self.act(d, t);
        }
        Ok(())
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
