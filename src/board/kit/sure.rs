//! Whether something that cannot be undone is meant.

use leptos::prelude::*;

#[component]
pub fn Sure(
    asks: RwSignal<bool>,
    #[prop(into)] words: Signal<String>,
    yes: &'static str,
    no: &'static str,
    #[prop(into)] go: Callback<()>,
) -> impl IntoView {
    move || {
        asks.get().then(|| {
            view! {
                <div class="problem stack" role="alert">
                    <p>{move || words.get()}</p>
                    <div class="row wrap">
                        <button type="button" class="danger" on:click=move |_| go.run(())>{yes}</button>
                        <button type="button" on:click=move |_| asks.set(false)>{no}</button>
                    </div>
                </div>
            }
        })
    }
}
