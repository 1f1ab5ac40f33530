//! How roles ended of which a table says only that they are closed.

use leptos::prelude::*;

use super::reading::Import;
use crate::board::kit::{chosen, counted, options};
use crate::domain::CloseReason;

const ENDINGS: &[Option<CloseReason>] = &[
    None,
    Some(CloseReason::Filled),
    Some(CloseReason::Cancelled),
    Some(CloseReason::SolvedWithoutHire),
];

/// One question for each word; it stays in the page while the lines are read again.
#[component]
pub fn Ended(import: Import) -> impl IntoView {
    let closed = Memo::new(move |_| import.closed.get());
    let waiting = move || {
        let endings = import.endings.get();
        let unsaid = closed
            .get()
            .into_iter()
            .filter(|(word, _)| !endings.contains_key(word));
        unsaid.map(|(_, count)| count).sum::<u32>()
    };
    move || {
        let closed = closed.get();
        (!closed.is_empty()).then(|| {
            let questions = closed
                .into_iter()
                .map(|(word, count)| question(import, word, count));
            view! {
                <section class="card stack" aria-labelledby="ended">
                    <h2 id="ended">"How did they end?"</h2>
                    {questions.collect_view()}
                    {move || match waiting() {
                        0 => ().into_any(),
                        count => view! { <p role="status">{waits(count)}</p> }.into_any(),
                    }}
                </section>
            }
        })
    }
}

fn question(import: Import, word: String, count: u32) -> impl IntoView + use<> {
    let asks = asks(&word, count);
    let now = import
        .endings
        .with_untracked(|endings| endings.get(&word).copied());
    let change = move |event| {
        if let Some(ending) = chosen(ENDINGS, &event) {
            import.answer(word.clone(), ending);
        }
    };
    view! {
        <label class="field"><span dir="auto">{asks}</span>
            <select on:change=change>{options(ENDINGS, ending_name, now)}</select>
        </label>
    }
}

fn asks(word: &str, count: u32) -> String {
    let roles = counted(usize::try_from(count).unwrap_or(usize::MAX), "role");
    let (has, says, were) = if count == 1 {
        ("has", "says", "It was")
    } else {
        ("have", "say", "They were")
    };
    match word {
        "" => format!("{roles} {has} a closing day and no word of how it ended. {were}:"),
        word => format!("{roles} just {says} “{word}”. {were}:"),
    }
}

fn waits(count: u32) -> String {
    match count {
        1 => "Until you say, 1 role is not brought in.".into(),
        count => format!("Until you say, {count} roles are not brought in."),
    }
}

fn ending_name(ending: Option<CloseReason>) -> &'static str {
    ending.map_or("Choose…", CloseReason::label)
}
