//! Examples of hires and check-ins.

use fulcrum::domain::{
    Body, CandidateId, Cause, CheckIn, CheckInDetails, CheckInId, Form, FormStep, Hire, HireDetails, HireId,
    Item, LinkId, Ready, Score, UserId, Voice, check_in, hire::Command,
};

use super::{
    discovery::pain,
    names::{at, day, id, leader, role, user},
};

pub fn hire() -> HireId {
    HireId(id(50))
}

fn check_in() -> CheckInId {
    CheckInId(id(51))
}

fn details() -> HireDetails {
    HireDetails {
        name: "Sam Reed".into(),
        approved: true,
        pay_told: true,
        matters: "Two days at home".into(),
        calls: "Dana".into(),
        accept_by: Some(day()),
        yes_on: Some(day()),
        declined_on: Some(day()),
        cause: Some(Cause::Compensation),
        because: "More elsewhere".into(),
        signed_on: Some(day()),
        starts_on: Some(day()),
        left_on: Some(day()),
        touched_on: Some(day()),
        ready: vec![
            Ready {
                what: "A desk".into(),
                done: true,
            },
            Ready {
                what: "Access".into(),
                done: false,
            },
        ],
        without: vec![60],
        shown: Some(leader()),
    }
}

fn said() -> CheckInDetails {
    CheckInDetails {
        scores: vec![Score::of_pain(pain(), 3), Score::of(Item::Tasks, 4)],
        words: "It goes well".into(),
        nothing: true,
        called: true,
        talk: true,
    }
}

pub fn commands() -> Vec<Body> {
    let hires = [
        Command::AddHire {
            hire: hire(),
            role: role(),
            candidate: Some(CandidateId(id(23))),
            details: HireDetails::named("Sam Reed").into(),
        },
        Command::EditHire {
            hire: hire(),
            details: details().into(),
            base: Some(HireDetails::named("Sam Reed").into()),
        },
        Command::RemoveHire {
            hire: hire(),
            removed: true,
        },
        Command::AgreeReader {
            hire: hire(),
            agreed_on: day(),
        },
        Command::KnowReader { hire: hire() },
        Command::ForgetHire { hire: hire() },
    ];
    let check_ins = [
        check_in::Command::NoteCheckIn {
            check_in: check_in(),
            hire: hire(),
            day: 30,
            voice: Voice::Hire,
            details: said().into(),
        },
        check_in::Command::EditCheckIn {
            check_in: check_in(),
            details: said().into(),
            base: Some(Box::default()),
        },
        check_in::Command::TellCheckIn {
            check_in: check_in(),
            hire: hire(),
            day: 30,
            details: said().into(),
        },
        check_in::Command::StepForm {
            check_in: check_in(),
            hire: hire(),
            day: 30,
            step: FormStep::Send,
            read: 3,
            details: said().into(),
        },
        check_in::Command::ReadForm { check_in: check_in() },
    ];
    let hires = hires.into_iter().map(Body::Hire);
    hires.chain(check_ins.into_iter().map(Body::CheckIn)).collect()
}

pub fn row() -> Hire {
    Hire {
        id: hire(),
        role: role(),
        candidate: Some(CandidateId(id(23))),
        details: details().into(),
        moved_back: Some(fulcrum::domain::Stage::Source),
        reader: Some(user()),
        agreed_on: Some(day()),
        read_before: Some(UserId(id(26))),
        by: user(),
        at: at(),
        removed: true,
    }
}

pub fn check_in_row() -> CheckIn {
    CheckIn {
        id: check_in(),
        hire: hire(),
        role: role(),
        day: 30,
        voice: Voice::Hire,
        reader: Some(user()),
        leader: Some(leader()),
        link: Some(LinkId(id(6))),
        form: Some(Form::Read),
        edition: 3,
        details: said().into(),
        by: user(),
        at: at(),
    }
}
