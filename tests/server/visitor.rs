//! Whoever opens a share link, in a browser that keeps cookies and runs no script.

use std::collections::BTreeMap;

use fulcrum::domain::UpdateId;
use serde_json::Value;

use super::{
    device::Link,
    http::{Event, Request, Response, Stream},
    process::Server,
};

pub struct Visitor<'a> {
    server: &'a Server,
    link: Link,
    cookies: BTreeMap<String, String>,
}

impl<'a> Visitor<'a> {
    /// Has not opened the link yet.
    pub fn of(server: &'a Server, link: &Link) -> Self {
        Self {
            server,
            link: link.clone(),
            cookies: BTreeMap::new(),
        }
    }

    /// Has opened it.
    pub fn with(server: &'a Server, link: &Link) -> Self {
        let mut visitor = Self::of(server, link);
        let opened = visitor.opens();
        assert_eq!(opened.status, 303, "{}", opened.text());
        visitor
    }

    /// Has opened it at another time.
    pub fn again(server: &'a Server, link: &Link, cookies: &BTreeMap<String, String>) -> Self {
        Self {
            cookies: cookies.clone(),
            ..Self::of(server, link)
        }
    }

    pub fn cookies(&self) -> &BTreeMap<String, String> {
        &self.cookies
    }

    pub fn opens(&mut self) -> Response {
        let response = self.server.get(&self.link.whole());
        self.keep(&response);
        response
    }

    pub fn keep(&mut self, response: &Response) {
        for cookie in response.cookies() {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.into(), value.into());
        }
    }

    pub fn cookie(&self) -> String {
        self.cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ")
    }

    pub fn page(&self) -> Response {
        self.server
            .send(&Request::get(self.link.path()).cookie(&self.cookie()))
    }

    /// What the page shows.
    pub fn shown(&self) -> Shown {
        let page = self.page();
        assert_eq!(page.status, 200, "{}", page.text());
        Shown(page.text())
    }

    /// What a page is told that asks instead of listening.
    pub fn news(&self, from: &str) -> Response {
        let request = Request::get(format!("{}/news?from={from}", self.link.path()));
        self.server.send(&request.cookie(&self.cookie()))
    }

    pub fn stream(&self, from: Option<&str>) -> Stream {
        let query = from.map_or_else(String::new, |from| format!("?from={from}"));
        self.server
            .stream(&Request::get(format!("{}/events{query}", self.link.path())).cookie(&self.cookie()))
    }

    /// Sends a form as the page rendered it; `more` are the buttons and fields besides.
    pub fn replies(&mut self, command: &str, text: &str, more: &[(&str, &str)]) -> Response {
        let request = self.form(&[&[("command", command), ("text", text)], more].concat());
        let response = self.server.send(&request);
        self.keep(&response);
        response
    }

    pub fn form(&self, fields: &[(&str, &str)]) -> Request {
        self.post("reply", fields)
    }

    /// A form to an address below the link's.
    pub fn post(&self, to: &str, fields: &[(&str, &str)]) -> Request {
        let post = Request::post(format!("{}/{to}", self.link.path())).header("origin", self.server.origin());
        post.cookie(&self.cookie()).form(fields)
    }
}

/// A page's HTML, or that of the sections which a stream brings.
pub struct Shown(pub String);

impl Shown {
    /// What a stream brings; none when that is no view.
    pub fn brought(event: &Event) -> Option<Self> {
        (event.name == "view").then(|| Self::news(&event.data))
    }

    pub fn news(json: &str) -> Self {
        let news: Value = serde_json::from_str(json).unwrap();
        let changed = news["changed"].as_object().unwrap();
        let sections = news["keys"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|key| changed.get(key.as_str()?));
        Self(sections.map(|html| html.as_str().unwrap()).collect())
    }

    pub fn stamp(&self) -> &str {
        let (_, rest) = self.0.split_once("data-stamp=\"").expect("a whole page");
        rest.split('"').next().unwrap()
    }

    /// What was done, the newest first.
    pub fn feed(&self) -> Vec<String> {
        self.items("feed")
    }

    /// What the leader wrote.
    pub fn replies(&self) -> Vec<String> {
        self.items("replies")
    }

    /// The first number of this week's effort.
    pub fn count(&self) -> usize {
        let (_, rest) = self.0.split_once("class=\"figures\"").expect("figures");
        let (_, rest) = rest.split_once("<b>").unwrap();
        rest.split('<').next().unwrap().parse().unwrap()
    }

    fn items(&self, class: &str) -> Vec<String> {
        let mark = format!("class=\"{class}\"");
        let lists = self
            .0
            .split("<ul")
            .filter(|rest| rest.split('>').next().unwrap().contains(&mark));
        let items = lists.flat_map(|rest| rest.split("</ul>").next().unwrap().split("<li").skip(1));
        items.map(|item| text(item.split_once('>').unwrap().1)).collect()
    }
}

/// Without markup.
fn text(html: &str) -> String {
    let parts = html
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// The command id of the form that answers this update, or of the one that answers none.
pub fn command(page: &str, update: Option<UpdateId>) -> String {
    let forms = page
        .split("<form ")
        .skip(1)
        .map(|rest| rest.split("</form>").next().unwrap());
    let wanted = update.map(|update| format!("value=\"{update}\""));
    let mut forms = forms.filter(|form| match &wanted {
        Some(update) => form.contains(update),
        None => form.contains("name=\"about\" value=\"\""),
    });
    let form = forms.next().expect("such a form");
    let (_, rest) = form
        .split_once("name=\"command\" value=\"")
        .expect("a form carries its command's id");
    rest.split('"').next().unwrap().to_owned()
}
