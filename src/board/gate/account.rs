//! Claiming a server and signing in: the board on this device comes along.

use leptos::prelude::*;

use crate::board::{
    desk::{ExportButton, Route, desk},
    kit::Problem,
};
use crate::browser::{clock, net, page, tab::Server};
use crate::domain::{Leader, Power, WorkspaceId};
use crate::sync::disk::{Home, Same, Settle};

#[component]
pub fn Field(
    label: &'static str,
    name: &'static str,
    value: RwSignal<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] complete: &'static str,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    view! {
        <label class="field">{label}
            <input type=kind name=name autocomplete=complete dir="auto" prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))/>
            {(!hint.is_empty()).then(|| view! { <span class="small quiet">{hint}</span> })}
        </label>
    }
    .into_any()
}

#[component]
pub fn Claim() -> impl IntoView {
    let desk = desk();
    page::set_title("Claim this server · Fulcrum");
    let text = || RwSignal::new(String::new());
    let (workspace, name, phone, email, password) = (text(), text(), text(), text(), text());
    let (problem, busy) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let code = page::query("code").unwrap_or_default();
    let has_code = !code.is_empty();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        // A new server knows nobody: whose board this is cannot be there.
        if desk.tab().home().is_some() {
            return problem.set(Some(SOMEBODY_ELSES.into()));
        }
        busy.set(true);
        let claim = net::Claim {
            code: code.clone(),
            workspace: workspace.get_untracked(),
            zone: clock::zone(),
            name: name.get_untracked(),
            phone: phone.get_untracked(),
            email: email.get_untracked(),
            password: password.get_untracked(),
        };
        page::spawn(async move {
            match net::claim(&claim).await {
                Ok(me) => match Next::of(me, claim.email) {
                    // The claim's own words have said that this board comes along.
                    Ok(next) => enter(&next.me, next.settle),
                    Err(words) => problem.set(Some(words)),
                },
                Err(trouble) => problem.set(Some(trouble.words())),
            }
            busy.set(false);
        });
    };
    view! {
        <main class="gate" id="main">
            <p class="brand">"Fulcrum"</p>
            <form class="card stack" on:submit=send novalidate>
                <h1 tabindex="-1">"Make this server yours"</h1>
                {(!has_code).then(|| view! { <p class="problem">"The address has no claim code. Open the one that the server printed when it started."</p> })}
                <p class="quiet">"You become the owner of a workspace. What is on this device's board comes along."</p>
                <Field label="What is your team called?" name="workspace" value=workspace complete="organization"/>
                <Field label="Your name, as leaders know you" name="name" value=name complete="name"/>
                <Field label="A number leaders may call (optional)" name="phone" value=phone kind="tel" complete="tel"/>
                <Field label="E-mail, to sign in" name="email" value=email kind="email" complete="username"/>
                <Field label="Password" name="password" value=password kind="password" complete="new-password" hint="10 characters or more; four words will do."/>
                <Problem words=problem/>
                <div class="row wrap">
                    <button class="primary" disabled=move || busy.get()>{move || if busy.get() { "One moment…" } else { "Claim this server" }}</button>
                    <button type="button" on:click=move |_| desk.go(Route::home())>"Not now"</button>
                </div>
            </form>
        </main>
    }
    .into_any()
}

#[component]
pub fn SignIn() -> impl IntoView {
    let desk = desk();
    page::set_title("Sign in · Fulcrum");
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (problem, busy) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let step = RwSignal::new(None::<Next>);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let given = net::SignIn {
            email: email.get_untracked(),
            password: password.get_untracked(),
            expects: desk.tab().home().map(|home| home.user),
        };
        page::spawn(async move {
            match net::sign_in(&given).await {
                Ok(me) => match Next::of(me, given.email) {
                    Ok(next) => next.take(step),
                    Err(words) => problem.set(Some(words)),
                },
                Err(trouble) => problem.set(Some(trouble.words())),
            }
            busy.set(false);
        });
    };
    let locked = move || desk.locked.get();
    view! {
        <main class="gate" id="main">
            <p class="brand">"Fulcrum"</p>
            {move || match step.get() {
                None => view! {
                    <form class="card stack" on:submit=send novalidate>
                        <h1 tabindex="-1">{move || if locked() { "Locked" } else { "Sign in" }}</h1>
                        {move || locked().then(|| view! { <p>{why_locked}</p> })}
                        <Field label="E-mail" name="email" value=email kind="email" complete="username"/>
                        <Field label="Password" name="password" value=password kind="password" complete="current-password"/>
                        <Problem words=problem/>
                        <div class="row wrap">
                            <button class="primary" disabled=move || busy.get()>{move || if busy.get() { "One moment…" } else { "Sign in" }}</button>
                            {move || (!locked()).then(|| view! { <button type="button" on:click=move |_| desk.go(Route::home())>"Not now"</button> })}
                        </div>
                        <p class="small quiet">"No account yet? The server's operator claims it with the address it printed at its start."</p>
                    </form>
                }.into_any(),
                Some(next) => view! { <UploadStep next/> }.into_any(),
            }}
        </main>
    }
    .into_any()
}

/// Why nothing shows until the same person signs in, and what became of their work.
fn why_locked() -> String {
    let tab = desk().tab();
    let status = tab.status.get();
    let Server::Left(words) = status.server else {
        return "Someone's board is kept here. Sign in as the same person to go on.".into();
    };
    match status.waiting {
        0 => words,
        1 => format!("{words} 1 change that was not sent is kept here."),
        count => format!("{words} {count} changes that were not sent are kept here."),
    }
}

/// Said of a board that is kept for somebody else; the server says the same.
const SOMEBODY_ELSES: &str = "This board holds the work of somebody else. Sign in as that person, or use another browser or profile for your own. Nothing was changed.";

/// What to enter with after the device was wiped.
pub const ENTER: &str = "fulcrum.enter";

/// What is left to decide after the password was right: whether work that was done here without an account
/// comes along.
#[derive(Clone, PartialEq)]
pub struct Next {
    me: net::Me,
    /// Where the person goes on.
    settle: Settle,
    /// How many changes wait here without an account.
    waiting: usize,
}

impl Next {
    /// Where the person belongs on this device: where they have just entered, else where they were, else in the
    /// oldest of their workspaces.
    ///
    /// # Errors
    /// In words: the device is somebody else's, or the account belongs nowhere.
    pub fn of(me: net::Me, address: String) -> Result<Self, String> {
        let tab = desk().tab();
        let home = tab.home();
        if home.is_some_and(|home| home.user != me.user && Some(home.user) != me.instead_of) {
            return Err(SOMEBODY_ELSES.into());
        }
        let belongs = |workspace: &WorkspaceId| me.workspaces.iter().any(|place| place.id == *workspace);
        let workspace = me
            .entered
            .or(home.map(|home| home.workspace))
            .filter(belongs)
            .or(me.workspaces.first().map(|place| place.id));
        let Some(workspace) = workspace else {
            return Err("This account belongs to no workspace here any more. Ask one of its owners.".into());
        };
        let waiting = tab.status.with_untracked(|status| status.waiting);
        let user = me.user;
        Ok(Self {
            settle: Settle {
                address: Some(address),
                instead_of: me.instead_of,
                ..Settle::of(Home { workspace, user })
            },
            me,
            waiting: if home.is_some() { 0 } else { waiting },
        })
    }

    /// Goes on at once when there is nothing to decide, else asks on the page.
    pub fn take(self, ask: RwSignal<Option<Self>>) {
        if self.waiting == 0 {
            enter(&self.me, self.settle);
        } else {
            ask.set(Some(self));
        }
    }
}

/// What this device's board would bring along.
fn brings() -> String {
    let (leaders, roles, efforts) = desk().tab().peek(|state| {
        (
            state.leaders().len(),
            state.roles().count(),
            state.efforts().count(),
        )
    });
    let counted = [
        (leaders, "leader", "leaders"),
        (roles, "role", "roles"),
        (efforts, "effort", "efforts"),
    ];
    let there = counted.into_iter().filter(|(count, ..)| *count > 0);
    let words: Vec<String> = there
        .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
        .collect();
    match words.as_slice() {
        [] => "some changes".into(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
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
    let look = move || {
        let Some(workspace) = into.get_untracked() else {
            return same.set(Some(Vec::new()));
        };
        same.set(None);
        page::spawn(async move {
            let pairs = same_leaders(&net::leaders(workspace, user).await.unwrap_or_default());
            if into.try_get_untracked() == Some(Some(workspace)) {
                same.try_set(Some(pairs));
            }
        });
    };
    look();
    let (problem, busy) = (RwSignal::new(None::<String>), RwSignal::new(false));
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
        busy.set(true);
        page::spawn(async move {
            match net::open_workspace(request, &name.get_untracked(), &clock::zone()).await {
                Ok((me, workspace)) => {
                    let home = Home { workspace, user };
                    enter(&me, Settle { home, ..settle });
                }
                Err(trouble) => drop(problem.try_set(Some(trouble.words()))),
            }
            busy.try_set(false);
        });
    };
    let throw_away = move |_| {
        let alone = alone.clone();
        page::spawn(async move {
            desk().wipe().await;
            crate::browser::local::set(ENTER, alone);
            page::replace_address("/");
            page::reload();
        });
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
                view! {
                    <label class="check">
                        <input type="checkbox" prop:checked=move || is_same.get() on:change=move |event| is_same.set(event_target_checked(&event))/>
                        <span dir="auto">{format!("{}{team}", same.there.details.name)}</span>
                    </label>
                }
            });
            Some(view! {
                <fieldset>
                    <legend>"These leaders are in the workspace already. The same people?"</legend>
                    {items.collect_view()}
                </fieldset>
            })
        })
    };
    let is_busy = move || busy.get() || same.with(Option::is_none);
    view! {
        <section class="card stack">
            <h1 tabindex="-1">"Bring this device's board along?"</h1>
            <p>{format!("Put down here without an account: {}. That can join a workspace.", brings())}</p>
            <IntoWhich places=me.workspaces into name look=Callback::new(move |()| look())/>
            {choices}
            <Problem words=problem/>
            <div class="row wrap">
                <button class="primary" disabled=is_busy on:click=bring>"Bring it along"</button>
                <ExportButton/>
                <button class="danger" on:click=throw_away>"Throw it away and go on"</button>
            </div>
        </section>
    }
    .into_any()
}

/// Which workspace this device's board joins: one of theirs or, for whoever owns one, a new one.
#[component]
fn IntoWhich(
    places: Vec<net::Place>,
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
            <label class="check">
                <input type="radio" name="into" prop:checked=move || into.get() == workspace on:change=move |_| choose(workspace)/>
                <span dir="auto">{title}</span>
            </label>
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
        {move || into.get().is_none().then(|| view! { <Field label="What is it called?" name="workspace" value=name/> })}
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

/// Goes on in this workspace, all others of the person at hand. A board without an account joins it, and what
/// waits is sent.
fn enter(me: &net::Me, settle: Settle) {
    let desk = desk();
    desk.lock(false);
    let Settle { home, address, .. } = settle.clone();
    let here = desk.tab();
    let tab = if here.home().is_none() {
        here.settle(settle);
        here
    } else {
        remember(me, &settle);
        desk.open(home.workspace, home.user, address.clone())
    };
    for place in me.workspaces.iter().filter(|place| place.id != home.workspace) {
        desk.open(place.id, home.user, address.clone());
    }
    desk.all().iter().for_each(|tab| tab.resume());
    desk.show(&tab);
    page::replace_address("/");
    desk.route.set(Route::home());
}

/// The boards of this person that are kept here remember their address, and follow them to a new id.
fn remember(me: &net::Me, settle: &Settle) {
    let user = settle.home.user;
    for tab in desk().tabs.get_untracked() {
        let workspace = tab.workspace();
        let still = me.workspaces.iter().find(|place| Some(place.id) == workspace);
        if let Some(workspace) = still.map(|place| place.id) {
            let home = Home { workspace, user };
            tab.settle(Settle {
                home,
                ..settle.clone()
            });
        }
    }
}
