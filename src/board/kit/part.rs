//! A part of the board whose code is fetched when it is first needed.

use std::pin::Pin;

use leptos::{prelude::*, wasm_split::SplitLoaderError};
use send_wrapper::SendWrapper;

use crate::board::desk::desk;
use crate::browser::{ahead, page, tab::hands, worker};

/// What a part shows once its code is there.
pub type Part = Result<AnyView, SplitLoaderError>;

pub type Coming = Pin<Box<dyn Future<Output = Part>>>;

/// What a part is to whoever looks at it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    Page,
    /// A page around which nothing stands.
    Gate,
    Sheet,
}

/// Shows what comes. Where it does not, it says so and asks for it again when told to; all around it goes on.
pub fn part(whole: Whole, ask: impl Fn() -> Coming + Send + 'static) -> AnyView {
    let awaited = RwSignal::new(true);
    if whole == Whole::Sheet {
        ahead::hold();
    }
    let asked = RwSignal::new(0u32);
    let content = move || {
        let times = asked.get();
        let coming = ask();
        Suspend::new(SendWrapper::new(async move {
            // Whatever it is, it may give commands.
            let came = match hands().await {
                Ok(_) => coming.await,
                Err(missing) => Err(missing),
            };
            awaited.set(false);
            page::arrived();
            ahead::give();
            came.unwrap_or_else(|_| {
                worker::look_for_another();
                missing(whole, times, asked)
            })
        }))
    };
    let waiting = move || {
        let words = || view! { <p class="quiet" role="status">"Loading…"</p> };
        awaited.get().then(words)
    };
    // In this order, since what is there already comes at once.
    view! { {content} {waiting} }.into_any()
}

fn missing(whole: Whole, times: u32, asked: RwSignal<u32>) -> AnyView {
    let desk = desk();
    let what = if whole == Whole::Sheet {
        "This"
    } else {
        "This page"
    };
    let said = format!("{what} did not load");
    let head = match whole {
        Whole::Sheet => view! { <p><b>{said}"."</b></p> }.into_any(),
        Whole::Page | Whole::Gate => view! { <h1 tabindex="-1">{said}</h1> }.into_any(),
    };
    let again = move || {
        let may_help = times > 0 || desk.new_version.get();
        may_help
            .then(|| view! { <button type="button" on:click=move |_| desk.begin_anew()>"Reload"</button> })
    };
    let ask = move || {
        page::focus_once_arrived(match whole {
            Whole::Sheet => page::IN_SHEET,
            Whole::Page | Whole::Gate => "main h1",
        });
        asked.update(|times| *times += 1);
    };
    let inside = view! {
        <div class="stack" role="alert">
            {head}
            <p>"There may be no connection, or Fulcrum is being updated just now. Everything else works, and nothing you typed is lost."</p>
            <div class="row wrap">
                <button type="button" class="primary" on:click=move |_| ask()>"Try again"</button>
                {again}
            </div>
        </div>
    };
    match whole {
        Whole::Sheet => inside.into_any(),
        Whole::Page => view! { <section class="card">{inside}</section> }.into_any(),
        Whole::Gate => view! {
            <main class="gate" id="main">
                <p class="brand">"Fulcrum"</p>
                <section class="card">{inside}</section>
            </main>
        }
        .into_any(),
    }
}
