//! "Where is this from": the roles behind a number.

use leptos::prelude::*;

use crate::board::{
    desk::{Link, Route},
    kit::counted,
};
use crate::domain::lever::Behind;

/// The roles, each with what was seen there; nothing where there are none. `of` is what the number is called, for whoever hears it.
pub fn behind(of: &'static str, roles: Vec<Behind>) -> Option<impl IntoView> {
    (!roles.is_empty()).then(|| {
        let count = counted(roles.len(), "role");
        let lines = roles.into_iter().map(|role| {
            let says = (!role.says.is_empty()).then(|| format!(": {}", role.says));
            view! { <li><Link to=Route::Role(role.role)><bdi>{role.title}</bdi></Link>{says}</li> }
        });
        view! {
            <details class="more">
                <summary>"Where is this from? "{count}<span class="hidden">{format!(": {of}")}</span></summary>
                <ul class="origin">{lines.collect_view()}</ul>
            </details>
        }
    })
}
