//! Light, dark, or as the device says. Kept on the device; the style sheet reads it from the page's root.

use serde::{Deserialize, Serialize};

use super::{local, page};

const KEY: &str = "fulcrum.theme";

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    Device,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: &[Self] = &[Self::Device, Self::Light, Self::Dark];

    pub fn label(self) -> &'static str {
        match self {
            Self::Device => "As the device",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }
}

pub fn chosen() -> Theme {
    local::get(KEY).unwrap_or_default()
}

/// Keeps it, and puts it on the page's root; at a page's start `boot.js` does, before anything is painted.
pub fn choose(theme: Theme) {
    local::set(KEY, theme);
    let Some(root) = page::document().and_then(|document| document.document_element()) else {
        return;
    };
    let _ = match theme {
        Theme::Device => root.remove_attribute("data-theme"),
        Theme::Light => root.set_attribute("data-theme", "light"),
        Theme::Dark => root.set_attribute("data-theme", "dark"),
    };
}
