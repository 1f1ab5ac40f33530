//! An invitation into a workspace: what it is for, and the way in.

use leptos::prelude::*;

use super::{
    next::Next,
    upload::UploadStep,
    who::{Who, WhoFields},
};
use crate::board::{
    desk::{Route, desk},
    kit::{AskButton, Asking, Form, Problem},
};
use crate::browser::page;
use crate::calls::{
    self,
    told::{Failed, Invited, Secret},
};
use crate::sync::disk::is_same_address;

#[component]
pub fn Join() -> impl IntoView {
    page::set_title("Join · Fulcrum");
    let secret = page::fragment();
    let invited = RwSignal::new(None::<Result<Invited, String>>);
    let next = RwSignal::new(None::<Next>);
    let given = Secret(secret.clone());
    page::spawn(async move {
        let answer = calls::invitation(given).await;
        invited.try_set(Some(answer.map_err(Failed::words)));
    });
    view! {
        <main class="gate" id="main">
            <p class="brand">"Fulcrum"</p>
            {move || match (next.get(), invited.get()) {
                (Some(next), _) => view! { <UploadStep next/> }.into_any(),
                (None, None) => view! { <p class="card" role="status">"Opening the invitation…"</p> }.into_any(),
                (None, Some(Err(words))) => view! { <Gone words/> }.into_any(),
                (None, Some(Ok(invited))) => view! { <Asked secret=secret.clone() invited next/> }.into_any(),
            }}
        </main>
    }
    .into_any()
}

#[component]
fn Gone(words: String) -> impl IntoView {
    let desk = desk();
    view! {
        <section class="card stack">
            <h1 tabindex="-1">"No way in here"</h1>
            <p role="alert">{words}</p>
            <div class="row"><button on:click=move |_| desk.go(Route::home())>"To the board"</button></div>
        </section>
    }
    .into_any()
}

#[component]
fn Asked(secret: String, invited: Invited, next: RwSignal<Option<Next>>) -> impl IntoView {
    let who = Who::named(invited.label.clone());
    let asking = Asking::new();
    let join = move |()| {
        let (board, email) = (desk().tab(), who.email.get_untracked());
        let remembered = board.address();
        let expects = board.home().map(|home| home.user);
        let is_theirs = remembered.is_some_and(|known| is_same_address(&known, &email));
        let (secret, given) = (Secret(secret.clone()), who.given());
        asking.ask(async move {
            let me = calls::join(secret, given, expects, is_theirs).await;
            let me = me.map_err(Failed::words)?;
            Next::of(me, email)?.take(next);
            Ok(())
        });
    };
    view! {
        <Form class="card stack" save=join>
            <h1 tabindex="-1" dir="auto">{format!("Join {}", invited.workspace)}</h1>
            <p dir="auto">{format!("{} invites you as {}.", invited.invited_by, invited.right.label().to_lowercase())}</p>
            <WhoFields who hint="10 characters or more; four words will do. If you have an account here, its own."/>
            <Problem words=asking.problem/>
            <div class="row"><AskButton asking words="Join" class="primary"/></div>
        </Form>
    }
    .into_any()
}
