//! A page for whoever owns a problem: what they are told, and whom to call about it.

use leptos::prelude::*;

use super::{
    call::Call,
    head::live_mark,
    section::Section,
    visit::{Own, Visit},
};
use crate::portal::view::{OwnerView, PortalView};
use crate::ui::day;

pub fn sections(view: &PortalView, owner: &OwnerView, visit: Option<&Visit>) -> Vec<Section> {
    let whose = format!("{} · for {}", view.head.workspace, view.head.reader());
    let told = format!("Written {}", day::dated(owner.on, view.today));
    let fixed = owner.fixed_on.map(|on| {
        let words = format!("It is fixed, since {}. Thank you.", day::dated(on, view.today));
        view! { <p><b>{words}</b></p> }
    });
    let paragraphs = owner
        .text
        .split("\n\n")
        .map(|words| view! { <p dir="auto">{words.to_owned()}</p> });
    let call = view
        .head
        .recruiter
        .clone()
        .map(|contact| view! { <div><Call contact/></div> });
    let content = view! {
        <header id="p-head" class="portal-head stack">
            <div class="row between wrap">
                <span class="small quiet" dir="auto">{whose}</span>
                <Own name="live" inside=visit.map(|visit| live_mark(visit).into_any())/>
            </div>
            <h1>"Something that comes back, and what we ask of you"</h1>
            {fixed}
            <div class="card stack">{paragraphs.collect_view()}</div>
            <p class="small quiet">{told}</p>
            {call}
        </header>
    };
    vec![Section::new("p-head", content)]
}
