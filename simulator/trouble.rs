//! What goes wrong, apart from messages: crashes, partitions, copied profiles, rot, and forged pushes.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use fulcrum::{
    domain::{COMMAND_VERSION, CommandId, DeviceId, UserId},
    sync::{
        disk::{Home, Op, Settle, Txn},
        server::{Batch, Recall},
        wire::{PROTO, Push, PushAnswer, Sent, Verdict},
    },
};

use super::{
    device::Device,
    laws::{Checked, Law, require},
    rest,
    rng::Rng,
    rules,
    sabotage::Sabotage,
    server::receive,
    world::World,
};

impl World {
    pub fn misfortune(&mut self, d: usize, t: usize) -> Checked {
        match self.rng.below(17) {
            0 if self.faults.crashes && self.rng.chance(500) => {
                self.trace(|| format!("device {d} tab {t}: crashed"));
                self.tally.tab_crashes += u64::from(self.devices[d].tabs[t].is_some());
                self.devices[d].close_tab(t);
            }
            1 if self.faults.crashes && self.rng.chance(250) => {
                self.trace(|| format!("device {d}: crashed"));
                self.tally.device_crashes += 1;
                self.devices[d].close_tab(0);
                self.devices[d].close_tab(1);
            }
            2 if self.crashes(150) => self.crash_server("idle"),
            3 | 4 => {
                self.start_server();
                if self.devices[d].tabs[t].is_none() && (t == 0 || self.rng.chance(400)) {
                    self.open(d, t);
                }
            }
            5 if self.faults.partitions => {
                let online = &mut self.devices[d].online;
                *online = !*online || self.rng.chance(600);
                self.tally.partitions += u64::from(!*online);
            }
            6 => {
                // What was asked is given up.
                if let Some(tab) = self.tab(d, t) {
                    (tab.pushing, tab.pulling) = (false, false);
                }
            }
            7 if self.faults.clones && self.rng.chance(250) && self.devices.len() < 8 => {
                self.clone_profile(d)
            }
            8 if self.faults.restores && self.rng.chance(600) => {
                self.server.backup = Some(self.server.store.clone());
            }
            9 if self.faults.restores && self.rng.chance(350) => self.restore_server()?,
            10 if !self.devices[d].is_home() && self.rng.chance(500) => self.upload(d),
            11 if self.faults.versions => {
                self.server.old = self.rng.chance(250);
                self.devices[d].old_client = self.rng.chance(250);
            }
            12 if self.faults.rot && self.rng.chance(500) => self.rot(d),
            13 => {
                self.probe()?;
                self.tally.projections += 1;
                rest::projections(self)?;
                rest::memory_is_the_store(self)?;
                rest::revoked(self)?;
                self.probe_in_another_session()?;
            }
            14 if self.rng.chance(200) => self.erase_from_elsewhere()?,
            15 => self.welcome(d, t),
            16 if self.rng.chance(300) => self.time_passes(),
            _ => {}
        }
        Ok(())
    }

    fn clone_profile(&mut self, d: usize) {
        let tabs = self.devices[d].tabs.iter().flatten();
        if tabs
            .flat_map(|tab| &tab.todo)
            .any(|txn| matches!(txn, Txn::Settle(settle) if !settle.same.is_empty()))
        {
            // Before or after: else the copy brings the same words under another leader's name.
            return;
        }
        self.trace(|| format!("device {d}: cloned as {}", self.devices.len()));
        self.tally.clones += 1;
        self.devices[d].cloned = true;
        let original = &self.devices[d];
        let mut copy = Device::new(original.user, original.disk.clone());
        copy.cloned = true;
        copy.skew = original.skew;
        copy.log = original.log.clone();
        self.devices.push(copy);
        self.open(self.devices.len() - 1, 0);
    }

    /// A board that lived on its device only moves into the workspace.
    pub fn upload(&mut self, d: usize) {
        let home = Home {
            workspace: self.workspace,
            user: self.devices[d].user,
        };
        let new = self.server.store.head == 0;
        let same = self.same_leaders(d);
        if let Some(tab) = self.tab(d, 0) {
            tab.todo.push_back(Txn::Settle(Settle {
                into_team: !new,
                same,
                ..Settle::of(home)
            }));
            self.tally.uploads_into_new_workspaces += u64::from(new);
            self.tally.uploads_into_existing_workspaces += u64::from(!new);
        }
    }

    /// An entry of the outbox rots on the disk; whoever opens it next sets it aside.
    fn rot(&mut self, d: usize) {
        let waiting = self.devices[d].disk.shelf.outbox.values();
        // Each once; and what names someone erased is not looked for in what nobody can read.
        let sound = |id| !self.known.broken.contains(&id) && !self.names_erased(id);
        let waiting: Vec<_> = waiting.filter(|entry| sound(entry.draft.id)).cloned().collect();
        let device = &mut self.devices[d];
        if let Some(mut entry) = self.rng.pick(&waiting) {
            self.tally.broken_entries += 1;
            self.known.broken.insert(entry.draft.id);
            entry.draft.body["do"] = 7.into();
            device.disk.write(&[Op::PutEntry(entry)]);
            for t in [0, 1] {
                device.close_tab(t);
            }
        }
    }

    /// Somebody at another's device: what it brings then runs for nobody.
    fn probe_in_another_session(&mut self) -> Checked {
        let Some(memory) = &self.server.memory else {
            return Ok(());
        };
        let devices: Vec<_> = self.server.store.devices.iter().collect();
        let (Some((device, known)), Some(other)) = (self.rng.pick(&devices), self.rng.pick(&self.users))
        else {
            return Ok(());
        };
        if known.user == other || !memory.state().is_member(other) {
            return Ok(());
        }
        self.tally.probes_in_another_session += 1;
        let user = match self.sabotage {
            Some(Sabotage::AnotherPersonsDevice) => known.user,
            _ => other,
        };
        let (device, known) = (*device, *known);
        let sent = forged(&mut self.rng, self.now, known.last_mid + 1, COMMAND_VERSION);
        let push = pushed(user, device, sent);
        let recall = Recall {
            devices: [(device, known)].into(),
            ..Recall::default()
        };
        let mut batch = Batch::new(memory, recall, rules::watched);
        let answer = batch.push(user, &push, self.clock());
        let untouched = batch.finish().is_empty();
        let ran = |verdict: &Verdict| *verdict != Verdict::Fork;
        let ran =
            matches!(&answer, PushAnswer::Ack(ack) if ack.results.iter().any(|(_, verdict)| ran(verdict)));
        require(untouched && !ran, Law::ADeviceIsOfOnePerson, || {
            format!("{device} of {} in the session of {other}: {answer:?}", known.user)
        })
    }

    /// Forged pushes: the server must not run what lies behind a gap, nor what it cannot know.
    fn probe(&mut self) -> Checked {
        let Some(memory) = &self.server.memory else {
            return Ok(());
        };
        let (gap, user) = (self.rng.chance(500), self.users[1]);
        if !memory.state().is_member(user) {
            return Ok(());
        }
        let (mid, version) = if gap {
            (2, COMMAND_VERSION)
        } else {
            (1, COMMAND_VERSION + 1)
        };
        let sent = forged(&mut self.rng, self.now, mid, version);
        let push = pushed(user, DeviceId(self.rng.uuid()), sent);
        let mut batch = Batch::new(memory, Recall::default(), rules::watched);
        let answer = receive(&mut batch, user, &push, self.clock(), self.sabotage);
        let untouched = batch.finish().is_empty();
        if gap {
            let waits =
                matches!(&answer, PushAnswer::Ack(ack) if ack.results.is_empty() && ack.last_mid == 0);
            return require(waits && untouched, Law::AGapWaits, || format!("{answer:?}"));
        }
        let waits = matches!(answer, PushAnswer::TooNew { .. });
        require(waits && untouched, Law::NewerCommandsWait, || {
            format!("{answer:?}")
        })
    }
}

/// A command that no device has given.
fn forged(rng: &mut Rng, now: DateTime<Utc>, mid: u64, version: u16) -> Sent {
    Sent {
        id: CommandId(rng.uuid()),
        mid,
        version,
        body: serde_json::json!({ "do": "add_leader", "leader": rng.uuid(), "details": { "name": "Forged" } }),
        claimed_at: now.fixed_offset(),
        subjects: BTreeSet::new(),
        again: None,
        outlived: false,
    }
}

fn pushed(person: UserId, device: DeviceId, sent: Sent) -> Push {
    Push {
        proto: PROTO,
        person,
        device,
        epoch: None,
        commands: vec![sent],
    }
}
