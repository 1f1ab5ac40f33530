//! A device: one disk, one or two tabs. Tabs die at any moment; what was committed stays.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};
use fulcrum::{
    domain::{Body, CommandId, DeviceId, EffortId, LinkId, Refusal, UserId, Vocabulary, decide},
    sync::{
        Rules,
        client::{Engine, Next},
        disk::{Op, Stale, Txn, plan},
        wire::{Pulled, Push, PushAnswer, Verdict},
    },
};

use super::{
    disk::Disk,
    laws::{self, Law, Violation},
    network::{Address, Message, again},
    sabotage::{self, Sabotage},
    world::World,
};

pub struct Device {
    /// Who signs in here.
    pub user: UserId,
    pub disk: Disk,
    pub tabs: Vec<Option<Tab>>,
    /// The tab that holds the lock.
    pub leads: Option<usize>,
    pub online: bool,
    /// Its build knows fewer words than the server.
    pub old_client: bool,
    pub skew: TimeDelta,
    /// Its profile was copied, or is a copy.
    pub cloned: bool,
    pub log: Log,
}

/// What happened on a device, as its person would tell it.
#[derive(Clone, Default)]
pub struct Log {
    /// Every command that was saved here, in order.
    pub queued: Vec<CommandId>,
    /// How often each refusal was told.
    pub told: BTreeMap<CommandId, u32>,
    /// Why, as it was told last.
    pub reasons: BTreeMap<CommandId, Refusal>,
    /// What the server was heard to accept, and when it said so, by its clock; after a restore anew.
    pub accepted: BTreeMap<CommandId, DateTime<Utc>>,
    /// The links that the person knows to be revoked.
    pub revoked: BTreeSet<LinkId>,
    /// What a team has of its own, and a board that came to it left behind.
    pub left_behind: BTreeSet<CommandId>,
    /// What a restored server has asked to wait: others may overtake it.
    pub waited: BTreeSet<CommandId>,
    /// The person's own efforts.
    pub efforts: Vec<(CommandId, EffortId)>,
}

pub struct Tab {
    pub engine: Engine,
    pub life: u32,
    /// Transactions to commit, in order.
    pub todo: VecDeque<Txn>,
    /// Committed, but this tab has not followed them yet, nor told the others.
    pub written: VecDeque<Vec<Op>>,
    /// Told by other tabs, on the way.
    pub heard: Vec<Vec<Op>>,
    pub undos: Vec<Body>,
    pub pushing: bool,
    pub pulling: bool,
}

#[derive(PartialEq)]
pub enum Wrote {
    Done,
    Stale,
    Failed,
}

impl Device {
    pub fn new(user: UserId, disk: Disk) -> Self {
        Self {
            user,
            disk,
            tabs: vec![None, None],
            leads: None,
            online: true,
            old_client: false,
            skew: TimeDelta::zero(),
            cloned: false,
            log: Log::default(),
        }
    }

    pub fn open_tab(&mut self, at: usize, life: u32) {
        let engine = Engine::open(
            self.disk.shelf.clone(),
            self.disk.found(),
            Some(Rules::new(decide)),
            true,
        );
        let todo = engine.repairs().into();
        self.tabs[at] = Some(Tab {
            engine,
            life,
            todo,
            written: VecDeque::new(),
            heard: Vec::new(),
            undos: Vec::new(),
            pushing: false,
            pulling: false,
        });
        self.leads.get_or_insert(at);
    }

    pub fn close_tab(&mut self, at: usize) {
        self.tabs[at] = None;
        if self.leads == Some(at) {
            self.leads = self.tabs.iter().position(Option::is_some);
        }
    }

    pub fn is_home(&self) -> bool {
        self.disk.shelf.meta.home.is_some()
    }
}

impl World {
    pub fn tab(&mut self, d: usize, t: usize) -> Option<&mut Tab> {
        self.devices[d].tabs[t].as_mut()
    }

    /// Opens the disk anew; what is unsaved in memory comes along.
    pub fn reopen(&mut self, d: usize, t: usize) {
        let device = &mut self.devices[d];
        let mut engine = Engine::open(
            device.disk.shelf.clone(),
            device.disk.found(),
            Some(Rules::new(decide)),
            true,
        );
        if let Some(tab) = &mut device.tabs[t] {
            engine.adopt_unsaved(&mut tab.engine);
            tab.engine = engine;
            tab.heard.clear();
            self.tally.reopened_tabs += 1;
        }
    }

    /// Commits the tab's next transaction.
    pub fn commit_next(&mut self, d: usize, t: usize) -> Result<(), Violation> {
        let Some((txn, count)) = self.tab(d, t).and_then(|tab| Txn::first_of(&tab.todo)) else {
            return Ok(());
        };
        let wrote = self.write(d, t, &txn)?;
        let is_draft = matches!(txn, Txn::Queue(_));
        let Some(tab) = self.tab(d, t) else { return Ok(()) };
        match wrote {
            Wrote::Done => drop(tab.todo.drain(..count)),
            // Another tab was faster: what the answer was about is no longer so.
            Wrote::Stale => {
                tab.todo.drain(..count);
                self.tally.stale_transactions += 1;
                self.reopen(d, t);
            }
            // A draft is tried again; an answer is asked for again.
            Wrote::Failed if is_draft => {}
            Wrote::Failed => tab.todo.retain(|txn| matches!(txn, Txn::Queue(_))),
        }
        Ok(())
    }

    fn write(&mut self, d: usize, t: usize, txn: &Txn) -> Result<Wrote, Violation> {
        if self.faults.disks && self.chaos(120) {
            self.tally.failed_commits_on_devices += 1;
            self.trace(|| format!("device {d}: commit failed"));
            return Ok(Wrote::Failed);
        }
        let device = &mut self.devices[d];
        let planned = match (self.sabotage, txn, &device.tabs[t]) {
            (Some(Sabotage::MidFromMemory), Txn::Queue(_), Some(tab)) => {
                let mut shelf = device.disk.shelf.clone();
                shelf.meta.next_mid = tab.engine.shelf().meta.next_mid;
                plan(txn, &shelf)
            }
            _ => plan(txn, &device.disk.shelf),
        };
        let mut ops = match planned {
            Ok(ops) => ops,
            Err(Stale) => return Ok(Wrote::Stale),
        };
        if let Some(broken) = self.sabotage {
            sabotage::twist(broken, txn, &device.disk, &mut ops);
        }
        if self.rng.chance(100) {
            ops = again(&ops);
        }
        laws::on_write(device, txn, &ops, &self.known)?;
        let before = (device.disk.shelf.meta.device, device.disk.shelf.meta.half);
        device.disk.write(&ops);
        let meta = &device.disk.shelf.meta;
        self.tally.new_identities += u64::from(meta.device != before.0);
        self.tally.resets += u64::from(meta.half != before.1);
        self.tally.dismissals += u64::from(matches!(txn, Txn::Dismiss(_)));
        let rev = meta.rev;
        if matches!(txn, Txn::Pulled(_) | Txn::Paged(_)) {
            laws::at_the_head(d, device, &self.server.store)?;
        }
        if let Some(tab) = &mut device.tabs[t] {
            tab.written.push_back(ops);
        }
        if let Txn::Settle(settle) = txn
            && !settle.same.is_empty()
        {
            self.remember_merged(d, &settle.same);
        }
        self.trace(|| format!("device {d} tab {t}: wrote {rev}: {}", brief(txn)));
        Ok(Wrote::Done)
    }

    /// Follows what this tab has committed, and tells the other tabs.
    pub fn follow_own(&mut self, d: usize, t: usize) {
        let Some(ops) = self.tab(d, t).and_then(|tab| tab.written.pop_front()) else {
            return;
        };
        for other in 0..self.devices[d].tabs.len() {
            if other != t && !(self.faults.network && self.chaos(150)) {
                let ops = ops.clone();
                if let Some(tab) = self.tab(d, other) {
                    tab.heard.push(ops);
                }
            }
        }
        self.follow(d, t, ops);
    }

    /// Hears one of the writes of other tabs, in any order.
    pub fn hear(&mut self, d: usize, t: usize) {
        let count = self.tab(d, t).map_or(0, |tab| tab.heard.len());
        if count == 0 {
            return;
        }
        let at = if self.calm { 0 } else { self.rng.below(count) };
        if let Some(tab) = self.tab(d, t) {
            let ops = tab.heard.remove(at);
            if self.sabotage != Some(Sabotage::WritesNotFollowed) {
                self.follow(d, t, ops);
            }
        }
    }

    fn follow(&mut self, d: usize, t: usize, ops: Vec<Op>) {
        if self.tab(d, t).is_some_and(|tab| tab.engine.swaps(&ops)) {
            self.reopen(d, t);
        }
        let Some(tab) = self.tab(d, t) else { return };
        tab.engine.follow(ops);
        let behind = tab.engine.is_behind();
        if behind && (self.calm || self.rng.chance(300)) {
            self.reopen(d, t);
        }
    }

    /// The leading tab sends what waits and asks for what is new.
    pub fn sync(&mut self, d: usize) {
        let Some(t) = self.devices[d].leads else { return };
        let (sabotage, mut user) = (self.sabotage, self.devices[d].user);
        if self.faults.sessions && self.chaos(60) {
            // Somebody else has signed in here.
            user = self.rng.pick(&self.users).unwrap_or(user);
            self.tally.sessions_of_others += u64::from(user != self.devices[d].user);
        }
        // The stream says when there is something new; now and then a tab asks without being told.
        let cursor = Some(self.server.store.cursor());
        let news = self.devices[d].disk.shelf.meta.cursor != cursor || self.chaos(100);
        let old_client = self.devices[d].old_client;
        let Some(tab) = self.tab(d, t) else { return };
        let from = Address {
            device: d,
            tab: t,
            life: tab.life,
        };
        if tab.engine.shelf().meta.home.is_none() || tab.todo.iter().any(|txn| !matches!(txn, Txn::Queue(_)))
        {
            return;
        }
        let mut messages = Vec::new();
        if !tab.pushing
            && let Some(mut push) = tab.engine.next_push()
        {
            sabotage::twist_push(sabotage, &mut push);
            tab.pushing = true;
            messages.push(Message::Push { from, user, push });
        }
        if !tab.pulling && news {
            tab.pulling = true;
            let mut request = tab.engine.next_pull();
            if old_client {
                request.words = Vocabulary::of([("row workspace".into(), 1)]);
            }
            messages.push(Message::Pull { from, user, request });
        }
        self.air.append(&mut messages);
    }

    pub fn pushed(&mut self, to: Address, push: &Push, answer: &PushAnswer) -> Result<(), Violation> {
        let fresh = DeviceId(self.rng.uuid());
        if let PushAnswer::Ack(ack) = answer {
            let forks = ack
                .results
                .iter()
                .filter(|(_, verdict)| *verdict == Verdict::Fork);
            let forks = forks.count() as u64;
            self.tally.forks += forks;
            if forks > 0 && !self.devices[to.device].cloned {
                let detail = format!("device {} of {:?}", to.device, push.device);
                return Err(Violation::new(Law::OnlyAClonedProfileForks, detail));
            }
        }
        self.hears_pushed(to.device, answer)?;
        if let Some(tab) = self.live(to) {
            tab.pushing = false;
            let next = tab.engine.pushed(push, answer, fresh);
            queue(tab, next);
        }
        Ok(())
    }

    pub fn pulled(&mut self, to: Address, mut answer: Pulled) -> Result<(), Violation> {
        self.hears_pulled(to.device, &answer)?;
        sabotage::twist_pulled(self.sabotage, &mut answer);
        let fresh = DeviceId(self.rng.uuid());
        if let Some(tab) = self.live(to) {
            tab.pulling = false;
            let next = tab.engine.pulled(answer, fresh);
            queue(tab, next);
        }
        Ok(())
    }

    fn live(&mut self, at: Address) -> Option<&mut Tab> {
        self.tab(at.device, at.tab).filter(|tab| tab.life == at.life)
    }
}

fn queue(tab: &mut Tab, next: Next) {
    tab.todo.extend(next.txns);
}

fn brief(txn: &Txn) -> String {
    let mut text = format!("{txn:?}");
    text.truncate(text.char_indices().nth(400).map_or(text.len(), |(at, _)| at));
    text
}
