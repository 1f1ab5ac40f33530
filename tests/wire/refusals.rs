//! An example of every refusal.

use fulcrum::domain::{Asked, CommandId, Kind, Refusal};

use super::{discovery::pain, names::id};

pub fn refusals() -> Vec<Refusal> {
    let (what, field) = (Kind::Role, String::from("title"));
    vec![
        Refusal::Unknown { what },
        Refusal::Exists { what: Kind::Link },
        Refusal::PasscodeNeeded,
        Refusal::LeaderChanged,
        Refusal::DatePassed {
            date: "2026-11-18".into(),
        },
        Refusal::DateAhead {
            date: "2026-11-20".into(),
        },
        Refusal::BeforeOpened {
            date: "2026-11-18".into(),
        },
        Refusal::TooMany {
            what: Kind::PainPoint,
            most: 100,
        },
        Refusal::TooManyMusts { most: 4 },
        Refusal::TooManyProfiles { most: 3 },
        Refusal::TooManyCriteria { most: 8 },
        Refusal::Empty { field: field.clone() },
        Refusal::TooLong {
            field: field.clone(),
            max: 200,
            length: 201,
        },
        Refusal::OutOfRange {
            field,
            min: 0,
            max: 9,
        },
        Refusal::DateOutOfReach {
            date: "1815-06-18".into(),
        },
        Refusal::NoRole,
        Refusal::ReasonNeeded,
        Refusal::OnHold,
        Refusal::StillToAsk { next: Asked::Pain },
        Refusal::StillToAsk {
            next: Asked::Why { pain: pain() },
        },
        Refusal::StillToAsk {
            next: Asked::WhyAgain { pain: pain() },
        },
        Refusal::Closed,
        Refusal::ChangedSince,
        Refusal::WordsForFewer,
        Refusal::NotAMember,
        Refusal::TooManyReplies { most: 30 },
        Refusal::Answered,
        Refusal::ChoiceGone,
        Refusal::EndsFirst {
            date: "2026-11-19".into(),
        },
        Refusal::NotTheSame,
        Refusal::NewerTold,
        Refusal::Wished {
            said: "Not, because: No team yet".into(),
        },
        Refusal::CardChanged,
        Refusal::CandidateOver {
            how: "they have withdrawn".into(),
        },
        Refusal::TimesChanged,
        Refusal::TwiceOffered {
            time: "Thu 26 Nov, 15:00".into(),
        },
        Refusal::NotShown,
        Refusal::NotSought,
        Refusal::InterviewOff {
            how: "the candidate withdrew".into(),
        },
        Refusal::NoEvidence {
            what: "keeps calm".into(),
        },
        Refusal::HandedIn,
        Refusal::NotHandedIn,
        Refusal::NothingRated,
        Refusal::NotJudged,
        Refusal::NotYours,
        Refusal::OwnFirst,
        Refusal::Concluded {
            how: "goes on".into(),
        },
        Refusal::NoYes,
        Refusal::SaidYes,
        Refusal::NotAsked,
        Refusal::NotReader,
        Refusal::NotToForget,
        Refusal::FormSent,
        Refusal::FormRead,
        Refusal::FormChanged,
        Refusal::FormTakenBack,
        Refusal::FormOver,
        Refusal::StillToCome {
            date: "2026-11-26 15:00".into(),
        },
        Refusal::StillToAsk { next: Asked::Date },
        Refusal::OwnerOnly,
        Refusal::LinkForbids,
        Refusal::LinkGone,
        Refusal::LastOwner,
        Refusal::EditedMeanwhile {
            field: "title".into(),
            theirs: "Site Reliability Engineer".into(),
        },
        Refusal::Erased,
        Refusal::DependsOn { on: CommandId(id(9)) },
        Refusal::Malformed {
            detail: "missing field `roles`".into(),
        },
        Refusal::Internal,
        Refusal::Other(serde_json::json!({ "why": "too_late", "until": "2027-01-31" })),
    ]
}
