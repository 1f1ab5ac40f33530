//! What a form was built from. An edit carries it, so that what others changed meanwhile is kept or asked about.

use leptos::prelude::*;

use crate::domain::Refusal;

pub struct Base<T>(StoredValue<T>);

impl<T> Clone for Base<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Base<T> {}

impl<T: Clone + Send + Sync + 'static> Base<T> {
    pub fn new(was: T) -> Self {
        Self(StoredValue::new(was))
    }

    pub fn get(self) -> T {
        self.0.get_value()
    }

    /// After a refusal that told the author what others wrote, saving again means it.
    pub fn catch_up(self, refusal: &Refusal, now: impl FnOnce() -> Option<T>) {
        if matches!(refusal, Refusal::EditedMeanwhile { .. })
            && let Some(now) = now()
        {
            self.0.set_value(now);
        }
    }
}
