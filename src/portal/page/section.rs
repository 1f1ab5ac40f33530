//! What the page is made of.

use leptos::prelude::*;

/// A part of the page that changes by itself; its key is its element's id.
pub struct Section {
    pub key: String,
    pub content: AnyView,
}

impl Section {
    pub fn new(key: impl Into<String>, content: impl IntoView) -> Self {
        Self {
            key: key.into(),
            content: content.into_any(),
        }
    }
}
