//! A device's disk: it changes all or nothing, and outlives every tab.

use std::collections::BTreeMap;

use fulcrum::{
    domain::Rows,
    sync::{
        disk::{Found, Half, Op, Shelf},
        wire::{AnyKey, Carried, Unread},
    },
};
use serde_json::Value;

#[derive(Clone)]
pub struct Disk {
    pub shelf: Shelf,
    left: Pile,
    right: Pile,
}

/// The rows of one half; what the build cannot read beside them.
#[derive(Clone, Default, Debug)]
struct Pile {
    rows: Rows,
    unread: BTreeMap<AnyKey, Value>,
}

impl Pile {
    fn put(&mut self, carried: &Carried) {
        self.drop(&carried.key());
        match carried.clone().into_read() {
            Ok(stored) => drop(self.rows.insert(stored.row.key(), stored)),
            Err(Unread { key, written }) => drop(self.unread.insert(key, written)),
        }
    }

    fn drop(&mut self, key: &AnyKey) {
        self.unread.remove(key);
        key.known().map(|key| self.rows.remove(&key));
    }
}

impl Disk {
    pub fn new(shelf: Shelf) -> Self {
        Self {
            shelf,
            left: Pile::default(),
            right: Pile::default(),
        }
    }

    /// The half in use.
    fn used(&self) -> &Pile {
        match self.shelf.meta.half {
            Half::Left => &self.left,
            Half::Right => &self.right,
        }
    }

    pub fn rows(&self) -> &Rows {
        &self.used().rows
    }

    pub fn unread(&self) -> &BTreeMap<AnyKey, Value> {
        &self.used().unread
    }

    pub fn found(&self) -> Found {
        Found {
            rows: self.rows().values().cloned().collect(),
            unread: self.unread().clone(),
        }
    }

    fn half(&mut self, half: Half) -> &mut Pile {
        match half {
            Half::Left => &mut self.left,
            Half::Right => &mut self.right,
        }
    }

    pub fn write(&mut self, ops: &[Op]) {
        for op in ops {
            self.shelf.follow(op);
            match op {
                Op::PutRow(half, carried) => self.half(*half).put(carried),
                Op::DropRow(half, key) => self.half(*half).drop(key),
                Op::Clear(half) => *self.half(*half) = Pile::default(),
                _ => {}
            }
        }
    }

    /// Everything on the disk as text, to look for what must not be there.
    pub fn text(&self) -> String {
        format!("{:?} {:?} {:?}", self.shelf, self.left, self.right)
    }
}
