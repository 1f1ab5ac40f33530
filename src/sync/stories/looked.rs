//! Whoever looks at rows is told to look again when they are seen otherwise, and not when what they see is confirmed.

use std::collections::BTreeSet;

use super::*;
use crate::domain::{EffortDraft, EffortId, EffortKind, Kind, effort};

/// A device, and the memory of its one tab.
struct Tab {
    device: Device,
    engine: Engine,
}

impl Tab {
    fn writes(&mut self, txn: &Txn) {
        let ops = plan(txn, &self.device.shelf).unwrap_or_default();
        self.device.apply(&ops);
        self.engine.follow(ops);
    }

    /// Sends what waits, then asks for what is new.
    fn exchanges(&mut self, server: &mut Server) {
        let session = self.device.session;
        if let Some(push) = self.engine.next_push() {
            let answer = server.receives(session, &push);
            let next = self.engine.pushed(&push, &answer, DeviceId(self.device.draw()));
            next.txns.iter().for_each(|txn| self.writes(txn));
        }
        let pulled = server.authority.pull(session, &self.engine.next_pull(), 100);
        let next = self.engine.pulled(pulled, DeviceId(self.device.draw()));
        next.txns.iter().for_each(|txn| self.writes(txn));
    }

    fn logs(&mut self) {
        let body = Body::Effort(effort::Command::LogEffort {
            effort: EffortId(self.device.draw()),
            draft: EffortDraft::one(EffortKind::Screen, SEARCH, at()),
        });
        let draft = Draft::new(CommandId(self.device.draw()), &body, at());
        let (txn, _) = self.engine.submit(draft).unwrap();
        self.writes(&txn);
    }
}

#[test]
fn what_was_given_here_is_looked_at_once_and_what_others_give_when_it_comes() {
    let mut server = Server::team();
    let mut device = Device::of(PRIYA);
    device.syncs(&mut server);
    let engine = device.engine();
    let mut tab = Tab { device, engine };
    tab.engine.take_touched();

    tab.logs();
    assert_eq!(tab.engine.take_touched(), BTreeSet::from([Kind::Effort]));
    tab.exchanges(&mut server);
    assert_eq!(tab.engine.waiting(), 0, "it is confirmed");
    assert_eq!(tab.engine.take_touched(), BTreeSet::new());

    server.does(&adds(LeaderId(Uuid::from_u128(0x1002)), "Marcus"));
    tab.exchanges(&mut server);
    assert_eq!(tab.engine.take_touched(), BTreeSet::from([Kind::Leader]));
}
