//! What the writer remembers of devices, so that the store is asked of those alone that it has not heard of lately.

use std::collections::HashMap;

use serde_json::Value;

use crate::domain::{DeviceId, LinkId, WorkspaceId};
use crate::sync::{
    server::{Commit, Recall, Registered},
    wire::{Push, Sent},
};

/// Most devices that are remembered; then it begins anew.
const MOST: usize = 100_000;

#[derive(Default)]
pub struct Recent {
    devices: HashMap<WorkspaceId, HashMap<DeviceId, Registered>>,
    count: usize,
}

impl Recent {
    /// All that is to be known of a push that goes on where the device was; none where the store is to be asked. Whether one of its
    /// commands ran before under another number the store says as it is written; of what a restored server may have run it is asked.
    pub fn recall(&self, ws: WorkspaceId, push: &Push) -> Option<Recall> {
        let device = self.devices.get(&ws)?.get(&push.device)?;
        let goes_on = push.commands.first()?.mid == device.last_mid + 1;
        let is_new = |sent: &Sent| sent.mid > device.last_mid && sent.again.is_none() && !sent.outlived;
        let is_new = goes_on && push.commands.iter().all(is_new);
        let makes_links = push.commands.iter().any(|sent| new_link(sent).is_some());
        (is_new && !makes_links).then(|| Recall {
            devices: [(push.device, *device)].into(),
            ..Recall::default()
        })
    }

    /// What was written.
    pub fn note(&mut self, ws: WorkspaceId, commit: &Commit) {
        if self.count > MOST {
            *self = Self::default();
        }
        let devices = self.devices.entry(ws).or_default();
        for (device, registered) in &commit.devices {
            self.count += usize::from(devices.insert(*device, *registered).is_none());
        }
    }

    /// What another process wrote, or what could not be written, is asked of the store.
    pub fn forget(&mut self, ws: WorkspaceId) {
        let gone = self.devices.remove(&ws);
        self.count -= gone.map_or(0, |devices| devices.len());
    }
}

/// The id of the link that a command would make.
pub fn new_link(sent: &Sent) -> Option<LinkId> {
    let makes = sent.body.get("do").and_then(Value::as_str) == Some("share_link");
    makes.then(|| sent.body.get("id")?.as_str()?.parse().ok())?
}
