//! How far one part of the partnership is, as a shape: begun and done, late and due differ by more than colour.

use leptos::prelude::*;

use crate::domain::Part;

/// Its word stands beside it, so the drawing itself says nothing to those who cannot see it.
#[component]
pub fn Mark(part: Part) -> impl IntoView {
    const RING: &str = "M9 2a7 7 0 1 0 0 14A7 7 0 0 0 9 2z";
    let (class, paths): (_, [&str; 2]) = match part {
        Part::Done => ("mark done", [RING, "M5.6 9.3l2.3 2.3 4.5-4.9"]),
        Part::Begun => ("mark begun", [RING, "M9 2a7 7 0 0 1 0 14z"]),
        Part::Waiting => ("mark wait", [RING, "M9 5v4.2l2.8 1.7"]),
        Part::Late => ("mark late", ["M9 1.8L17 16H1z", "M9 7v4M9 13.4v.2"]),
        Part::NotYet => ("mark not-yet", [RING, ""]),
        Part::Paused => ("mark paused", ["", "M6.5 4.5v9M11.5 4.5v9"]),
        Part::NotHere => ("mark not-here", [RING, "M6 9h6"]),
    };
    let [shape, inside] = paths;
    view! {
        <svg class=class viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">
            <path class="shape" d=shape></path>
            <path class="inside" d=inside></path>
        </svg>
    }
}
