//! Examples of updates, and of what came of them.

use fulcrum::domain::{
    Body, Mail, MailFault, MailState, ReplyId, SendMail, Told, Update, UpdateId, Way, WhyNot, update,
};

use super::names::{at, day, id, leader, role, user};

fn update() -> UpdateId {
    UpdateId(id(5))
}

pub fn told() -> Told {
    Told {
        at: at(),
        next_by: day(),
    }
}

pub fn commands() -> Vec<Body> {
    let update = update();
    let commands = [
        update::Command::SendUpdate {
            update,
            leader: leader(),
            roles: vec![role()],
            answers: Some(ReplyId(id(8))),
            text: "Three strong people are in play".into(),
            way: Some(Way::Chat),
            next_by: Some(day()),
            mail: Some(SendMail {
                after: Some(UpdateId(id(9))),
            }),
        },
        update::Command::MailUpdate { update, wanted: true },
        update::Command::TellUpdate {
            update,
            way: Some(Way::Mail),
        },
        update::Command::RemoveTalk {
            update,
            removed: true,
        },
        update::Command::GotIt { update, thanks: true },
    ];
    commands.into_iter().map(Body::Update).collect()
}

pub fn row() -> Update {
    Update {
        id: update(),
        leader: leader(),
        roles: vec![role()],
        answers: Some(ReplyId(id(8))),
        text: "Three strong people are in play".into(),
        sent_at: at(),
        next_by: day(),
        way: Some(Way::Mail),
        told_at: Some(at()),
        got_it: Some(at()),
        thanks: true,
        mail: Some(Mail {
            to: "dana@example.com".into(),
            state: MailState::Failed,
            tries: 1,
            fault: Some(MailFault::new(WhyNot::Rejected, "550 no such mailbox")),
        }),
        removed: true,
        by: user(),
    }
}
