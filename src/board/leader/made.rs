//! A link that was just made: its address is shown once.

use leptos::prelude::*;

use crate::board::desk::desk;
use crate::browser::page;
use crate::domain::LinkId;

/// What only this device knows of a link it has made.
#[derive(Clone, PartialEq)]
pub struct MadeLink {
    pub id: LinkId,
    pub url: String,
    pub passcode: Option<String>,
}

/// Six digits, as `493 021`.
pub fn draw_passcode(random: [u8; 4]) -> String {
    let number = u32::from_le_bytes(random) % 1_000_000;
    format!("{:03} {:03}", number / 1_000, number % 1_000)
}

#[component]
pub fn Made(made: MadeLink) -> impl IntoView {
    let desk = desk();
    let MadeLink { url, passcode, .. } = made;
    let status = desk.tab().status;
    let copied = RwSignal::new(None::<bool>);
    let (text, shown) = (url.clone(), url.clone());
    let copy = move |_| {
        let text = text.clone();
        page::spawn(async move { copied.set(Some(page::copy(&text).await)) });
    };
    let synced = move || status.with(|status| status.waiting == 0);
    view! {
        <div class="made stack" role="status">
            <label class="field">"The address; it is shown this once, since only this device knows it"
                <input class="address" readonly value=shown on:focus=page::select_all/>
            </label>
            {passcode.map(|passcode| view! {
                <p>"The passcode is " <b class="nowrap">{passcode}</b> ". Tell it another way than the address: by phone, say."</p>
            })}
            <div class="row wrap">
                <button on:click=copy>"Copy"</button>
                <a class="button" href=url target="_blank" rel="noreferrer">"Open"</a>
                <span class="small quiet">
                    {move || match copied.get() {
                        Some(true) => "Copied.",
                        Some(false) => "This browser does not let us copy: select the address and copy it.",
                        None => "",
                    }}
                </span>
            </div>
            {move || (!synced()).then(|| view! { <p class="tag wait">"It opens once this device has synced"</p> })}
        </div>
    }
    .into_any()
}
