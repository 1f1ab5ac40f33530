//! For how long something is kept of a candidate, and what that is: all of it, for whoever asks.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Candidate;
use crate::domain::{Brief, Hire, Interviewer, Refusal, Remark, Role, Scorecard, Sorting, State, full_date};

/// What a workspace says of all its candidates.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Keeping {
    /// Whether leaders know names from the shortlist on.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub names: bool,
    /// Days for which somebody is kept after it was over; 1 to [`Keeping::MOST_DAYS`].
    pub days: u32,
}

impl Default for Keeping {
    fn default() -> Self {
        Self {
            names: false,
            days: 180,
        }
    }
}

impl Keeping {
    /// Three years.
    pub const MOST_DAYS: u32 = 1_095;

    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    pub(in crate::domain) fn checked(self) -> Result<(), Refusal> {
        if (1..=Self::MOST_DAYS).contains(&self.days) {
            return Ok(());
        }
        Err(Refusal::OutOfRange {
            field: "the days for which candidates are kept".into(),
            min: 1,
            max: Self::MOST_DAYS.into(),
        })
    }
}

impl State<'_> {
    /// The day from which on nothing more is kept of them: so many days after it was over for them, or after the role was closed where
    /// nobody said that it was. Whoever has an offer goes with that.
    pub fn candidate_kept_until(&self, candidate: &Candidate) -> Option<NaiveDate> {
        let closed = || {
            let has_offer = self.on::<Hire>(Candidate::key(candidate.id)).next().is_some();
            let role = self.get::<Role>(candidate.role).ok().filter(|_| !has_offer)?;
            role.placement.close.as_ref().map(|close| close.on)
        };
        let over = candidate.over_on().or_else(closed)?;
        over.checked_add_days(Days::new(self.settings().candidates.days.into()))
    }

    /// All that is kept of somebody, as a text for themselves. Who wrote or said what is left out.
    pub fn kept_of(&self, candidate: &Candidate) -> String {
        let details = &candidate.details;
        let role = self.get::<Role>(candidate.role).map_or("", Role::called);
        let musts = self.get::<Brief>(candidate.role).ok();
        let musts = musts
            .map(|brief| brief.details.spec.musts.as_slice())
            .unwrap_or_default();
        let mut said = vec![
            format!("What is kept about {}", details.name),
            String::new(),
            format!("Role: {role}"),
            format!("Called there: {}", candidate.alias()),
            format!("Added on: {}", full_date(candidate.at.date_naive())),
            format!(
                "Approached by us: {}",
                if details.approached { "yes" } else { "no" }
            ),
        ];
        let mut say = |what: &str, words: &str| {
            if !words.is_empty() {
                said.push(format!("{what}: {words}"));
            }
        };
        let told = candidate.told_source.map(full_date).unwrap_or_default();
        say("Told where the data came from on", &told);
        for words in details.lines.lines() {
            say("Card", words);
        }
        for evidence in &details.evidence {
            let must = musts.iter().find(|must| must.id == evidence.must);
            let must = must.map_or("something asked for earlier", |must| must.what.as_str());
            say(&format!("Speaks for “{must}”"), &evidence.what);
        }
        say("Open question", &details.question);
        say("CV", &details.cv);
        if let Some(shown) = candidate.shown {
            say(
                &self.called().ours("Shown to the hiring leader on"),
                &full_date(shown.at.date_naive()),
            );
        }
        for wished in &candidate.wishes {
            let on = full_date(wished.at.date_naive());
            let whose = self.called().ours("Answer of the hiring leader");
            say(&format!("{whose} on {on}"), &wished.said());
        }
        for one in self.interviews(candidate.id) {
            let when = one.when().unwrap_or_else(|| "no time yet".into());
            let how = match one.details.how.as_str() {
                "" => when,
                how => format!("{when}, {how}"),
            };
            let off = one
                .off
                .as_ref()
                .map(|off| format!(". Off: {}", self.called().ours(off.cause.label())));
            say(
                &format!("{}, {} minutes", one.details.round.label(), one.details.minutes),
                &(how + &off.unwrap_or_default()),
            );
        }
        let panel = self.on::<Interviewer>(Candidate::key(candidate.id));
        let mut cards: Vec<&Scorecard> = panel
            .filter_map(|one| self.get::<Scorecard>(one.id).ok())
            .collect();
        cards.put_in_order_by(|card| card.id);
        for card in cards {
            for remark in &card.details.remarks {
                let rating = remark
                    .rating
                    .map(|rating| format!("{rating} of {}. ", Remark::MOST));
                say(
                    &format!("An interviewer on “{}”", remark.what),
                    &(rating.unwrap_or_default() + &remark.evidence),
                );
            }
            say("Notes of an interviewer", &card.details.notes);
            say("Added by an interviewer later", &card.later);
        }
        let open = self.on::<Interviewer>(Candidate::key(candidate.id));
        match open.filter(|one| self.is_card_waited_for(one)).count() {
            0 => {}
            count => say(
                "Not in this file",
                &format!(
                    "{count} of the scorecards, which their interviewers have not handed in: ask again once they have"
                ),
            ),
        }
        for debrief in self
            .interviews(candidate.id)
            .iter()
            .filter_map(|one| one.debrief.as_ref())
        {
            let on = full_date(debrief.at.date_naive());
            let because = match debrief.because.as_str() {
                "" => on,
                because => format!("{on}. {because}"),
            };
            say(
                &format!("Decided after an interview: {}", debrief.concluded.label()),
                &because,
            );
        }
        if let Some(ended) = &candidate.ended {
            let on = full_date(ended.on());
            let because = match ended.because.as_str() {
                "" => on,
                because => format!("{on}. {because}"),
            };
            say(ended.ending.label(), &because);
        }
        for hit in self.also_named_in(Candidate::key(candidate.id)) {
            say(&format!("Named in ({})", hit.detail), &hit.title);
        }
        if let Some(until) = self.candidate_kept_until(candidate) {
            say("Kept until", &full_date(until));
        }
        said.push(String::new());
        said.join("\n")
    }
}
