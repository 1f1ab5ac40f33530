//! Stories of devices and a server made of the two engines alone, with nothing random in them.

mod again;
mod drawn;
mod finalist;
mod hired;
mod kinds;
mod looked;
mod newer;
mod outsiders;
mod person;
mod raised;
mod refused;
mod restored;
mod tomorrow;
mod upload;

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, Utc};
use serde_json::Value;
use uuid::Uuid;

use super::{
    Rules,
    client::{Engine, Stop},
    disk::{Draft, Found, Half, Home, Meta, Op, Same, Settle, Shelf, Txn, plan},
    server::{Authority, Batch, Commit, Now, Recall},
    wire::{AnyKey, Epoch, Push, PushAnswer},
};
use crate::domain::{
    Actor, Body, CommandId, DeviceId, Family, LeaderDetails, LeaderId, Member, Niche, Right, RoleDetails,
    RoleId, Rows, Seniority, UserId, Workspace, WorkspaceId, decide, leader, member, role, workspace,
};

const HOME: Home = Home {
    workspace: WORKSPACE,
    user: PRIYA,
};
const PRIYA: UserId = UserId(Uuid::from_u128(0x11));
const TOM: UserId = UserId(Uuid::from_u128(0x12));
const WORKSPACE: WorkspaceId = WorkspaceId(Uuid::from_u128(0x99));
const DANA: LeaderId = LeaderId(Uuid::from_u128(0x1001));
const SEARCH: RoleId = RoleId(Uuid::from_u128(0x2001));

fn at() -> DateTime<FixedOffset> {
    "2026-11-19T09:38:00+00:00".parse().unwrap()
}

fn now() -> Now {
    Now {
        at: at().with_timezone(&Utc),
        today: at().date_naive(),
    }
}

fn adds(leader: LeaderId, name: &str) -> Body {
    Body::Leader(leader::Command::add(leader, LeaderDetails::named(name)))
}

fn wanted() -> RoleDetails {
    RoleDetails {
        title: "Data Engineer".into(),
        family: Family::Data,
        seniority: Seniority::Senior,
        niche: Niche::Rare,
        opened_on: at().date_naive(),
        outlook: None,
    }
}

fn opens(role: RoleId) -> Body {
    Body::Role(role::Command::add(role, DANA, wanted()))
}

fn joins(user: UserId, right: Right) -> Body {
    Body::Member(member::Command::PutMember(Member {
        user,
        name: "Somebody".into(),
        phone: None,
        right,
        left: None,
    }))
}

/// A server with one workspace.
#[derive(Clone)]
struct Server {
    authority: Authority,
    recall: Recall,
    given: u128,
    now: Now,
}

impl Server {
    /// Priya owns it, Tom recruits; Dana leads one search.
    fn team() -> Self {
        let mut server = Self {
            authority: Authority::new(Epoch(Uuid::from_u128(1))),
            recall: Recall::default(),
            given: 0x9000,
            now: now(),
        };
        let name = Workspace {
            name: "Partnership".into(),
            zone: "UTC".into(),
        };
        for body in [
            Body::Workspace(workspace::Command::PutWorkspace(name)),
            joins(PRIYA, Right::Owner),
            joins(TOM, Right::Recruiter),
            adds(DANA, "Dana"),
            opens(SEARCH),
        ] {
            server.does(&body);
        }
        server
    }

    /// Priya does it, elsewhere.
    fn does(&mut self, body: &Body) {
        let commit = {
            let mut batch = Batch::new(&self.authority, self.recall.clone(), decide);
            self.given += 1;
            let id = CommandId(Uuid::from_u128(self.given));
            batch.act(Actor::User(PRIYA), id, body, self.now.at.fixed_offset(), self.now);
            batch.finish()
        };
        assert!(!commit.rows.is_empty() || !commit.dropped.is_empty(), "{body:?}");
        self.take(&commit);
    }

    /// Does the next page of the oldest job; says whether there was any.
    fn drains(&mut self, most: usize) -> bool {
        let Some(id) = self.authority.jobs().keys().next().copied() else {
            return false;
        };
        let commit = {
            let mut batch = Batch::new(&self.authority, Recall::default(), decide);
            batch.page(id, most).unwrap();
            batch.finish()
        };
        self.take(&commit);
        true
    }

    /// Comes back from this backup: under a new epoch.
    fn comes_back_as(&mut self, backup: &Self) {
        let epoch = Epoch(Uuid::from_u128(self.authority.epoch.0.as_u128() + 1));
        let now = self.now;
        self.clone_from(backup);
        self.authority.epoch = epoch;
        self.now = now;
    }

    fn receives(&mut self, session: UserId, push: &Push) -> PushAnswer {
        let mut batch = Batch::new(&self.authority, self.recall.clone(), decide);
        let answer = batch.push(session, push, self.now);
        let commit = batch.finish();
        self.take(&commit);
        answer
    }

    fn take(&mut self, commit: &Commit) {
        self.authority.merge(commit);
        let outcomes = commit
            .journal
            .iter()
            .map(|entry| ((entry.actor, entry.id), entry.outcome.clone()));
        self.recall.outcomes.extend(outcomes);
        let receipts = commit
            .receipts
            .iter()
            .map(|(device, mid, id)| ((*device, *mid), *id));
        self.recall.receipts.extend(receipts);
        self.recall.devices.extend(commit.devices.iter().copied());
    }
}

/// A device of one tab.
struct Device {
    /// Who is signed in on it.
    session: UserId,
    shelf: Shelf,
    rows: [Rows; 2],
    /// What the build on it cannot read.
    unread: [BTreeMap<AnyKey, Value>; 2],
    drawn: u128,
}

impl Device {
    fn of(person: UserId) -> Self {
        let mut device = Self::without_account();
        device.session = person;
        device.shelf.meta.home = Some(Home {
            workspace: WORKSPACE,
            user: person,
        });
        device
    }

    fn without_account() -> Self {
        Self {
            session: UserId::THIS_DEVICE,
            shelf: Shelf::new(Meta::new(DeviceId(Uuid::from_u128(7 << 32)))),
            rows: [Rows::new(), Rows::new()],
            unread: Default::default(),
            drawn: 7 << 64,
        }
    }

    fn rows(&self) -> &Rows {
        &self.rows[self.shelf.meta.half as usize]
    }

    fn unread(&self) -> &BTreeMap<AnyKey, Value> {
        &self.unread[self.shelf.meta.half as usize]
    }

    fn engine(&self) -> Engine {
        let found = Found {
            rows: self.rows().values().cloned().collect(),
            unread: self.unread().clone(),
        };
        Engine::open(self.shelf.clone(), found, Some(Rules::new(decide)), true)
    }

    fn draw(&mut self) -> Uuid {
        self.drawn += 1;
        Uuid::from_u128(self.drawn)
    }

    fn write(&mut self, txn: &Txn) {
        let Ok(ops) = plan(txn, &self.shelf) else { return };
        self.apply(&ops);
    }

    fn apply(&mut self, ops: &[Op]) {
        for op in ops {
            self.shelf.follow(op);
            match op {
                Op::PutRow(half, row) => {
                    self.drop_row(*half, &row.key());
                    match row.clone().into_read() {
                        Ok(row) => drop(self.rows[*half as usize].insert(row.row.key(), row)),
                        Err(row) => drop(self.unread[*half as usize].insert(row.key, row.written)),
                    }
                }
                Op::DropRow(half, key) => self.drop_row(*half, key),
                Op::Clear(half) => {
                    self.rows[*half as usize].clear();
                    self.unread[*half as usize].clear();
                }
                _ => {}
            }
        }
    }

    fn drop_row(&mut self, half: Half, key: &AnyKey) {
        self.unread[half as usize].remove(key);
        key.known().map(|key| self.rows[half as usize].remove(&key));
    }

    /// Signs in, with what is kept here.
    fn enters(&mut self, settle: Settle) {
        self.session = settle.home.user;
        self.write(&Txn::Settle(settle));
    }

    fn does(&mut self, body: &Body) {
        self.does_at(body, at());
    }

    fn does_at(&mut self, body: &Body, claimed_at: DateTime<FixedOffset>) {
        let draft = Draft::new(CommandId(self.draw()), body, claimed_at);
        let (txn, _) = self.engine().submit(draft).unwrap();
        self.write(&txn);
    }

    /// Until everything is sent, answered and pulled, or the server says why not.
    fn syncs(&mut self, server: &mut Server) -> Option<Stop> {
        let mut asked = false;
        for _ in 0..100 {
            let push = self
                .engine()
                .next_push()
                .filter(|_| self.shelf.meta.cursor.is_some());
            let fresh = DeviceId(self.draw());
            let next = match &push {
                Some(push) => {
                    let answer = server.receives(self.session, push);
                    self.engine().pushed(push, &answer, fresh)
                }
                None if asked => return None,
                None => {
                    let pulled = server
                        .authority
                        .pull(self.session, &self.engine().next_pull(), 100);
                    self.engine().pulled(pulled, fresh)
                }
            };
            if next.stop.is_some() {
                assert_eq!(next.txns, [], "nothing is written");
                return next.stop;
            }
            next.txns.iter().for_each(|txn| self.write(txn));
            asked = push.is_none() && self.shelf.meta.cursor == Some(server.authority.cursor());
        }
        panic!("device and server never come to rest");
    }

    fn waiting(&self) -> usize {
        self.engine().waiting()
    }
}
