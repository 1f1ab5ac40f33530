//! How far a role has come through its six stages, for its leader.

use leptos::prelude::*;

use crate::domain::Stage;

/// Each of the six stages before closing is a part: done when the role has passed it, present while it is in
/// it, open before. A closed role has passed them all.
#[component]
pub fn Rail(stage: Stage) -> impl IntoView {
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
            view! { <i class=class>{part.label()}</i> }
        })
        .collect_view();
    view! {
        <div class="rail" role="img" aria-label=sentence.clone()>
            {parts}
            <span class="rail-caption">{sentence.clone()}</span>
        </div>
    }
}
