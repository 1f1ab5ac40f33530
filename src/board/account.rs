//! Claiming a server and signing in: the board on this device comes along.

use leptos::prelude::*;

use super::{ExportButton, Route, desk};
use crate::browser::{clock, net, page};
use crate::domain::WorkspaceId;
use crate::sync::disk::Home;

#[component]
fn Field(
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
                Ok(me) => match me.workspaces.first() {
                    Some(workspace) => enter(Home {
                        workspace: *workspace,
                        user: me.user,
                    }),
                    None => problem.set(Some(
                        "The server opened no workspace. Reload and try again.".into(),
                    )),
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
                {move || problem.get().map(|words| view! { <p class="problem" role="alert">{words}</p> })}
                <div class="row wrap">
                    <button class="primary" disabled=move || busy.get()>{move || if busy.get() { "One moment…" } else { "Claim this server" }}</button>
                    <button type="button" on:click=move |_| desk.go(Route::home())>"Not now"</button>
                </div>
            </form>
        </main>
    }
    .into_any()
}

/// What is left to decide after the password was right.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Password,
    /// This device holds work done without an account.
    Upload(Home, usize),
}

#[component]
pub fn SignIn() -> impl IntoView {
    let desk = desk();
    page::set_title("Sign in · Fulcrum");
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (problem, busy) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let step = RwSignal::new(Step::Password);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let given = net::SignIn {
            email: email.get_untracked(),
            password: password.get_untracked(),
        };
        page::spawn(async move {
            match net::sign_in(&given).await {
                Ok(me) => match signed_in(&me) {
                    Ok(Step::Upload(home, 0)) => enter(home),
                    Ok(next) => step.set(next),
                    Err(words) => problem.set(Some(words)),
                },
                Err(trouble) => problem.set(Some(trouble.words())),
            }
            busy.set(false);
        });
    };
    let fresh = move |home: Home| {
        page::spawn(async move {
            desk.tab().wipe().await;
            crate::browser::local::set(ENTER, home);
            page::replace_address("/");
            page::reload();
        });
    };
    let locked = move || desk.locked.get();
    view! {
        <main class="gate" id="main">
            <p class="brand">"Fulcrum"</p>
            {move || match step.get() {
                Step::Password => view! {
                    <form class="card stack" on:submit=send novalidate>
                        <h1 tabindex="-1">{move || if locked() { "Locked" } else { "Sign in" }}</h1>
                        {move || locked().then(|| view! { <p>"Someone's board is kept here. Sign in as the same person to go on."</p> })}
                        <Field label="E-mail" name="email" value=email kind="email" complete="username"/>
                        <Field label="Password" name="password" value=password kind="password" complete="current-password"/>
                        {move || problem.get().map(|words| view! { <p class="problem" role="alert">{words}</p> })}
                        <div class="row wrap">
                            <button class="primary" disabled=move || busy.get()>{move || if busy.get() { "One moment…" } else { "Sign in" }}</button>
                            {move || (!locked()).then(|| view! { <button type="button" on:click=move |_| desk.go(Route::home())>"Not now"</button> })}
                        </div>
                        <p class="small quiet">"No account yet? The server's operator claims it with the address it printed at its start."</p>
                    </form>
                }.into_any(),
                Step::Upload(home, count) => view! {
                    <section class="card stack">
                        <h1 tabindex="-1">"Bring this device's board along?"</h1>
                        <p>{if count == 1 { "1 change was made here without an account.".to_owned() } else { format!("{count} changes were made here without an account.") }}
                            " They can join the workspace you signed in to."</p>
                        <div class="row wrap">
                            <button class="primary" on:click=move |_| enter(home)>"Bring it along"</button>
                            <ExportButton/>
                            <button class="danger" on:click=move |_| fresh(home)>"Throw it away and go on"</button>
                        </div>
                    </section>
                }.into_any(),
            }}
        </main>
    }
    .into_any()
}

/// A home to enter after the device was wiped.
pub const ENTER: &str = "fulcrum.enter";

fn signed_in(me: &net::Me) -> Result<Step, String> {
    let desk = desk();
    let home = desk.tab().home();
    if home.is_some_and(|home| home.user != me.user) {
        return Err(
            "This device keeps someone else's work. Sign in as that person, or have them wipe it first."
                .into(),
        );
    }
    let belongs: Option<WorkspaceId> = home.map(|home| home.workspace).or(me.workspaces.first().copied());
    let Some(workspace) = belongs else {
        return Err("This account belongs to no workspace any more. Ask its owner.".into());
    };
    let waiting = if home.is_some() {
        0
    } else {
        desk.tab().status.with_untracked(|status| status.waiting)
    };
    Ok(Step::Upload(
        Home {
            workspace,
            user: me.user,
        },
        waiting,
    ))
}

/// The board belongs to this workspace from here on; what waits is sent.
fn enter(home: Home) {
    let desk = desk();
    desk.lock(false);
    if desk.tab().home() == Some(home) {
        desk.tab().resume();
    } else {
        desk.tab().settle(home);
    }
    page::replace_address("/");
    desk.route.set(Route::home());
}
