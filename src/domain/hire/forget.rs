//! Who may forget a hire, what goes with them, and from which day on Today offers it.

use chrono::{Days, NaiveDate};

use super::{DAYS, Hire};
use crate::domain::{
    Candidate, Change, Changes, CheckIn, HireId, Kind, Power, Refusal, Role, State, UserId, Voice,
};

impl Hire {
    /// The day on which it was over: they declined, left, or were there for ninety days. One that was taken out was over when it was
    /// noted, unless it says more. None while it goes on.
    pub fn over_on(&self) -> Option<NaiveDate> {
        let details = &self.details;
        let last = || {
            let last = DAYS.last().copied().unwrap_or_default();
            details.starts_on?.checked_add_days(Days::new(last.into()))
        };
        let over = details.declined_on.or(details.left_on).or_else(last);
        over.or_else(|| self.removed.then(|| self.at.date_naive()))
    }
}

impl State<'_> {
    /// The day from which on nothing more is kept of them: so many days after it was over, or after the role was closed where nobody
    /// ever started. None while it goes on.
    pub fn hire_kept_until(&self, hire: &Hire) -> Option<NaiveDate> {
        let closed = || {
            let role = self.get::<Role>(hire.role).ok()?;
            role.placement.close.as_ref().map(|close| close.on)
        };
        let over = hire.over_on().or_else(closed)?;
        over.checked_add_days(Days::new(self.settings().candidates.days.into()))
    }

    /// Whether whoever has this card said yes, and is kept as a hire from then on.
    pub fn is_kept_as_hire(&self, card: &Candidate) -> bool {
        let mut hires = self.hires(card.role).into_iter();
        hires.any(|hire| {
            hire.candidate == Some(card.id) && hire.details.yes_on.is_some() && !hire.has_declined()
        })
    }

    /// Whether it is by the hire that Today offers to forget somebody, and not by the card that they have.
    pub(in crate::domain) fn is_forgotten_as_hire(&self, hire: &Hire) -> bool {
        let card = hire.candidate.and_then(|card| self.get::<Candidate>(card).ok());
        card.is_none_or(|card| card.over_on().is_none() || self.is_kept_as_hire(card))
    }

    /// Where somebody alone reads what they answer, that one or an owner forgets them: it goes along. Whether there is anything makes no
    /// difference, so that nobody else learns it.
    pub fn may_forget(&self, hire: &Hire, user: UserId) -> bool {
        hire.reader.is_none_or(|reader| reader == user) || self.may(user, Power::ForgetHire)
    }

    /// What goes with them, for this person to read beforehand; of what others alone read it says nothing but that it goes, if there is
    /// any.
    pub fn goes_with(&self, hire: &Hire, me: UserId) -> String {
        // What was sent and not opened yet goes, too.
        let all: Vec<&CheckIn> = self.on::<CheckIn>(Hire::key(hire.id)).collect();
        let count = |voice, of: fn(usize) -> String| {
            let here = all.iter().filter(|one| one.voice == voice && one.is_anything());
            match here.count() {
                0 => None,
                many => Some(of(many)),
            }
        };
        let leaders = count(Voice::Leader, |many| match many {
            1 => "1 note of what their leader said".into(),
            many => format!("{many} notes of what their leader said"),
        });
        let leaders = leaders.map(|words| self.called().reworded(&words).into_owned());
        let passed = count(Voice::PassedOn, |many| match many {
            1 => "1 thing that they let be passed on".into(),
            many => format!("{many} things that they let be passed on"),
        });
        let own = count(Voice::Hire, |many| match many {
            1 => "1 note of what they said to you alone".into(),
            many => format!("{many} notes of what they said to you alone"),
        });
        let reader = hire.reader.filter(|reader| *reader != me);
        let reader = reader.and_then(|reader| self.member(reader));
        let others = match reader {
            Some(reader) => format!("whatever they may have said to {} alone", reader.name),
            None => "whatever they may have said to another reader before".into(),
        };
        let card = hire
            .candidate
            .map(|_| "their card, interviews and scorecards".to_owned());
        let goes = ["the offer and its days".to_owned()].into_iter();
        let goes = goes.chain(card).chain(leaders).chain(passed).chain(own);
        format!(
            "With them go {}, and {others}.",
            goes.collect::<Vec<_>>().join(", ")
        )
    }
}

/// Refuses what would forget a hire, be it with their card, by whoever may not.
pub(in crate::domain) fn guard(state: &State, changes: &Changes, by: UserId) -> Result<(), Refusal> {
    let everything = state.seen_by(None);
    let gone = changes
        .0
        .iter()
        .filter(|(key, change)| key.kind == Kind::Hire && matches!(change, Change::Gone { erased: true }));
    for (key, _) in gone {
        if let Ok(hire) = everything.get::<Hire>(HireId(key.id))
            && !everything.may_forget(hire, by)
        {
            return Err(Refusal::NotToForget);
        }
    }
    Ok(())
}
