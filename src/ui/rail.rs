//! The rail: how far a role has come, in six parts.

use leptos::prelude::*;

use crate::domain::Stage;

/// Each of the six stages before closing is a part: done when the role has passed it, present while it is in
/// it, open before. A closed role has passed them all.
#[component]
pub fn Rail(stage: Stage, #[prop(optional)] mini: bool) -> impl IntoView {
    let stages = Stage::ALL.iter().filter(|part| **part != Stage::Closed);
    let at = Stage::ALL.iter().position(|other| *other == stage).unwrap_or(0) + 1;
    let sentence = if stage == Stage::Closed {
        "Closed".to_owned()
    } else {
        format!("Stage {at} of 6: {}", stage.label())
    };
    let parts = stages
        .map(|part| {
            let class = match part.cmp(&stage) {
                std::cmp::Ordering::Less => "done",
                std::cmp::Ordering::Equal => "present",
                std::cmp::Ordering::Greater => "open",
            };
            view! { <i class=class>{(!mini).then(|| part.label())}</i> }
        })
        .collect_view();
    let caption = (!mini).then(|| view! { <span class="rail-caption">{sentence.clone()}</span> });
    view! { <div class="rail" class:mini=mini role="img" aria-label=sentence>{parts}{caption}</div> }
}
