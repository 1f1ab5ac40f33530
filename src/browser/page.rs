//! The window and the document: events, address, clipboard, downloads.

use std::cell::Cell;

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, Event, HtmlElement, KeyboardEvent, MouseEvent, Node, Window};

use crate::ui::Pressed;

pub fn window() -> Option<Window> {
    web_sys::window()
}

pub fn document() -> Option<Document> {
    window()?.document()
}

pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Listens for as long as the page lives.
pub fn on_window(name: &str, hear: impl FnMut(Event) + 'static) {
    let listener = Closure::<dyn FnMut(Event)>::new(hear);
    if let Some(window) = window() {
        let _ = window.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    }
    listener.forget();
}

/// The same before anybody else hears of it.
pub fn on_window_first(name: &str, hear: impl FnMut(Event) + 'static) {
    let listener = Closure::<dyn FnMut(Event)>::new(hear);
    if let Some(window) = window() {
        let hear = listener.as_ref().unchecked_ref();
        let _ = window.add_event_listener_with_callback_and_bool(name, hear, true);
    }
    listener.forget();
}

/// Listens for as long as the page lives.
pub fn on_document(name: &str, mut hear: impl FnMut() + 'static) {
    let listener = Closure::<dyn FnMut(Event)>::new(move |_| hear());
    if let Some(document) = document() {
        let _ = document.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    }
    listener.forget();
}

/// A key pressed outside of any field, without modifiers.
pub fn on_plain_key(mut hear: impl FnMut(&str, &KeyboardEvent) + 'static) {
    on_window("keydown", move |event| {
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else {
            return;
        };
        if !is_typing(&event) && !event.ctrl_key() && !event.meta_key() && !event.alt_key() {
            hear(&event.key(), &event);
        }
    });
}

/// What is pressed twice at once is meant once: where the first press put something else in its place, that does not hear the second.
pub fn hear_the_first() {
    let mut pressed = Pressed::default();
    on_window_first("click", move |event| {
        let Some(event) = event.dyn_ref::<MouseEvent>() else {
            return;
        };
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let found = target.and_then(|target| target.closest("button, a, summary, label").ok().flatten());
        let name = |found: Element| {
            let label = found.get_attribute("aria-label");
            label.or_else(|| found.text_content()).unwrap_or_default()
        };
        if !pressed.hears(event.detail(), found.map(name).unwrap_or_default()) {
            event.stop_immediate_propagation();
            event.prevent_default();
        }
    });
}

/// A form in which something was typed or chosen is not left by Escape.
pub fn note_typed(event: &Event) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(form) = target.and_then(|target| target.closest("form").ok().flatten()) {
        let _ = form.set_attribute("data-typed", "");
    }
}

/// Escape folds the nearest part that is open around the focus, which goes to what opens it again. What is typed there stays. A form
/// in which nothing was typed is left as by its own way out.
pub fn fold_on_escape() {
    on_window("keydown", |event| {
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else {
            return;
        };
        if event.key() == "Escape" && !event.is_composing() && !event.default_prevented() {
            fold_around_focus();
        }
    });
}

fn fold_around_focus() -> Option<()> {
    let around = |selector| document()?.active_element()?.closest(selector).ok()?;
    // A dialog closes as a whole.
    if around(SHEET).is_none() {
        let form = around("form:not([data-typed]):has([data-cancel])");
        if let Some(form) = form {
            let cancel = form.query_selector("[data-cancel]").ok()??;
            cancel.dyn_into::<HtmlElement>().ok()?.click();
            return Some(());
        }
        let part = around("details[open]")?;
        let summary = part.query_selector("summary").ok()??;
        part.remove_attribute("open").ok()?;
        summary.dyn_into::<HtmlElement>().ok()?.focus().ok()?;
    }
    Some(())
}

/// Path and query of the address.
pub fn address() -> (String, String) {
    let location = window().map(|window| window.location());
    let part = |get: fn(&web_sys::Location) -> Result<String, JsValue>| {
        location
            .as_ref()
            .and_then(|location| get(location).ok())
            .unwrap_or_default()
    };
    (part(web_sys::Location::pathname), part(web_sys::Location::search))
}

/// `https://host` of the page.
pub fn origin() -> String {
    window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// One value of the query.
pub fn query(name: &str) -> Option<String> {
    web_sys::UrlSearchParams::new_with_str(&address().1)
        .ok()?
        .get(name)
}

/// What follows the `#` of the address: no server sees it.
pub fn fragment() -> String {
    let hash = window().and_then(|window| window.location().hash().ok());
    hash.map_or_else(String::new, |hash| hash.trim_start_matches('#').to_owned())
}

/// Path, query and fragment of the address.
pub fn whole_address() -> String {
    let (path, query) = address();
    match fragment().as_str() {
        "" => format!("{path}{query}"),
        fragment => format!("{path}{query}#{fragment}"),
    }
}

pub fn push_address(path: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(path));
    }
}

pub fn replace_address(path: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(path));
    }
}

pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Prints the page, or asks how.
pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}

/// Closes menus that hang open, and gives the focus back to the one that had it.
pub fn close_menus() {
    let Some(document) = document() else { return };
    while let Ok(Some(menu)) = document.query_selector("details.menu[open]") {
        let _ = menu.remove_attribute("open");
    }
}

pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Whether it is on the clipboard now.
pub async fn copy(text: &str) -> bool {
    let Some(window) = window() else { return false };
    // Plain http off loopback has no clipboard.
    if js_sys::Reflect::get(&window.navigator(), &"clipboard".into())
        .is_ok_and(|clipboard| clipboard.is_undefined())
    {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text))
        .await
        .is_ok()
}

/// Whether this device has a sheet by which a text goes to another of its programs.
pub fn has_share_sheet() -> bool {
    window().is_some_and(|window| {
        let share = js_sys::Reflect::get(&window.navigator(), &"share".into());
        share.is_ok_and(|share| share.is_function())
    })
}

/// Text as it stands in an address.
pub fn encoded(text: &str) -> String {
    String::from(js_sys::encode_uri_component(text))
}

/// Hands a text to another program of this device; whether the person did so.
pub async fn share(text: &str) -> bool {
    let Some(window) = window().filter(|_| has_share_sheet()) else {
        return false;
    };
    let data = web_sys::ShareData::new();
    data.set_text(text);
    JsFuture::from(window.navigator().share_with_data(&data))
        .await
        .is_ok()
}

/// Offers a text as a file of this media type.
pub fn download(name: &str, kind: &str, text: &str) {
    if offer(name, kind, text).is_none() {
        leptos::logging::error!("this browser offers no downloads");
    }
}

fn offer(name: &str, kind: &str, text: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let url = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let anchor: web_sys::HtmlAnchorElement = document()?.create_element("a").ok()?.dyn_into().ok()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    let _ = web_sys::Url::revoke_object_url(&url);
    Some(())
}

/// The HTML of what is shown, made aside of the page.
pub fn html_of<V: leptos::prelude::IntoView>(shows: impl FnOnce() -> V + 'static) -> Option<String> {
    let place: HtmlElement = document()?.create_element("div").ok()?.dyn_into().ok()?;
    let shown = leptos::mount::mount_to(place.clone(), shows);
    let html = place.inner_html().replace("<!---->", "");
    drop(shown);
    Some(html)
}

/// The rules of the page's own sheets, without those of one layer.
pub fn styles_without(layer: &str) -> String {
    let list = |of: &JsValue, name: &str| {
        let list = js_sys::Reflect::get(of, &name.into()).ok();
        list.map(|list| js_sys::Array::from(&list)).unwrap_or_default()
    };
    let Some(document) = document() else {
        return String::new();
    };
    let of_layer = format!("@layer {layer}");
    let sheets = list(&document, "styleSheets");
    let rules = sheets
        .iter()
        .flat_map(|sheet| list(&sheet, "cssRules").iter().collect::<Vec<_>>());
    let texts = rules.filter_map(|rule| js_sys::Reflect::get(&rule, &"cssText".into()).ok()?.as_string());
    texts.filter(|text| !text.starts_with(&of_layer)).collect()
}

thread_local! {
    /// What was to have the focus and was not there yet.
    static AWAITED: Cell<Option<String>> = const { Cell::new(None) };
}

/// Moves the focus to the first element that matches, once it is there.
pub fn focus(selector: String) {
    later(0, move || {
        let found = document().and_then(|document| document.query_selector(&selector).ok().flatten());
        let found = found.and_then(|element| element.dyn_into::<HtmlElement>().ok());
        let awaited = match found {
            Some(element) => {
                let _ = element.focus();
                None
            }
            None => Some(selector),
        };
        AWAITED.set(awaited);
    });
}

/// Whoever leaves a form goes on near where it was: when the focus is nowhere by then, it goes to what can be pressed there first.
pub fn stay_near(event: &Event) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let form = target.and_then(|target| target.closest("form").ok().flatten());
    let around = |element: &Element| {
        element
            .parent_element()?
            .closest("li, section, dialog, main")
            .ok()?
    };
    let places: Vec<_> = std::iter::successors(form.as_ref().and_then(around), around).collect();
    later(0, move || {
        let is_nowhere = |focused: &Element| focused.tag_name() == "BODY";
        let focused = document().and_then(|document| document.active_element());
        if !focused.is_none_or(|focused| is_nowhere(&focused)) {
            return;
        }
        // What news have rebuilt meanwhile is not there any more; what stands around it is.
        let place = places.iter().find(|place| place.is_connected());
        let first = place.and_then(|place| place.query_selector("button, a[href], summary").ok()?);
        if let Some(first) = first.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = first.focus();
        }
    });
}

/// What lies over the page now.
pub const SHEET: &str = "dialog:popover-open";

/// What has the focus in it first.
pub const IN_SHEET: &str = "dialog:popover-open [autofocus]";

/// Moves the focus to the first element that matches when [`arrived`] says that more is there.
pub fn focus_once_arrived(selector: &str) {
    AWAITED.set(Some(selector.to_owned()));
}

/// A part of the page has come late: what was to have the focus may be in it.
pub fn arrived() {
    if let Some(selector) = AWAITED.take() {
        focus(selector);
    }
}

/// Asks the browser to keep this site's data; whether it will.
pub async fn persist() -> bool {
    let Some(window) = window() else { return false };
    let navigator = window.navigator();
    if js_sys::Reflect::get(&navigator, &"storage".into()).is_ok_and(|storage| storage.is_undefined()) {
        return false;
    }
    match navigator.storage().persist() {
        Ok(promise) => JsFuture::from(promise)
            .await
            .is_ok_and(|kept| kept.as_bool() == Some(true)),
        Err(_) => false,
    }
}

/// Whether the browser has promised to keep this site's data.
pub async fn is_persisted() -> bool {
    let Some(window) = window() else { return false };
    let navigator = window.navigator();
    if js_sys::Reflect::get(&navigator, &"storage".into()).is_ok_and(|storage| storage.is_undefined()) {
        return false;
    }
    match navigator.storage().persisted() {
        Ok(promise) => JsFuture::from(promise)
            .await
            .is_ok_and(|kept| kept.as_bool() == Some(true)),
        Err(_) => false,
    }
}

/// Scrolls what matches into view, no further than needed, once it is there.
pub fn reveal(selector: String) {
    later(0, move || {
        let found = document().and_then(|document| document.query_selector(&selector).ok().flatten());
        if let Some(element) = found {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

/// Scrolls to where a page begins, once it is there.
pub fn to_top() {
    later(0, || {
        if let Some(window) = window() {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
    });
}

/// Scrolls up to where it begins, if that is above what is in view.
pub fn rise_to(selector: String) {
    later(0, move || {
        let found = document().and_then(|document| document.query_selector(&selector).ok().flatten());
        let Some((window, element)) = window().zip(found) else {
            return;
        };
        let was = window.scroll_y().unwrap_or_default();
        element.scroll_into_view();
        if window.scroll_y().is_ok_and(|now| now > was) {
            window.scroll_to_with_x_and_y(0.0, was);
        }
    });
}

/// Ctrl, or Cmd, with this letter. `in_fields` also while something is being typed; else only outside of fields and
/// dialogs.
pub fn on_command_key(letter: &'static str, in_fields: bool, mut hear: impl FnMut() + 'static) {
    on_window("keydown", move |event| {
        if let Ok(event) = event.dyn_into::<KeyboardEvent>()
            && (event.ctrl_key() || event.meta_key())
            && !event.alt_key()
            && !event.shift_key()
            && event.key().eq_ignore_ascii_case(letter)
            && (in_fields || !is_typing(&event))
        {
            event.prevent_default();
            hear();
        }
    });
}

/// Whether the event belongs to a field or a dialog.
fn is_typing(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|element| {
            matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
                || element.closest(SHEET).is_ok_and(|found| found.is_some())
        })
}

/// Runs it after so many milliseconds.
pub fn later(milliseconds: u32, then: impl FnOnce() + 'static) {
    gloo_timers::callback::Timeout::new(milliseconds, then).forget();
}

/// Runs it when the page has nothing better to do.
pub fn when_idle(then: impl FnOnce() + 'static) {
    let then = Closure::once_into_js(then);
    let asked = window().map(|window| window.request_idle_callback(then.unchecked_ref()));
    // Some browsers have no word for it.
    if asked.is_none_or(|asked| asked.is_err()) {
        later(2_000, move || {
            let _ = js_sys::Function::from(then).call0(&JsValue::NULL);
        });
    }
}

/// Takes an element away, if it is there.
pub fn remove(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        element.remove();
    }
}

/// Lets the page paint and answer before more is done.
pub async fn breathe() {
    pause(0).await;
}

/// Waits so many milliseconds.
pub async fn pause(milliseconds: u32) {
    gloo_timers::future::TimeoutFuture::new(milliseconds).await;
}

/// Runs it again and again for as long as the page lives.
pub fn every(milliseconds: u32, run: impl FnMut() + 'static) {
    gloo_timers::callback::Interval::new(milliseconds, run).forget();
}

/// Whether the page is as narrow as a phone's.
pub fn is_narrow() -> bool {
    window()
        .and_then(|window| window.match_media("(max-width: 720px)").ok().flatten())
        .is_some_and(|query| query.matches())
}

/// Runs a future on this page.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(future);
}

/// A panic ends the page's script; what was saved is safe, and a reload goes on from there.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        leptos::logging::error!("{panic}");
        let shown = (|| {
            let document = document()?;
            let alert = document.create_element("div").ok()?;
            alert.set_class_name("banner problem crashed");
            alert.set_attribute("role", "alert").ok()?;
            alert.set_text_content(Some("Something went wrong. What was saved is safe. "));
            let again = document.create_element("a").ok()?;
            again.set_attribute("href", "").ok()?;
            again.set_class_name("button");
            again.set_text_content(Some("Reload"));
            alert.append_child(&again).ok()?;
            document.body()?.prepend_with_node_1(&alert).ok()
        })();
        if shown.is_none() {
            leptos::logging::error!("the message could not be shown");
        }
    }));
}

/// Whether the event happened on something that matches, or within it.
pub fn happened_on(event: &Event, selector: &str) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| element.closest(selector).is_ok_and(|found| found.is_some()))
}

/// Whether the focus goes on within what hears of it.
pub fn goes_within(event: &web_sys::FocusEvent) -> bool {
    let around = event
        .current_target()
        .and_then(|target| target.dyn_into::<Node>().ok());
    let next = event
        .related_target()
        .and_then(|target| target.dyn_into::<Node>().ok());
    around.is_some_and(|around| around.contains(next.as_ref()) && next.is_some())
}

/// Selects a field's whole text.
pub fn select_all(event: web_sys::FocusEvent) {
    if let Some(input) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
    {
        input.select();
    }
}
