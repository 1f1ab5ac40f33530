//! A leader's name and team, and erasing them.

use leptos::prelude::*;

use crate::board::{desk::desk, kit::Problem};
use crate::browser::tab::{Notice, capital};
use crate::domain::{Body, Leader, LeaderDetails, Refusal};

#[component]
pub fn EditLeader(leader: Leader, editing: RwSignal<bool>) -> impl IntoView {
    let desk = desk();
    let (name, team) = (
        RwSignal::new(leader.details.name.clone()),
        RwSignal::new(leader.details.team.clone()),
    );
    let base = StoredValue::new(leader.details.clone());
    let problem = RwSignal::new(None::<String>);
    let erasing = RwSignal::new(false);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let details = LeaderDetails {
            name: name.get_untracked(),
            team: team.get_untracked(),
        };
        match desk.tab().try_submit(Body::EditLeader {
            leader: leader.id,
            details,
            base: Some(base.get_value()),
        }) {
            Ok(undo) => {
                desk.tab().notice.set(Some(Notice::done("Saved.", undo)));
                editing.set(false);
            }
            Err(refusal) => {
                // Now that the author knows, saving again means it.
                if matches!(refusal, Refusal::EditedMeanwhile { .. })
                    && let Ok(now) = desk.tab().peek(|state| state.leader(leader.id).cloned())
                {
                    base.set_value(now.details);
                }
                problem.set(Some(capital(&refusal.to_string())));
            }
        }
    };
    let erase = move |_| {
        desk.tab().submit(
            Body::EraseLeader { leader: leader.id },
            "Erased, here and on every device that syncs.",
        );
    };
    view! {
        <form class="stack" on:submit=save novalidate>
            <label class="field">"Name"
                <input dir="auto" prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
            </label>
            <label class="field">"Team (optional)"
                <input dir="auto" prop:value=move || team.get() on:input=move |event| team.set(event_target_value(&event))/>
            </label>
            <Problem words=problem/>
            <div class="row wrap">
                <button class="primary">"Save"</button>
                <button type="button" on:click=move |_| editing.set(false)>"Cancel"</button>
                <button type="button" class="danger" on:click=move |_| erasing.set(true)>"Erase this person…"</button>
            </div>
            {move || erasing.get().then(|| view! {
                <div class="problem stack" role="alert">
                    <p>"Their name, updates, replies and links go for good, on every device and in the history. Roles and effort stay. This cannot be undone."</p>
                    <div class="row wrap">
                        <button type="button" class="danger" on:click=erase>"Erase for good"</button>
                        <button type="button" on:click=move |_| erasing.set(false)>"Keep"</button>
                    </div>
                </div>
            })}
        </form>
    }
    .into_any()
}
