//! What the workspace is called, and where its days are counted.

use leptos::prelude::*;

use crate::board::{
    desk::{desk, ours_live},
    kit::{Field, Form, Problem, heed, said},
};
use crate::browser::clock;
use crate::domain::{Body, Power, Workspace, workspace};

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
    let save = move |()| {
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
        let saved = desk
            .tab()
            .try_submit(Body::Workspace(workspace::Command::PutWorkspace(workspace)));
        if heed(problem, saved.map_err(said)).is_some() {
            desk.done("Saved for the whole workspace.", None);
        }
    };
    view! {
        <Form class="card stack" save>
            <h2>"Workspace"</h2>
            <div class="grid-2">
                <Field label=ours_live("Name, as leaders read it") value=name/>
                <Field label="Its days are counted in" value=zone list="zones" complete="off"/>
            </div>
            <datalist id="zones">{zones.collect_view()}</datalist>
            <Problem words=problem/>
            <div class="row">
                <button disabled=move || !may.get() title=move || if may.get() { "" } else { "Only an owner of the workspace may do this" }>"Save"</button>
            </div>
        </Form>
    }
    .into_any()
}
