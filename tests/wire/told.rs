//! Examples of dates that were told.

use fulcrum::domain::{
    Answer, Body, Expectation, ExpectationId, Fits, Level, Market, Outlook, Range, Shorter, Shown, Terms,
    ToldAnew, Try, Way, expectation,
};

use super::names::{at, day, id, leader, role, user};

fn told() -> ExpectationId {
    ExpectationId(id(18))
}

pub fn outlook() -> Outlook {
    Outlook {
        market: Market::Tight,
        middle: Some(90),
        because: "Three rivals are hiring".into(),
        in_mind: true,
    }
}

fn terms() -> Terms {
    Terms {
        yes_by: day(),
        level: Level::EightInTen,
        range: Some(Range {
            half: day(),
            eight: day(),
            nineteen: day(),
        }),
        odds: Some(78),
        roles: 4,
        notice: Some(3),
        needed_by: Some(day()),
        because: "Rare skills".into(),
        shorter: vec![Shorter {
            what: "Scala becomes nice to have".into(),
            yes_by: day(),
        }],
        ours: "You hear from me every Thursday.".into(),
        theirs: "An answer within two working days.".into(),
        cause: Some(ToldAnew::Spec),
    }
}

pub fn commands() -> Vec<Body> {
    let expectation = told();
    let commands = [
        expectation::Command::TellExpectation {
            expectation,
            role: role(),
            leader: leader(),
            terms: terms().into(),
            way: Way::Talk,
            shown: Shown::Boss,
            fits: Some(Fits::Agreed),
        },
        expectation::Command::AnswerExpectation {
            expectation,
            fits: Fits::TooLate,
            words: "I lose the team by then".into(),
        },
        expectation::Command::NoteAnswer {
            expectation,
            fits: Fits::Agreed,
        },
        expectation::Command::TakeBackAnswer {
            expectation,
            at: at(),
        },
        expectation::Command::ShowExpectation {
            expectation,
            shown: Shown::Team,
        },
        expectation::Command::TryToTell {
            expectation,
            yes_by: day(),
            notice: Some(3),
        },
        expectation::Command::TakeBackTry {
            expectation,
            at: at(),
        },
    ];
    commands.map(Body::Expectation).into()
}

pub fn row() -> Expectation {
    Expectation {
        id: told(),
        role: role(),
        leader: Some(leader()),
        terms: terms().into(),
        way: Way::Chat,
        by: user(),
        at: at(),
        next_by: day(),
        shown: Shown::Leader,
        answer: Some(Answer {
            fits: Fits::TooLate,
            words: "I lose the team by then".into(),
            at: at(),
            on_page: true,
        }),
        earlier: vec![Answer {
            fits: Fits::Agreed,
            words: String::new(),
            at: at(),
            on_page: false,
        }],
        tries: vec![Try {
            at: at(),
            yes_by: day(),
            notice: Some(3),
        }],
    }
}
