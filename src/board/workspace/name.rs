//! What the workspace is called, and where its days are counted.

use leptos::prelude::*;

use crate::board::{desk::desk, kit::Problem};
use crate::browser::{
    clock,
    tab::{Notice, capital},
};
use crate::domain::{Body, Power, Workspace};

/// The workspace's name, as leaders read it, and the zone in which its days are counted.
#[component]
pub fn Name() -> impl IntoView {
    let desk = desk();
    let me = desk.tab().me();
    let may = Memo::new(move |_| desk.tab().with(|state| state.may(me, Power::NameWorkspace)));
    let now = desk.tab().peek(|state| state.workspace().cloned());
    let name = RwSignal::new(now.as_ref().map(|now| now.name.clone()).unwrap_or_default());
    let zone = RwSignal::new(now.map_or_else(clock::zone, |now| now.zone));
    let problem = RwSignal::new(None::<String>);
    let zones = clock::zones()
        .into_iter()
        .map(|zone| view! { <option value=zone></option> });
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let given = zone.get_untracked().trim().to_owned();
        if !clock::is_zone(&given) {
            return problem.set(Some(format!(
                "{given} is not a zone: choose one such as Europe/London."
            )));
        }
        let workspace = Workspace {
            name: name.get_untracked(),
            zone: given,
        };
        match desk.tab().try_submit(Body::PutWorkspace(workspace)) {
            Ok(_) => {
                problem.set(None);
                desk.tab()
                    .notice
                    .set(Some(Notice::done("Saved for the whole workspace.", None)));
            }
            Err(refusal) => problem.set(Some(capital(&refusal.to_string()))),
        }
    };
    view! {
        <form class="card stack" on:submit=save novalidate>
            <h2>"Workspace"</h2>
            <div class="grid-2">
                <label class="field">"Name, as leaders read it"
                    <input dir="auto" prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
                </label>
                <label class="field">"Its days are counted in"
                    <input list="zones" autocomplete="off" prop:value=move || zone.get() on:input=move |event| zone.set(event_target_value(&event))/>
                </label>
            </div>
            <datalist id="zones">{zones.collect_view()}</datalist>
            <Problem words=problem/>
            <div class="row">
                <button disabled=move || !may.get() title=move || if may.get() { "" } else { "Only an owner of the workspace may do this" }>"Save"</button>
            </div>
        </form>
    }
    .into_any()
}
