//! The workspaces in memory: confirmed copies, the news of their heads, and the projections of this moment.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
    time::Duration,
};

use chrono::{DateTime, NaiveDate, Utc};
use tokio::{
    sync::{OnceCell, watch},
    time::Instant,
};

use crate::domain::{LinkId, LinkState, ShareLink, WorkspaceId, is_secret};
use crate::portal::{Projection, project};
use crate::server::{
    operate::clock::Clock,
    store::{Store, Stored},
    work::shown::Shown,
};
use crate::sync::{
    server::{Authority, Commit, JobId, Now},
    wire::Cursor,
};

/// One workspace in memory. Only the writer changes it, after a commit.
pub struct Space {
    authority: RwLock<Authority>,
    head: watch::Sender<Cursor>,
    views: Mutex<HashMap<LinkId, Looked>>,
}

/// What a link shows, and of which moment that is.
#[derive(Clone)]
pub struct Looked {
    pub shown: Arc<Shown>,
    cursor: Cursor,
    /// It holds until then, unless something changes.
    pub until: Option<DateTime<Utc>>,
}

impl Space {
    pub fn new(authority: Authority) -> Self {
        let head = watch::Sender::new(authority.cursor());
        Self {
            authority: RwLock::new(authority),
            head,
            views: Mutex::default(),
        }
    }

    pub fn read(&self) -> RwLockReadGuard<'_, Authority> {
        // Nothing panics while it holds the lock for writing but `merge`, which replaces whole values.
        self.authority.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Authority> {
        self.authority.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn merge(&self, commit: &Commit) {
        let mut authority = self.write();
        authority.merge(commit);
        let cursor = authority.cursor();
        drop(authority);
        self.head.send_replace(cursor);
    }

    /// Owners are told that this job cannot be done.
    pub fn give_up(&self, job: JobId) {
        self.write().give_up(job);
    }

    /// Tells of every new head; the newest is enough.
    pub fn watch(&self) -> watch::Receiver<Cursor> {
        self.head.subscribe()
    }

    pub fn zone(&self) -> String {
        self.read()
            .state()
            .workspace()
            .map_or_else(|| "UTC".into(), |workspace| workspace.zone.clone())
    }

    pub fn now(&self, clock: Clock) -> Now {
        Now {
            at: clock.now(),
            today: clock.today(&self.zone()),
        }
    }

    /// What the link shows now; none when it no longer opens.
    pub fn view(&self, link: LinkId, now: &Now) -> Option<Looked> {
        let today = now.today;
        let authority = self.read();
        let state = authority.state();
        let is_open = |link: LinkId| {
            let link = state.get::<ShareLink>(link).ok();
            link.filter(|link| link.state(today) == LinkState::Open)
        };
        let mut views = self.views.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(found) = is_open(link) else {
            // What it showed may name somebody who was erased.
            views.retain(|link, _| is_open(*link).is_some());
            return None;
        };
        if let Some(cached) = views.get(&link)
            && (cached.cursor, cached.shown.view.today) == (authority.cursor(), today)
            && cached.until.is_none_or(|until| now.at < until)
        {
            return Some(cached.clone());
        }
        let Projection { view, until } = project(&state, found, today, now.at)?;
        let before = views.get(&link).map(|looked| &looked.shown);
        // Most commits change nothing of what this link shows.
        let shown = match before.filter(|before| before.view == view) {
            Some(same) => same.clone(),
            None => Arc::new(Shown::new(view, before.map(|before| &before.stamp))),
        };
        let cursor = authority.cursor();
        let looked = Looked { shown, cursor, until };
        views.insert(link, looked.clone());
        Some(looked)
    }

    /// The link, if this is its secret and it opens today.
    pub fn open(&self, link: LinkId, secret: &str, today: NaiveDate) -> Option<ShareLink> {
        let authority = self.read();
        let state = authority.state();
        let link = state.get::<ShareLink>(link).ok()?;
        let opens = is_secret(secret)
            && crate::server::accounts::secret::matches(secret, &link.secret_hash)
            && link.state(today) == LinkState::Open;
        opens.then(|| link.clone())
    }
}

/// The workspaces that are used.
pub struct Workspaces {
    store: Arc<dyn Store>,
    spaces: Mutex<HashMap<WorkspaceId, Held>>,
}

struct Held {
    /// It is read once, however many ask for it meanwhile.
    space: Arc<OnceCell<Arc<Space>>>,
    /// When somebody last asked for it.
    used: Instant,
}

impl Held {
    fn new() -> Self {
        Self {
            space: Arc::default(),
            used: Instant::now(),
        }
    }

    /// Whether somebody has it, listens to it, or would miss what is known in memory alone.
    fn is_needed(&self) -> bool {
        let is_needed = |space: &Arc<Space>| {
            Arc::strong_count(space) > 1 || space.head.receiver_count() > 0 || !space.read().jobs().is_empty()
        };
        Arc::strong_count(&self.space) > 1 || self.space.get().is_some_and(is_needed)
    }
}

impl Workspaces {
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self {
            store,
            spaces: Mutex::default(),
        }
    }

    /// The workspace, read from the store the first time.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn get(&self, ws: WorkspaceId) -> Stored<Option<Arc<Space>>> {
        let cell = self.hold(ws);
        let load = async || match self.store.load(ws).await {
            Ok(Some(authority)) => Ok(Arc::new(Space::new(authority))),
            Ok(None) => Err(None),
            Err(error) => Err(Some(error)),
        };
        match cell.get_or_try_init(load).await {
            Ok(space) => Ok(Some(space.clone())),
            Err(why) => {
                let mut spaces = self.lock();
                // Whoever else asks for it holds its place, and may find it there by now.
                if cell.get().is_none() && Arc::strong_count(&cell) == 2 {
                    spaces.remove(&ws);
                }
                why.map_or(Ok(None), Err)
            }
        }
    }

    fn hold(&self, ws: WorkspaceId) -> Arc<OnceCell<Arc<Space>>> {
        let mut spaces = self.lock();
        let held = spaces.entry(ws).or_insert_with(Held::new);
        held.used = Instant::now();
        held.space.clone()
    }

    /// The workspace, if it was read before.
    pub fn at_hand(&self, ws: WorkspaceId) -> Option<Arc<Space>> {
        let mut spaces = self.lock();
        let held = spaces.get_mut(&ws)?;
        held.used = Instant::now();
        held.space.get().cloned()
    }

    /// Lets go of what nobody has asked for so long and nobody needs: it is read again when somebody does.
    pub fn let_go(&self, unused_for: Duration) {
        self.lock()
            .retain(|_, held| held.used.elapsed() < unused_for || held.is_needed());
    }

    /// Takes over what another process has written meanwhile; reads the workspace anew when it was restored.
    pub async fn catch_up(&self, ws: WorkspaceId) {
        if let Err(error) = self.try_catch_up(ws).await {
            tracing::error!(%ws, %error, "what another process has written could not be read");
        }
    }

    async fn try_catch_up(&self, ws: WorkspaceId) -> Stored<()> {
        let Some(space) = self.at_hand(ws) else {
            return Ok(());
        };
        let head = space.read().head;
        let Some(since) = self.store.since(ws, head).await? else {
            return Ok(());
        };
        if !space.write().catch_up(since)
            && let Some(fresh) = self.store.load(ws).await?
        {
            *space.write() = fresh;
        }
        let cursor = space.read().cursor();
        space.head.send_replace(cursor);
        Ok(())
    }

    #[cfg(test)]
    pub fn holds(&self, ws: WorkspaceId) -> bool {
        self.lock().contains_key(&ws)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<WorkspaceId, Held>> {
        self.spaces.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
