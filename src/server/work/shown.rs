//! What a link shows, as the page and its streams carry it: computed once for all who look at it.

use std::{collections::HashSet, sync::Arc};

use axum::body::Bytes;
use data_encoding::BASE64URL_NOPAD;
use leptos::prelude::Owner;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::portal::{PortalView, Section, html, sections};

/// Bytes of a section's hash: of two that differ one in 2^48 is taken for the other.
const HASH_BYTES: usize = 6;

/// A link's page, without what belongs to one visit.
pub struct Shown {
    pub view: PortalView,
    /// The hashes of all sections: it tells this content from any other, and nothing of what made it.
    pub stamp: Arc<str>,
    parts: Vec<Part>,
    /// What was shown before, and what makes this of it: all pages that are open ask for that.
    step: Option<(Arc<str>, News)>,
}

/// What makes what is shown of something before: its stamp, the keys of all sections in their order, and the HTML of those which are not
/// there. It is written once, as an event of a stream, and shared by all who read it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct News(Bytes);

impl News {
    const BEFORE: &str = "event: view\ndata: ";
    const AFTER: &str = "\n\n";

    /// As an event of a stream.
    pub fn event(&self) -> Bytes {
        self.0.clone()
    }

    /// As JSON.
    pub fn json(&self) -> Bytes {
        self.0.slice(Self::BEFORE.len()..self.0.len() - Self::AFTER.len())
    }
}

struct Part {
    key: String,
    html: String,
    hash: String,
}

impl Shown {
    /// `before` is the stamp of what was shown until now.
    pub fn new(view: PortalView, before: Option<&Arc<str>>) -> Self {
        let render = || sections(&view, None).into_iter().map(Part::of).collect();
        let parts: Vec<Part> = Owner::new().with(render);
        let hashes: Vec<&str> = parts.iter().map(|part| part.hash.as_str()).collect();
        let stamp = hashes.join(".").into();
        let mut shown = Self {
            view,
            stamp,
            parts,
            step: None,
        };
        shown.step = before.map(|before| (before.clone(), shown.made_of(before)));
        shown
    }

    /// What makes this of a page with that stamp. None when it shows the same.
    pub fn since(&self, stamp: &str) -> Option<News> {
        match &self.step {
            _ if *stamp == *self.stamp => None,
            Some((before, step)) if **before == *stamp => Some(step.clone()),
            _ => Some(self.made_of(stamp)),
        }
    }

    fn made_of(&self, stamp: &str) -> News {
        let there: HashSet<&str> = stamp.split('.').collect();
        let keys: Vec<&str> = self.parts.iter().map(|part| part.key.as_str()).collect();
        let new = self
            .parts
            .iter()
            .filter(|part| !there.contains(part.hash.as_str()));
        let changed: Map<String, Value> = new
            .map(|part| (part.key.clone(), part.html.as_str().into()))
            .collect();
        // JSON has no line that ends within it.
        let json = json!({ "stamp": &*self.stamp, "keys": keys, "changed": changed });
        News(format!("{}{json}{}", News::BEFORE, News::AFTER).into())
    }
}

impl Part {
    fn of(section: Section) -> Self {
        let html = html(|| section.content);
        let digest = Sha256::digest(&html);
        let hash = digest
            .get(..HASH_BYTES)
            .map(|bytes| BASE64URL_NOPAD.encode(bytes))
            .unwrap_or_default();
        Self {
            key: section.key,
            html,
            hash,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, Utc};
    use leptos::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{
        domain::{Body, LinkId, Scope, ShareLink, Story, Target, Way, update},
        portal::{PortalPage, Templates, Visit, canary, project, title},
    };

    fn shown(story: &Story, before: Option<&Shown>) -> Shown {
        let state = story.state();
        let link = state.get::<ShareLink>(Story::link("link")).unwrap();
        let now = story.now.with_timezone(&Utc) + TimeDelta::minutes(2);
        let projection = project(&state, link, story.now.date_naive(), now).unwrap();
        Shown::new(projection.view, before.map(|before| &before.stamp))
    }

    fn tells(story: &mut Story, name: &str) {
        story.does(Body::Update(update::Command::SendUpdate {
            update: Story::update(name),
            leader: Story::leader("dana"),
            roles: vec![],
            answers: None,
            text: format!("Told {name}"),
            way: Some(Way::Chat),
            next_by: None,
            mail: None,
        }));
    }

    /// What the stream and `/news` carry, and the page as it is rendered for a visit, with all that its script may say.
    #[test]
    fn no_page_and_no_news_hold_a_word_that_is_not_for_who_has_the_link() {
        let story = canary::story();
        for scope in Scope::ALL {
            let view = canary::view(&story, *scope);
            let news = text(Shown::new(view.clone(), None).since("").unwrap());
            let visit = Visit {
                link: LinkId(Uuid::nil()),
                confirmed: false,
                seed: Uuid::nil(),
                as_of: "09:41".into(),
                returned: None,
            };
            let (again, link) = (view.clone(), visit.link);
            let named = title(&view, true).unwrap_or_default();
            let page = html(|| view! { <PortalPage view visit/> <Templates view=again link/> });
            for shown in [&news, &page, &named] {
                assert_eq!(canary::strays(shown, *scope), Vec::<String>::new(), "{scope:?}");
            }
            let is_leaders = *scope == Scope::Respond;
            assert_eq!(page.contains(canary::LEADERS), is_leaders);
            assert_eq!(news.contains(canary::LEADERS), is_leaders);
        }
    }

    fn text(news: News) -> String {
        let json = String::from_utf8(news.json().into()).unwrap();
        assert_eq!(news.event(), format!("event: view\ndata: {json}\n\n"));
        json
    }

    fn changed(news: News) -> Vec<String> {
        let way: Value = serde_json::from_str(&text(news)).unwrap();
        way["changed"].as_object().unwrap().keys().cloned().collect()
    }

    #[test]
    fn a_step_brings_the_sections_that_changed_and_a_late_page_gets_what_it_lacks() {
        let mut story = Story::begin();
        story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
        tells(&mut story, "one");
        let first = shown(&story, None);
        assert_eq!(first.since(&first.stamp), None);
        assert_eq!(
            changed(first.since("").unwrap()).len(),
            8,
            "head, effort, one update, what is asked, what they need, notes, passing on, what is kept"
        );

        tells(&mut story, "two");
        let second = shown(&story, Some(&first));
        let [one, two] = ["one", "two"].map(|name| format!("p-update-{}", Story::update(name)));
        assert_eq!(
            changed(second.since(&first.stamp).unwrap()),
            [two.clone(), one.clone()],
            "of the newest it is asked whether it was read, and no more of the one before"
        );
        story.logs("a", "data", |draft| draft.quantity = 12);
        let third = shown(&story, Some(&second));
        assert_eq!(
            changed(third.since(&second.stamp).unwrap()),
            ["p-head", "p-effort"]
        );
        assert_eq!(
            changed(third.since(&first.stamp).unwrap()),
            ["p-head", two.as_str(), "p-effort", one.as_str()]
        );
    }

    #[test]
    fn what_the_link_does_not_show_changes_nothing_and_nothing_is_of_one_visit() {
        let mut story = Story::begin();
        story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
        tells(&mut story, "one");
        let before = shown(&story, None);
        story.logs("a", "data", |draft| draft.shared = false);
        assert_eq!(shown(&story, Some(&before)).stamp, before.stamp);
        let whole = text(before.since("").unwrap());
        for own in ["<form", "<input", "<textarea", "of 0", "As of"] {
            assert!(!whole.contains(own), "{own} in {whole}");
        }
        assert!(whole.contains("data-own=\\\"reply\\\""), "{whole}");
    }
}
