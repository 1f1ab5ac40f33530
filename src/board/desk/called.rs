//! Our own sentences, in the word that the workspace that is shown has for leaders.

use std::{borrow::Cow, cell::RefCell};

use leptos::prelude::*;

use super::{Desk, desk};
use crate::domain::Called;

thread_local! {
    /// Those that were said in another word than they are written with, a few hundred at most: they stay for as long as the page.
    static REWORDED: RefCell<Vec<(&'static str, &'static str)>> = const { RefCell::new(Vec::new()) };
}

impl Desk {
    /// What leaders are called in the workspace that is shown.
    pub fn called(self) -> Called {
        self.says_managers.track();
        self.called_now()
    }

    pub fn called_now(self) -> Called {
        if self.says_managers.get_untracked() {
            Called::HiringManager
        } else {
            Called::Leader
        }
    }
}

/// One of them as it is said now. What stands in a form keeps the word with which it was opened, since a form is not rebuilt by news.
pub fn ours(text: &'static str) -> &'static str {
    let said = match desk().called_now().ours(text) {
        Cow::Borrowed(text) => return text,
        Cow::Owned(said) => said,
    };
    REWORDED.with_borrow_mut(|all| {
        let known = all.iter().find(|(written, _)| *written == text);
        if let Some((_, said)) = known {
            return *said;
        }
        let said: &'static str = said.leak();
        all.push((text, said));
        said
    })
}

/// The same where it stands on a page, which follows when another word is chosen.
pub fn ours_live(text: &'static str) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    move || {
        desk().says_managers.track();
        ours(text)
    }
}
