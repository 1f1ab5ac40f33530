//! After the chaos: everything works again, and everyone must come to rest.

use super::{
    device::{Device, Tab},
    laws::{Checked, Law, Violation},
    sabotage::Sabotage,
    world::World,
};

impl World {
    /// Everything works again; all must come to rest.
    pub fn calm_down(&mut self) -> Checked {
        self.trace(|| "calm".into());
        self.calm = true;
        self.server.old = false;
        self.start_server();
        for d in 0..self.devices.len() {
            let device = &mut self.devices[d];
            (device.online, device.old_client) = (true, false);
            if device.tabs[0].is_none() {
                self.open(d, 0);
            }
            if !self.devices[d].is_home() {
                self.upload(d);
            }
        }
        for _ in 0..400 {
            if self.round()? {
                return Ok(());
            }
        }
        let waiting: Vec<_> = self
            .devices
            .iter()
            .map(|device| device.disk.shelf.outbox.len())
            .collect();
        Err(Violation::new(
            Law::EveryoneComesToRest,
            format!("{} messages, outboxes {waiting:?}", self.air.len()),
        ))
    }

    fn round(&mut self) -> Result<bool, Violation> {
        for d in 0..self.devices.len() {
            for t in [0, 1] {
                self.commit_next(d, t)?;
                self.follow_own(d, t);
                self.hear(d, t);
                let rev = self.devices[d].disk.shelf.meta.rev;
                let stale = |tab: &mut Tab| {
                    tab.engine.shelf().meta.rev != rev && tab.written.is_empty() && tab.heard.is_empty()
                };
                // A tab looks at the disk's number when it is shown.
                if self.sabotage != Some(Sabotage::WritesNotFollowed) && self.tab(d, t).is_some_and(stale) {
                    self.reopen(d, t);
                }
            }
            self.sync(d);
        }
        while !self.air.is_empty() {
            self.deliver()?;
        }
        while !self.server.inbox.is_empty() || !self.waiting_forms.is_empty() {
            self.serve()?;
        }
        while self.drain()? {}
        // Nothing is under way: what was asked and not answered is given up.
        for tab in self
            .devices
            .iter_mut()
            .flat_map(|device| device.tabs.iter_mut().flatten())
        {
            (tab.pushing, tab.pulling) = (false, false);
        }
        Ok(self.is_quiet())
    }

    fn is_quiet(&self) -> bool {
        let cursor = Some(self.server.store.cursor());
        let quiet = |device: &Device| {
            let shelf = &device.disk.shelf;
            shelf.outbox.is_empty()
                && shelf.meta.cursor == cursor
                && device
                    .tabs
                    .iter()
                    .flatten()
                    .all(|tab| tab.todo.is_empty() && tab.written.is_empty() && tab.heard.is_empty())
        };
        // Whoever is no member any more may try as long as they like.
        let mut members = (0..self.devices.len()).filter(|d| self.is_let_in(*d));
        members.all(|d| quiet(&self.devices[d]))
    }
}
