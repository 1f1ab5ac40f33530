//! Examples of share links.

use std::collections::BTreeSet;

use fulcrum::domain::{
    AskedHire, Body, HireId, InterviewerId, LinkId, NewLink, ProblemId, Scope, ShareLink, Target, ToldOwner,
    link, secret_hash,
};

use super::names::{day, id, leader, role, user};

pub fn row() -> ShareLink {
    ShareLink {
        id: LinkId(id(6)),
        target: Target::Leader(leader()),
        leader: leader(),
        scope: Scope::TeamSafe,
        label: "Dana's team".into(),
        secret_hash: secret_hash("open sesame"),
        keeper: user(),
        created_on: day(),
        expires_on: Some(day()),
        revoked: false,
        locked: true,
        opens: [role()].into(),
        deputy: true,
        forwarded: Some(LinkId(id(7))),
        panel: Some(InterviewerId(id(27))),
        brief: Some(told()),
        hire: Some(AskedHire {
            hire: HireId(id(50)),
            day: 30,
        }),
    }
}

fn told() -> Box<ToldOwner> {
    Box::new(ToldOwner {
        problem: ProblemId(id(28)),
        text: "Pay is too low in five roles".into(),
    })
}

fn new_link() -> NewLink {
    NewLink {
        id: LinkId(id(6)),
        target: Target::Leader(leader()),
        leader: None,
        scope: Scope::TeamSafe,
        label: "Dana's team".into(),
        secret_hash: secret_hash("open sesame"),
        expires_on: Some(day()),
        passcode: None,
        opens: BTreeSet::new(),
        deputy: false,
        panel: None,
        brief: None,
        hire: None,
    }
}

pub fn commands() -> Vec<Body> {
    vec![
        Body::Link(link::Command::ShareLink(new_link())),
        Body::Link(link::Command::ShareLink(NewLink {
            target: Target::Role(role()),
            leader: Some(leader()),
            expires_on: None,
            passcode: String::from("493 021").try_into().ok(),
            opens: [role()].into(),
            panel: Some(InterviewerId(id(27))),
            brief: Some(told()),
            hire: Some(AskedHire {
                hire: HireId(id(50)),
                day: 30,
            }),
            ..new_link()
        })),
        Body::Link(link::Command::RevokeLink { link: LinkId(id(6)) }),
        Body::Link(link::Command::ForwardLink {
            link: LinkId(id(6)),
            scope: Scope::Read,
            secret_hash: secret_hash("open sesame"),
        }),
    ]
}
