//! What all who look at one link are told: worked out, and written down, once for all of them.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::watch;

use crate::domain::LinkId;
use crate::server::{
    app::App,
    http::streams::{LOOK, News},
    work::{
        shown::Shown,
        workspaces::{Looked, Space},
    },
};

/// What a link shows now.
#[derive(Clone)]
pub enum Told {
    Shows(Arc<Shown>),
    /// The link does not open any more.
    Gone,
    /// The server stops.
    Stopping,
}

impl Told {
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Shows(one), Self::Shows(other)) => Arc::ptr_eq(one, other),
            (Self::Gone, Self::Gone) | (Self::Stopping, Self::Stopping) => true,
            _ => false,
        }
    }
}

/// By link, where those hear of it who have its page open; none where nobody has.
#[derive(Clone, Default)]
pub struct Broadcasts(Arc<Mutex<HashMap<LinkId, watch::Sender<Told>>>>);

impl Broadcasts {
    /// Tells what this link shows now, and from now on.
    pub fn join(&self, app: &App, space: &Arc<Space>, link: LinkId) -> watch::Receiver<Told> {
        let mut all = self.lock();
        if let Some(sender) = all.get(&link) {
            publish(sender, app, space, link);
            return sender.subscribe();
        }
        let (sender, receiver) = watch::channel(Told::Gone);
        publish(&sender, app, space, link);
        all.insert(link, sender.clone());
        drop(all);
        tokio::spawn(self.clone().follow(sender, app.clone(), space.clone(), link));
        receiver
    }

    /// Looks again whenever there may be something new, as long as anybody listens.
    async fn follow(self, sender: watch::Sender<Told>, app: App, space: Arc<Space>, link: LinkId) {
        let (mut news, mut heads) = (News::of(&app), [space.watch()]);
        loop {
            let head = *heads[0].borrow_and_update();
            let holds = publish(&sender, &app, &space, link);
            let is_over = || sender.receiver_count() == 0 || !matches!(*sender.borrow(), Told::Shows(_));
            if is_over() {
                let mut all = self.lock();
                // Whoever joined meanwhile listens to this one.
                if is_over() {
                    all.remove(&link);
                    return;
                }
            }
            if *heads[0].borrow() == head {
                tokio::select! {
                    () = news.next(&mut heads, holds.unwrap_or(LOOK)) => {}
                    () = sender.closed() => {}
                }
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<LinkId, watch::Sender<Told>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells what the link shows, if that is something else; answers how long it holds. One after the other, so that nobody hears what
/// was before after what is now.
fn publish(sender: &watch::Sender<Told>, app: &App, space: &Space, link: LinkId) -> Option<Duration> {
    let mut holds = None;
    sender.send_if_modified(|told| {
        let now = if *app.stopping.borrow() {
            Told::Stopping
        } else if let Some(Looked { shown, until, .. }) = space.view(link, &space.now(app.clock)) {
            holds = until.map(|until| (until - app.clock.now()).to_std().unwrap_or_default());
            Told::Shows(shown)
        } else {
            Told::Gone
        };
        let is_new = !told.is(&now);
        *told = now;
        is_new
    });
    holds
}
