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
pub const LOOK: Duration = Duration::from_secs(20);

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

/// The stage of a link: what is told there, and whose turn it is to look.
struct Channel {
    /// None before somebody looked.
    told: watch::Sender<Option<Told>>,
    /// One looks at a time, so that nobody hears what was before after what is now.
    turn: Mutex<()>,
}

/// By link, where those hear of it who have its page open; none where nobody has.
#[derive(Clone)]
pub struct Broadcasts {
    all: Arc<Mutex<HashMap<LinkId, Arc<Channel>>>>,
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
    pub fn join(&self, space: &Arc<Space>, link: LinkId) -> watch::Receiver<Option<Told>> {
        let mut all = lock(&self.all);
        let known = all.get(&link).cloned();
        let channel = known.clone().unwrap_or_else(|| {
            let channel = Arc::new(Channel {
                told: watch::Sender::new(None),
                turn: Mutex::default(),
            });
            all.insert(link, channel.clone());
            channel
        });
        // From here on somebody listens, so it stays.
        let receiver = channel.told.subscribe();
        drop(all);
        if known.is_none() {
            tokio::spawn(self.clone().follow(channel, space.clone(), link));
        } else {
            self.look(&channel, space, link);
        }
        receiver
    }

    /// Looks again whenever there may be something new, as long as anybody listens.
    async fn follow(mut self, channel: Arc<Channel>, space: Arc<Space>, link: LinkId) {
        let _leaves = Leaves {
            all: self.all.clone(),
            link,
            channel: channel.clone(),
        };
        let told = &channel.told;
        let mut head = space.watch();
        loop {
            let at = *head.borrow_and_update();
            let holds = self.look(&channel, &space, link);
            let is_over =
                || told.receiver_count() == 0 || matches!(*told.borrow(), Some(Told::Gone | Told::Stopping));
            if is_over() {
                let mut all = lock(&self.all);
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
                    () = told.closed() => {}
                    () = tokio::time::sleep(holds.map_or(LOOK, |holds| holds.min(LOOK))) => {}
                }
            }
        }
    }

    /// Tells what the link shows, if that is something else; answers how long it holds.
    fn look(&self, channel: &Channel, space: &Space, link: LinkId) -> Option<Duration> {
        let _turn = lock(&channel.turn);
        let (now, holds) = if *self.stopping.borrow() {
            (Told::Stopping, None)
        } else if let Some(Looked { shown, until, .. }) = space.view(link, &space.now(self.clock)) {
            let left = until.map(|until| (until - self.clock.now()).to_std().unwrap_or_default());
            (Told::Shows(shown), left)
        } else {
            (Told::Gone, None)
        };
        channel.told.send_if_modified(|told| {
            let is_new = !told.as_ref().is_some_and(|told| told.is(&now));
            if is_new {
                *told = Some(now);
            }
            is_new
        });
        holds
    }

    /// How many links are looked at.
    #[cfg(test)]
    fn count(&self) -> usize {
        lock(&self.all).len()
    }
}

/// However following ends, nobody waits for it any more: a stream that ends is asked for again.
struct Leaves {
    all: Arc<Mutex<HashMap<LinkId, Arc<Channel>>>>,
    link: LinkId,
    channel: Arc<Channel>,
}

impl Drop for Leaves {
    fn drop(&mut self) {
        let mut all = lock(&self.all);
        if all
            .get(&self.link)
            .is_some_and(|now| Arc::ptr_eq(now, &self.channel))
        {
            all.remove(&self.link);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use tokio::time::timeout;
    use uuid::Uuid;

    use super::*;
    use crate::domain::{Scope, Stored, Story, Target, link};
    use crate::sync::{
        server::{Authority, Commit},
        wire::Epoch,
    };

    const EPOCH: Epoch = Epoch(Uuid::nil());
    const SOON: Duration = Duration::from_secs(8);

    type Receiver = watch::Receiver<Option<Told>>;

    fn story() -> Story {
        let mut story = Story::begin();
        story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
        story
    }

    fn rows(story: &Story) -> Vec<Stored> {
        story.rows.values().cloned().collect()
    }

    fn space(story: &Story) -> Arc<Space> {
        let (none, no_jobs) = (BTreeSet::new(), BTreeMap::new());
        let authority = Authority::load(EPOCH, 1, rows(story), Vec::new(), none, no_jobs);
        Arc::new(Space::new(authority))
    }

    fn commits(space: &Space, story: &Story) {
        let head = space.read().head;
        space.merge(&Commit {
            to: head + 1,
            rows: rows(story),
            ..Commit::nothing(EPOCH, head)
        });
    }

    fn broadcasts() -> (Broadcasts, watch::Sender<bool>) {
        let stopping = watch::Sender::new(false);
        (Broadcasts::new(Clock::default(), stopping.subscribe()), stopping)
    }

    async fn hears(receiver: &mut Receiver, what: impl Fn(&Told) -> bool) -> Told {
        let heard = receiver.wait_for(|told| told.as_ref().is_some_and(&what));
        let heard = timeout(SOON, heard).await.expect("in time").unwrap();
        heard.clone().unwrap()
    }

    async fn shows(receiver: &mut Receiver) -> Arc<Shown> {
        match hears(receiver, |told| matches!(told, Told::Shows(_))).await {
            Told::Shows(shown) => shown,
            Told::Gone | Told::Stopping => unreachable!(),
        }
    }

    #[tokio::test]
    async fn all_who_look_are_told_the_same_once_and_who_joins_as_the_last_leaves_hears_what_is_new() {
        let mut story = story();
        let (space, link) = (space(&story), Story::link("page"));
        let (broadcasts, _stopping) = broadcasts();
        drop(broadcasts.join(&space, link));
        let mut both = [broadcasts.join(&space, link), broadcasts.join(&space, link)];
        let before = shows(&mut both[0]).await;
        story.logs("a", "data", |draft| draft.quantity = 12);
        commits(&space, &story);
        let is_new = |told: &Told| matches!(told, Told::Shows(shown) if shown.stamp != before.stamp);
        let mut told = Vec::new();
        for one in &mut both {
            told.push(hears(one, is_new).await);
        }
        assert!(told[0].is(&told[1]));
        let Told::Shows(shown) = &told[0] else {
            unreachable!()
        };
        let event = || shown.since(&before.stamp).unwrap().event();
        assert_eq!(event().as_ptr(), event().as_ptr(), "the same bytes, written once");
        drop(both);
        let left = async {
            while broadcasts.count() > 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(SOON, left).await.expect("nobody is left, and nothing");
    }

    #[tokio::test]
    async fn who_looks_is_told_that_a_link_was_revoked_and_that_the_server_stops() {
        let mut story = story();
        story.shares("other", Target::Leader(Story::leader("dana")), Scope::Read);
        let space = space(&story);
        let (broadcasts, stopping) = broadcasts();
        let mut page = broadcasts.join(&space, Story::link("page"));
        let mut other = broadcasts.join(&space, Story::link("other"));
        shows(&mut page).await;
        shows(&mut other).await;
        story.does(link::Command::RevokeLink {
            link: Story::link("page"),
        });
        commits(&space, &story);
        hears(&mut page, |told| matches!(told, Told::Gone)).await;
        stopping.send_replace(true);
        hears(&mut other, |told| matches!(told, Told::Stopping)).await;
        let over = async { while page.changed().await.is_ok() || other.changed().await.is_ok() {} };
        timeout(SOON, over).await.expect("both are over");
        assert_eq!(broadcasts.count(), 0);
    }

    #[tokio::test]
    async fn what_follows_leaves_no_channel_behind_however_it_ends() {
        let story = story();
        let (broadcasts, _stopping) = broadcasts();
        let mut page = broadcasts.join(&space(&story), Story::link("page"));
        shows(&mut page).await;
        let channel = lock(&broadcasts.all).get(&Story::link("page")).cloned().unwrap();
        let told = Arc::downgrade(&channel);
        drop(Leaves {
            all: broadcasts.all.clone(),
            link: Story::link("page"),
            channel,
        });
        assert_eq!(broadcasts.count(), 0);
        // Only what follows holds it still.
        assert_eq!(told.strong_count(), 1 + 1);
    }
}
