//! One stream for all workspaces of a page (rule 6): it says which of them has something to pull.

use std::{cell::RefCell, rc::Rc};

use super::memory::Tab;
use crate::browser::stream::{Heard, Stream};
use crate::domain::WorkspaceId;

thread_local! {
    static LINE: RefCell<Line> = RefCell::default();
}

#[derive(Default)]
struct Line {
    stream: Option<Stream>,
    /// Those of the page's tabs that lead.
    tabs: Vec<Rc<Tab>>,
    /// Told of a workspace that none of them holds.
    stranger: Option<Rc<dyn Fn(WorkspaceId)>>,
}

/// `hear` is told of each workspace that the stream names and no leading tab holds.
pub fn on_stranger(hear: impl Fn(WorkspaceId) + 'static) {
    LINE.with_borrow_mut(|line| line.stranger = Some(Rc::new(hear)));
}

/// The tab hears from now on.
pub(super) fn join(tab: &Rc<Tab>) {
    let is_open = LINE.with_borrow_mut(|line| {
        if !line.tabs.iter().any(|known| Rc::ptr_eq(known, tab)) {
            line.tabs.push(tab.clone());
        }
        line.stream.is_some()
    });
    if !is_open {
        let stream = Stream::open(address, &["head", "gone", "bye"], |heard| dispatch(&heard));
        LINE.with_borrow_mut(|line| line.stream = Some(stream));
    }
}

/// The stream says whose boards it is for: under somebody else's session it tells nothing.
fn address() -> String {
    let person = LINE.with_borrow(|line| line.tabs.first().map(|tab| tab.me()));
    person.map_or_else(
        || "/api/v1/events".into(),
        |person| format!("/api/v1/events?person={person}"),
    )
}

/// The tab hears no more.
pub(super) fn leave(tab: &Tab) {
    let stream = LINE.with_borrow_mut(|line| {
        line.tabs.retain(|known| !std::ptr::eq(&**known, tab));
        line.stream.take_if(|_| line.tabs.is_empty())
    });
    close(stream);
}

fn dispatch(heard: &Heard) {
    // Nobody may hold the line while tabs act on what they hear: they may join or leave it.
    let (tabs, stranger) = LINE.with_borrow(|line| (line.tabs.clone(), line.stranger.clone()));
    let of = |ws: WorkspaceId| tabs.iter().find(move |tab| tab.workspace() == Some(ws));
    match heard {
        Heard::Event("head", data) => {
            let Some((ws, head)) = data.split_once(' ') else {
                return;
            };
            let Ok(ws) = ws.parse() else { return };
            match (of(ws), stranger) {
                (Some(tab), _) => tab.hear_head(head),
                (None, Some(stranger)) => stranger(ws),
                (None, None) => {}
            }
        }
        // The server's answer says in which way.
        Heard::Event("gone", ws) => {
            if let Some(tab) = ws.parse().ok().and_then(of) {
                tab.exchange_now();
            }
        }
        Heard::Event(_, why) if why == "signed-out" || why == "another-person" => {
            let stream = LINE.with_borrow_mut(|line| line.stream.take());
            close(stream);
            tabs.iter().for_each(|tab| tab.exchange_now());
        }
        Heard::Event(..) => {}
        Heard::Lost => tabs.iter().for_each(|tab| tab.lost()),
    }
}

fn close(stream: Option<Stream>) {
    if let Some(stream) = stream {
        stream.close();
    }
}
