//! One's own calendar, for the calendar program one has: the address by which it is fetched.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::board::{
    desk::{desk, ours_live},
    kit::{Address, Asking, Check, Problem, SignInLink},
};
use crate::browser::page;
use crate::calls::{
    self,
    told::{CalendarDesk, Done, Failed, Secret},
};
use crate::domain::WorkspaceId;
use crate::ui::day;

#[component]
pub fn CalendarFeed() -> impl IntoView {
    let desk = desk();
    // An address that was just made is shown this once: what is saved meanwhile does not take it away.
    let home = Memo::new(move |_| desk.tab().home().map(|home| home.workspace));
    let inside = move || {
        match home.get() {
            Some(ws) => view! { <OnServer ws/> }.into_any(),
            None => view! {
                <p>"Calendar programs fetch it from a server: it needs an account, and this board lives on this device only."</p>
                <div class="row"><SignInLink/></div>
            }
            .into_any(),
        }
    };
    view! {
        <section class="card stack" aria-labelledby="calendar">
            <h2 id="calendar">"Calendar"</h2>
            <p>{ours_live("Your interviews and sit-ins, the days on which you ask how a start went, and the days by which your leaders hear from you: in Outlook, Google Calendar or Apple Calendar.")}</p>
            {inside}
        </section>
    }
    .into_any()
}

/// It is the server's business: this needs a connection.
#[component]
fn OnServer(ws: WorkspaceId) -> impl IntoView {
    let now = RwSignal::new(None::<CalendarDesk>);
    let named = RwSignal::new(false);
    let made = RwSignal::new(None::<String>);
    let asking = Asking::new();
    let problem = asking.problem;
    let look = move || {
        page::spawn(async move {
            match calls::calendar_desk(ws).await {
                Ok(found) => {
                    named.try_set(found.named);
                    now.try_set(Some(found));
                }
                Err(failed) => drop(problem.try_set(Some(failed.words()))),
            }
        });
    };
    look();
    let make = move |_| {
        asking.ask(async move {
            let told = calls::make_calendar(ws, named.get_untracked()).await;
            let Secret(secret) = told.map_err(Failed::words)?.secret;
            made.try_set(Some(format!("{}/calendar/{secret}.ics", page::origin())));
            look();
            Ok(())
        });
    };
    let end = move |_| {
        asking.ask(async move {
            let Done {} = calls::end_calendar(ws).await.map_err(Failed::words)?;
            made.try_set(None);
            look();
            desk().done("Ended: the address opens nothing any more.", None);
            Ok(())
        });
    };
    let made_at = move || now.with(|now| now.as_ref().and_then(|now| now.made_at));
    let has_one = move || made_at().is_some();
    let stands = move || match now.get() {
        None if problem.with(Option::is_some) => String::new(),
        None => "Asking the server…".to_owned(),
        Some(CalendarDesk { made_at: None, .. }) => "No address opens it.".to_owned(),
        Some(CalendarDesk {
            made_at: Some(at),
            named,
        }) => since(at, named),
    };
    view! {
        <p class="small quiet">"Whoever runs that calendar fetches it and can read what stands in it, and so can whoever has the address. So titles name nobody: “Interview”, “Check-in, day 30”, “Update”. What anybody said is never in it."</p>
        <Check checked=named change=move |is| named.set(is)>{ours_live("Name people, as their leader reads them; of confidential roles nobody all the same")}</Check>
        <p>{stands}</p>
        <Problem words=problem/>
        <div class="row wrap">
            <button class="primary" disabled=move || asking.is_busy() on:click=make>
                {move || if has_one() { "Get a new address" } else { "Make the address" }}
            </button>
            {move || has_one().then(|| view! { <button disabled=move || asking.is_busy() on:click=end>"End it"</button> })}
        </div>
        {move || made.get().map(|url| view! {
            <Address label="Add a calendar by this address; it is shown this once" url/>
        })}
        <p class="small quiet">"What is ticked counts for the next address. A new address ends the one before. It also ends when you leave the workspace, when your password changes, and when you lock or wipe a lost device, which may know it."</p>
    }
    .into_any()
}

fn since(at: DateTime<Utc>, named: bool) -> String {
    let day = day::said(at.date_naive(), desk().today.get());
    let titles = if named { "with names" } else { "without names" };
    format!("An address opens it, {titles}, made {day}.")
}
