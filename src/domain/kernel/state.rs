//! What is seen of a workspace: confirmed rows under an overlay of changes, by somebody.

use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

use super::table::Hanging;
use crate::domain::{
    Audience, Change, Changes, Kind, Overlay, Refusal, Role, RoleId, Row, RowKey, Rows, ShareLink, UserId,
    Word,
};

/// Rows under an overlay, as one person (or nobody in particular) may see them.
#[derive(Clone, Copy)]
pub struct State<'a> {
    base: &'a Rows,
    over: &'a Overlay,
    viewer: Viewer<'a>,
    noted: Option<&'a Noted>,
}

/// What a reader asked for: the kinds of rows, and how many rows were looked at for it.
#[derive(Debug, Default)]
pub struct Noted {
    kinds: AtomicU64,
    rows: AtomicU64,
}

impl Noted {
    pub const fn new() -> Self {
        Self {
            kinds: AtomicU64::new(0),
            rows: AtomicU64::new(0),
        }
    }

    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        let kinds = self.kinds.load(Ordering::Relaxed);
        let asked = move |kind: &&Kind| kinds >> **kind as u64 & 1 == 1;
        Kind::ALL.iter().filter(asked).copied()
    }

    pub fn rows(&self) -> u64 {
        self.rows.load(Ordering::Relaxed)
    }
}

/// For whom rows are read.
#[derive(Clone, Copy)]
enum Viewer<'a> {
    /// All of them: the rules, and the server.
    Everything,
    Member(UserId),
    Link(&'a ShareLink),
}

impl<'a> State<'a> {
    pub fn new(base: &'a Rows, over: &'a Overlay) -> Self {
        Self {
            base,
            over,
            viewer: Viewer::Everything,
            noted: None,
        }
    }

    /// What lies over the confirmed rows once these changes do, too.
    pub(in crate::domain) fn over_with(&self, changes: &Changes) -> Overlay {
        let mut over = self.over.clone();
        over.merge(changes.clone());
        over
    }

    /// The same rows under another overlay.
    pub(in crate::domain) fn under<'b>(&'b self, over: &'b Overlay) -> State<'b> {
        State { over, ..*self }
    }

    /// The same; what is asked of it is noted down.
    pub fn noting(self, noted: &'a Noted) -> Self {
        let noted = Some(noted);
        Self { noted, ..self }
    }

    fn asked(&self, kind: Kind) {
        if let Some(noted) = self.noted {
            noted.kinds.fetch_or(1 << kind as u64, Ordering::Relaxed);
        }
    }

    fn looked_at_one(&self) {
        if let Some(noted) = self.noted {
            noted.rows.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The same, without the rows whose audience leaves this person out.
    pub fn seen_by(self, viewer: Option<UserId>) -> Self {
        let viewer = viewer.map_or(Viewer::Everything, Viewer::Member);
        Self { viewer, ..self }
    }

    /// The same, with no more than the link may show at this moment: what the whole workspace sees, and what hangs on
    /// the confidential roles for which it was made while whoever keeps it sees those.
    pub fn through(self, link: &'a ShareLink) -> Self {
        Self {
            viewer: Viewer::Link(link),
            ..self
        }
    }

    /// # Errors
    /// [`Refusal::Unknown`] when there is no such row, or it is not for this person.
    pub fn get<W: Word>(&self, id: W::Id) -> Result<&'a W, Refusal> {
        self.row(&RowKey::of::<W>(id))
            .and_then(W::of)
            .ok_or(Refusal::Unknown { what: W::KIND })
    }

    /// All rows of a word, in no particular order.
    pub fn all<W: Word + 'a>(&self) -> impl Iterator<Item = &'a W> + use<'a, W> {
        self.scan(W::KIND).filter_map(W::of)
    }

    pub fn row(&self, key: &RowKey) -> Option<&'a Row> {
        self.entry(key)
            .filter(|(row, audience)| self.may_see(row, audience))
            .map(|(row, _)| row)
    }

    /// The changed row with its audience kept; nothing when it is as it was.
    pub(in crate::domain) fn put<W: Word + Clone + PartialEq>(&self, word: W) -> Changes {
        if self.get::<W>(word.id()) == Ok(&word) {
            return Changes::new();
        }
        let audience = self.audience_of::<W>(word.id());
        Change::to(word, audience).into()
    }

    /// Who may hold a row; everybody, when there is none yet.
    pub fn audience_of<W: Word>(&self, id: W::Id) -> Audience {
        self.audience(&RowKey::of::<W>(id)).cloned().unwrap_or_default()
    }

    /// For whom it was written; who may hold it at this moment [`State::holders`] says.
    pub fn audience(&self, key: &RowKey) -> Option<&'a Audience> {
        self.entry(key).map(|(_, audience)| audience)
    }

    /// Who may hold a row at this moment: those for whom it was written, of whom each may hold the roles and leaders on
    /// which it hangs.
    pub fn holders(&self, key: &RowKey) -> Option<Audience> {
        let (row, audience) = self.entry(key)?;
        let mut holders = audience.clone();
        let known = self.all_under(row, &mut |audience| {
            holders = holders.intersect(audience);
            true
        });
        Some(if known { holders } else { Audience::nobody() })
    }

    /// Whether the test holds for the row's audience and for those of the roles and leaders on which it hangs. What
    /// hangs on something that is not here is for nobody.
    fn for_all(&self, row: &Row, audience: &Audience, test: &impl Fn(&Audience) -> bool) -> bool {
        test(audience) && self.all_under(row, &mut |audience| test(audience))
    }

    fn all_under(&self, row: &Row, test: &mut impl FnMut(&Audience) -> bool) -> bool {
        row.hangs_on().iter().all(|key| match self.entry(key) {
            None => false,
            Some((_, audience)) if matches!(key.kind, Kind::Role | Kind::Leader) => test(audience),
            Some((row, _)) => self.all_under(row, test),
        })
    }

    /// All rows of a word that hang on this one, in no particular order.
    pub fn on<W: Word + 'a>(&self, key: RowKey) -> impl Iterator<Item = &'a W> {
        self.asked(W::KIND);
        let (state, over) = (*self, self.over);
        let base = self
            .base
            .hanging(key, W::KIND)
            .filter(|key| !over.contains_key(key));
        base.chain(over.hanging(key, W::KIND))
            .filter_map(move |key| W::of(state.row(&key)?))
    }

    /// Whether something of this kind hangs on it.
    pub fn has_on(&self, key: RowKey, kind: Kind) -> bool {
        self.asked(kind);
        let base = self
            .base
            .hanging(key, kind)
            .filter(|key| !self.over.contains_key(key));
        base.chain(self.over.hanging(key, kind))
            .any(|key| self.row(&key).is_some())
    }

    /// Those with this mark that are not older, in no particular order.
    pub fn on_since<W: Word + 'a>(&self, key: RowKey, mark: u8, since: i64) -> impl Iterator<Item = &'a W> {
        self.asked(W::KIND);
        let (state, over, marked) = (*self, self.over, (W::KIND, mark));
        let base = self
            .base
            .marked(key, marked, since)
            .filter(|key| !over.contains_key(key));
        base.chain(over.marked(key, marked, since))
            .filter_map(move |key| W::of(state.row(&key)?))
    }

    /// Of those with this mark the newest which count, at most so many; as many again where some are not confirmed.
    pub fn newest_on<W: Word + 'a>(
        &self,
        key: RowKey,
        mark: u8,
        most: usize,
        counts: impl Fn(&W) -> bool + Copy,
    ) -> impl Iterator<Item = &'a W> {
        self.asked(W::KIND);
        let (state, over, marked) = (*self, self.over, (W::KIND, mark));
        let found = move |key: RowKey| W::of(state.row(&key)?).filter(|word| counts(word));
        let base = self
            .base
            .marked(key, marked, i64::MIN)
            .rev()
            .filter(|key| !over.contains_key(key));
        let over = over.marked(key, marked, i64::MIN).rev();
        base.filter_map(found)
            .take(most)
            .chain(over.filter_map(found).take(most))
    }

    /// The roles and leaders on which a row hangs, also by way of others.
    pub fn hangs_on(&self, row: &Row) -> Vec<RowKey> {
        let everything = self.seen_by(None);
        let ends = row.hangs_on().into_iter().flat_map(|key| match key.kind {
            Kind::Role | Kind::Leader => vec![key],
            _ => everything
                .row(&key)
                .map(|row| everything.hangs_on(row))
                .unwrap_or_default(),
        });
        ends.collect()
    }

    /// The next of all that hangs on this row or spoke of it earlier, in their order.
    pub(in crate::domain) fn next_on(
        &self,
        key: RowKey,
        after: Option<Hanging>,
        most: usize,
    ) -> Vec<Hanging> {
        let over = self.over;
        let base = self.base.ever_on(key, after);
        let base = base.filter(|hanging| !over.contains_key(&hanging.key()));
        let mut next: Vec<_> = base
            .take(most)
            .chain(over.ever_on(key, after).take(most))
            .collect();
        next.sort_unstable();
        next.truncate(most);
        next
    }

    /// A row, and all that hangs on it or spoke of it earlier, also by way of others.
    pub(in crate::domain) fn with_all_on(&self, key: RowKey) -> Vec<RowKey> {
        let on = self.next_on(key, None, usize::MAX);
        let all = on.iter().flat_map(|hanging| self.with_all_on(hanging.key()));
        [key].into_iter().chain(all).collect()
    }

    /// All rows, kind by kind.
    pub fn rows(&self) -> impl Iterator<Item = &'a Row> + use<'a> {
        let state = *self;
        Kind::ALL.iter().flat_map(move |kind| state.scan(*kind))
    }

    /// All rows of a kind, in no particular order.
    pub fn scan(&self, kind: Kind) -> impl Iterator<Item = &'a Row> + use<'a> {
        self.asked(kind);
        let range = RowKey::new(kind, Uuid::nil())..=RowKey::new(kind, Uuid::max());
        let (over, state) = (self.over, *self);
        let base = self
            .base
            .range(range.clone())
            .filter(move |(key, _)| !over.contains_key(key))
            .map(|(_, stored)| (&stored.row, &stored.audience));
        let over = over.range(range).filter_map(|(_, change)| match change {
            Change::Put { row, audience } => Some((row, audience)),
            Change::Gone { .. } => None,
        });
        base.chain(over)
            .filter(move |(row, audience)| state.may_see(row, audience))
            .map(|(row, _)| row)
    }

    pub(in crate::domain) fn require_new(&self, key: RowKey) -> Result<(), Refusal> {
        match self.entry(&key) {
            Some(_) => Err(Refusal::Exists { what: key.kind }),
            None => Ok(()),
        }
    }

    fn entry(&self, key: &RowKey) -> Option<(&'a Row, &'a Audience)> {
        self.asked(key.kind);
        match self.over.get(key) {
            Some(Change::Put { row, audience }) => Some((row, audience)),
            Some(Change::Gone { .. }) => None,
            None => self.base.get(key).map(|stored| (&stored.row, &stored.audience)),
        }
    }

    fn may_see(&self, row: &Row, audience: &Audience) -> bool {
        self.looked_at_one();
        match self.viewer {
            Viewer::Everything => true,
            Viewer::Member(viewer) => self.for_all(row, audience, &|audience| audience.includes(viewer)),
            Viewer::Link(_) if self.for_all(row, audience, &Audience::is_workspace) => true,
            Viewer::Link(link) => {
                let everything = self.seen_by(None);
                let is_for_it = |id: RoleId| {
                    link.opens.contains(&id) || everything.audience_of::<Role>(id).is_workspace()
                };
                link.locked
                    && self.for_all(row, audience, &|audience| audience.includes(link.keeper))
                    && everything.is_member(link.keeper)
                    && match row {
                        Row::Role(role) => is_for_it(role.id),
                        // Known only by confidential roles: to a link that is for one of these.
                        Row::Leader(leader) => link.leader == leader.id && !link.opens.is_empty(),
                        row => everything.roles_of(row).into_iter().all(is_for_it),
                    }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{PainPoint, Story};

    #[test]
    fn whoever_found_nothing_is_woken_by_the_first() {
        let story = Story::begin();
        let noted = Noted::new();
        let state = story.state().noting(&noted);
        assert_eq!(state.on::<PainPoint>(Role::key(Story::role("data"))).count(), 0);
        assert_eq!(noted.kinds().collect::<Vec<_>>(), [Kind::PainPoint]);
    }
}
