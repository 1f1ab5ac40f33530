//! A command as a person would tell it, put together piece by piece.

use serde_json::Value;

use crate::domain::{Called, LeaderId, Role, RoleId, Shown, State, UserId};

/// Under which something is said of [`Shown`].
pub(super) const CIRCLE: &str = "Who sees it";
/// Under which it is said whether somebody stands there.
pub(super) const ON_PAGE: &str = "On the leader’s page";

/// A command as a person would tell it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Spoken {
    /// `Send an update`.
    pub verb: String,
    /// About whom and what, as far as that can be named: `Dana Whitfield`, `Senior Data Engineer`.
    pub about: Vec<String>,
    /// What was typed or chosen, each after the name of its field.
    pub words: Vec<(String, String)>,
}

impl Spoken {
    pub(super) fn new(verb: &str) -> Self {
        Self {
            verb: verb.into(),
            ..Self::default()
        }
    }

    /// Nothing that cannot be named is named.
    pub(super) fn about(mut self, names: impl IntoIterator<Item = Option<String>>) -> Self {
        let names = names.into_iter().flatten();
        self.about.extend(names.filter(|name| !name.is_empty()));
        self
    }

    pub(super) fn says(mut self, field: &str, words: impl Into<String>) -> Self {
        let words: String = words.into();
        if !words.trim().is_empty() {
            self.words.push((field.into(), words));
        }
        self
    }

    /// What was chosen among our own words.
    pub(super) fn chose(self, field: &str, label: &'static str, state: &State) -> Self {
        self.says(field, state.called().ours(label))
    }

    /// A field of an edit: only where it was changed.
    pub(super) fn changes<T: PartialEq>(
        self,
        field: &str,
        now: &T,
        base: Option<&T>,
        words: fn(&T) -> String,
    ) -> Self {
        if base == Some(now) {
            return self;
        }
        self.says(field, words(now))
    }

    /// What is done, in the word that the workspace has for leaders; what was typed, and names, stay.
    pub(super) fn in_word(mut self, called: Called) -> Self {
        self.verb = called.reworded(&self.verb).into_owned();
        for (field, words) in &mut self.words {
            if field == ON_PAGE {
                *field = called.ours(ON_PAGE).into_owned();
            } else if field == CIRCLE && words == Shown::Leader.label() {
                *words = called.ours(Shown::Leader.label()).into_owned();
            }
        }
        self
    }

    /// The words, to be used elsewhere: one text as it is, several after the names of their fields.
    pub fn text(&self) -> String {
        match self.words.as_slice() {
            [(_, words)] => words.clone(),
            words => {
                let lines = words.iter().map(|(field, words)| format!("{field}: {words}"));
                lines.collect::<Vec<_>>().join("\n")
            }
        }
    }

    /// One that this build cannot read: the words that stand in it, whatever they are.
    pub fn unread(body: &Value) -> Self {
        let mut spoken = Self::new("A change that could not be read");
        spoken.gather("", body);
        spoken
    }

    fn gather(&mut self, field: &str, value: &Value) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(field, value)| self.gather(field, value)),
            Value::Array(items) => items.iter().for_each(|item| self.gather(field, item)),
            // No names of commands, ids or secrets.
            Value::String(text)
                if !["do", "passcode", "secret_hash"].contains(&field)
                    && uuid::Uuid::try_parse(text).is_err() =>
            {
                self.words.push((field.replace('_', " "), text.clone()));
            }
            Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

pub(super) fn leader_of(state: &State, leader: LeaderId) -> Option<String> {
    Some(state.name_of(leader).to_owned())
}

pub(super) fn role_of(state: &State, role: RoleId) -> Option<String> {
    state.get::<Role>(role).ok().map(|role| role.called().to_owned())
}

pub(super) fn member_of(state: &State, user: UserId) -> Option<String> {
    state.member(user).map(|member| member.name.clone())
}
