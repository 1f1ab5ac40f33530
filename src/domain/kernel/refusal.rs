//! Why a command was not carried out, in words for the person who gave it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use crate::domain::{Asked, Called, CommandId, Kind, full_date};

/// A permanent answer: the same command will not succeed later. Passing failures (no network, a full disk)
/// are never refusals.
#[derive(Clone, PartialEq, Eq, Debug, Error, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Refusal {
    #[error("this {} is not here: it was removed, or it is not shared with you", what.noun())]
    Unknown { what: Kind },
    #[error("this {} was already added", what.noun())]
    Exists { what: Kind },
    #[error("the {field} is empty: write something first")]
    Empty { field: String },
    #[error("the {field} has {length} characters, {max} is the most: shorten it")]
    TooLong {
        field: String,
        max: usize,
        length: usize,
    },
    #[error("{}", range(field, *min, *max))]
    OutOfRange { field: String, min: i64, max: i64 },
    #[error(
        "the date {} is out of reach: check the year, and this device's clock",
        said(date)
    )]
    DateOutOfReach { date: String },
    #[error(
        "{} is still to come: give the day on which it was, or leave it out until then",
        said(date)
    )]
    NotBegun { date: String },
    #[error("{} is too far away: name a day within {days} days", said(date))]
    TooFar { date: String, days: i64 },
    #[error("choose at least one role")]
    NoRole,
    #[error("say why the role closes: filled, solved without a hire, or cancelled")]
    ReasonNeeded,
    #[error("{}", next.refused())]
    StillToAsk { next: Asked },
    #[error("the role is on hold: resume it first")]
    OnHold,
    #[error("the role is closed: move it back to a stage first")]
    Closed,
    #[error("it has changed since: undo would overwrite the newer change")]
    ChangedSince,
    #[error("the {field} was changed to \"{theirs}\" meanwhile: save again to put yours in its place")]
    EditedMeanwhile { field: String, theirs: String },
    #[error(
        "these words were written for fewer people than would read them now: write them anew, or leave them out"
    )]
    WordsForFewer,
    #[error("they have no e-mail address here yet: add it on their page, or send it another way")]
    NoMailAddress,
    #[error("they want no e-mail: send it another way, or change that on their page once they say so")]
    WantsNoMail,
    #[error(
        "something else was written to them meanwhile, which may have gone out: look at it, then send this again"
    )]
    WrittenMeanwhile,
    #[error("you are no longer a member of this workspace: ask one of its owners")]
    NotAMember,
    #[error("{most} {}s are the most here: remove one that no longer counts, or put it with another", what.noun())]
    TooMany { what: Kind, most: usize },
    #[error("{most} must-haves are the most: take one out, or put it with what would be nice to have")]
    TooManyMusts { most: usize },
    #[error("{most} things to look for are the most: nobody judges more fairly, so take one out first")]
    TooManyCriteria { most: usize },
    #[error("{most} example profiles are the most: change one of them, or take it out")]
    TooManyProfiles { most: usize },
    #[error("this link has sent {most} replies today, which is the most: call, or write tomorrow")]
    TooManyReplies { most: usize },
    #[error("this was answered already: say in a message what has changed")]
    Answered,
    #[error(
        "this choice is not offered any more: look at those that are, or write what you would rather have"
    )]
    ChoiceGone,
    #[error("the question was changed meanwhile: read it as it is now, then answer")]
    QuestionChanged,
    #[error("this was answered already, “{said}”: say in a message what has changed")]
    Wished { said: String },
    #[error("the card was changed meanwhile: read it as it is now, then answer")]
    CardChanged,
    #[error("nothing is asked about this candidate any more: {how}")]
    CandidateOver { how: String },
    #[error("other times are offered by now: look at those, then choose")]
    TimesChanged,
    #[error("{time} is offered twice: choose another time for one of them")]
    TwiceOffered { time: String },
    #[error("their card is not on this leader’s page: show it there first")]
    NotShown,
    #[error(
        "the role is followed up, and nobody is sought for it any more: move it back to where people are sought first"
    )]
    NotSought,
    #[error("nobody wants to prepare this interview any more: see what the leader says helps")]
    NothingToPrepare,
    #[error("nobody was to sit in on this interview: note first what the leader says helps")]
    NobodySatIn,
    #[error("this interview is off, since {how}: ask for another time")]
    InterviewOff { how: String },
    #[error("write what you heard or saw before you rate “{what}”: a rating needs evidence")]
    NoEvidence { what: String },
    #[error("this scorecard is handed in and stays as it is: add below it what you want to say now")]
    HandedIn,
    #[error("this scorecard is not handed in yet: write it there")]
    NotHandedIn,
    #[error("nothing is rated yet: rate at least one thing, with what you heard or saw, then hand it in")]
    NothingRated,
    #[error("nobody waits for this scorecard any more: tell your recruiter what you wanted to say")]
    NotJudged,
    #[error("this scorecard is somebody else’s: each interviewer writes their own")]
    NotYours,
    #[error("hand in your own scorecard first: what the others wrote is hidden until then")]
    OwnFirst,
    #[error("the debrief is over, “{how}”: take that back first")]
    Concluded { how: String },
    #[error("note first that they said yes: contract and start come after it")]
    NoYes,
    #[error("they said yes: take that back first")]
    SaidYes,
    #[error("nothing is asked of them on that day: they start or left on another")]
    NotAsked,
    #[error("only whom they agreed to reads what they say: ask them first whether that is you")]
    NotReader,
    #[error("only whoever reads what they say, or an owner of the workspace, forgets them: ask one of these")]
    NotToForget,
    #[error("this was sent already: take it back first, then change it")]
    FormSent,
    #[error("this was read or talked about already: say what you would add when you talk")]
    FormRead,
    #[error("this was sent or taken back elsewhere meanwhile: look whether it is to be sent, then send it")]
    FormChanged,
    #[error("this was taken back before you opened it: nothing of it was read")]
    FormTakenBack,
    #[error(
        "nothing is asked about this day now, since your first or last day was changed: keep what you wrote, and say it when you talk"
    )]
    FormOver,
    #[error("{} is still to come: note it afterwards", said(date))]
    StillToCome { date: String },
    #[error("you answer only on days on which the leader is away and has named you: write a message instead")]
    NotStandingIn,
    #[error(
        "only what is of the same kind is put together, and nothing with itself or with a part of another: choose one that stands for itself"
    )]
    NotTheSame,
    #[error("another date stands in its place by now: that is the one to talk about")]
    NewerTold,
    #[error("only an owner of the workspace may do this")]
    OwnerOnly,
    #[error("a workspace keeps at least one owner: make somebody else an owner first")]
    LastOwner,
    #[error("{} has passed: choose {}", said(date), later(date))]
    DatePassed { date: String },
    #[error(
        "by then the last of these times is over: ask for the answer by {}",
        said(date)
    )]
    TimesOver { date: String },
    #[error("it ends before it begins: choose {} or a later day as its last", said(date))]
    EndsFirst { date: String },
    #[error("{} is still to come: effort is logged once it was made", said(date))]
    DateAhead { date: String },
    #[error(
        "the role was opened on {}, after this was done: choose a later day, or correct the role's opening day first",
        said(date)
    )]
    BeforeOpened { date: String },
    #[error("this link does not allow it")]
    LinkForbids,
    #[error("a confidential role is shown only through a link with a passcode: ask for one")]
    PasscodeNeeded,
    #[error(
        "this page asks for a passcode, so it is not passed on from here: ask your recruiter to share it"
    )]
    NotPassedOn,
    #[error(
        "a confidential role goes into no file, which opens without a passcode and cannot be taken back: share a link"
    )]
    NoEnvelope,
    #[error("this role is with another leader by now: see whose it is, then do it for them")]
    LeaderChanged,
    #[error("this link is no longer valid: ask your recruiter for a new one")]
    LinkGone,
    #[error("it concerned someone whose data was erased")]
    Erased,
    #[error("it builds on another change that was refused")]
    DependsOn { on: CommandId },
    #[error("it could not be read: {detail}")]
    Malformed { detail: String },
    #[error("something went wrong on our side; the rest of your work is safe")]
    Internal,
    /// A newer build's reason, or one about a kind of row that this one does not know: kept as it was written.
    #[error("it was refused for a reason that this version cannot read: reload to see it")]
    #[serde(untagged)]
    Other(Value),
}

impl Refusal {
    /// In the word that a workspace has for leaders, where a reason says it. What somebody typed stays as it was typed.
    pub fn said(&self, called: Called) -> String {
        match self {
            Self::Unknown { .. }
            | Self::Exists { .. }
            | Self::TooMany { .. }
            | Self::Empty { .. }
            | Self::TooLong { .. }
            | Self::OutOfRange { .. }
            | Self::NotShown
            | Self::NotSought
            // Why it is off is chosen among our own words.
            | Self::InterviewOff { .. }
            | Self::NothingToPrepare
            | Self::NobodySatIn
            | Self::NotStandingIn
            | Self::LeaderChanged => called.reworded(&self.to_string()).into_owned(),
            Self::EditedMeanwhile { field, theirs } => Self::EditedMeanwhile {
                field: called.reworded(field).into_owned(),
                theirs: theirs.clone(),
            }
            .to_string(),
            _ => self.to_string(),
        }
    }

    /// Whether a command that was accepted once may yet go through, when what it was built on is back after a
    /// restore.
    pub fn may_pass(&self) -> bool {
        !matches!(
            self,
            Self::Erased | Self::Exists { .. } | Self::LinkForbids | Self::Internal
        )
    }
}

/// A date as a person says it; it travels as `2026-05-01` or `2026-05-01 09:38`. What cannot be read stays as it is.
/// Of a list its length is told as a person would.
fn range(field: &str, min: i64, max: i64) -> String {
    match field.strip_prefix("how many ") {
        Some(what) if min <= 0 => format!("{max} {what} are the most: leave some out"),
        Some(what) => format!("give {min} to {max} {what}"),
        None => format!("{field} must be from {min} to {max}"),
    }
}

/// What is there to choose in its place: of a day a day, of a time a time.
fn later(date: &str) -> &'static str {
    match date.parse::<NaiveDate>() {
        Ok(_) => "today or a later day",
        Err(_) => "a later time",
    }
}

fn said(date: &str) -> String {
    let (day, time) = match date.split_once(' ') {
        Some((day, time)) => (day, format!(", {time}")),
        None => (date, String::new()),
    };
    match day.parse::<NaiveDate>() {
        Ok(day) => full_date(day) + &time,
        Err(_) => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_said_in_the_word_of_the_workspace_and_what_was_typed_is_not() {
        let said = |refusal: Refusal| refusal.said(Called::HiringManager);
        let what = Kind::Leader;
        assert_eq!(
            said(Refusal::Unknown { what }),
            "this hiring manager is not here: it was removed, or it is not shared with you"
        );
        assert_eq!(
            said(Refusal::LeaderChanged),
            "this role is with another hiring manager by now: see whose it is, then do it for them"
        );
        assert_eq!(
            said(Refusal::EditedMeanwhile {
                field: "leader’s page".into(),
                theirs: "a leader".into()
            }),
            "the hiring manager’s page was changed to \"a leader\" meanwhile: save again to put yours in its place"
        );
        let how = "No leader here".to_owned();
        let typed = Refusal::Concluded { how };
        assert_eq!(said(typed.clone()), typed.to_string());
        assert_eq!(
            Refusal::LeaderChanged.said(Called::Leader),
            Refusal::LeaderChanged.to_string()
        );
    }

    #[test]
    fn dates_are_told_as_a_person_says_them() {
        let told = |date: &str| {
            let date = date.to_owned();
            Refusal::DateAhead { date }.to_string()
        };
        let rest = "is still to come: effort is logged once it was made";
        assert_eq!(told("2026-05-01"), format!("1 May 2026 {rest}"));
        assert_eq!(told("2026-05-01 09:38"), format!("1 May 2026, 09:38 {rest}"));
        assert_eq!(told("the first of May"), format!("the first of May {rest}"));
        let date = "1815-06-18".to_owned();
        let passed = Refusal::DatePassed { date: date.clone() }.to_string();
        assert_eq!(passed, "18 Jun 1815 has passed: choose today or a later day");
        let passed = Refusal::DatePassed {
            date: "2026-05-01 09:38".into(),
        };
        assert_eq!(
            passed.to_string(),
            "1 May 2026, 09:38 has passed: choose a later time"
        );
        let far = Refusal::DateOutOfReach { date }.to_string();
        assert!(far.starts_with("the date 18 Jun 1815 is"), "{far}");
    }
}
