//! What whoever was hired writes themself, through a link of their own: nobody reads it before they send it, their reader alone from
//! then on, and until that one has opened it they may take it back.
//!
//! What was sent travels without what it says until it was opened: what is taken back was on nobody's device. Whichever of the two the
//! server hears first counts.
//!
//! Nothing of it is on any other row: neither the link nor the hire tells whether it was opened, begun or sent.

use chrono::{DateTime, Days, FixedOffset, NaiveDate};

use super::{CheckIn, CheckInDetails, Voice};
use crate::domain::{
    AskedHire, Changes, CheckInId, Ctx, Hire, HireId, Refusal, Row, ShareLink, State, UserId,
    hire::{Item, Score},
    labelled, merged, note,
};

labelled! {
    /// How far it is.
    Form {
        Writing = "Being written",
        Sent = "Sent",
        Read = "Read",
        /// Nothing but that they would rather talk, which may be taken back.
        Talk = "Would rather talk",
    }
}

labelled! {
    /// One step with it.
    FormStep {
        Send = "Send it",
        TakeBack = "Take it back",
        /// They have nothing to say, or do not want to: that is sent at once.
        Nothing = "Nothing to say",
        Talk = "I would rather talk",
        NoTalk = "I would not talk after all",
    }
}

impl CheckIn {
    /// Whether it was heard: noted by the reader, or sent to them and opened.
    pub fn is_heard(&self) -> bool {
        matches!(self.form, None | Some(Form::Read))
    }

    /// Whether nobody but whoever writes it may hold it.
    pub(super) fn is_unsent(&self) -> bool {
        match self.form {
            Some(Form::Writing) => true,
            Some(Form::Talk) => !self.details.talk,
            Some(Form::Sent | Form::Read) | None => false,
        }
    }

    /// Whether there is anything: also what was sent is, of which nothing is here before it was opened.
    pub fn is_anything(&self) -> bool {
        !self.details.is_empty() || matches!(self.form, Some(Form::Sent | Form::Read))
    }

    /// Whether it was opened, and what it says is still to come from the server.
    pub fn is_coming(&self) -> bool {
        self.form == Some(Form::Read) && self.details.is_empty()
    }

    /// The reader opens it.
    pub(super) fn read(&self, state: &State, by: UserId) -> Result<Changes, Refusal> {
        let is_reader = state
            .get::<Hire>(self.hire)
            .is_ok_and(|hire| hire.reader == Some(by));
        if self.reader != Some(by) || !is_reader {
            return Err(Refusal::FormTakenBack);
        }
        if self.form != Some(Form::Sent) {
            return Ok(Changes::new());
        }
        Ok(state.put_hanging(Self {
            form: Some(Form::Read),
            ..self.clone()
        }))
    }

    /// Once another reads, what was not opened is theirs again: they send it to that one, or to nobody.
    pub(in crate::domain) fn given_back(state: &State, hire: HireId, to: UserId) -> Changes {
        // Whoever is chosen holds none of it.
        let everything = state.seen_by(None);
        let mut changes = Changes::new();
        for one in everything.on::<Self>(Hire::key(hire)) {
            let is_closed = matches!(one.form, Some(Form::Writing | Form::Sent));
            if !is_closed || one.reader == Some(to) {
                continue;
            }
            let is_free = everything.form_of(hire, one.day, to).is_none();
            changes.merge(everything.put_hanging(Self {
                reader: if is_free { Some(to) } else { one.reader },
                form: Some(Form::Writing),
                edition: one.edition + 1,
                details: Box::new(CheckInDetails {
                    nothing: false,
                    ..(*one.details).clone()
                }),
                by: if is_free { to } else { one.by },
                ..one.clone()
            }));
        }
        changes
    }
}

impl Row {
    /// As it travels: what was sent and not opened comes without what it says.
    pub(in crate::domain) fn sealed(self) -> Self {
        match self {
            Self::CheckIn(one) if one.form == Some(Form::Sent) => Self::CheckIn(CheckIn {
                details: Box::default(),
                ..one
            }),
            other => other,
        }
    }
}

impl Hire {
    /// Whether a form asks about this day: not before it, nor once they left. Another zone may have the day two days later.
    pub fn is_asked_about(&self, day: u8, today: NaiveDate) -> bool {
        let is_one = self.asked_days().any(|asked| asked == day);
        let has_come = self.asked_on(day).is_some_and(|on| on <= today + Days::new(2));
        is_one && has_come && !self.has_left(today)
    }
}

impl<'a> State<'a> {
    /// Whoever was hired, whose own link this is, while whoever made it is whom they chose to read what they write there.
    pub fn asked_through(&self, link: &ShareLink) -> Option<&'a Hire> {
        let AskedHire { hire, .. } = link.hire?;
        let is_shown = self.through(link).get::<Hire>(hire).is_ok();
        let hire = self.get::<Hire>(hire).ok().filter(|_| is_shown)?;
        let is_on = !hire.removed && hire.reader == Some(link.keeper);
        (is_on && self.is_member(link.keeper)).then_some(hire)
    }

    fn theirs(&self, hire: HireId, day: u8, reader: UserId) -> impl Iterator<Item = &'a CheckIn> {
        self.on::<CheckIn>(Hire::key(hire))
            .filter(move |one| one.voice == Voice::Hire && one.day == day && one.reader == Some(reader))
    }

    /// What they write, or wrote, for this reader at a day.
    pub fn form_of(&self, hire: HireId, day: u8, reader: UserId) -> Option<&'a CheckIn> {
        self.theirs(hire, day, reader)
            .find(|one| matches!(one.form, Some(Form::Writing | Form::Sent | Form::Read)))
    }

    /// That they would rather talk, whether that still holds or not.
    fn talk_asked(&self, hire: HireId, day: u8, reader: UserId) -> Option<&'a CheckIn> {
        self.theirs(hire, day, reader)
            .find(|one| one.form == Some(Form::Talk))
    }

    /// Whether they would rather talk.
    pub fn asks_to_talk(&self, hire: HireId, day: u8, reader: UserId) -> bool {
        self.talk_asked(hire, day, reader)
            .is_some_and(|one| one.details.talk)
    }

    /// What this reader noted of their talk at a day.
    pub fn talk_of(&self, hire: HireId, day: u8, reader: UserId) -> Option<&'a CheckIn> {
        self.theirs(hire, day, reader)
            .find(|one| one.form.is_none() && !one.details.is_empty())
    }

    /// What was sent to this reader and not opened yet, the latest day first.
    pub fn unread_forms(&self, hire: HireId, reader: UserId) -> Vec<&'a CheckIn> {
        let on = self.on::<CheckIn>(Hire::key(hire));
        let mut unread: Vec<&CheckIn> = on
            .filter(|one| one.form == Some(Form::Sent) && one.reader == Some(reader))
            .collect();
        unread.sort_by_key(|one| (std::cmp::Reverse(one.day), one.id));
        unread
    }
}

/// A form, at a page of its own.
pub(super) struct AtForm<'a> {
    state: State<'a>,
    hire: &'a Hire,
    day: u8,
    reader: UserId,
    today: NaiveDate,
    at: DateTime<FixedOffset>,
}

impl<'a> AtForm<'a> {
    /// # Errors
    /// Where it is another link's, and once that asks nothing any more.
    pub(super) fn of(state: &State<'a>, asked: AskedHire, ctx: &Ctx) -> Result<Self, Refusal> {
        let link = ctx.actor.link().ok_or(Refusal::LinkForbids)?;
        let link = state.get::<ShareLink>(link)?;
        if link.hire != Some(asked) {
            return Err(Refusal::LinkForbids);
        }
        let hire = state.asked_through(link).ok_or(Refusal::LinkGone)?;
        Ok(Self {
            state: *state,
            hire,
            day: asked.day,
            reader: link.keeper,
            today: ctx.today,
            at: ctx.claimed_at,
        })
    }

    fn now(&self) -> Option<&'a CheckIn> {
        self.state.form_of(self.hire.id, self.day, self.reader)
    }

    /// What was talked about is not asked, nor a day that their first or last day has moved.
    fn require_asked(&self) -> Result<(), Refusal> {
        if !self.hire.is_asked_about(self.day, self.today) {
            return Err(Refusal::FormOver);
        }
        match self.state.talk_of(self.hire.id, self.day, self.reader) {
            Some(_) => Err(Refusal::FormRead),
            None => Ok(()),
        }
    }

    fn put(&self, was: Option<&CheckIn>, id: CheckInId, form: Form, details: CheckInDetails) -> Changes {
        self.state.put_hanging(CheckIn {
            id: was.map_or(id, |was| was.id),
            hire: self.hire.id,
            role: self.hire.role,
            day: self.day,
            voice: Voice::Hire,
            reader: Some(self.reader),
            leader: None,
            link: None,
            form: Some(form),
            edition: was.map_or(0, |was| was.edition) + 1,
            details: Box::new(details),
            by: self.reader,
            at: self.at,
        })
    }

    /// What they write stays theirs until they send it. The same, sent twice, is written once.
    fn writes(
        &self,
        id: CheckInId,
        edit: impl FnOnce(&mut CheckInDetails) -> Result<(), Refusal>,
    ) -> Result<Changes, Refusal> {
        let now = self.now();
        let was = now.map(|now| (*now.details).clone()).unwrap_or_default();
        let mut details = was.clone();
        edit(&mut details)?;
        if details == was {
            return Ok(Changes::new());
        }
        match now.and_then(|now| now.form) {
            Some(Form::Sent) => return Err(Refusal::FormSent),
            Some(Form::Read) => return Err(Refusal::FormRead),
            Some(_) => {}
            None => self.state.require_new(CheckIn::key(id))?,
        }
        self.require_asked()?;
        Ok(self.put(now, id, Form::Writing, details))
    }

    /// One question, by a number or by none.
    pub(super) fn answers(&self, id: CheckInId, item: Item, worth: Option<u8>) -> Result<Changes, Refusal> {
        if !Item::at(self.day).contains(&item) {
            return Err(Refusal::NotAsked);
        }
        if let Some(worth) = worth
            && !(1..=5).contains(&worth)
        {
            return Err(Refusal::OutOfRange {
                field: "number".into(),
                min: 1,
                max: 5,
            });
        }
        self.writes(id, |details| {
            if details.item(item) == worth {
                return Ok(());
            }
            details.scores.retain(|score| score.item != Some(item));
            details.scores.extend(worth.map(|worth| Score::of(item, worth)));
            let place = |score: &Score| Item::at(self.day).iter().position(|one| Some(*one) == score.item);
            details.scores.sort_by_key(place);
            Ok(())
        })
    }

    /// Their own words, over those that they read there.
    pub(super) fn words(&self, id: CheckInId, words: &str, base: Option<&str>) -> Result<Changes, Refusal> {
        let words = note("words", words)?;
        let base = base.map(|base| note("words", base)).transpose()?;
        self.writes(id, |details| {
            details.words = merged("words", &details.words, base.as_ref(), &words, Clone::clone)?;
            Ok(())
        })
    }

    /// One step. What is sent is what was read, by its edition.
    pub(super) fn steps(&self, id: CheckInId, step: FormStep, read: u32) -> Result<Changes, Refusal> {
        let now = self.now();
        let form = now.and_then(|now| now.form);
        let details = now.map(|now| (*now.details).clone()).unwrap_or_default();
        match (step, form) {
            (FormStep::Talk | FormStep::NoTalk, _) => self.talks(id, step == FormStep::Talk),
            (FormStep::Send, Some(Form::Sent | Form::Read)) => Ok(Changes::new()),
            (FormStep::Send, _) => {
                self.require_asked()?;
                if details.is_empty() {
                    return Err(Refusal::Empty { field: "form".into() });
                }
                if now.is_some_and(|now| now.edition != read) {
                    return Err(Refusal::FormChanged);
                }
                Ok(self.put(now, id, Form::Sent, details))
            }
            (FormStep::Nothing, Some(Form::Sent | Form::Read)) if details.nothing => Ok(Changes::new()),
            (FormStep::Nothing, Some(Form::Read)) => Err(Refusal::FormRead),
            (FormStep::Nothing, Some(Form::Sent)) => Err(Refusal::FormSent),
            (FormStep::Nothing, _) => {
                self.require_asked()?;
                if !details.is_empty() {
                    return Err(Refusal::FormChanged);
                }
                if now.is_none() {
                    self.state.require_new(CheckIn::key(id))?;
                }
                let nothing = CheckInDetails {
                    nothing: true,
                    ..details
                };
                Ok(self.put(now, id, Form::Sent, nothing))
            }
            (FormStep::TakeBack, Some(Form::Read)) => Err(Refusal::FormRead),
            (FormStep::TakeBack, Some(Form::Sent)) => {
                let back = CheckInDetails {
                    nothing: false,
                    ..details
                };
                Ok(self.put(now, id, Form::Writing, back))
            }
            (FormStep::TakeBack, _) => Ok(Changes::new()),
        }
    }

    /// That they would rather talk is a row of its own: what they may have written besides stays unsent.
    fn talks(&self, id: CheckInId, talk: bool) -> Result<Changes, Refusal> {
        let was = self.state.talk_asked(self.hire.id, self.day, self.reader);
        if was.is_some_and(|was| was.details.talk) == talk {
            return Ok(Changes::new());
        }
        if talk {
            self.require_asked()?;
        }
        if was.is_none() {
            self.state.require_new(CheckIn::key(id))?;
        }
        let details = CheckInDetails {
            talk,
            ..CheckInDetails::default()
        };
        Ok(self.put(was, id, Form::Talk, details))
    }
}

#[cfg(test)]
mod tests;
