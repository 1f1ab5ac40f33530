//! What forms and sheets share: the dialog, and choices among the values of an enum.

use leptos::{html, prelude::*};

use crate::board::desk::{Sheet, desk};
use crate::browser::page;

/// A dialog that is open while its sheet is the one that lies over the page.
#[component]
pub fn Dialog(
    /// Which sheet; for a sheet about one thing, see `open`.
    #[prop(optional, into)]
    which: Option<Sheet>,
    /// Decides instead of `which`.
    #[prop(optional, into)]
    open: Option<Signal<bool>>,
    title: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let desk = desk();
    let element = NodeRef::<html::Dialog>::new();
    let open = Memo::new(move |_| {
        open.map_or_else(|| desk.sheet.get() == which && which.is_some(), |open| open.get())
    });
    let children = StoredValue::new(children);
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            page::show_dialog(&element, open.get());
        }
    });
    let close = move || {
        if open.get_untracked() {
            desk.sheet.set(None);
        }
    };
    let id = format!("sheet-{}", title.replace(' ', "-").to_lowercase());
    let label = id.clone();
    view! {
        <dialog class="sheet" node_ref=element aria-labelledby=label on:close=move |_| close()>
            <div class="row between sheet-head">
                <h2 id=id>{title}</h2>
                <button class="close" aria-label="Close" on:click=move |_| close()>"×"</button>
            </div>
            {move || open.get().then(|| children.with_value(|children| children()))}
        </dialog>
    }
    .into_any()
}

/// Why something was not done, where the person is looking.
#[component]
pub fn Problem(words: RwSignal<Option<String>>) -> impl IntoView {
    move || {
        words
            .get()
            .map(|words| view! { <p class="problem" role="alert">{words}</p> })
    }
}

/// A whole number that was typed for `name`.
///
/// # Errors
/// In words that say what was typed instead.
pub fn whole_number(name: &str, text: &str) -> Result<u32, String> {
    let text = text.trim();
    let is_number = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    text.parse().map_err(|_| {
        if is_number {
            format!("{name} is too large: {text}.")
        } else {
            format!("{name} needs a whole number, such as 12; it says \"{text}\".")
        }
    })
}

/// A choice among the values of an enum, by their labels.
pub fn options<T: Copy + PartialEq + 'static>(
    all: &'static [T],
    label: fn(T) -> &'static str,
    chosen: T,
) -> impl IntoView {
    let items = all.iter().enumerate();
    items
        .map(|(index, item)| view! { <option value=index selected=*item == chosen>{label(*item)}</option> })
        .collect_view()
}

pub fn chosen<T: Copy>(all: &'static [T], event: &leptos::ev::Event) -> Option<T> {
    event_target_value(event)
        .parse::<usize>()
        .ok()
        .and_then(|index| all.get(index))
        .copied()
}
