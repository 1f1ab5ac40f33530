//! The devices on which one is signed in, and locking or wiping a lost one.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::board::{desk::desk, kit::Problem};
use crate::browser::{clock, page};
use crate::calls::{
    self,
    told::{Done, OpenSession},
};
use crate::ui::day;

#[component]
pub fn Devices() -> impl IntoView {
    let sessions = RwSignal::new(None::<Vec<OpenSession>>);
    let problem = RwSignal::new(None::<String>);
    let look = move || {
        page::spawn(async move {
            match calls::sessions().await {
                Ok(found) => {
                    sessions.try_set(Some(found));
                    problem.try_set(None);
                }
                Err(failed) => drop(problem.try_set(Some(failed.words()))),
            }
        });
    };
    look();
    let end = Callback::new(move |(id, wipe): (String, bool)| {
        page::spawn(async move {
            match calls::end_session(id, wipe).await {
                Ok(Done {}) => {
                    let words = if wipe {
                        "It forgets everything as soon as it hears from the server."
                    } else {
                        "It shows nothing any more as soon as it hears from the server."
                    };
                    desk().done(words, None);
                    look();
                }
                Err(failed) => drop(problem.try_set(Some(failed.words()))),
            }
        });
    });
    view! {
        <section class="card stack" aria-labelledby="devices">
            <h2 id="devices">"Where you are signed in"</h2>
            <Problem words=problem/>
            <ul class="plain stack">
                {move || sessions.get().map(|all| all.into_iter().map(|session| view! { <Device session end/> }).collect_view())}
            </ul>
        </section>
    }
    .into_any()
}

#[component]
fn Device(session: OpenSession, end: Callback<(String, bool)>) -> impl IntoView {
    let today = desk().today.get_untracked();
    let asking = RwSignal::new(false);
    let when = |at: DateTime<Utc>| {
        let at = clock::here(at);
        format!("{} {}", day::said(at.date_naive(), today), at.format("%H:%M"))
    };
    // When it was last heard of is noted within an hour.
    let about = format!(
        "signed in {}, last seen {}",
        when(session.opened_at),
        if session.here {
            "now".to_owned()
        } else {
            when(session.seen_at)
        }
    );
    let here = session
        .here
        .then(|| view! { " " <span class="tag">"this device"</span> });
    let (lock, wipe) = (session.id.clone(), session.id.clone());
    let label = format!("End the session of {}", session.device);
    view! {
        <li class="stack">
            <div class="row between wrap">
                <span><b>{session.device}</b>{here}<span class="small quiet block">{about}</span></span>
                {(!session.here).then(|| view! { <button aria-label=label on:click=move |_| asking.set(true)>"Lost it?"</button> })}
            </div>
            {move || asking.get().then(|| {
                let (lock, wipe) = (lock.clone(), wipe.clone());
                view! {
                    <div class="stack problem">
                        <p>"Locked, it keeps what waits on it for you to sign in again. Wiped, it forgets everything, and what it had not sent is lost."</p>
                        <div class="row wrap">
                            <button on:click=move |_| end.run((lock.clone(), false))>"Lock it"</button>
                            <button class="danger" on:click=move |_| end.run((wipe.clone(), true))>"Wipe it"</button>
                            <button on:click=move |_| asking.set(false)>"Leave it"</button>
                        </div>
                    </div>
                }
            })}
        </li>
    }
    .into_any()
}
