//! Work that was done without an account: whether it comes along, into which workspace, and whose leaders are the same.

use leptos::prelude::*;

use super::next::{Next, begin_anew_with, enter};
use crate::board::{
    desk::{Route, desk, ours, ours_live},
    device::{ExportButton, SignOutOnly},
    kit::{Asking, Check, Field, Problem, Radio, counted, listed},
};
use crate::browser::{clock, net, page};
use crate::calls::{
    self,
    told::{Failed, Place},
};
use crate::domain::{Leader, Power, Role, WorkspaceId};
use crate::sync::disk::{Home, Same, Settle};

/// What this device's board would bring along.
fn brings() -> String {
    let (leaders, roles, efforts) = desk().tab().peek(|state| {
        (
            state.leaders().len(),
            state.all::<Role>().count(),
            state.efforts().count(),
        )
    });
    let all = [(leaders, ours("leader")), (roles, "role"), (efforts, "effort")];
    let there = all.into_iter().filter(|(count, _)| *count > 0);
    let words: Vec<String> = there.map(|(count, noun)| counted(count, noun)).collect();
    if words.is_empty() {
        return "some changes".into();
    }
    listed(&words)
}

/// Asks whether the work that was done here without an account joins the workspace, and who of its leaders are
/// the same people.
#[component]
pub fn UploadStep(next: Next) -> impl IntoView {
    let Next { me, settle, .. } = next;
    let home = settle.home;
    let user = home.user;
    // The workspace to join; none for a new one.
    let into = RwSignal::new(Some(home.workspace));
    let name = RwSignal::new(String::new());
    // Drawn once, so that asking again after a lost answer opens one workspace.
    let request = net::request();
    // None until the workspace's leaders are known, or cannot be.
    let same = RwSignal::new(None::<Vec<(Same, RwSignal<bool>)>>);
    let asking = Asking::new();
    let look = move || {
        let Some(workspace) = into.get_untracked() else {
            return same.set(Some(Vec::new()));
        };
        same.set(None);
        page::spawn(async move {
            let there = net::leaders(workspace, user).await;
            if into.try_get_untracked() != Some(Some(workspace)) {
                return;
            }
            // Whoever is there already is not known then: better said than found out.
            asking
                .problem
                .try_set(there.as_ref().err().map(net::Trouble::words));
            same.try_set(Some(same_leaders(&there.unwrap_or_default())));
        });
    };
    look();
    let known = me.clone();
    let alone = settle.clone();
    let bring = move |_| {
        let chosen: Vec<Same> = same.with_untracked(|same| {
            let all = same.iter().flatten();
            all.filter(|(_, is_same)| is_same.get_untracked())
                .map(|(same, _)| same.clone())
                .collect()
        });
        if let Some(workspace) = into.get_untracked() {
            let settle = Settle {
                home: Home { workspace, user },
                same: chosen,
                into_team: true,
                ..settle.clone()
            };
            return enter(&known, settle);
        }
        let settle = settle.clone();
        asking.ask(async move {
            let opened = calls::open_workspace(request, name.get_untracked(), clock::zone()).await;
            let me = opened.map_err(Failed::words)?;
            let workspace = me.opened().map_err(Failed::words)?;
            let home = Home { workspace, user };
            enter(&me, Settle { home, ..settle });
            Ok(())
        });
    };
    let throw_away = move |_| {
        begin_anew_with(alone.clone());
    };
    let choices = move || {
        same.with(|same| {
            let pairs = same.as_ref().filter(|pairs| !pairs.is_empty())?;
            let items = pairs.iter().map(|(same, is_same)| {
                let is_same = *is_same;
                let team = match same.there.details.team.as_str() {
                    "" => String::new(),
                    team => format!(", {team}"),
                };
                let who = format!("{}{team}", same.there.details.name);
                view! {
                    <Check checked=is_same change=move |is_ticked| is_same.set(is_ticked)>
                        <span dir="auto">{who}</span>
                    </Check>
                }
            });
            Some(view! {
                <fieldset>
                    <legend>{ours_live("These leaders are in the workspace already. The same people?")}</legend>
                    {items.collect_view()}
                </fieldset>
            })
        })
    };
    let is_busy = move || asking.is_busy() || same.with(Option::is_none);
    view! {
        <section class="card stack">
            <h1 tabindex="-1">"Bring this device's board along?"</h1>
            <p>{format!("Put down here without an account: {}. That can join a workspace.", brings())}</p>
            <IntoWhich places=me.workspaces into name look=Callback::new(move |()| look())/>
            {choices}
            <Problem words=asking.problem/>
            <div class="row wrap">
                <button class="primary" disabled=is_busy on:click=bring>"Bring it along"</button>
                <ExportButton/>
                <button on:click=move |_| desk().go(Route::home())>"Not now"</button>
                <SignOutOnly/>
                <button class="danger" on:click=throw_away>"Throw it away and go on"</button>
            </div>
        </section>
    }
    .into_any()
}

/// Which workspace this device's board joins: one of theirs or, for whoever owns one, a new one.
#[component]
fn IntoWhich(
    places: Vec<Place>,
    into: RwSignal<Option<WorkspaceId>>,
    name: RwSignal<String>,
    look: Callback<()>,
) -> impl IntoView {
    let may_open = places.iter().any(|place| place.right.may(Power::OpenWorkspaces));
    let choose = move |workspace: Option<WorkspaceId>| {
        into.set(workspace);
        look.run(());
    };
    let choice = move |workspace: Option<WorkspaceId>, title: String| {
        view! {
            <Radio name="into" checked=Signal::derive(move || into.get() == workspace) choose=move |()| choose(workspace)>
                <span dir="auto">{title}</span>
            </Radio>
        }
    };
    let theirs = places
        .into_iter()
        .map(|place| choice(Some(place.id), place.name))
        .collect_view();
    view! {
        <fieldset>
            <legend>"Which one?"</legend>
            {theirs}
            {may_open.then(|| choice(None, "A new workspace".into()))}
        </fieldset>
        {move || into.get().is_none().then(|| view! { <Field label="What is it called?" name="workspace" value=name complete="off"/> })}
    }
    .into_any()
}

/// Leaders of this device's board who have the name of one that is there already.
fn same_leaders(there: &[Leader]) -> Vec<(Same, RwSignal<bool>)> {
    let named = |leader: &Leader| leader.details.name.trim().to_lowercase();
    let pair = |here: &Leader| {
        let there = there
            .iter()
            .find(|there| there.id != here.id && named(there) == named(here))?;
        let there = there.clone();
        Some((Same { here: here.id, there }, RwSignal::new(true)))
    };
    desk()
        .tab()
        .peek(|state| state.leaders().into_iter().filter_map(pair).collect())
}
