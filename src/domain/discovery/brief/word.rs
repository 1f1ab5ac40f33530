//! What a brief says of itself.

use super::{Brief, BriefDetails, Spec};
use crate::domain::{
    Audience, Body, Erasure, Goal, Hit, Kind, Leader, Restorable, Role, RoleId, RowKey, State, UserId, Word,
    erasure, mentions, restore,
};

impl Word for Brief {
    /// There is one for a role.
    type Id = RoleId;
    const VERSION: u16 = 1;

    fn id(&self) -> RoleId {
        self.role
    }

    fn hangs_on(&self) -> Vec<RowKey> {
        vec![Role::key(self.role)]
    }

    fn readers(&self, wide: Audience, _: &State) -> Audience {
        wide
    }

    fn mark(&self) -> (u8, i64) {
        (0, 0)
    }

    fn spoke_of(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn for_readers(self, _: &Audience, _: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        self
    }

    /// Who changed it stays.
    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    /// What is asked for stays, and what the team looks like; what the leader said goes, and every line that names them. In
    /// the brief of another leader its author edits what is asked for, but nobody could edit how it was.
    fn erased(&self, leader: &Leader, _: &State) -> Erasure<Self> {
        let name = &leader.details.name;
        let is_theirs = self.leader == Some(leader.id);
        let mut brief = self.clone();
        if is_theirs {
            brief.leader = None;
            brief.details.silenced();
            brief.details.spec.silenced(name);
        }
        for version in &mut brief.versions {
            if is_theirs && !version.was.decides.is_empty() {
                version.was.decides = erasure::SOMEONE.into();
            }
            version.was.silenced(name);
        }
        let spec = &mut brief.details.spec;
        if !spec.decides.is_empty() && (is_theirs || mentions(&spec.decides, name)) {
            spec.decides = erasure::SOMEONE.into();
        }
        let details = &mut brief.details;
        let said = details.profiles.iter_mut();
        let said = said.flat_map(|profile| [&mut profile.lines, &mut profile.because]);
        for words in said.chain([&mut details.cover]) {
            silence(words, name, erasure::WORDS);
        }
        if brief == *self {
            Erasure::Kept("it names nobody who is erased, and its author edits its words")
        } else {
            Erasure::Scrubbed(brief)
        }
    }

    fn text(&self, _: &State) -> Option<String> {
        let details = &self.details;
        let musts = details.spec.musts.iter().map(|must| &must.what);
        let terms = details.spec.terms().map(|(_, words)| words);
        let profiles = details.profiles.iter().map(|profile| &profile.lines);
        let words = musts.chain(terms).chain(profiles).chain([&details.cover]);
        let words: Vec<&str> = words
            .map(String::as_str)
            .filter(|words| !words.is_empty())
            .collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let role = state.get::<Role>(self.role).map_or("", Role::called);
        let musts = self.details.spec.musts.iter().map(|must| must.what.as_str());
        let musts = musts.collect::<Vec<_>>().join(", ");
        Some(Hit {
            kind: Kind::Brief,
            title: if musts.is_empty() {
                "The brief".into()
            } else {
                musts
            },
            detail: format!("Brief of {role}"),
            goal: Goal::Role(self.role),
        })
    }

    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let nothing = BriefDetails::default();
        let before = before.map_or(&nothing, |before| &before.details);
        restore::back(
            Restorable::brief(now.role, before),
            Restorable::brief(now.role, &now.details),
        )
    }
}

/// Puts something in the place of words that name somebody.
fn silence(words: &mut String, name: &str, by: &str) {
    if mentions(words, name) {
        by.clone_into(words);
    }
}

impl Spec {
    /// Without the lines that name somebody.
    fn silenced(&mut self, name: &str) {
        for must in &mut self.musts {
            silence(&mut must.what, name, erasure::WORDS);
        }
        silence(&mut self.decides, name, erasure::SOMEONE);
        for words in self.terms_mut() {
            silence(words, name, erasure::WORDS);
        }
    }
}

impl BriefDetails {
    /// Without what the leader said.
    fn silenced(&mut self) {
        let because = self.profiles.iter_mut().map(|profile| &mut profile.because);
        for words in because.chain([&mut self.cover]) {
            if !words.is_empty() {
                erasure::WORDS.clone_into(words);
            }
        }
    }
}
