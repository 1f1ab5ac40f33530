//! Several workspaces on one device: showing one of them, opening another, and leaving one behind.

use leptos::prelude::*;

use crate::board::{
    desk::{desk, ours_live},
    kit::{AskButton, Asking, Field, Form, Problem},
};
use crate::browser::{clock, net, page};
use crate::calls::{self, told::Failed};
use crate::domain::Power;

/// How long a new workspace may take to arrive: so many looks, so many milliseconds apart.
const ROUNDS: u32 = 60;
const ROUND: u32 = 50;

/// Which workspace is shown, and the way to another.
#[component]
pub fn Switcher() -> impl IntoView {
    let desk = desk();
    let many = Memo::new(move |_| desk.tabs.with(|tabs| tabs.len() > 1));
    let choose = move |event: leptos::ev::Event| desk.switch(&event_target_value(&event));
    let options = move || {
        let here = desk.tab();
        let tabs = desk.tabs.get();
        let options = tabs.into_iter().map(|tab| {
            let is_here = tab.name() == here.name();
            view! { <option value=tab.name().to_owned() selected=is_here>{tab.title()}</option> }
        });
        options.collect_view()
    };
    move || {
        many.get().then(|| {
            view! { <select class="switcher" aria-label="Workspace" on:change=choose>{options}</select> }
        })
    }
}

/// All workspaces on this device, and a further one for whoever may open it.
#[component]
pub fn Workspaces() -> impl IntoView {
    let desk = desk();
    let tabs = move || desk.tabs.get();
    let may_open = Memo::new(move |_| {
        tabs().iter().any(|tab| {
            let me = tab.me();
            tab.workspace().is_some() && tab.with(|state| state.may(me, Power::OpenWorkspaces))
        })
    });
    let shown = Memo::new(move |_| desk.tabs.with(|tabs| tabs.len() > 1) || may_open.get());
    let items = move || {
        let items = tabs().into_iter().map(|tab| {
            let name = tab.name().to_owned();
            let way = if name == desk.tab().name() {
                view! { <span class="tag">"Shown now"</span> }.into_any()
            } else {
                let label = format!("Show {}", tab.title());
                view! { <button aria-label=label on:click=move |_| desk.switch(&name)>"Show"</button> }
                    .into_any()
            };
            view! { <li class="row between"><span dir="auto">{tab.title()}</span>{way}</li> }
        });
        items.collect_view()
    };
    move || {
        shown.get().then(|| {
            view! {
                <section class="card stack" aria-labelledby="workspaces">
                    <h2 id="workspaces">"Workspaces"</h2>
                    <p class="small quiet">{ours_live("One for each client, say: its leaders, roles and people are its own. Today and the effort log span all of yours.")}</p>
                    <ul class="plain stack">{items}</ul>
                    {move || may_open.get().then(|| view! { <Another/> })}
                </section>
            }
        })
    }
}

#[component]
fn Another() -> impl IntoView {
    let desk = desk();
    let name = RwSignal::new(String::new());
    let asking = Asking::new();
    // Drawn once, so that asking again after a lost answer opens one workspace.
    let request = net::request();
    let open = move |()| {
        asking.ask(async move {
            let name = name.get_untracked();
            let opened = calls::open_workspace(request, name.clone(), clock::zone()).await;
            let me = opened.map_err(Failed::words)?;
            let id = me.opened().map_err(Failed::words)?;
            if me.user != desk.tab().me() {
                return Err(net::ANOTHER_PERSON.into());
            }
            let tab = desk.open(id, me.user, desk.tab().address());
            // Shown once it knows its name; without the server's answer, all the same.
            for _ in 0..ROUNDS {
                if tab.peek(|state| state.workspace().is_some()) {
                    break;
                }
                page::pause(ROUND).await;
            }
            desk.switch(tab.name());
            let words = format!("Opened {}.", name.trim());
            tab.done(words, Vec::new());
            Ok(())
        });
    };
    view! {
        <Form save=open>
            <Field label="Open another, called" name="workspace" value=name complete="off"/>
            <Problem words=asking.problem/>
            <div class="row"><AskButton asking words="Open it"/></div>
        </Form>
    }
    .into_any()
}
