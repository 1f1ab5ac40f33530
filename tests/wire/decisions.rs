//! Examples of what is asked, of what was decided, and of who is away.

use fulcrum::domain::{
    Away, Body, Decided, Decision, DecisionDetails, DecisionId, LinkId, Moment, Stood, Turn,
    decision::Command, leader, reply,
};

use super::names::{self, at, day, id, role, user};

fn details() -> DecisionDetails {
    DecisionDetails {
        choices: vec!["C".into(), "D".into()],
        otherwise: "Thursday's slot moves".into(),
        ..DecisionDetails::asked("Who comes Thursday?", day())
    }
}

pub fn away() -> Away {
    Away {
        from: day(),
        until: day(),
        deputy: "Sam Reed".into(),
    }
}

pub fn commands() -> Vec<Body> {
    let decision = DecisionId(id(22));
    let commands = [
        Command::AskDecision {
            decision,
            leader: names::leader(),
            role: Some(role()),
            turn: Turn::Leader,
            details: details(),
        },
        Command::AskUs {
            decision,
            role: Some(role()),
            what: "The pay range, before I talk to finance".into(),
            due: Some(day()),
        },
        Command::EditDecision {
            decision,
            details: details(),
            base: Some(details()),
        },
        Command::WithdrawDecision {
            decision,
            withdrawn: true,
        },
        Command::Decide {
            decision,
            asked: "Who comes Thursday?".into(),
            choice: "C".into(),
            words: "Not before ten".into(),
        },
        Command::NoteDecided {
            decision,
            choice: "C".into(),
            words: "Not before ten".into(),
        },
        Command::TakeBackDecided { decision },
    ];
    let tells = leader::Command::TellAway { away: Some(away()) };
    let stands = reply::Command::TellStanding {
        role: role(),
        asked: Moment::Search,
        knows: false,
        words: "Nobody told me why".into(),
    };
    let commands = commands.into_iter().map(Body::Decision);
    commands
        .chain([Body::Leader(tells), Body::Reply(stands)])
        .collect()
}

pub fn stood() -> Stood {
    Stood {
        role: role(),
        asked: Moment::Yes,
        knows: true,
        words: "You said so on Thursday".into(),
        at: at(),
    }
}

pub fn row() -> Decision {
    Decision {
        id: DecisionId(id(22)),
        leader: names::leader(),
        role: Some(role()),
        turn: Turn::Us,
        details: details(),
        link: Some(LinkId(id(6))),
        by: user(),
        at: at(),
        answer: Some(Decided {
            choice: "C".into(),
            words: "Not before ten".into(),
            at: at(),
            link: Some(LinkId(id(6))),
            by: Some(user()),
        }),
        withdrawn: true,
    }
}
