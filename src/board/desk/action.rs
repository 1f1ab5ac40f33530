//! What can be done by its name in the palette, or by a key.

use super::{Desk, ours};

/// Something to do. Each room lists its own.
#[derive(Clone, Copy)]
pub struct Action {
    pub name: &'static str,
    /// Pressed on its own, outside of any field.
    pub key: Option<&'static str>,
    /// What else one might call it.
    also: &'static str,
    pub run: fn(Desk),
}

impl Action {
    pub const fn new(name: &'static str, also: &'static str, run: fn(Desk)) -> Self {
        Self {
            name,
            key: None,
            also,
            run,
        }
    }

    pub const fn on_key(self, key: &'static str) -> Self {
        Self {
            key: Some(key),
            ..self
        }
    }

    /// Whether all of these words, in small letters, occur in what it is called.
    pub fn fits(&self, words: &[String]) -> bool {
        let text = format!("{} {} {}", self.name, ours(self.name), self.also).to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    }
}
