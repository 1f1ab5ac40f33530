//! A device's disk: it changes all or nothing, and outlives every tab.

use fulcrum::{
    domain::{Rows, Stored},
    sync::disk::{Half, Op, Shelf},
};

#[derive(Clone)]
pub struct Disk {
    pub shelf: Shelf,
    left: Rows,
    right: Rows,
}

impl Disk {
    pub fn new(shelf: Shelf) -> Self {
        Self {
            shelf,
            left: Rows::new(),
            right: Rows::new(),
        }
    }

    /// The half in use.
    pub fn rows(&self) -> &Rows {
        match self.shelf.meta.half {
            Half::Left => &self.left,
            Half::Right => &self.right,
        }
    }

    pub fn stored(&self) -> Vec<Stored> {
        self.rows().values().cloned().collect()
    }

    fn half(&mut self, half: Half) -> &mut Rows {
        match half {
            Half::Left => &mut self.left,
            Half::Right => &mut self.right,
        }
    }

    pub fn write(&mut self, ops: &[Op]) {
        for op in ops {
            self.shelf.follow(op);
            match op {
                Op::PutRow(half, stored) => {
                    self.half(*half).insert(stored.row.key(), stored.clone());
                }
                Op::DropRow(half, key) => {
                    self.half(*half).remove(key);
                }
                Op::Clear(half) => self.half(*half).clear(),
                _ => {}
            }
        }
    }

    /// Everything on the disk as text, to look for what must not be there.
    pub fn text(&self) -> String {
        format!("{:?} {:?} {:?}", self.shelf, self.left, self.right)
    }
}
