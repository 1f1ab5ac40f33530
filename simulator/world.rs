//! One run: a server, some devices, what is under way between them, and everything that may go wrong.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, Offset, TimeDelta, Utc};
use fulcrum::{
    domain::{
        Actor, Body, CommandId, DeviceId, Member, Right, UserId, Workspace, WorkspaceId, member, workspace,
    },
    sync::{
        disk::{Home, Meta, Shelf},
        server::{Batch, Recall},
        wire::Epoch,
    },
};

use super::{
    device::Device,
    disk::Disk,
    laws::{self, Checked},
    network::Message,
    rest,
    rng::Rng,
    rules,
    sabotage::Sabotage,
    server::{Form, Server},
    tally::Tally,
    workload::Known,
};

/// What may go wrong in this run: a run in which everything fails shows less than a thousand that differ.
#[derive(Clone, Default, Debug)]
pub struct Faults {
    pub network: bool,
    pub commits: bool,
    pub disks: bool,
    pub crashes: bool,
    pub panics: bool,
    pub clones: bool,
    pub restores: bool,
    pub partitions: bool,
    pub versions: bool,
    pub rot: bool,
    pub sessions: bool,
}

pub struct World {
    pub rng: Rng,
    pub now: DateTime<Utc>,
    pub zone: FixedOffset,
    pub users: Vec<UserId>,
    pub workspace: WorkspaceId,
    pub server: Server,
    pub devices: Vec<Device>,
    /// Messages on their way.
    pub air: Vec<Message>,
    pub forms: Vec<Form>,
    pub waiting_forms: Vec<usize>,
    /// The device whose push ran a command.
    pub brought: BTreeMap<CommandId, usize>,
    pub known: Known,
    pub faults: Faults,
    pub tally: Tally,
    pub sabotage: Option<Sabotage>,
    /// When the server came back from a backup last.
    pub restored_at: Option<DateTime<Utc>>,
    /// Nothing goes wrong any more.
    pub calm: bool,
    lives: u32,
    tracing: bool,
}

/// Runs a seed.
pub fn run(seed: u64, sabotage: Option<Sabotage>, tracing: bool) -> (Tally, Checked) {
    rules::reset(sabotage);
    let mut world = World::new(seed, sabotage, tracing);
    let checked = world.run();
    (world.tally, checked)
}

impl World {
    fn new(seed: u64, sabotage: Option<Sabotage>, tracing: bool) -> Self {
        let mut rng = Rng::new(seed);
        let users: Vec<_> = (0..3).map(|_| UserId(rng.uuid())).collect();
        let faults = Faults {
            network: rng.chance(700),
            commits: rng.chance(500),
            disks: rng.chance(400),
            crashes: rng.chance(600),
            panics: rng.chance(400),
            clones: rng.chance(400),
            restores: rng.chance(500),
            partitions: rng.chance(600),
            versions: rng.chance(400),
            rot: rng.chance(200),
            sessions: rng.chance(300),
        };
        let (workspace, epoch) = (WorkspaceId(rng.uuid()), Epoch(rng.uuid()));
        let zone = rng
            .pick(&[0, 3_600, -28_800, 20_700])
            .and_then(FixedOffset::east_opt);
        let mut world = Self {
            now: "2026-11-19T09:38:00Z".parse().unwrap_or_default(),
            zone: zone.unwrap_or_else(|| Utc.fix()),
            users,
            workspace,
            server: Server::new(epoch),
            devices: Vec::new(),
            air: Vec::new(),
            forms: Vec::new(),
            waiting_forms: Vec::new(),
            brought: BTreeMap::new(),
            known: Known::default(),
            faults,
            tally: Tally::default(),
            sabotage,
            restored_at: None,
            calm: false,
            lives: 0,
            tracing,
            rng,
        };
        world.populate();
        world
    }

    fn populate(&mut self) {
        let new_workspace = self.rng.chance(250);
        let count = 2 + self.rng.below(5);
        for d in 0..count {
            let mut meta = Meta::new(DeviceId(self.rng.uuid()));
            let user = self.users[d % self.users.len()];
            let device_only = if d == 0 {
                new_workspace
            } else {
                self.rng.chance(150)
            };
            meta.home = (!device_only).then_some(Home {
                workspace: self.workspace,
                user,
            });
            let mut device = Device::new(user, Disk::new(Shelf::new(meta)));
            let days = [0, 0, 0, 1, -1, 5];
            device.skew = TimeDelta::days(self.rng.pick(&days).unwrap_or(0));
            self.devices.push(device);
            self.open(d, 0);
            if self.rng.chance(500) {
                self.open(d, 1);
            }
        }
        if !new_workspace {
            self.claim();
        }
    }

    /// The first person names the workspace and lets the others in.
    fn claim(&mut self) {
        let mut bodies = vec![Body::Workspace(workspace::Command::PutWorkspace(Workspace {
            name: "Partnership".into(),
            zone: "Europe/London".into(),
        }))];
        for (at, user) in self.users.iter().enumerate() {
            let right = if at == 0 { Right::Owner } else { Right::Recruiter };
            bodies.push(Body::Member(member::Command::PutMember(Member {
                user: *user,
                name: format!("Recruiter {at}"),
                phone: None,
                right,
                left: None,
            })));
        }
        let memory = self.server.store.load();
        let mut batch = Batch::new(&memory, Recall::default(), rules::watched);
        for body in bodies {
            let id = CommandId(self.rng.uuid());
            batch.act(
                Actor::User(self.users[0]),
                id,
                &body,
                self.now.fixed_offset(),
                self.clock(),
            );
        }
        let commit = batch.finish();
        drop(self.server.write(&commit, None));
        self.server.memory = Some(self.server.store.load());
    }

    pub fn trace(&self, line: impl FnOnce() -> String) {
        if self.tracing {
            println!("{}", line());
        }
    }

    /// Chance for a fault; none once things have calmed down.
    pub fn chaos(&mut self, per_mille: u32) -> bool {
        !self.calm && self.rng.chance(per_mille)
    }

    pub fn crashes(&mut self, per_mille: u32) -> bool {
        self.faults.crashes && self.chaos(per_mille)
    }

    pub fn open(&mut self, d: usize, t: usize) {
        self.lives += 1;
        self.devices[d].open_tab(t, self.lives);
    }

    fn run(&mut self) -> Checked {
        self.trace(|| format!("{} devices, {:?}", self.devices.len(), self.faults));
        let steps = 400 + self.rng.below(500);
        // Late in the day, when there is much to lose.
        let night = steps / 4 + self.rng.below(steps / 4);
        let dies = steps / 2 + self.rng.below(steps / 2);
        for step in 0..steps {
            if self.faults.restores && step == night {
                self.server.backup = Some(self.server.store.clone());
            }
            if self.faults.restores && step == dies {
                self.restore_server()?;
            }
            self.tally.steps += 1;
            self.now += TimeDelta::seconds(self.rng.below(600) as i64);
            self.step()?;
        }
        self.calm_down()?;
        let known = self.devices.iter().map(|device| device.log.revoked.len() as u64);
        self.tally.revocations_acknowledged += known.sum::<u64>();
        rest::at_rest(self)
    }

    fn step(&mut self) -> Checked {
        let d = self.rng.below(self.devices.len());
        let t = self.rng.below(2);
        match self.rng.weighted(&[36, 36, 24, 16, 16, 24, 16, 4, 3, 14, 10]) {
            0 => {
                for _ in 0..=self.rng.below(4) {
                    self.act(d, t);
                }
            }
            1 => {
                for _ in 0..=self.rng.below(4) {
                    self.commit_next(d, t)?;
                }
            }
            2 => {
                for _ in 0..=self.rng.below(4) {
                    self.follow_own(d, t);
                }
            }
            3 => {
                for _ in 0..=self.rng.below(4) {
                    self.hear(d, t);
                }
            }
            4 => self.sync(d),
            5 => {
                for _ in 0..=self.rng.below(5) {
                    self.deliver()?;
                }
            }
            6 => self.serve()?,
            7 => self.send_form(),
            8 => self.dismiss(d, t),
            9 => self.misfortune(d, t)?,
            _ => self.hired_write()?,
        }
        for effort in 0..self.devices[d].log.efforts.len().min(4) {
            let last = self.devices[d].log.efforts.len() - 1 - effort;
            laws::own_work_is_visible(&self.devices[d], t, last, self)?;
        }
        Ok(())
    }

    /// One message arrives, or does not, or arrives again later.
    pub fn deliver(&mut self) -> Checked {
        if self.air.is_empty() {
            return Ok(());
        }
        let at = self.rng.below(self.air.len());
        self.tally.reorders += u64::from(at > 0);
        let mut message = self.air.remove(at);
        if self.faults.network && self.chaos(120) || !self.devices[message.device()].online {
            self.tally.drops += 1;
            return Ok(());
        }
        if self.faults.network && self.chaos(80) {
            self.tally.repeats += 1;
            self.air.push(message.clone());
        }
        if self.rng.chance(60) {
            message = message.through_json();
        }
        match message {
            Message::Pushed { to, push, answer } => self.pushed(to, &push, &answer)?,
            Message::Pulled { to, answer } => self.pulled(to, answer)?,
            request if self.server.memory.is_some() => self.server.inbox.push(request),
            _ => self.tally.drops += 1,
        }
        Ok(())
    }
}
