//! What whoever was hired writes themself, through a link of their own: it stays in their browser until they send it, their reader alone
//! has it from then on, and until that one has opened it they may take it back.
//!
//! What was sent travels without what it says until it was opened: what is taken back was on nobody's device, and is deleted. Whichever
//! of the two the server hears first counts. No page shows what was sent: whoever else has the link reads nothing there.
//!
//! Nothing of it is on any other row: neither the link nor the hire tells whether it was opened or sent.

use chrono::{DateTime, Days, FixedOffset, NaiveDate};

use super::{CheckIn, CheckInDetails, Voice};
use crate::domain::{
    AskedHire, Changes, CheckInId, Ctx, Hire, HireId, Refusal, Role, Row, ShareLink, State, UserId,
    hire::{Item, Score},
    labelled,
};

labelled! {
    /// How far it is.
    Form {
        /// Nothing of what it said is there any more.
        TakenBack = "Taken back",
        /// The same, since another was chosen to read before it was opened: whom it was for is told so, until they have noted it.
        GivenBack = "Not read, since another reads",
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

    /// Whether nobody may hold it, not even that there was something.
    pub(super) fn is_unsent(&self) -> bool {
        match self.form {
            Some(Form::TakenBack) => true,
            Some(Form::Talk) => !self.details.talk,
            Some(Form::Sent | Form::Read | Form::GivenBack) | None => false,
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
        if self.reader != Some(by) || !is_reader || self.form == Some(Form::GivenBack) {
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

    /// Whom it was for has noted that they did not read it.
    pub(super) fn noted_as_gone(&self, state: &State, given: &CheckInDetails) -> Result<Changes, Refusal> {
        if *given != CheckInDetails::default() {
            return Err(Refusal::Answered);
        }
        Ok(state.put_hanging(Self {
            form: Some(Form::TakenBack),
            ..self.clone()
        }))
    }

    fn taken_back(&self) -> Self {
        Self {
            form: Some(Form::TakenBack),
            edition: self.edition + 1,
            details: Box::default(),
            ..self.clone()
        }
    }

    /// Once another reads, what was not opened is nobody's: they send it to that one, or to nobody.
    pub(in crate::domain) fn given_back(state: &State, hire: HireId, to: UserId) -> Changes {
        // Whoever is chosen holds none of it.
        let everything = state.seen_by(None);
        let mut changes = Changes::new();
        for one in everything.on::<Self>(Hire::key(hire)) {
            if one.form == Some(Form::Sent) && one.reader != Some(to) {
                changes.merge(everything.put_hanging(Self {
                    form: Some(Form::GivenBack),
                    ..one.taken_back()
                }));
            }
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

    /// Whether it said something that is deleted, and is to be in no file any more.
    pub fn is_wiped(&self) -> bool {
        matches!(self, Self::CheckIn(one) if matches!(one.form, Some(Form::TakenBack | Form::GivenBack)))
    }
}

impl Hire {
    /// Whether a form asks about this day: not before it, nor once they left. Another zone may have the day two days later.
    pub fn is_asked_about(&self, day: u8, today: NaiveDate) -> bool {
        let has_come = self.asked_on(day).is_some_and(|on| on <= today + Days::new(2));
        has_come && self.may_talk_about(day, today)
    }

    /// Whether they may ask for a talk about this day: also while it is still to come.
    pub fn may_talk_about(&self, day: u8, today: NaiveDate) -> bool {
        let is_one = self.asked_days().any(|asked| asked == day);
        is_one && self.asked_on(day).is_some() && !self.has_left(today)
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

    /// The same where they have chosen another by now, whose own link asks them; and who that is.
    pub fn asked_by_another(&self, link: &ShareLink) -> Option<(&'a Hire, UserId)> {
        let AskedHire { hire, .. } = link.hire?;
        let is_shown = self.through(link).get::<Hire>(hire).is_ok();
        let hire = self.get::<Hire>(hire).ok().filter(|_| is_shown)?;
        let reader = hire.reader.filter(|reader| *reader != link.keeper)?;
        let is_on = !hire.removed && self.is_member(link.keeper) && self.is_member(reader);
        is_on.then_some((hire, reader))
    }

    fn theirs(&self, hire: HireId, day: u8, reader: UserId) -> impl Iterator<Item = &'a CheckIn> {
        self.on::<CheckIn>(Hire::key(hire))
            .filter(move |one| one.voice == Voice::Hire && one.day == day && one.reader == Some(reader))
    }

    /// What they sent this reader of a day, or took back.
    pub fn form_of(&self, hire: HireId, day: u8, reader: UserId) -> Option<&'a CheckIn> {
        self.theirs(hire, day, reader)
            .find(|one| one.form.is_some_and(|form| form != Form::Talk))
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

    /// Whether this member may send whoever was hired a link to the questions of a day: nothing was said of it, and it is asked now.
    pub fn may_send_form(&self, hire: &Hire, day: u8, me: UserId, today: NaiveDate) -> bool {
        let has_leader = self
            .get::<Role>(hire.role)
            .is_ok_and(|role| role.leader.is_some());
        let sent = self.form_of(hire.id, day, me);
        let is_sent = sent.is_some_and(|one| matches!(one.form, Some(Form::Sent | Form::Read)));
        let is_said = is_sent || self.talk_of(hire.id, day, me).is_some();
        hire.reader == Some(me) && has_leader && !is_said && hire.is_asked_at(day, today)
    }

    /// What was sent to this reader and not opened yet, the latest day first.
    pub fn unread_forms(&self, hire: HireId, reader: UserId) -> Vec<&'a CheckIn> {
        self.forms_at(hire, Form::Sent, reader)
    }

    /// What was sent to this member, who had not opened it when another was chosen, and has not noted that yet.
    pub fn given_back_forms(&self, hire: HireId, reader: UserId) -> Vec<&'a CheckIn> {
        self.forms_at(hire, Form::GivenBack, reader)
    }

    fn forms_at(&self, hire: HireId, form: Form, reader: UserId) -> Vec<&'a CheckIn> {
        let on = self.on::<CheckIn>(Hire::key(hire));
        let mut all: Vec<&CheckIn> = on
            .filter(|one| one.form == Some(form) && one.reader == Some(reader))
            .collect();
        all.sort_by_key(|one| (std::cmp::Reverse(one.day), one.id));
        all
    }
}

impl CheckInDetails {
    /// What a form may say at this day: its questions, by a number or by none, and words.
    fn of_form(&self, day: u8) -> Result<Self, Refusal> {
        let place = |score: &Score| Item::at(day).iter().position(|one| Some(*one) == score.item);
        if self
            .scores
            .iter()
            .any(|score| score.pain.is_some() || place(score).is_none())
        {
            return Err(Refusal::NotAsked);
        }
        let Self {
            mut scores, words, ..
        } = self.checked()?;
        scores.sort_by_key(place);
        Ok(Self {
            scores,
            words,
            ..Self::default()
        })
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

    /// What was talked about is not asked, nor a day that their first or last day has moved.
    fn require_asked(&self) -> Result<(), Refusal> {
        if !self.hire.is_asked_about(self.day, self.today) {
            return Err(Refusal::FormOver);
        }
        self.require_not_talked()
    }

    fn require_not_talked(&self) -> Result<(), Refusal> {
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

    /// One step; what is sent comes with it. It is of what the page said by this edition: what waited in one browser does not send what
    /// was taken back in another.
    pub(super) fn steps(
        &self,
        id: CheckInId,
        step: FormStep,
        read: u32,
        written: &CheckInDetails,
    ) -> Result<Changes, Refusal> {
        match step {
            FormStep::Send => self.sends(id, read, written.of_form(self.day)?),
            FormStep::Nothing => {
                let nothing = CheckInDetails {
                    nothing: true,
                    ..CheckInDetails::default()
                };
                self.sends(id, read, nothing)
            }
            FormStep::TakeBack => match self.state.form_of(self.hire.id, self.day, self.reader) {
                Some(now) if now.form == Some(Form::Read) => Err(Refusal::FormRead),
                Some(now) if now.form == Some(Form::Sent) => Ok(self.state.put_hanging(now.taken_back())),
                _ => Ok(Changes::new()),
            },
            FormStep::Talk | FormStep::NoTalk => self.talks(id, step == FormStep::Talk),
        }
    }

    fn sends(&self, id: CheckInId, read: u32, details: CheckInDetails) -> Result<Changes, Refusal> {
        let now = self.state.form_of(self.hire.id, self.day, self.reader);
        match now.map(|now| (now.form, &*now.details)) {
            // The same, sent twice, is sent once.
            Some((Some(Form::Sent), sent)) if *sent == details => return Ok(Changes::new()),
            Some((Some(Form::Sent), _)) => return Err(Refusal::FormSent),
            Some((Some(Form::Read), _)) => return Err(Refusal::FormRead),
            Some(_) => {}
            None => self.state.require_new(CheckIn::key(id))?,
        }
        self.require_asked()?;
        if details.is_empty() {
            return Err(Refusal::Empty { field: "form".into() });
        }
        if now.map_or(0, |now| now.edition) != read {
            return Err(Refusal::FormChanged);
        }
        Ok(self.put(now, id, Form::Sent, details))
    }

    /// That they would rather talk is a row of its own: it sends nothing else.
    fn talks(&self, id: CheckInId, talk: bool) -> Result<Changes, Refusal> {
        let was = self.state.talk_asked(self.hire.id, self.day, self.reader);
        if was.is_some_and(|was| was.details.talk) == talk {
            return Ok(Changes::new());
        }
        if talk {
            if !self.hire.may_talk_about(self.day, self.today) {
                return Err(Refusal::FormOver);
            }
            self.require_not_talked()?;
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
