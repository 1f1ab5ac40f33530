//! What can be found by words, kept from one opening of the palette to the next and brought up to date in turns, so that
//! no frame waits for it.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use crate::board::desk::desk;
use crate::browser::{page, tab::Tab};
use crate::domain::{Hit, Index, Row, RowKey};

/// Rows read in one turn.
const TURN: usize = 2_000;

/// Milliseconds in which the palette is surely there.
const FIRST_FRAME: u32 = 100;

struct Kept {
    /// The tab's revision when it was read.
    of: u64,
    index: Index,
}

thread_local! {
    /// By the name of their workspace's database.
    static KEPT: RefCell<BTreeMap<String, Kept>> = const { RefCell::new(BTreeMap::new()) };
}

/// Brings the indexes of all workspaces up to date; says so after each of them that was not, and when all are.
pub fn refresh(read: impl Fn() + 'static, all_read: impl FnOnce() + 'static) {
    let is_stale = |tab: &Rc<Tab>| {
        KEPT.with_borrow(|kept| kept.get(tab.name()).is_none_or(|kept| kept.of != tab.revision()))
    };
    let stale: Vec<Rc<Tab>> = desk().all().into_iter().filter(is_stale).collect();
    page::spawn(async move {
        // The palette itself is drawn first.
        page::pause(FIRST_FRAME).await;
        for tab in stale {
            let (of, mut index) = (tab.revision(), Index::default());
            let keys: Vec<RowKey> = tab.peek(|state| state.rows().map(Row::key).collect());
            for some in keys.chunks(TURN) {
                page::breathe().await;
                tab.peek(|state| index.read(state, some.iter().filter_map(|key| state.row(key))));
            }
            KEPT.with_borrow_mut(|kept| kept.insert(tab.name().to_owned(), Kept { of, index }));
            read();
        }
        all_read();
    });
}

/// What was found when the workspace was last read; what has gone since is not among it.
pub fn find(tab: &Tab, question: &str, limit: usize) -> Vec<Hit> {
    KEPT.with_borrow(|kept| match kept.get(tab.name()) {
        Some(kept) => tab.peek(|state| kept.index.find(state, question, limit)),
        None => Vec::new(),
    })
}
