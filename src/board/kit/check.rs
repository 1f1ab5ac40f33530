//! Boxes to tick, and one of several to choose.

use std::collections::BTreeSet;

use leptos::prelude::*;

#[component]
pub fn Check(
    #[prop(into)] checked: Signal<bool>,
    #[prop(into)] change: Callback<bool>,
    #[prop(optional, into)] disabled: Option<Signal<bool>>,
    children: Children,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" disabled=move || disabled.is_some_and(|disabled| disabled.get())
                prop:checked=move || checked.get() on:change=move |event| change.run(event_target_checked(&event))/>
            {children()}
        </label>
    }
    .into_any()
}

#[component]
pub fn Radio(
    /// One name for all among which it is chosen.
    name: &'static str,
    #[prop(into)] checked: Signal<bool>,
    #[prop(into)] choose: Callback<()>,
    children: Children,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="radio" name=name prop:checked=move || checked.get() on:change=move |_| choose.run(())/>
            {children()}
        </label>
    }
    .into_any()
}

/// Puts an item among those that are chosen, or takes it out.
pub fn tick<T: Ord + Copy + Send + Sync + 'static>(among: RwSignal<BTreeSet<T>>, item: T) -> Callback<bool> {
    Callback::new(move |is_chosen| {
        among.update(|among| {
            if is_chosen {
                among.insert(item);
            } else {
                among.remove(&item);
            }
        });
    })
}

/// The same where their order is that of choosing.
pub fn tick_last<T: PartialEq + Copy + Send + Sync + 'static>(
    among: RwSignal<Vec<T>>,
    item: T,
) -> Callback<bool> {
    Callback::new(move |is_chosen| {
        among.update(|among| {
            among.retain(|other| *other != item);
            if is_chosen {
                among.push(item);
            }
        });
    })
}
