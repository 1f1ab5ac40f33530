//! What a leader does on their page.

use crate::domain::{Body, CommandId, ReplyId, RoleId, UpdateId, reply};

/// Each is a form on the page, which works without script.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Gesture {
    /// Answers an update, or writes what answers none.
    Reply {
        update: Option<UpdateId>,
        /// What it is about, where it answers no update and a role was chosen.
        role: Option<RoleId>,
        text: String,
    },
}

impl Gesture {
    /// The command that it is.
    pub fn body(&self, command: CommandId) -> Body {
        match self {
            // The command's id is the reply's: sent twice, it is written once.
            Self::Reply { update, role, text } => Body::Reply(reply::Command::SendReply {
                reply: ReplyId(command.0),
                update: *update,
                role: *role,
                text: text.clone(),
            }),
        }
    }

    /// The fragment of the form that it was written in: a browser without script comes back to it.
    pub fn place(&self) -> String {
        let Self::Reply { update, .. } = self;
        place(*update)
    }

    /// Why there is nothing to send, in words; none when there is something.
    pub fn lacks(&self) -> Option<&'static str> {
        match self {
            Self::Reply { text, .. } => text.trim().is_empty().then_some("Write something first."),
        }
    }
}

/// The id of the form that answers this update, or none.
pub fn place(update: Option<UpdateId>) -> String {
    match update {
        Some(update) => format!("reply-{update}"),
        None => "reply-note".into(),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_reply_has_its_commands_id_and_names_its_update() {
        let (id, update) = (Uuid::from_u128(7), UpdateId(Uuid::from_u128(8)));
        let gesture = Gesture::Reply {
            update: Some(update),
            role: None,
            text: "Tuesday suits me".into(),
        };
        let body = Body::Reply(reply::Command::SendReply {
            reply: ReplyId(id),
            update: Some(update),
            role: None,
            text: "Tuesday suits me".into(),
        });
        assert_eq!(gesture.body(CommandId(id)), body);
        assert_eq!(gesture.lacks(), None);
    }
}
