//! Several workspaces on one device: showing one of them, opening another, and leaving one behind.

use leptos::prelude::*;

use crate::board::{
    desk::{Desk, Route, desk},
    gate::Field,
    kit::Problem,
};
use crate::browser::{
    clock, net, page,
    tab::{Server, Tab},
};
use crate::domain::Power;

/// How long a new workspace may take to arrive: so many looks, so many milliseconds apart.
const ROUNDS: u32 = 60;
const ROUND: u32 = 50;

/// What the server says of this device or its person is done: locking, wiping.
pub fn heed_the_server(desk: Desk) {
    let tabs = desk.tabs.get();
    let servers = tabs
        .iter()
        .map(|tab| tab.status.with(|status| status.server.clone()));
    let servers: Vec<Server> = servers.collect();
    if servers.contains(&Server::Wiped) {
        page::spawn(async move {
            desk.wipe().await;
            page::replace_address("/");
            page::reload();
        });
        return;
    }
    let is_only_left = matches!(servers.as_slice(), [Server::Left(_)]);
    if is_only_left || servers.iter().any(|server| matches!(server, Server::Locked(_))) {
        desk.lock(true);
    }
}

/// An address of a role in another workspace shows that workspace.
pub fn follow_role(desk: Desk) {
    let (Route::Role(role) | Route::Preview(role)) = desk.route.get() else {
        return;
    };
    let has = |tab: &std::rc::Rc<Tab>| tab.with(|state| state.role(role).is_ok());
    if let Some(tab) = desk.tabs().into_iter().find(has) {
        desk.show(&tab);
    }
}

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

/// In place of a workspace to which one belongs no more.
#[component]
pub fn LeftBehind(words: String) -> impl IntoView {
    let desk = desk();
    let tab = StoredValue::new_local(desk.tab());
    let next = desk
        .all()
        .into_iter()
        .find(|other| other.name() != desk.tab().name());
    let waiting = tab.with_value(|tab| tab.status.with_untracked(|status| status.waiting));
    let lost = match waiting {
        0 => "Its copy on this device can be taken away.".to_owned(),
        1 => "Taking it off this device loses 1 change that was not sent.".into(),
        count => format!("Taking it off this device loses {count} changes that were not sent."),
    };
    let on = next.map(|next| {
        let (name, title) = (next.name().to_owned(), next.title());
        view! { <button class="primary" on:click=move |_| desk.switch(&name)>{format!("Go on in {title}")}</button> }
    });
    let forget = move |_| {
        page::spawn(async move { desk.forget(&tab.get_value()).await });
    };
    view! {
        <main class="gate" id="main">
            <section class="card stack">
                <h1 tabindex="-1" dir="auto">{tab.with_value(|tab| tab.title())}</h1>
                <p role="alert">{words}</p>
                <p class="quiet">{lost}</p>
                <div class="row wrap">
                    {on}
                    <button class="danger" on:click=forget>"Take it off this device"</button>
                </div>
            </section>
        </main>
    }
    .into_any()
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
                    <p class="small quiet">"One for each client, say: its leaders, roles and people are its own. Today and the effort log span all of yours."</p>
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
    let (problem, busy) = (RwSignal::new(None::<String>), RwSignal::new(false));
    // Drawn once, so that asking again after a lost answer opens one workspace.
    let request = net::request();
    let open = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        page::spawn(async move {
            let name = name.get_untracked();
            let opened = net::open_workspace(request, &name, &clock::zone()).await;
            match opened {
                Ok((me, _)) if me.user != desk.tab().me() => {
                    drop(problem.try_set(Some(net::ANOTHER_PERSON.into())));
                }
                Ok((me, id)) => {
                    let words = format!("Opened {}.", name.trim());
                    let tab = desk.open(id, me.user, desk.tab().address());
                    // Shown once it knows its name; without the server's answer, all the same.
                    for _ in 0..ROUNDS {
                        if tab.peek(|state| state.workspace().is_some()) {
                            break;
                        }
                        page::pause(ROUND).await;
                    }
                    desk.switch(tab.name());
                    tab.notice
                        .set(Some(crate::browser::tab::Notice::done(words, None)));
                }
                Err(trouble) => drop(problem.try_set(Some(trouble.words()))),
            }
            busy.try_set(false);
        });
    };
    view! {
        <form class="stack" on:submit=open novalidate>
            <Field label="Open another, called" name="workspace" value=name/>
            <Problem words=problem/>
            <div class="row"><button disabled=move || busy.get()>{move || if busy.get() { "One moment…" } else { "Open it" }}</button></div>
        </form>
    }
    .into_any()
}
