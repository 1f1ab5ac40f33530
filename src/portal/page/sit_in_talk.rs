//! What a recruiter who sat in said afterwards: one thing that went well, and one to try.

use leptos::prelude::*;

use super::section::Section;
use crate::portal::{
    lead::spoken,
    view::{PortalView, SitInTalkView},
};

pub fn sections(view: &PortalView) -> Vec<Section> {
    view.sit_in_talk.iter().map(|talk| of(talk, view)).collect()
}

fn of(talk: &SitInTalkView, view: &PortalView) -> Section {
    let key = format!("p-talk-{}", talk.id);
    let heading = format!("{key}-title");
    let (labelled, by) = (heading.clone(), talk.by.clone());
    let met = format!("{}, {}", talk.called, spoken(talk.on, view));
    let words = &talk.words;
    let said = [("Went well: ", &words.went_well), ("To try: ", &words.to_try)];
    let said = said.into_iter().filter(|(_, words)| !words.is_empty());
    let said = said.map(|(what, words)| {
        view! { <p dir="auto"><span class="quiet">{what}</span><bdi>{words.clone()}</bdi></p> }
    });
    let content = view! {
        <section id=key.clone() class="card stack" aria-labelledby=labelled>
            <h2 id=heading>"After your interview " <span class="quiet"><bdi>{met}</bdi></span></h2>
            {said.collect_view()}
            <p class="small quiet">"Between you and " <bdi>{by}</bdi> " alone."</p>
        </section>
    };
    Section::new(key, content)
}
