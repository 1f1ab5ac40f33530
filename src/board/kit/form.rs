//! What forms share: what was wrong, numbers, and choices among the values of an enum.

use leptos::prelude::*;

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
