//! What an operator does to the server: stop it, start it, restore it; and a second process at the same store.

use fulcrum::{
    domain::{Actor, Anew, Audience, Body, CommandId, Kind, LeaderId, Settled, Workspace, leader, workspace},
    sync::{
        server::{Batch, Recall},
        wire::Epoch,
    },
};

use super::{laws::Violation, post, rest, rules, sabotage::Sabotage, server::Form, world::World};

impl World {
    /// A second process on the same store, such as an operator's command line.
    pub fn another_writer(&mut self) -> Result<(), Violation> {
        let memory = self.server.store.load();
        let mut batch = Batch::new(&memory, Recall::default(), rules::watched);
        let body = Body::Workspace(workspace::Command::PutWorkspace(Workspace {
            name: format!("Partnership {}", self.rng.below(1_000)),
            zone: "Europe/London".into(),
        }));
        let (id, now) = (CommandId(self.rng.uuid()), self.clock());
        batch.act(
            Actor::User(self.users[0]),
            id,
            &body,
            self.now.fixed_offset(),
            now,
        );
        let commit = batch.finish();
        drop(self.server.write(&commit, None)?);
        Ok(())
    }

    /// An owner erases someone elsewhere: nobody's device keeps that command, to offer it again.
    pub fn erase_from_elsewhere(&mut self) -> Result<(), Violation> {
        let leaders: Vec<_> = self
            .server
            .store
            .rows
            .keys()
            .filter(|key| key.kind == Kind::Leader)
            .collect();
        let Some(leader) = self.rng.pick(&leaders).map(|key| LeaderId(key.id)) else {
            return Ok(());
        };
        let actor = Actor::User(self.users[0]);
        self.forms.push(Form {
            actor,
            id: CommandId(self.rng.uuid()),
            body: Body::Leader(leader::Command::EraseLeader { leader }),
            answered: None,
        });
        self.waiting_forms.push(self.forms.len() - 1);
        Ok(())
    }

    pub fn crash_server(&mut self, when: &str) {
        self.trace(|| format!("server: crashed {when}"));
        self.tally.server_crashes += 1;
        self.server.memory = None;
        self.server.inbox.clear();
        self.server.post.forget();
    }

    pub fn start_server(&mut self) {
        if self.server.memory.is_none() {
            self.server.memory = Some(self.server.store.load());
        }
    }

    /// The server comes back from its backup, with a new epoch; who was erased since is erased again.
    pub fn restore_server(&mut self) -> Result<(), Violation> {
        let Some(backup) = self.server.backup.clone() else {
            return Ok(());
        };
        self.tally.restores += 1;
        self.restored_at = Some(self.now);
        self.trace(|| {
            format!(
                "server: restored from {} to {}",
                self.server.store.head, backup.head
            )
        });
        self.server.store = backup;
        self.server.post.forget();
        if self.sabotage != Some(Sabotage::LettersSentAgain) {
            post::again(&mut self.server.store.jobs);
        }
        if self.sabotage != Some(Sabotage::EpochKept) {
            self.server.store.epoch = Epoch(self.rng.uuid());
        }
        let memory = self.server.store.load();
        let mut batch = Batch::new(&memory, Recall::default(), rules::watched);
        let now = self.clock();
        for person in self.server.erased.clone() {
            let known = memory.state().row(&person).is_some();
            let skip = match self.sabotage {
                Some(Sabotage::ErasuresNotReapplied) => true,
                Some(Sabotage::UnknownErasuresForgotten) => !known,
                _ => false,
            };
            if !skip {
                let (erased, id) = (Settled::Erased(person), CommandId(self.rng.uuid()));
                let left = self.server.left.get(&person).cloned().unwrap_or_default();
                batch.settle(erased, &left, id, now);
            }
        }
        let since = self.server.store.decisions;
        for decision in self.server.ledger.iter().skip(since) {
            let skip = self.sabotage == Some(Sabotage::RevocationUndone);
            if skip {
                continue;
            }
            let id = CommandId(self.rng.uuid());
            if let Anew::NotHere(key) = batch.settle(*decision, &Audience::Workspace, id, now) {
                self.server.store.barred.insert(key);
            }
        }
        let commit = batch.finish();
        drop(self.server.write(&commit, None)?);
        self.server.store.decisions = self.server.ledger.len();
        self.server.memory = Some(self.server.store.load());
        rest::revoked(self)
    }
}
