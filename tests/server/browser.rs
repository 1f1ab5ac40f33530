//! A browser profile: the real client engine over a disk in memory, talking to the real server.

use fulcrum::{
    domain::{Body, CommandId, DeviceId, Rows, decide},
    sync::{
        Rules,
        client::Engine,
        disk::{Draft, Found, Half, Home, Meta, Op, Shelf, Txn, plan},
        wire::Pulled,
    },
};

use super::{
    device::{Device, fresh, now},
    process::Server,
};

pub struct Browser {
    pub engine: Engine,
    shelf: Shelf,
    rows: [Rows; 2],
    network: Device,
}

fn at(half: Half) -> usize {
    usize::from(half == Half::Right)
}

impl Browser {
    /// Signed in, and with nothing yet.
    pub fn of(server: &Server) -> Self {
        let network = server.device();
        let mut meta = Meta::new(network.id);
        meta.home = Some(Home {
            workspace: network.ws,
            user: network.user,
        });
        let shelf = Shelf::new(meta);
        let engine = Engine::open(shelf.clone(), Found::default(), Some(Rules::new(decide)), true);
        Self {
            engine,
            shelf,
            rows: Default::default(),
            network,
        }
    }

    pub fn device(&self) -> DeviceId {
        self.shelf.meta.device
    }

    /// Whatever its disk holds, as text to look through.
    pub fn holds(&self) -> String {
        let rows = self.rows.iter().flat_map(Rows::values);
        format!("{:?} {:?}", self.shelf, rows.collect::<Vec<_>>())
    }

    fn run(&mut self, txn: &Txn) {
        let Ok(ops) = plan(txn, &self.shelf) else { return };
        for op in &ops {
            self.shelf.follow(op);
            match op {
                Op::PutRow(half, row) => {
                    let stored = row.read().unwrap().clone();
                    self.rows[at(*half)].insert(stored.row.key(), stored);
                }
                Op::DropRow(half, key) => drop(self.rows[at(*half)].remove(&key.known().unwrap())),
                Op::Clear(half) => self.rows[at(*half)].clear(),
                _ => {}
            }
        }
        if self.engine.swaps(&ops) {
            let rows: Vec<_> = self.rows[at(self.shelf.meta.half)].values().cloned().collect();
            let mut fresh = Engine::open(self.shelf.clone(), rows, Some(Rules::new(decide)), true);
            fresh.adopt_unsaved(&mut self.engine);
            self.engine = fresh;
        }
        self.engine.follow(ops);
    }

    pub fn does(&mut self, body: &Body) {
        let draft = Draft {
            subjects: body.subjects(&self.engine.state()),
            ..Draft::new(CommandId(fresh()), body, now())
        };
        let (txn, _) = self.engine.submit(draft).unwrap();
        self.run(&txn);
    }

    /// Until everything is sent, answered and pulled.
    pub fn syncs(&mut self) {
        for _ in 0..1_000 {
            let next = if let Some(push) = self.engine.next_push() {
                let request = self.network.request().json(&push);
                let answer = self.network.send(&request);
                assert_eq!(answer.status, 200, "{}", answer.text());
                self.engine.pushed(&push, &answer.json(), DeviceId(fresh()))
            } else {
                let asked = self.engine.next_pull();
                let fields = [
                    ("cursor", asked.cursor.map(|cursor| cursor.to_string())),
                    ("start", asked.start.map(|start| start.to_string())),
                    ("after", asked.after.map(|after| after.0)),
                ];
                let fields = fields
                    .iter()
                    .filter_map(|(name, value)| Some(format!("{name}={}", value.as_ref()?)));
                let query = fields.collect::<Vec<_>>().join("&");
                assert_eq!(asked.person, self.network.user);
                let answer = self.network.send(&self.network.asks(&query));
                assert_eq!(answer.status, 200, "{}", answer.text());
                let answer: Pulled = answer.json();
                if matches!(&answer, Pulled::Delta(delta) if delta.from == delta.to)
                    && self.shelf.outbox.is_empty()
                {
                    return;
                }
                self.engine.pulled(answer, DeviceId(fresh()))
            };
            next.txns.iter().for_each(|txn| self.run(txn));
        }
        panic!("device and server never come to rest");
    }
}
