//! The server's engine, told as stories: who brings commands, and who hears what of them.

use crate::domain::Leader;
use chrono::TimeDelta;

use super::*;
use crate::domain::{
    Body, COMMAND_VERSION, CloseReason, Effort, EffortDraft, EffortId, EffortKind, LeaderDetails, Refusal,
    Reply, ReplyId, Restorable, Right, Role, RoleId, Scope, Stage, Story, Target, Update, UpdateId, Way,
    decide, effort, leader, link, member, reply, restore, role, update,
};
use crate::sync::wire::{Ack, Cursor, PROTO, PullRequest, Pulled, Push, PushAnswer, Sent, Verdict};

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
                Body::Member(member::Command::PutMember(crate::domain::Member {
                    user,
                    name: "One of us".into(),
                    phone: None,
                    right,
                    left: None,
                })),
            );
        }
        server.does(
            priya(),
            Body::Leader(leader::Command::add(
                Story::leader("dana"),
                LeaderDetails::named("Dana Whitfield"),
            )),
        );
        server.does(
            priya(),
            Body::Role(role::Command::add(
                Story::role("data"),
                Story::leader("dana"),
                Story::details("Senior Data Engineer", at.date_naive()),
            )),
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
        while self.drains(2) {}
    }

    /// Does the next page of the oldest job; says whether there was any.
    fn drains(&mut self, most: usize) -> bool {
        let Some(id) = self.authority.jobs().keys().next().copied() else {
            return false;
        };
        let mut batch = Batch::new(&self.authority, Recall::default(), decide);
        batch.page(id, most).unwrap();
        let commit = batch.finish();
        self.take(&commit);
        true
    }

    /// A command of a device of its own.
    fn sent(&mut self, body: Value, claimed_at: DateTime<FixedOffset>) -> Sent {
        Sent {
            id: self.command(),
            mid: 1,
            version: COMMAND_VERSION,
            body,
            claimed_at,
            subjects: BTreeSet::new(),
            again: None,
            outlived: false,
        }
    }

    fn receives(
        &mut self,
        user: UserId,
        body: Value,
        claimed_at: DateTime<FixedOffset>,
    ) -> (PushAnswer, Commit) {
        let sent = self.sent(body, claimed_at);
        self.receive(user, sent)
    }

    fn receive(&mut self, user: UserId, sent: Sent) -> (PushAnswer, Commit) {
        let push = Push {
            proto: PROTO,
            person: user,
            device: DeviceId(sent.id.0),
            epoch: None,
            commands: vec![sent],
        };
        let mut batch = Batch::new(&self.authority, self.recall.clone(), decide);
        let answer = batch.push(user, &push, self.now);
        let commit = batch.finish();
        self.take(&commit);
        (answer, commit)
    }

    /// A device brings its command of this number, in this person's session.
    fn pushes(&mut self, user: UserId, device: DeviceId, mid: Mid, body: &Body) -> (PushAnswer, Commit) {
        let body = serde_json::to_value(body).unwrap();
        let sent = Sent {
            mid,
            ..self.sent(body, self.now.at.fixed_offset())
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
        let rows = delta.rows.iter().filter_map(|row| row.key().known());
        (
            rows.collect(),
            delta.gone.iter().filter_map(|gone| gone.key.known()).collect(),
        )
    }

    fn restricts(&mut self, people: &[UserId]) {
        self.does(
            priya(),
            Body::Role(role::Command::RestrictRole {
                role: Story::role("data"),
                audience: Audience::People(people.iter().copied().collect()),
                code_name: None,
            }),
        );
    }
}

fn logs(name: &str, role: RoleId) -> (EffortId, Body) {
    let effort = Story::effort(name);
    let happened_at = "2026-11-19T09:00:00+00:00".parse().unwrap();
    let draft = EffortDraft::one(EffortKind::Outreach, role, happened_at);
    (effort, Body::Effort(effort::Command::LogEffort { effort, draft }))
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
    let effort = server.authority.state().get::<Effort>(second).unwrap().clone();
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
        Body::Update(update::Command::SendUpdate {
            update,
            leader: Story::leader("dana"),
            roles: vec![Story::role("data")],
            answers: None,
            text: "The board has met.".into(),
            way: Some(Way::Chat),
            next_by: None,
            mail: None,
        }),
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
        Body::Leader(leader::Command::EraseLeader {
            leader: Story::leader("dana"),
        }),
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
    let both = vec![Leader::key(Story::leader("dana")), Role::key(Story::role("data"))];
    for user in [tom(), ola()] {
        assert_eq!(server.hears(user, here), (vec![], both.clone()));
    }
    assert_eq!(server.hears(priya(), here), (both, vec![]));
    // What happens to it from here on is nobody else's to hear of.
    let later = server.authority.cursor();
    let details = Story::details("Chief Data Officer", server.now.today);
    let (role, base) = (Story::role("data"), None);
    server.does(
        priya(),
        Body::Role(role::Command::EditRole { role, details, base }),
    );
    assert_eq!(server.hears(tom(), later), (vec![], vec![]));
}

/// The outcome of a command that no device sent, and what the commit writes.
fn acts(server: &mut Server, actor: Actor, id: CommandId, body: &Body) -> (Outcome, Commit) {
    let mut batch = Batch::new(&server.authority, server.recall.clone(), decide);
    let outcome = batch.act(actor, id, body, server.now.at.fixed_offset(), server.now);
    let commit = batch.finish();
    server.take(&commit);
    (outcome, commit)
}

fn replies(text: &str, n: u128) -> Body {
    Body::Reply(reply::Command::SendReply {
        reply: ReplyId(uuid::Uuid::from_u128(n)),
        update: None,
        role: None,
        team: false,
        text: text.into(),
    })
}

#[test]
fn a_reply_under_a_recruiters_id_is_not_told_what_the_recruiter_was() {
    let mut server = Server::begin();
    server.does(
        priya(),
        Body::Link(link::Command::ShareLink(Story::link_to(
            "link",
            Target::Leader(Story::leader("dana")),
            Scope::Respond,
        ))),
    );
    let id = server.command();
    let nobody = Body::Role(role::Command::ResumeRole {
        role: Story::role("none"),
    });
    let (refused, _) = acts(&mut server, Actor::User(tom()), id, &nobody);
    assert!(matches!(refused, Outcome::Refused { .. }));
    let link = Actor::Link(Story::link("link"));
    let (sent, _) = acts(&mut server, link, id, &replies("Thank you", 1));
    assert!(matches!(sent, Outcome::Applied { .. }), "{sent:?}");
    let (again, commit) = acts(&mut server, link, id, &replies("Thank you", 1));
    assert_eq!(
        (again, commit.journal.len()),
        (sent, 0),
        "sent twice it is written once"
    );
}

#[test]
fn what_is_refused_to_a_link_leaves_no_trace_and_it_replies_so_often_a_day() {
    let mut server = Server::begin();
    server.does(
        priya(),
        Body::Link(link::Command::ShareLink(Story::link_to(
            "link",
            Target::Leader(Story::leader("dana")),
            Scope::Respond,
        ))),
    );
    let link = Actor::Link(Story::link("link"));
    for n in 0..Reply::MOST_A_DAY as u128 {
        let id = server.command();
        let (outcome, _) = acts(&mut server, link, id, &replies("Thank you", n));
        assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
    }
    let id = server.command();
    let (outcome, commit) = acts(&mut server, link, id, &replies("And once more", 999));
    let Outcome::Refused { reason, .. } = outcome else {
        panic!("{outcome:?}")
    };
    assert!(matches!(reason, Refusal::TooManyReplies { .. }), "{reason}");
    assert!(commit.is_empty() && commit.from == commit.to);
    server.now.at += TimeDelta::days(1);
    server.now.today = server.now.at.date_naive();
    let (outcome, _) = acts(&mut server, link, id, &replies("And once more", 999));
    assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
}

#[test]
fn the_journal_keeps_what_was_read_and_not_what_was_sent() {
    let mut server = Server::begin();
    let mut body = serde_json::to_value(Body::Leader(leader::Command::add(
        Story::leader("eve"),
        LeaderDetails::named("Eve"),
    )))
    .unwrap();
    body["junk"] = "j".repeat(1_000_000).into();
    let commit = server.receives(tom(), body, server.now.at.fixed_offset()).1;
    let kept = commit.journal.last().unwrap().body.as_ref().unwrap().to_string();
    assert!(kept.len() < 1_000 && kept.contains("Eve"), "{} bytes", kept.len());
    // What changes nothing is not kept either.
    let mut body = serde_json::to_value(Body::Leader(leader::Command::EditLeader {
        leader: Story::leader("eve"),
        details: LeaderDetails::named("Eve"),
        base: None,
    }))
    .unwrap();
    body["junk"] = "j".repeat(1_000_000).into();
    let commit = server.receives(tom(), body, server.now.at.fixed_offset()).1;
    assert_eq!(commit.journal.last().unwrap().body, None);
}

#[test]
fn a_clock_that_is_years_off_closes_no_role_in_another_year_and_makes_no_rule_panic() {
    for text in [
        "2099-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "+262142-12-31T23:59:59+00:00",
        "+262142-12-31T23:59:59-14:00",
        "-262143-01-01T00:00:00+14:00",
        "-262143-01-01T00:00:00Z",
    ] {
        let Ok(claimed_at) = text.parse::<DateTime<FixedOffset>>() else {
            continue;
        };
        let close = Body::Role(role::Command::MoveRole {
            role: Story::role("data"),
            stage: Stage::Closed,
            after: None,
            before: None,
            reason: Some(CloseReason::Filled),
            skip: None,
        });
        let mut server = Server::begin();
        let (answer, _) = server.receives(tom(), serde_json::to_value(close).unwrap(), claimed_at);
        assert!(done(&answer), "{text}: {answer:?}");
        let state = server.authority.state();
        let on = state
            .get::<Role>(Story::role("data"))
            .unwrap()
            .placement
            .close
            .clone()
            .unwrap()
            .on;
        assert!((on - server.now.today).num_days().abs() <= 2, "{text}: {on}");

        let mut draft = serde_json::to_value(EffortDraft::one(
            EffortKind::Screen,
            Story::role("data"),
            server.now.at.fixed_offset(),
        ))
        .unwrap();
        draft["happened_at"] = text.into();
        let effort = Story::effort("far");
        let body = serde_json::json!({ "do": "log_effort", "effort": effort, "draft": draft });
        let (_, commit) = server.receives(tom(), body, claimed_at);
        let outcome = &commit.journal.last().unwrap().outcome;
        let Outcome::Refused { reason, .. } = outcome else {
            panic!("{text}: {outcome:?}")
        };
        assert!(
            matches!(reason, Refusal::DateOutOfReach { .. } | Refusal::DateAhead { .. }),
            "{text}: {reason}"
        );
    }
}

#[test]
fn until_it_has_an_owner_a_workspace_takes_nobody_in() {
    let mut server = Server::begin();
    server.authority = Authority::new(server.authority.epoch);
    let member = |user, right| {
        Body::Member(member::Command::PutMember(crate::domain::Member {
            user,
            name: "One of us".into(),
            phone: None,
            right,
            left: None,
        }))
    };
    for body in [
        member(tom(), Right::Recruiter),
        member(tom(), Right::Owner),
        member(priya(), Right::Recruiter),
    ] {
        let id = server.command();
        let (outcome, _) = acts(&mut server, Actor::User(priya()), id, &body);
        assert!(matches!(outcome, Outcome::Refused { .. }), "{outcome:?}");
    }
    server.does(priya(), member(priya(), Right::Owner));
    server.does(priya(), member(tom(), Right::Recruiter));
}

#[test]
fn an_audience_is_of_members_and_an_update_names_a_role_once() {
    let mut server = Server::begin();
    let strangers = (0..100_000).map(|n| UserId(uuid::Uuid::from_u128(1 << 100 | n)));
    let body = Body::Role(role::Command::RestrictRole {
        role: Story::role("data"),
        audience: Audience::People(strangers.chain([priya()]).collect()),
        code_name: None,
    });
    let id = server.command();
    let (outcome, _) = acts(&mut server, Actor::User(priya()), id, &body);
    assert!(matches!(outcome, Outcome::Refused { .. }));
    server.does(
        priya(),
        Body::Update(update::Command::SendUpdate {
            update: Story::update("many"),
            leader: Story::leader("dana"),
            roles: vec![Story::role("data"); 10_000],
            answers: None,
            text: "Two want to talk".into(),
            way: Some(Way::Chat),
            next_by: None,
            mail: None,
        }),
    );
    let state = server.authority.state();
    assert_eq!(
        state.get::<Update>(Story::update("many")).unwrap().roles,
        [Story::role("data")]
    );
}

#[test]
fn what_is_offered_again_waits_only_within_its_days() {
    let mut server = Server::begin();
    let body = Body::Role(role::Command::ResumeRole {
        role: Story::role("none"),
    });
    let mut pushes = |again: Option<DateTime<Utc>>| {
        let sent = Sent {
            again,
            ..server.sent(serde_json::to_value(&body).unwrap(), server.now.at.fixed_offset())
        };
        match server.receive(tom(), sent).0 {
            PushAnswer::Ack(ack) => ack.results[0].1.clone(),
            other => panic!("{other:?}"),
        }
    };
    let now = "2026-11-19T09:38:00Z".parse::<DateTime<Utc>>().unwrap();
    assert_eq!(pushes(Some(now)), Verdict::Waits);
    assert_eq!(pushes(Some(now - TimeDelta::days(13))), Verdict::Waits);
    for again in [
        None,
        Some(now - TimeDelta::days(15)),
        Some(DateTime::<Utc>::MIN_UTC),
    ] {
        assert!(matches!(pushes(again), Verdict::Done(Outcome::Refused { .. })));
    }
}

fn done(answer: &PushAnswer) -> bool {
    matches!(answer, PushAnswer::Ack(ack) if matches!(ack.results[0].1, Verdict::Done(Outcome::Applied { .. })))
}

#[test]
fn what_is_written_while_a_job_goes_on_is_not_passed_over_by_it() {
    let mut server = Server::begin();
    let (call, put_back) = (
        logs("call", Story::role("data")),
        logs("back", Story::role("data")),
    );
    server.does(priya(), call.1);
    server.does(priya(), put_back.1);
    let effort = put_back.0;
    server.does(priya(), Body::Effort(effort::Command::RemoveEffort { effort }));
    let here = server.authority.cursor();
    let restricts = Body::Role(role::Command::RestrictRole {
        role: Story::role("data"),
        audience: Audience::People([priya()].into()),
        code_name: None,
    });
    let id = server.command();
    acts(&mut server, Actor::User(priya()), id, &restricts);
    // The first page has passed the place to which this one comes back.
    assert!(server.drains(1));
    let removed = |removed| Restorable::Removed { effort, removed };
    let back = Body::Undo(restore::Command::Restore {
        expect: removed(true),
        restore: removed(false),
    });
    let id = server.command();
    let (outcome, _) = acts(&mut server, Actor::User(priya()), id, &back);
    assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
    while server.drains(1) {}
    let only = Audience::People([priya()].into());
    assert_eq!(
        server.authority.state().audience(&Effort::key(effort)),
        Some(&only)
    );
    assert!(server.hears(tom(), here).1.contains(&Effort::key(effort)));
}
