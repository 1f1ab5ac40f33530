//! What an expectation says of itself.

use super::{Command, Expectation};
use crate::domain::{
    Audience, Body, Erasure, ExpectationId, Goal, Hit, Kind, Leader, Role, RowKey, State, UserId, Word,
    erasure, full_date, mentions,
};

impl Word for Expectation {
    type Id = ExpectationId;
    const VERSION: u16 = 1;

    fn id(&self) -> ExpectationId {
        self.id
    }

    fn hangs_on(&self) -> Vec<RowKey> {
        let leader = self.leader.map(Leader::key);
        [Role::key(self.role)].into_iter().chain(leader).collect()
    }

    fn readers(&self, wide: Audience, _: &State) -> Audience {
        wide
    }

    fn mark(&self) -> (u8, i64) {
        (0, self.at.timestamp())
    }

    fn spoke_of(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn for_readers(self, _: &Audience, _: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        self
    }

    /// Who told it stays.
    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    /// That a date was told, and which, stays: forecasts are judged by it. The words go.
    fn erased(&self, leader: &Leader, _: &State) -> Erasure<Self> {
        let is_theirs = self.leader == Some(leader.id);
        let mut told = self.clone();
        let said = told.answer.iter_mut().chain(&mut told.earlier);
        let said = said.map(|answer| &mut answer.words);
        for words in told.terms.words_mut().chain(said) {
            if !words.is_empty() && (is_theirs || mentions(words, &leader.details.name)) {
                erasure::WORDS.clone_into(words);
            }
        }
        if is_theirs {
            told.leader = None;
        }
        if told == *self {
            Erasure::Kept("it was told to another leader")
        } else {
            Erasure::Scrubbed(told)
        }
    }

    fn text(&self, _: &State) -> Option<String> {
        let shorter = self.terms.shorter.iter().map(|shorter| &shorter.what);
        let said = self.answer.iter().chain(&self.earlier);
        let said = said.map(|answer| &answer.words);
        let words = [&self.terms.because, &self.terms.ours, &self.terms.theirs];
        let words: Vec<&str> = words
            .into_iter()
            .chain(shorter)
            .chain(said)
            .map(String::as_str)
            .filter(|words| !words.is_empty())
            .collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let role = state.get::<Role>(self.role).map_or("", Role::called);
        Some(Hit {
            kind: Kind::Expectation,
            title: format!("Told: yes by {}", full_date(self.terms.yes_by)),
            detail: format!("{role}, {}", full_date(self.at.date_naive())),
            goal: Goal::Role(self.role),
        })
    }

    /// A date told stays told, and what its leader said on their page. Who sees it goes back, and so does what was noted of them.
    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let before = before?;
        if let Some(new) = now.tries.last().filter(|_| now.tries.len() > before.tries.len()) {
            return Some(
                Command::TakeBackTry {
                    expectation: now.id,
                    at: new.at,
                }
                .into(),
            );
        }
        let noted = now.answer.as_ref().filter(|answer| !answer.on_page);
        if let Some(noted) = noted.filter(|noted| before.answer.as_ref() != Some(noted)) {
            return Some(
                Command::TakeBackAnswer {
                    expectation: now.id,
                    at: noted.at,
                }
                .into(),
            );
        }
        (before.shown != now.shown).then(|| {
            Command::ShowExpectation {
                expectation: now.id,
                shown: before.shown,
            }
            .into()
        })
    }
}
