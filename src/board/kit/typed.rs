//! What is half typed in a form outlives a reload: with it stays what its author began with, so that what others change meanwhile is
//! kept or asked about.

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use crate::browser::local;

/// Where it is kept on the device.
#[derive(Clone, Copy)]
pub struct Typed {
    place: StoredValue<String>,
}

impl Typed {
    pub fn at(place: String) -> Self {
        Self {
            place: StoredValue::new(place),
        }
    }

    /// What its author began with, and what they typed; none where nothing was typed.
    pub fn begun<T: DeserializeOwned>(self) -> Option<(T, T)> {
        self.place.with_value(|place| local::get(place))
    }

    /// Keeps what is typed, whenever it is another than what it began with.
    pub fn follow<T>(self, was: T, typed: impl Fn() -> T + 'static)
    where
        T: Serialize + DeserializeOwned + PartialEq + 'static,
    {
        // What the form says while nothing is typed.
        let plain = match self.place.with_value(|place| local::get::<(T, T)>(place)) {
            Some((began, _)) => began,
            None => untrack(&typed),
        };
        Effect::new(move |_| {
            let typed = typed();
            self.place.with_value(|place| {
                if typed == plain {
                    local::remove(place);
                } else {
                    local::set(place, (&was, &typed));
                }
            });
        });
    }

    /// It is saved, or meant no more.
    pub fn forget(self) {
        self.place.with_value(|place| local::remove(place));
    }
}
