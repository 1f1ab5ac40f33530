//! Whoever opens a share link, in a browser that keeps cookies and runs no script.

use std::collections::BTreeMap;

use fulcrum::{
    domain::UpdateId,
    portal::{EffortView, FeedItem, PortalView},
};
use serde_json::Value;

use super::{
    device::Link,
    http::{Request, Response, Stream},
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

    /// What the page shows, from its data for hydration.
    pub fn view(&self) -> PortalView {
        let page = self.page();
        assert_eq!(page.status, 200, "{}", page.text());
        serde_json::from_value(data(&page.text())["view"].clone()).unwrap()
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

/// The section of this week's effort, which every scope shows.
pub fn effort(view: &PortalView) -> &EffortView {
    view.effort.as_ref().unwrap()
}

/// What was done, on a page that shows more than counts.
pub fn feed(view: &PortalView) -> &[FeedItem] {
    effort(view).feed.as_ref().unwrap()
}

/// The data block of a page.
pub fn data(page: &str) -> Value {
    let (_, rest) = page
        .split_once("<script type=\"application/json\" id=\"data\">")
        .expect("a data block");
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
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
        None => !form.contains("name=\"update\""),
    });
    let form = forms.next().expect("such a form");
    let (_, rest) = form
        .split_once("name=\"command\" value=\"")
        .expect("a form carries its command's id");
    rest.split('"').next().unwrap().to_owned()
}
