//! A choice among the values of an enum, by their labels.

use leptos::prelude::*;

#[component]
pub fn Select<T>(
    label: &'static str,
    all: &'static [T],
    name: fn(T) -> &'static str,
    value: RwSignal<T>,
    #[prop(default = "field")] class: &'static str,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let change = move |event| {
        if let Some(found) = chosen(all, &event) {
            value.set(found);
        }
    };
    view! {
        <label class=class>{label}
            <select on:change=change>{options(all, name, value.get_untracked())}</select>
        </label>
    }
    .into_any()
}

pub fn options<T: Copy + PartialEq + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
    chosen: T,
) -> impl IntoView {
    let items = all.iter().enumerate();
    items
        .map(|(index, item)| view! { <option value=index selected=*item == chosen>{name(*item)}</option> })
        .collect_view()
}

pub fn chosen<T: Copy>(all: &'static [T], event: &leptos::ev::Event) -> Option<T> {
    event_target_value(event)
        .parse::<usize>()
        .ok()
        .and_then(|index| all.get(index))
        .copied()
}
