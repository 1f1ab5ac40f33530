//! The versions of a brief: what changed, at whose prompting, and how long somebody was sought by then.

use leptos::prelude::*;

use crate::board::{
    desk::{desk, ours},
    kit::counted,
};
use crate::domain::{Brief, Changed, Prompt, Role, RoleId, State};
use crate::ui::day;

/// `version 2, 9 Apr: Dana added Scala, 12 days into sourcing`.
fn told(changed: &Changed, role: &Role, state: &State) -> String {
    let Changed {
        number,
        version,
        changes,
    } = changed;
    let on = version.at.date_naive();
    let author = || state.member(version.by).map(|member| member.name.clone());
    let who = match version.prompt {
        Some(Prompt::Leader) => role
            .leader
            .and_then(|leader| state.get::<crate::domain::Leader>(leader).ok())
            .map_or_else(|| ours("The leader").into(), |leader| leader.details.name.clone()),
        Some(Prompt::Team) => "The team".into(),
        Some(Prompt::Market | Prompt::Clearer) | None => author().unwrap_or_else(|| "You".into()),
    };
    let since = role.sourced_since().filter(|_| version.sourced);
    let since = since.map(|since| format!(", {} into sourcing", day::days((on - since).num_days())));
    let prompt = match version.prompt {
        Some(Prompt::Market) => ", as the market showed",
        Some(Prompt::Clearer) => ", only said more clearly",
        Some(Prompt::Leader | Prompt::Team) | None => "",
    };
    format!(
        "version {number}, {}: {who} {}{}{prompt}",
        day::dated(on, desk().today.get_untracked()),
        changes.join(", "),
        since.unwrap_or_default(),
    )
}

#[component]
pub fn Versions(role: RoleId) -> impl IntoView {
    let lines = Memo::new(move |_| {
        desk().tab().with(|state| {
            let (Ok(brief), Ok(role)) = (state.get::<Brief>(role), state.get::<Role>(role)) else {
                return (Vec::new(), 0);
            };
            let lines = brief
                .told()
                .into_iter()
                .map(|changed| told(&changed, role, state));
            (lines.collect::<Vec<String>>(), brief.changed_after_sourcing())
        })
    });
    move || {
        let (mut lines, after) = lines.get();
        let newest = lines.pop()?;
        let after = (after > 0).then(|| {
            let words = format!("{} after sourcing began", counted(after, "change"));
            view! { <span class="tag wait">{words}</span> }
        });
        lines.reverse();
        let earlier = (!lines.is_empty()).then(|| {
            let lines = lines.into_iter().map(|line| view! { <li dir="auto">{line}</li> });
            view! {
                <details class="own">
                    <summary>"Earlier versions"</summary>
                    <ol class="stack">{lines.collect_view()}</ol>
                </details>
            }
        });
        Some(view! {
            <div class="versions small quiet">
                <p dir="auto">{newest} " " {after}</p>
                {earlier}
            </div>
        })
    }
}
