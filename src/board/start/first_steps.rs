//! The first three steps, until they are done or skipped.

use leptos::prelude::*;

use crate::board::desk::{Link, Route, Sheet, desk};
use crate::browser::{local, page};
use crate::domain::Role;

const SKIPPED: &str = "fulcrum.first-steps.skipped";

#[component]
pub fn FirstSteps() -> impl IntoView {
    let desk = desk();
    let skipped = RwSignal::new(local::get::<bool>(SKIPPED).unwrap_or(false) || desk.tab().is_sample());
    // Role, effort, link; and the role to share, with its title.
    let done = Memo::new(move |_| {
        if skipped.get() {
            return None;
        }
        desk.tab().with(|state| {
            let role = state.all::<Role>().find(|role| role.is_open())?;
            let (logged, shared) = (state.efforts().next().is_some(), !state.links().is_empty());
            (!(logged && shared)).then(|| (logged, shared, role.id, role.called().to_owned()))
        })
    });
    let skip = move |_| {
        local::set(SKIPPED, true);
        skipped.set(true);
    };
    move || {
        done.get().map(|(logged, shared, role, title)| {
            let count = 1 + usize::from(logged) + usize::from(shared);
            let share = if desk.has_home.get() {
                let share = move |_| {
                    desk.go(Route::Role(role));
                    page::focus("[aria-labelledby=role-share] input".into());
                };
                view! { <button class="plain-link" on:click=share>{format!("Share a link to {title}")}</button> }.into_any()
            } else {
                view! { <Link to=Route::SignIn>"Sign in, and share a link"</Link> }.into_any()
            };
            view! {
                <section class="first-steps card" aria-label="First steps">
                    <b>{format!("{count} of 3 first steps")}</b>
                    <ol>
                        <li class="done">"Add a role"</li>
                        <li class:done=logged>{if logged {
                            "Log what you did".into_any()
                        } else {
                            view! { <button class="plain-link" on:click=move |_| desk.lay(Sheet::LogEffort)>"Log what you did"</button> }.into_any()
                        }}</li>
                        <li class:done=shared>{if shared { "Share a link".into_any() } else { share }}</li>
                    </ol>
                    <button on:click=skip>"Skip"</button>
                </section>
            }
        })
    }
}
