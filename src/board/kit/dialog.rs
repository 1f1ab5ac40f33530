//! What lies over a page.

use leptos::{html, prelude::*};

use crate::board::desk::{Sheet, desk};
use crate::browser::page;

/// A dialog that is open while a sheet of its kind lies over the page.
#[component]
pub fn Dialog(kind: Sheet, inside: fn(Sheet) -> AnyView) -> impl IntoView {
    let desk = desk();
    let element = NodeRef::<html::Dialog>::new();
    let shown = Memo::new(move |_| desk.sheet.get().filter(|sheet| sheet.is_like(kind)));
    // The browser says later that it was closed; the next sheet may be open by then.
    let closed_here = StoredValue::new(0_u32);
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            let open = shown.with(Option::is_some);
            closed_here.update_value(|times| *times += u32::from(!open && element.open()));
            page::show_dialog(&element, open);
        }
    });
    let close = move || {
        if shown.with_untracked(Option::is_some) {
            desk.sheet.set(None);
        }
    };
    let was_closed = move || match closed_here.get_value() {
        0 => close(),
        times => closed_here.set_value(times - 1),
    };
    let title = kind.title();
    let id = format!("sheet-{}", title.replace(' ', "-").to_lowercase());
    let label = id.clone();
    view! {
        <dialog class="sheet" node_ref=element aria-labelledby=label on:close=move |_| was_closed()>
            <div class="row between sheet-head">
                <h2 id=id>{title}</h2>
                <button class="close" aria-label="Close" on:click=move |_| close()>"×"</button>
            </div>
            {move || shown.get().map(inside)}
        </dialog>
    }
    .into_any()
}
