//! What is under way. Messages overtake each other, get lost, and arrive twice.

use fulcrum::{
    domain::UserId,
    sync::{
        lines,
        wire::{PullRequest, Pulled, Push, PushAnswer},
    },
};
use serde::{Serialize, de::DeserializeOwned};

/// One life of one tab: after a crash the same place has another life, and old answers find nobody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Address {
    pub device: usize,
    pub tab: usize,
    pub life: u32,
}

#[derive(Clone, Debug)]
pub enum Message {
    Push {
        from: Address,
        user: UserId,
        push: Push,
    },
    Pull {
        from: Address,
        user: UserId,
        request: PullRequest,
    },
    Pushed {
        to: Address,
        push: Push,
        answer: PushAnswer,
    },
    Pulled {
        to: Address,
        answer: Pulled,
    },
}

impl Message {
    pub fn device(&self) -> usize {
        match self {
            Self::Push { from, .. } | Self::Pull { from, .. } => from.device,
            Self::Pushed { to, .. } | Self::Pulled { to, .. } => to.device,
        }
    }

    /// As it arrives after having been JSON.
    pub fn through_json(self) -> Self {
        match self {
            Self::Push { from, user, push } => Self::Push {
                from,
                user,
                push: again(&push),
            },
            Self::Pull { from, user, request } => Self::Pull {
                from,
                user,
                request: again(&request),
            },
            Self::Pushed { to, push, answer } => Self::Pushed {
                to,
                push,
                answer: again(&answer),
            },
            Self::Pulled { to, answer } => Self::Pulled {
                to,
                answer: by_lines(&answer),
            },
        }
    }
}

/// As [`again`], in the form in which a device reads it.
fn by_lines(answer: &Pulled) -> Pulled {
    let text = String::from_utf8(lines::write(answer).unwrap()).unwrap();
    let read = lines::read(&text).unwrap();
    assert_eq!(&read, answer, "{text}");
    read
}

/// Writes and reads a value as JSON; it must be the same value.
pub fn again<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) -> T {
    let text = serde_json::to_string(value).expect("every shape can be written");
    let read = serde_json::from_str(&text).expect("what was written can be read");
    assert_eq!(*value, read, "JSON keeps every value");
    read
}
