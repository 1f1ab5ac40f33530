//! Claiming a new server: the board on this device comes along.

use leptos::prelude::*;

use super::{
    next::{Next, SOMEBODY_ELSES, enter},
    who::{Who, WhoFields},
};
use crate::board::{
    desk::{Route, desk},
    kit::{AskButton, Asking, Field, Form, Problem},
};
use crate::browser::{clock, page};
use crate::calls::{
    self,
    told::{Failed, Secret},
};

#[component]
pub fn Claim() -> impl IntoView {
    let desk = desk();
    page::set_title("Claim this server · Fulcrum");
    let (workspace, who) = (RwSignal::new(String::new()), Who::named(String::new()));
    let asking = Asking::new();
    let code = page::query("code").unwrap_or_default();
    let has_code = !code.is_empty();
    let send = move |()| {
        // A new server knows nobody: whose board this is cannot be there.
        if desk.tab().home().is_some() {
            return asking.problem.set(Some(SOMEBODY_ELSES.into()));
        }
        let (code, workspace, given) = (Secret(code.clone()), workspace.get_untracked(), who.given());
        let email = given.email.clone();
        asking.ask(async move {
            let me = calls::claim(code, workspace, clock::zone(), given).await;
            // The claim's own words have said that this board comes along.
            let next = Next::of(me.map_err(Failed::words)?, email)?;
            enter(&next.me, next.settle);
            Ok(())
        });
    };
    view! {
        <main class="gate" id="main">
            <p class="brand">"Fulcrum"</p>
            <Form class="card stack" save=send>
                <h1 tabindex="-1">"Make this server yours"</h1>
                {(!has_code).then(|| view! { <p class="problem">"The address has no claim code. Open the one that the server printed when it started."</p> })}
                <p class="quiet">"You become the owner of a workspace. What is on this device's board comes along."</p>
                <Field label="What is your team called?" name="workspace" value=workspace complete="organization"/>
                <WhoFields who hint="10 characters or more; four words will do."/>
                <Problem words=asking.problem/>
                <div class="row wrap">
                    <AskButton asking words="Claim this server" class="primary"/>
                    <button type="button" on:click=move |_| desk.go(Route::home())>"Not now"</button>
                </div>
            </Form>
        </main>
    }
    .into_any()
}
