//! What the workspace calls whoever needs somebody: a tap, and every page says it.

use leptos::prelude::*;

use crate::board::{desk::desk, kit::tell};
use crate::domain::{Body, Called, Power, settings::Command};

#[component]
pub fn Word() -> impl IntoView {
    let desk = desk();
    let me = desk.tab().me();
    let may = Memo::new(move |_| desk.tab().with(|state| state.may(me, Power::ChangeSettings)));
    let taps = Called::ALL.iter().map(|word| {
        let is_it = move || (desk.called() == *word).to_string();
        let choose = move |_| {
            if desk.called() == *word {
                return;
            }
            let call = Command::CallLeaders { called: *word };
            tell("Every page of the workspace says so now.", desk.tab().try_submit(Body::Settings(call)));
        };
        view! { <button class="tap" aria-pressed=is_it disabled=move || !may.get() on:click=choose>{word.label()}</button> }
    });
    view! {
        <section class="card stack" aria-labelledby="called">
            <h2 id="called">"What do you call whoever needs somebody?"</h2>
            <div class="row wrap" role="group" aria-labelledby="called">{taps.collect_view()}</div>
            {move || (!may.get()).then(|| view! { <p class="small quiet">"Only an owner of the workspace may change it."</p> })}
        </section>
    }
    .into_any()
}
