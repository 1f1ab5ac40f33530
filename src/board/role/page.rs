//! A role's page: a head that stays, the six steps as tabs, and beside them what passes between people and what is done.

use leptos::prelude::*;

use super::{
    edit::EditRole,
    effort::RoleEffort,
    head::Head,
    hold::HoldRole,
    open::Open,
    people::RolePeople,
    tabs::{RoleTab, TabBar, opened_tab},
    updates::{Beside, RoleUpdates},
};
use crate::board::{
    candidate::Candidates,
    desk::{Link, Route, desk, ours_live},
    discovery::RolePains,
    hire::RoleAfter,
    problems::RoleProblems,
    questions::Questions,
    told::RoleTold,
};
use crate::domain::{Role, RoleId};

#[component]
pub fn RolePage(role: RoleId) -> impl IntoView {
    let desk = desk();
    let found = Memo::new(move |_| desk.tab().with(|state| state.get::<Role>(role).ok().cloned()));
    let is_there = Memo::new(move |_| found.with(Option::is_some));
    // A form stays open, with what was typed, whatever becomes of the role meanwhile.
    let open = RwSignal::new(Open::Nothing);
    let leader = Memo::new(move |_| found.with(|found| found.as_ref().and_then(|role| role.leader)));
    move || {
        if !is_there.get() {
            return view! { <NotHere/> }.into_any();
        }
        let tab = opened_tab(role);
        // Each part stays as it is while another is shown: what is half typed is not lost.
        let hidden = move |which| move || tab.get() != which;
        view! {
            <div class="role-page">
                <div class="role-top">
                    {move || found.get().map(|role| view! { <Head role open/> })}
                    <TabBar role tab/>
                </div>
                {move || form(role, open)}
                <div class="with-aside" data-tab=move || tab.get().name()>
                    <div>
                        <div id="panel-pains" role="tabpanel" aria-labelledby="tab-pains" hidden=hidden(RoleTab::Pains)>
                            <RolePains role/>
                        </div>
                        <div id="panel-told" role="tabpanel" aria-labelledby="tab-told" hidden=hidden(RoleTab::Told)>
                            <RoleTold role/>
                        </div>
                        <div id="panel-updates" role="tabpanel" aria-labelledby="tab-updates" hidden=hidden(RoleTab::Updates)>
                            {move || match leader.get() {
                                Some(leader) => view! { <RoleUpdates role leader/> }.into_any(),
                                None => view! { <NoLeader open/> }.into_any(),
                            }}
                        </div>
                        <div id="panel-candidates" role="tabpanel" aria-labelledby="tab-candidates" hidden=hidden(RoleTab::Candidates)>
                            <Candidates role/>
                            <Questions role/>
                        </div>
                        <div id="panel-problems" role="tabpanel" aria-labelledby="tab-problems" hidden=hidden(RoleTab::Problems)>
                            <RoleProblems role/>
                        </div>
                        <div id="panel-after" role="tabpanel" aria-labelledby="tab-after" hidden=hidden(RoleTab::After)>
                            <RoleAfter role/>
                        </div>
                    </div>
                    <aside class="stack" aria-label="Conversation and effort">
                        {move || leader.get().map(|leader| view! { <Beside role leader/> })}
                        <RoleEffort role/>
                    </aside>
                </div>
            </div>
        }
        .into_any()
    }
}

#[component]
fn NotHere() -> impl IntoView {
    view! {
        <section class="card stack welcome">
            <h1 tabindex="-1">"This role is not here"</h1>
            <p>"It was removed, it is not shared with you, or this device has not received it yet."</p>
            <Link to=Route::Board class="button">"Back to the board"</Link>
        </section>
    }
    .into_any()
}

/// Its leader was erased.
#[component]
fn NoLeader(open: RwSignal<Open>) -> impl IntoView {
    view! {
        <section class="card stack">
            <h2>"Nobody to write to"</h2>
            <p>{ours_live("This role has no leader any more. Say who needs it now, and updates go to them.")}</p>
            <div><button on:click=move |_| open.set(Open::Edit)>"Say who needs it"</button></div>
        </section>
    }
    .into_any()
}

fn form(role: RoleId, open: RwSignal<Open>) -> Option<AnyView> {
    let now = || desk().tab().peek(|state| state.get::<Role>(role).ok().cloned());
    match open.get() {
        Open::Nothing => None,
        Open::Edit => now().map(|role| view! { <EditRole role open/> }.into_any()),
        Open::Hold => Some(view! { <HoldRole role open/> }.into_any()),
        Open::People => Some(view! { <RolePeople role open/> }.into_any()),
    }
}
