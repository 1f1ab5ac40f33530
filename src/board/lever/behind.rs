//! "Where is this from": the roles behind a number.

use leptos::prelude::*;

use crate::board::{desk::Turn, kit::counted};
use crate::domain::lever::Behind;

/// The roles, each with what was seen there; nothing where there are none. `of` is what the number is called, for whoever hears it, and
/// `part` the step at which it is seen.
pub fn behind(of: &'static str, part: &'static str, roles: Vec<Behind>) -> Option<impl IntoView> {
    (!roles.is_empty()).then(|| {
        let count = counted(roles.len(), "role");
        let lines = roles.into_iter().map(|role| {
            let says = (!role.says.is_empty()).then(|| format!(": {}", role.says));
            view! { <li><Turn role=role.role part place=format!("#tab-{part}")><bdi>{role.title}</bdi></Turn>{says}</li> }
        });
        view! {
            <details class="more">
                <summary>"Where is this from? "{count}<span class="hidden">{format!(": {of}")}</span></summary>
                <ul class="origin">{lines.collect_view()}</ul>
            </details>
        }
    })
}
