//! Whether one looks at one's own work, or at all that the team has to do.

use leptos::prelude::*;

use crate::board::desk::desk;

/// Two buttons, one of them pressed; nothing where one works alone.
#[component]
pub fn MineOrTeams() -> impl IntoView {
    let desk = desk();
    let choice = move |team: bool, words: &'static str| {
        let is_on = move || (desk.team.get() == team).to_string();
        view! { <button type="button" aria-pressed=is_on on:click=move |_| desk.look_at(team)>{words}</button> }
    };
    move || {
        desk.has_team.get().then(|| {
            view! {
                <div class="whose row" role="group" aria-label="Whose work">
                    {choice(false, "Mine")}
                    {choice(true, "Team's")}
                </div>
            }
        })
    }
}
