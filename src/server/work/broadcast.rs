//! What all who look at one link are told: worked out, and written down, once for all of them.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::watch;

use super::{
    shown::Shown,
    workspaces::{Looked, Space},
};
use crate::domain::LinkId;
use crate::server::operate::clock::Clock;

/// How often it is looked for what has no news: the day's end, an expiry.
const LOOK: Duration = Duration::from_secs(20);

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
#[derive(Clone)]
pub struct Broadcasts {
    all: Arc<Mutex<HashMap<LinkId, watch::Sender<Told>>>>,
    clock: Clock,
    stopping: watch::Receiver<bool>,
}

impl Broadcasts {
    pub fn new(clock: Clock, stopping: watch::Receiver<bool>) -> Self {
        Self {
            all: Arc::default(),
            clock,
            stopping,
        }
    }

    /// Tells what this link shows now, and from now on.
    pub fn join(&self, space: &Arc<Space>, link: LinkId) -> watch::Receiver<Told> {
        let mut all = self.lock();
        if let Some(sender) = all.get(&link) {
            self.publish(sender, space, link);
            return sender.subscribe();
        }
        let (sender, receiver) = watch::channel(Told::Gone);
        self.publish(&sender, space, link);
        all.insert(link, sender.clone());
        drop(all);
        tokio::spawn(self.clone().follow(sender, space.clone(), link));
        receiver
    }

    /// Looks again whenever there may be something new, as long as anybody listens.
    async fn follow(mut self, sender: watch::Sender<Told>, space: Arc<Space>, link: LinkId) {
        let mut head = space.watch();
        loop {
            let at = *head.borrow_and_update();
            let holds = self.publish(&sender, &space, link);
            let is_over = || sender.receiver_count() == 0 || !matches!(*sender.borrow(), Told::Shows(_));
            if is_over() {
                let mut all = self.lock();
                // Whoever joined meanwhile listens to this one.
                if is_over() {
                    all.remove(&link);
                    return;
                }
            }
            if *head.borrow() == at {
                tokio::select! {
                    _ = head.changed() => {}
                    _ = self.stopping.changed() => {}
                    () = sender.closed() => {}
                    () = tokio::time::sleep(holds.map_or(LOOK, |holds| holds.min(LOOK))) => {}
                }
            }
        }
    }

    /// Tells what the link shows, if that is something else; answers how long it holds. One after the other, so that nobody hears what
    /// was before after what is now.
    fn publish(&self, sender: &watch::Sender<Told>, space: &Space, link: LinkId) -> Option<Duration> {
        let mut holds = None;
        sender.send_if_modified(|told| {
            let now = if *self.stopping.borrow() {
                Told::Stopping
            } else if let Some(Looked { shown, until, .. }) = space.view(link, &space.now(self.clock)) {
                holds = until.map(|until| (until - self.clock.now()).to_std().unwrap_or_default());
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

    fn lock(&self) -> MutexGuard<'_, HashMap<LinkId, watch::Sender<Told>>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
