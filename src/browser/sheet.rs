//! What lies over a page and comes before all else on it. It is a popover and no modal dialog: a modal one makes everything behind it
//! inert, for which browsers style each element of the page anew: 300 to 450 ms on a board of 200 roles with the processor slowed 4 times,
//! where a popover takes 40 to 50. The style sheet keeps pointers from what is behind it; the focus is kept here.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDialogElement, HtmlElement, Node};

use super::page::{self, SHEET};

const FOCUSABLE: &str =
    "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex='0']";

/// Lays it over the page, or takes it away.
pub fn show(sheet: &HtmlDialogElement, open: bool) {
    if open && !is_open(sheet) {
        let _ = sheet.show_popover();
        // The browser has asked what is there already.
        if sheet
            .query_selector("[autofocus]")
            .is_ok_and(|found| found.is_none())
        {
            page::focus_once_arrived(page::IN_SHEET);
        }
    } else if !open && is_open(sheet) {
        let _ = sheet.hide_popover();
    }
}

pub fn is_open(sheet: &Element) -> bool {
    sheet.matches(SHEET).unwrap_or_default()
}

/// Whether something lies over the page.
pub fn is_any_open() -> bool {
    open().is_some()
}

fn open() -> Option<Element> {
    page::document()?.query_selector(SHEET).ok()?
}

/// As long as something lies over the page, the focus comes back to it from behind.
pub fn keep_focus() {
    page::on_window_first("focusin", |event| {
        bring_back(&event);
    });
}

fn bring_back(event: &Event) -> Option<()> {
    let document = page::document()?;
    let sheet = open()?;
    let behind = event.target()?.dyn_into::<Node>().ok()?;
    if sheet.contains(Some(&behind)) {
        return None;
    }
    let all = sheet.query_selector_all(FOCUSABLE).ok()?;
    let is_before = sheet.compare_document_position(&behind) & Node::DOCUMENT_POSITION_PRECEDING != 0;
    let in_order = (0..all.length()).map(|at| if is_before { all.length() - 1 - at } else { at });
    // What is folded away does not take it.
    let takes = |element: &HtmlElement| {
        element.focus().is_ok() && sheet.contains(document.active_element().as_deref())
    };
    in_order
        .filter_map(|at| all.item(at)?.dyn_into::<HtmlElement>().ok())
        .find(takes)
        .map(drop)
}
