//! Examples of interviews: the times that are offered, what was said to them, and how each went.

use fulcrum::domain::{
    Body, CalledOff, CandidateId, Chosen, Concluded, Debrief, Help, HelpWay, Interview, InterviewDetails,
    InterviewId, LinkId, OffCause, Offer, Round, SitIn, SitInTalk, SitInTalkId, TalkWords, Untold, Wanted,
    interview::Command, sit_in_talk,
};

use super::names::{at, day, id, leader, role, user};

fn details() -> InterviewDetails {
    InterviewDetails {
        round: Round::FirstTalk,
        how: "By video, https://meet.example.com/sam".into(),
        minutes: 45,
    }
}

fn offer() -> Offer {
    Offer {
        times: vec![at(), at() + chrono::TimeDelta::days(1)],
        due: day(),
        otherwise: "It moves to December".into(),
        at: at(),
    }
}

fn sit_in() -> SitIn {
    SitIn {
        speaks: "Dana leads".into(),
        told: true,
    }
}

pub fn commands() -> Vec<Body> {
    let (interview, candidate) = (InterviewId(id(25)), CandidateId(id(24)));
    let zone = || "Europe/London".to_owned();
    let commands = [
        Command::OfferTimes {
            interview,
            candidate,
            leader: leader(),
            details: details().into(),
            zone: zone(),
            offer: offer().into(),
        },
        Command::OfferAnew {
            interview,
            zone: zone(),
            offer: offer().into(),
        },
        Command::SetInterview {
            interview,
            candidate,
            leader: leader(),
            details: details().into(),
            zone: zone(),
            time: at(),
        },
        Command::EditInterview {
            interview,
            details: details().into(),
            base: Some(details().into()),
        },
        Command::ChooseTime {
            interview,
            read: 2,
            time: None,
            because: "I am in Oslo".into(),
        },
        Command::NoteTime {
            interview,
            time: Some(at()),
            because: String::new(),
        },
        Command::TakeBackTime { interview },
        Command::MoveInterview {
            interview,
            zone: zone(),
            time: Some(at()),
            from: None,
        },
        Command::CallOff {
            interview,
            cause: OffCause::Leader,
        },
        Command::CallOn { interview },
        Command::NoteTold {
            interview,
            untold: Untold::CANDIDATE,
        },
        Command::NoteHeld {
            interview,
            held: true,
        },
        Command::Debrief {
            interview,
            concluded: Concluded::TalkAgain,
            because: "About pay".into(),
        },
        Command::TakeBackDebrief { interview },
        Command::OfferHelp {
            interview,
            offered: true,
        },
        Command::WantHelp {
            interview,
            way: HelpWay::SitIn,
        },
        Command::NoteHelp {
            interview,
            way: Some(HelpWay::Practise),
        },
        Command::NotePrepared {
            interview,
            prepared: true,
        },
        Command::EditSitIn {
            interview,
            sit_in: sit_in(),
            base: Some(SitIn::default()),
        },
    ];
    let talks = [
        sit_in_talk::Command::NoteTalk {
            talk: SitInTalkId(id(26)),
            interview,
            words: talk().words,
        },
        sit_in_talk::Command::EditTalk {
            talk: SitInTalkId(id(26)),
            words: Box::default(),
            base: Some(talk().words),
        },
    ];
    let commands = commands.into_iter().map(Body::Interview);
    commands.chain(talks.map(Body::SitInTalk)).collect()
}

pub fn row() -> Interview {
    Interview {
        id: InterviewId(id(25)),
        role: role(),
        candidate: CandidateId(id(24)),
        leader: leader(),
        details: details().into(),
        zone: "Europe/London".into(),
        offer: Some(offer().into()),
        edition: 2,
        answers: vec![Chosen {
            of: 2,
            time: Some(at()),
            because: "Before ten".into(),
            at: at(),
            link: Some(LinkId(id(6))),
            by: Some(user()),
        }],
        starts: Some(at()),
        moved_from: Some(at()),
        off: Some(CalledOff {
            cause: OffCause::Withdrew,
            at: at(),
            by: user(),
            untold: Untold::CANDIDATE,
        }),
        untold: Untold {
            candidate: true,
            leader: true,
        },
        held: true,
        debrief: Some(
            Debrief {
                concluded: Concluded::GoesOn,
                because: "Strong on incidents".into(),
                at: at(),
                by: user(),
            }
            .into(),
        ),
        help: Some(Box::new(Help {
            offered: Some(at()),
            wanted: Some(Wanted {
                way: HelpWay::SitIn,
                at: at(),
                link: Some(LinkId(id(6))),
                by: Some(user()),
            }),
            prepared: Some(HelpWay::Practise),
            sit_in: sit_in(),
        })),
        revision: 3,
        by: user(),
        at: at(),
    }
}

pub fn talk() -> SitInTalk {
    SitInTalk {
        id: SitInTalkId(id(26)),
        interview: InterviewId(id(25)),
        candidate: CandidateId(id(24)),
        role: role(),
        leader: leader(),
        by: user(),
        words: Box::new(TalkWords {
            went_well: "You let them finish".into(),
            to_try: "Ask what they did themselves".into(),
        }),
        at: at(),
    }
}
