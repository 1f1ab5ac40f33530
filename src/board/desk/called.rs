//! Our own sentences, in the word that the workspace that is shown has for leaders.

use std::{borrow::Cow, cell::RefCell, collections::BTreeMap};

use leptos::prelude::*;

use super::desk;

thread_local! {
    /// Those that say another word than they are written with, a few hundred at most: they stay for as long as the page.
    static REWORDED: RefCell<BTreeMap<&'static str, &'static str>> = const { RefCell::new(BTreeMap::new()) };
}

/// One of them as it is said now. What stands in a form keeps the word with which it was opened, since a form is not rebuilt by news.
pub fn ours(text: &'static str) -> &'static str {
    match desk().called.get_untracked().ours(text) {
        Cow::Borrowed(text) => text,
        Cow::Owned(said) => REWORDED.with_borrow_mut(|all| *all.entry(text).or_insert_with(|| said.leak())),
    }
}

/// The same where it stands on a page, which follows when another word is chosen.
pub fn ours_live(text: &'static str) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    move || {
        desk().called.track();
        ours(text)
    }
}
