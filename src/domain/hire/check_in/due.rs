//! Whom to ask next in the first ninety days, and whom to call.

use chrono::{Days, NaiveDate};

use super::Voice;
use crate::domain::{CheckIn, Hire, LeaderId, State, UserId, hire::HireDue};

impl CheckIn {
    /// Days for which a check-in is asked for: later nobody remembers how it was.
    pub const ASKED: u64 = 21;
    /// Days within which whoever is not well is called, and within which a leader answers on their page.
    pub const DAYS_TO_CALL: u64 = 7;
    pub const DAYS_TO_ANSWER: u64 = 5;
}

impl<'a> State<'a> {
    /// What is to be done next, at which of the days, and by when: as far as it is this person's, who alone knows what was said to them.
    pub fn check_ins_due(
        &self,
        hire: &Hire,
        me: Option<UserId>,
        today: NaiveDate,
    ) -> impl Iterator<Item = (HireDue, u8, NaiveDate)> + use<> {
        let is_reader = hire.reader.is_some() && hire.reader == me;
        let own = me
            .filter(|_| is_reader)
            .and_then(|me| self.hire_form_due(hire, me));
        let own = own.or_else(|| self.hire_call_due(hire, is_reader, today));
        let own = own.or_else(|| self.hire_talk_due(hire, is_reader, today));
        own.into_iter().chain(self.hire_leader_due(hire, today))
    }

    fn hire_call_due(
        &self,
        hire: &Hire,
        is_reader: bool,
        today: NaiveDate,
    ) -> Option<(HireDue, u8, NaiveDate)> {
        let mut said = self.check_ins(hire.id).into_iter().filter(|_| is_reader);
        let newest = said.rfind(|one| one.voice == Voice::Hire)?;
        self.worry_of(newest)?;
        let by = newest
            .at
            .date_naive()
            .checked_add_days(Days::new(CheckIn::DAYS_TO_CALL))?;
        let is_asked = !hire.has_left(today);
        is_asked.then_some((HireDue::Call, newest.day, by))
    }

    /// What they sent and was not opened yet.
    fn hire_form_due(&self, hire: &Hire, me: UserId) -> Option<(HireDue, u8, NaiveDate)> {
        let unread = self.unread_forms(hire.id, me);
        let sent = unread.first()?;
        Some((HireDue::Read, sent.day, sent.at.date_naive()))
    }

    fn hire_talk_due(
        &self,
        hire: &Hire,
        is_reader: bool,
        today: NaiveDate,
    ) -> Option<(HireDue, u8, NaiveDate)> {
        let due = if hire.reader.is_none() {
            HireDue::Reader
        } else if is_reader {
            HireDue::Talk
        } else {
            return None;
        };
        let (day, on) = self.asked_now(hire, Voice::Hire, today)?;
        let Some(reader) = hire.reader else {
            return Some((due, day, on));
        };
        // What was opened and has not come yet answers that day.
        if self.form_of(hire.id, day, reader).is_some_and(CheckIn::is_coming) {
            return None;
        }
        let asks = self.asks_to_talk(hire.id, day, reader);
        Some((if asks { HireDue::Wished } else { due }, day, on))
    }

    fn hire_leader_due(&self, hire: &Hire, today: NaiveDate) -> Option<(HireDue, u8, NaiveDate)> {
        let (day, on) = self.asked_now(hire, Voice::Leader, today)?;
        // Where it stands on their page, they are waited for first.
        let by = match hire.details.shown {
            Some(_) => on.checked_add_days(Days::new(CheckIn::DAYS_TO_ANSWER))?,
            None => on,
        };
        Some((HireDue::Leader, day, by))
    }

    /// The last of the days that have come at which this one is asked, and has said nothing yet.
    pub fn asked_now(&self, hire: &Hire, voice: Voice, today: NaiveDate) -> Option<(u8, NaiveDate)> {
        let now = hire.asked_lately(voice, today);
        now.filter(|(day, _)| self.check_in(hire.id, *day, voice).is_none())
    }

    /// At which day this leader's page asks, and what they said there so far: what a recruiter noted in a talk, or what another leader
    /// said before, is not asked once more.
    pub fn asked_at_page(
        &self,
        hire: &Hire,
        leader: LeaderId,
        today: NaiveDate,
    ) -> Option<(u8, Option<&'a CheckIn>)> {
        let (day, _) = hire.asked_lately(Voice::Leader, today)?;
        let said = self.check_in(hire.id, day, Voice::Leader);
        let is_theirs = |said: &CheckIn| said.link.is_some() && said.leader == Some(leader);
        said.is_none_or(is_theirs).then_some((day, said))
    }
}

impl Hire {
    /// The last of the days that have come at which this one is asked; later nobody remembers how it was.
    fn asked_lately(&self, voice: Voice, today: NaiveDate) -> Option<(u8, NaiveDate)> {
        let days = self
            .asked_days()
            .filter(|day| voice == Voice::Hire || Self::asks_leader(*day));
        let come = days.filter_map(|day| Some((day, self.asked_on(day)?)));
        let last = come.take_while(|(_, on)| *on <= today).last();
        last.filter(|(_, on)| today <= *on + Days::new(CheckIn::ASKED))
    }

    /// Whether whoever was hired is asked at this day by now.
    pub fn is_asked_at(&self, day: u8, today: NaiveDate) -> bool {
        let lately = self.asked_lately(Voice::Hire, today);
        !self.has_left(today) && lately.is_some_and(|(asked, _)| asked == day)
    }
}
