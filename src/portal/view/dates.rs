//! By when somebody comes, as it was talked through last: the dates for whoever may see them, the words for the leader alone.

use chrono::NaiveDate;
use serde::Serialize;

use super::seen::{Alone, Seen, SeenDate};
use crate::domain::{Answer, Coming, ExpectationId, Fits, Range, Terms, ToldAnew, Turnout};

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DateView {
    pub id: ExpectationId,
    /// Of a leader with several roles, which it is about.
    pub role: Option<String>,
    /// The day on which it was told.
    pub told_on: NaiveDate,
    /// Who told it, as far as whoever reads the page may know.
    pub told_by: Option<String>,
    pub yes_by: NaiveDate,
    pub coming: Coming,
    /// `8 in 10`, and `one in five takes longer`; none where it was told without a forecast.
    pub chance: Option<String>,
    pub longer: Option<String>,
    pub range: Option<Range>,
    pub notice: Option<u16>,
    /// A new date that could not be told in person.
    pub overtaken: Option<Overtaken>,
    /// The day that the page says is over, and nobody has said yes: the new one's, where that stands there.
    pub has_passed: bool,
    /// Once somebody has said yes.
    pub turnout: Option<Turnout>,
    pub words: Option<DateWords>,
}

/// What stands in its place; as told and as it is now, both of the same kind of day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Overtaken {
    pub yes_by: NaiveDate,
    pub notice: Option<u16>,
    pub told: Coming,
    pub likely: Coming,
    /// When somebody last tried to say so: the leader's alone.
    pub tried_on: Option<NaiveDate>,
}

/// What only the leader reads.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DateWords {
    pub needed_by: Option<NaiveDate>,
    pub because: String,
    pub ours: String,
    pub theirs: String,
    /// What would shorten it, and the day of the yes then.
    pub shorter: Vec<(String, NaiveDate)>,
    /// Why it is another date than before.
    pub cause: Option<&'static str>,
    pub answer: Option<AnswerView>,
    /// Who calls where it does not fit, or has passed.
    pub calls: Option<String>,
    /// It has passed, and somebody calls them about another.
    pub is_called_about: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AnswerView {
    pub fits: Fits,
    pub on: NaiveDate,
    pub words: String,
    /// Said on the page; else a recruiter heard it.
    pub on_page: bool,
}

pub fn section(seen: &Seen) -> Vec<DateView> {
    let is_one = seen.roles().count() < 2;
    let dates = seen.dates().into_iter();
    let calls = |role| seen.alone().and_then(|alone: Alone| alone.looks_after(role));
    let dates = dates.map(|date| {
        let calls = calls(date.role.id()).map(|calls| calls.name.clone());
        view(&date, is_one, calls, seen.today())
    });
    dates.collect()
}

fn view(date: &SeenDate, is_one: bool, calls: Option<String>, today: NaiveDate) -> DateView {
    let likely = date.overtaken.map(|(_, slip)| slip.likely.day());
    DateView {
        id: date.id,
        role: (!is_one).then(|| date.role.title().to_owned()),
        told_on: date.told_on,
        told_by: date.told_by.map(str::to_owned),
        yes_by: date.yes_by,
        coming: Coming::after(date.yes_by, date.notice),
        chance: date.chance.clone(),
        longer: date.longer.clone(),
        range: date.range,
        notice: date.notice,
        overtaken: date.overtaken.map(|(tried_on, slip)| Overtaken {
            yes_by: slip.yes_by,
            notice: slip.notice,
            told: slip.told,
            likely: slip.likely,
            tried_on: date.words.map(|_| tried_on),
        }),
        has_passed: likely.map_or(date.has_passed, |likely| likely < today),
        turnout: date.turnout,
        words: date.words.map(|(terms, answer)| {
            let is_called_about = date.has_passed && date.is_called_about;
            words(terms, (answer, date.said), calls, is_called_about)
        }),
    }
}

fn words(
    terms: &Terms,
    (answer, said): (Option<&Answer>, &str),
    calls: Option<String>,
    is_called_about: bool,
) -> DateWords {
    let shorter = terms.shorter.iter();
    DateWords {
        needed_by: terms.needed_by,
        because: terms.because.clone(),
        ours: terms.ours.clone(),
        theirs: terms.theirs.clone(),
        shorter: shorter.map(|one| (one.what.clone(), one.yes_by)).collect(),
        cause: terms.cause.map(ToldAnew::label),
        answer: answer.map(|answer| AnswerView {
            fits: answer.fits,
            on: answer.at.date_naive(),
            words: said.to_owned(),
            on_page: answer.on_page,
        }),
        calls,
        is_called_about,
    }
}
