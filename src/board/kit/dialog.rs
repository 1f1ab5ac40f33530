//! What lies over a page.

use leptos::{html, prelude::*};

use crate::board::desk::{Sheet, desk};
use crate::browser::sheet;

/// A dialog that is open while a sheet of its kind lies over the page.
#[component]
pub fn Dialog(kind: Sheet, inside: fn(Sheet) -> AnyView) -> impl IntoView {
    let desk = desk();
    let element = NodeRef::<html::Dialog>::new();
    let shown = Memo::new(move |_| desk.sheet.get().filter(|sheet| sheet.is_like(kind)));
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            sheet::show(&element, shown.with(Option::is_some));
        }
    });
    let close = move || {
        if shown.with_untracked(Option::is_some) {
            desk.sheet.set(None);
        }
    };
    // The browser takes it away, too: by Escape, or by a phone's way back.
    let left = move |_| {
        if element
            .get_untracked()
            .is_none_or(|element| !sheet::is_open(&element))
        {
            close();
        }
    };
    let title = kind.title();
    let id = format!("sheet-{}", title.replace(' ', "-").to_lowercase());
    let label = id.clone();
    view! {
        <dialog class="sheet" popover="auto" aria-modal="true" node_ref=element aria-labelledby=label on:toggle=left>
            <div class="row between sheet-head">
                <h2 id=id>{title}</h2>
                <button class="close" aria-label="Close" on:click=move |_| close()>"×"</button>
            </div>
            {move || shown.get().map(inside)}
        </dialog>
    }
    .into_any()
}
