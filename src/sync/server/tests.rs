//! The server's engine, told as stories: who brings commands, and who hears what of them.

use super::*;
use crate::domain::{
    Effort, EffortDraft, EffortId, EffortKind, LeaderDetails, Right, Role, RoleId, Story, Update, UpdateId,
    decide,
};
use crate::sync::wire::Sent;

/// A workspace of Priya's, in which Tom and Ola recruit and Dana leads the search for one role.
struct Server {
    authority: Authority,
    recall: Recall,
    now: Now,
    commands: u128,
}

fn priya() -> UserId {
    Story::user("priya")
}

fn tom() -> UserId {
    Story::user("tom")
}

fn ola() -> UserId {
    Story::user("ola")
}

impl Server {
    fn begin() -> Self {
        let at: DateTime<Utc> = "2026-11-19T09:38:00Z".parse().unwrap();
        let mut server = Self {
            authority: Authority::new(Epoch(uuid::Uuid::from_u128(1))),
            recall: Recall::default(),
            now: Now {
                at,
                today: at.date_naive(),
            },
            commands: 0,
        };
        for (user, right) in [
            (priya(), Right::Owner),
            (tom(), Right::Recruiter),
            (ola(), Right::Recruiter),
        ] {
            server.does(
                priya(),
                Body::PutMember(crate::domain::Member {
                    user,
                    name: "One of us".into(),
                    phone: None,
                    right,
                    left: None,
                }),
            );
        }
        server.does(
            priya(),
            Body::add_leader(Story::leader("dana"), LeaderDetails::named("Dana Whitfield")),
        );
        server.does(
            priya(),
            Body::add_role(
                Story::role("data"),
                Story::leader("dana"),
                Story::details("Senior Data Engineer", at.date_naive()),
            ),
        );
        server
    }

    fn command(&mut self) -> CommandId {
        self.commands += 1;
        CommandId(uuid::Uuid::from_u128(self.commands))
    }

    fn take(&mut self, commit: &Commit) {
        self.authority.merge(commit);
        let ran = commit.journal.iter();
        self.recall
            .outcomes
            .extend(ran.map(|entry| ((entry.actor, entry.id), entry.outcome.clone())));
        let receipts = commit.receipts.iter();
        self.recall
            .receipts
            .extend(receipts.map(|(device, mid, id)| ((*device, *mid), *id)));
        self.recall.devices.extend(commit.devices.iter().copied());
    }

    /// Runs a command that must change something.
    fn does(&mut self, user: UserId, body: Body) {
        let id = self.command();
        let mut batch = Batch::new(&self.authority, self.recall.clone(), decide);
        let outcome = batch.act(Actor::User(user), id, &body, self.now.at.fixed_offset(), self.now);
        assert!(
            matches!(outcome, Outcome::Applied { .. }),
            "{body:?}: {outcome:?}"
        );
        let commit = batch.finish();
        self.take(&commit);
    }

    /// A device brings its command of this number, in this person's session.
    fn pushes(&mut self, user: UserId, device: DeviceId, mid: Mid, body: &Body) -> (PushAnswer, Commit) {
        let sent = Sent {
            id: self.command(),
            mid,
            version: COMMAND_VERSION,
            body: serde_json::to_value(body).unwrap(),
            claimed_at: self.now.at.fixed_offset(),
            subjects: BTreeSet::new(),
            again: None,
        };
        let push = Push {
            proto: PROTO,
            person: user,
            device,
            epoch: None,
            commands: vec![sent],
        };
        let mut batch = Batch::new(&self.authority, self.recall.clone(), decide);
        let answer = batch.push(user, &push, self.now);
        let commit = batch.finish();
        self.take(&commit);
        (answer, commit)
    }

    /// All that a person's device hears from this position on: the keys of rows, and of what is gone.
    fn hears(&self, user: UserId, since: Cursor) -> (Vec<RowKey>, Vec<RowKey>) {
        let request = PullRequest {
            cursor: Some(since),
            ..PullRequest::snapshot(user)
        };
        let Pulled::Delta(delta) = self.authority.pull(user, &request, 1_000) else {
            panic!("a delta was asked for")
        };
        let rows = delta.rows.iter().map(|stored| stored.row.key());
        (rows.collect(), delta.gone.iter().map(|gone| gone.key).collect())
    }

    fn restricts(&mut self, people: &[UserId]) {
        self.does(
            priya(),
            Body::RestrictRole {
                role: Story::role("data"),
                audience: Audience::People(people.iter().copied().collect()),
                code_name: None,
            },
        );
    }
}

fn logs(name: &str, role: RoleId) -> (EffortId, Body) {
    let effort = Story::effort(name);
    let happened_at = "2026-11-19T09:00:00+00:00".parse().unwrap();
    let draft = EffortDraft::one(EffortKind::Outreach, role, happened_at);
    (effort, Body::LogEffort { effort, draft })
}

#[test]
fn a_device_brings_nothing_in_another_persons_session() {
    let mut server = Server::begin();
    let device = DeviceId(uuid::Uuid::from_u128(7));
    let (_, first) = logs("first", Story::role("data"));
    let (answer, commit) = server.pushes(tom(), device, 1, &first);
    assert!(
        matches!(answer, PushAnswer::Ack(Ack { last_mid: 1, .. })),
        "{answer:?}"
    );
    assert_eq!(commit.journal.len(), 1);

    let before = server.authority.clone();
    let (second, body) = logs("second", Story::role("data"));
    for mid in [1, 2] {
        let (answer, commit) = server.pushes(ola(), device, mid, &body);
        if let PushAnswer::Ack(ack) = &answer {
            let ran = |verdict: &Verdict| !matches!(verdict, Verdict::Fork);
            assert!(!ack.results.iter().any(|(_, verdict)| ran(verdict)), "{ack:?}");
        }
        assert!(commit.is_empty() && commit.devices.is_empty(), "{commit:?}");
    }
    assert_eq!(server.authority, before);

    let (_, _) = server.pushes(tom(), device, 2, &body);
    let effort = server.authority.state().effort(second).unwrap().clone();
    assert_eq!(effort.by, tom(), "it is still Tom's device");
}

#[test]
fn who_never_held_a_row_does_not_hear_that_it_is_gone() {
    let mut server = Server::begin();
    server.restricts(&[priya(), ola()]);
    let (effort, body) = logs("call", Story::role("data"));
    server.does(priya(), body);
    let update = UpdateId(uuid::Uuid::from_u128(70));
    server.does(
        priya(),
        Body::SendUpdate {
            update,
            leader: Story::leader("dana"),
            roles: vec![Story::role("data")],
            text: "The board has met.".into(),
        },
    );
    let (effort, update) = (Effort::key(effort), Update::key(update));
    let here = server.authority.cursor();

    // Narrowed from two people to one: that one keeps it, the other hears, Tom never knew.
    server.restricts(&[priya()]);
    let (kept, lost) = server.hears(priya(), here);
    assert!(kept.contains(&effort) && kept.contains(&update) && lost.is_empty());
    let (kept, lost) = server.hears(ola(), here);
    assert!(kept.is_empty() && lost.contains(&effort) && lost.contains(&update));
    let (kept, lost) = server.hears(tom(), here);
    assert!(
        kept.is_empty() && !lost.contains(&effort) && !lost.contains(&update),
        "{lost:?}"
    );

    // The same when it goes for good.
    let here = server.authority.cursor();
    server.does(
        priya(),
        Body::EraseLeader {
            leader: Story::leader("dana"),
        },
    );
    assert!(server.hears(priya(), here).1.contains(&update));
    assert!(!server.hears(tom(), here).1.contains(&update));
}

#[test]
fn what_is_narrowed_leaves_the_devices_of_all_who_held_it() {
    let mut server = Server::begin();
    let here = server.authority.cursor();
    server.restricts(&[priya()]);
    // Its leader has no other role: they, too, are known to nobody else.
    let both = vec![Story::leader("dana").key(), Role::key(Story::role("data"))];
    for user in [tom(), ola()] {
        assert_eq!(server.hears(user, here), (vec![], both.clone()));
    }
    assert_eq!(server.hears(priya(), here), (both, vec![]));
    // What happens to it from here on is nobody else's to hear of.
    let later = server.authority.cursor();
    let details = Story::details("Chief Data Officer", server.now.today);
    let (role, base) = (Story::role("data"), None);
    server.does(priya(), Body::EditRole { role, details, base });
    assert_eq!(server.hears(tom(), later), (vec![], vec![]));
}
