//! What a form was built from. An edit carries it, so that what others changed meanwhile is kept or asked about.

use leptos::prelude::*;

use crate::board::desk::desk;
use crate::domain::{Body, Refusal};

pub struct Base<T> {
    was: StoredValue<T>,
    /// The author was told what others wrote.
    is_told: StoredValue<bool>,
}

impl<T> Clone for Base<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Base<T> {}

impl<T: Clone + Send + Sync + 'static> Base<T> {
    pub fn new(was: T) -> Self {
        Self {
            was: StoredValue::new(was),
            is_told: StoredValue::new(false),
        }
    }

    pub fn get(self) -> T {
        self.was.get_value()
    }

    /// Gives an edit that carries it. After a refusal that told the author what others wrote, saving again means it: what the author
    /// changed counts, and the rest stays as the others made it.
    ///
    /// # Errors
    /// Whatever the rules say.
    pub fn submit(self, edit: Body) -> Result<Option<Body>, Refusal> {
        let tab = desk().tab();
        let meant = self.is_told.get_value();
        let meant = meant.then(|| tab.peek(|state| edit.meant(state))).flatten();
        let saved = tab.try_submit(meant.unwrap_or(edit));
        if matches!(saved, Err(Refusal::EditedMeanwhile { .. })) {
            self.is_told.set_value(true);
        }
        saved
    }
}
