//! A server that came back from a backup: nothing that was accepted is lost, and what was decided stays so (rules 3
//! and 15).

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::*;
use crate::{
    domain::{
        Anew, Audience, EffortDraft, EffortId, EffortKind, ImportedRole, Leader, LinkId, LinkState, NewLink,
        Refusal, Scope, Settled, ShareLink, Stage, Target, UpdateId, Way, effort, leader, link, member, role,
        secret_hash, update,
    },
    sync::disk::KEEP,
};

const LINK: LinkId = LinkId(Uuid::from_u128(0x4001));
const MARCUS: LeaderId = LeaderId(Uuid::from_u128(0x1002));
const NEW_ROLE: RoleId = RoleId(Uuid::from_u128(0x2002));

fn logs(effort: u128, role: RoleId, at: DateTime<FixedOffset>) -> Body {
    Body::Effort(effort::Command::LogEffort {
        effort: EffortId(Uuid::from_u128(effort)),
        draft: EffortDraft::one(EffortKind::Screen, role, at),
    })
}

fn shares(target: Target) -> Body {
    Body::Link(link::Command::ShareLink(NewLink {
        id: LINK,
        target,
        leader: None,
        scope: Scope::Respond,
        label: "Dana Whitfield".into(),
        secret_hash: secret_hash("open sesame"),
        expires_on: None,
        passcode: None,
        opens: [].into(),
        deputy: false,
        panel: None,
        brief: None,
        hire: None,
    }))
}

/// Another device than the one of [`Device::of`].
fn other(person: UserId) -> Device {
    let mut device = Device::of(person);
    device.shelf.meta.device = DeviceId(Uuid::from_u128(8 << 32));
    device.drawn = 8 << 64;
    device
}

fn link_state(server: &Server) -> Option<LinkState> {
    let state = server.authority.state();
    state
        .get::<ShareLink>(LINK)
        .ok()
        .map(|link| link.state(server.now.today))
}

impl Server {
    /// Carries a decision of before the restore out again.
    fn settles(&mut self, settled: Settled) -> Anew {
        self.given += 1;
        let id = CommandId(Uuid::from_u128(self.given));
        let (anew, commit) = {
            let mut batch = Batch::new(&self.authority, self.recall.clone(), decide);
            let anew = batch.settle(settled, &Audience::Workspace, id, self.now);
            (anew, batch.finish())
        };
        self.take(&commit);
        anew
    }

    /// What the store would remember for when it comes back.
    fn bars(&mut self, anew: &Anew) {
        let Anew::NotHere(key) = anew else {
            panic!("{anew:?}")
        };
        let rows = self.authority.rows().values().cloned().collect();
        let Authority { epoch, head, .. } = self.authority;
        self.authority = Authority::load(epoch, head, rows, Vec::new(), [*key].into(), BTreeMap::new());
    }

    fn efforts(&self) -> usize {
        self.authority.state().efforts().count()
    }
}

#[test]
fn the_days_count_from_the_acknowledgement_and_not_from_the_authors_clock() {
    let mut server = Server::team();
    let mut details = wanted();
    details.opened_on = (at() - TimeDelta::days(90)).date_naive();
    server.does(&Body::Role(role::Command::EditRole {
        role: SEARCH,
        details,
        base: None,
    }));
    let mut tom = Device::of(TOM);
    tom.syncs(&mut server);
    let backup = server.clone();
    // Two weeks without a network, a board of two months, a clock that is a year ahead: all acknowledged today.
    for (effort, claimed_at) in [
        (1, at() - TimeDelta::days(16)),
        (2, at() - TimeDelta::days(60)),
        (3, at() + TimeDelta::days(400)),
    ] {
        tom.does_at(&logs(effort, SEARCH, at() - TimeDelta::days(61)), claimed_at);
        tom.syncs(&mut server);
    }
    assert_eq!(server.efforts(), 3);
    server.comes_back_as(&backup);
    tom.syncs(&mut server);
    assert_eq!(server.efforts(), 3, "{:?}", tom.shelf.refused);
}

#[test]
fn what_was_acknowledged_more_than_two_weeks_ago_is_kept_no_longer() {
    let mut server = Server::team();
    let mut tom = Device::of(TOM);
    tom.syncs(&mut server);
    tom.does(&logs(1, SEARCH, at()));
    tom.syncs(&mut server);
    assert_eq!(tom.shelf.kept.len(), 1);
    server.now.at += KEEP + TimeDelta::seconds(1);
    tom.does(&logs(2, SEARCH, at()));
    tom.syncs(&mut server);
    assert_eq!(tom.shelf.kept.len(), 1, "by the server's clock");
}

#[test]
fn accepted_work_waits_for_what_it_builds_on_whoever_comes_back_first() {
    let mut server = Server::team();
    let (mut tom, mut ola) = (Device::of(TOM), other(PRIYA));
    tom.syncs(&mut server);
    ola.syncs(&mut server);
    let backup = server.clone();
    tom.does(&opens(NEW_ROLE));
    tom.syncs(&mut server);
    ola.syncs(&mut server);
    for effort in 1..=5 {
        ola.does(&logs(effort, NEW_ROLE, at()));
    }
    ola.syncs(&mut server);
    server.comes_back_as(&backup);
    ola.does(&logs(6, SEARCH, at()));
    ola.syncs(&mut server);
    let told = (ola.engine().parked(), ola.waiting(), ola.shelf.refused.len());
    assert_eq!(
        (server.efforts(), told),
        (1, (5, 0, 0)),
        "others overtake what waits"
    );
    tom.syncs(&mut server);
    ola.syncs(&mut server);
    assert_eq!((server.efforts(), ola.engine().parked()), (6, 0));
}

#[test]
fn an_edit_that_was_merged_with_anothers_waits_for_the_other() {
    let mut server = Server::team();
    let (mut tom, mut ola) = (Device::of(TOM), other(PRIYA));
    tom.syncs(&mut server);
    ola.syncs(&mut server);
    let backup = server.clone();
    let edits = |from: &str, to: &str| {
        Body::Leader(leader::Command::EditLeader {
            leader: DANA,
            details: LeaderDetails::named(to),
            base: Some(LeaderDetails::named(from)),
        })
    };
    tom.does(&edits("Dana", "Dana W."));
    tom.syncs(&mut server);
    ola.syncs(&mut server);
    ola.does(&edits("Dana W.", "Dana Whitfield"));
    ola.syncs(&mut server);
    server.comes_back_as(&backup);
    ola.syncs(&mut server);
    assert_eq!(ola.engine().parked(), 1);
    tom.syncs(&mut server);
    ola.syncs(&mut server);
    let name = &server.authority.state().get::<Leader>(DANA).unwrap().details.name;
    assert_eq!(name, "Dana Whitfield");
    assert!(tom.shelf.refused.is_empty() && ola.shelf.refused.is_empty());
}

#[test]
fn what_nobody_brings_back_is_told_after_two_weeks() {
    let mut server = Server::team();
    let mut tom = Device::of(TOM);
    tom.syncs(&mut server);
    let backup = server.clone();
    server.does(&opens(NEW_ROLE));
    tom.syncs(&mut server);
    tom.does(&logs(1, NEW_ROLE, at()));
    tom.syncs(&mut server);
    server.comes_back_as(&backup);
    tom.syncs(&mut server);
    assert_eq!((tom.engine().parked(), tom.shelf.refused.len()), (1, 0));
    server.now.at += KEEP + TimeDelta::seconds(1);
    server.does(&adds(MARCUS, "Marcus"));
    tom.syncs(&mut server);
    assert_eq!((tom.engine().parked(), tom.waiting()), (0, 0));
    let told: Vec<_> = tom
        .shelf
        .refused
        .values()
        .map(|refused| refused.reason.clone())
        .collect();
    assert!(matches!(told[..], [Refusal::Unknown { .. }]), "{told:?}");
}

#[test]
fn a_revoked_link_stays_so_whoever_comes_back_first() {
    let mut server = Server::team();
    let (mut tom, mut ola) = (Device::of(TOM), other(PRIYA));
    tom.syncs(&mut server);
    ola.syncs(&mut server);
    let backup = server.clone();
    tom.does(&shares(Target::Leader(DANA)));
    tom.syncs(&mut server);
    ola.syncs(&mut server);
    let with_the_link = server.clone();
    ola.does(&Body::Link(link::Command::RevokeLink { link: LINK }));
    ola.syncs(&mut server);

    let mut later = server.clone();
    later.comes_back_as(&with_the_link);
    assert_eq!(link_state(&later), Some(LinkState::Open));
    assert!(matches!(later.settles(Settled::Revoked(LINK)), Anew::Changes(..)));
    assert_eq!(link_state(&later), Some(LinkState::Revoked));
    assert!(matches!(later.settles(Settled::Revoked(LINK)), Anew::Stands));

    server.comes_back_as(&backup);
    let anew = server.settles(Settled::Revoked(LINK));
    server.bars(&anew);
    tom.syncs(&mut server);
    assert_eq!(
        link_state(&server),
        Some(LinkState::Revoked),
        "before Ola is back"
    );
    ola.syncs(&mut server);
    assert_eq!((ola.engine().parked(), ola.shelf.refused.len()), (0, 0));
}

#[test]
fn whoever_was_let_go_is_not_back() {
    let mut server = Server::team();
    let backup = server.clone();
    server.does(&Body::Member(member::Command::RemoveMember {
        member: TOM,
        successor: PRIYA,
        replace: [].into(),
    }));
    server.comes_back_as(&backup);
    assert!(server.authority.state().is_member(TOM));
    let let_go = |member| Settled::LetGo {
        member,
        successor: UserId(Uuid::from_u128(0x77)),
    };
    assert!(matches!(server.settles(let_go(TOM)), Anew::Changes(..)));
    assert!(!server.authority.state().is_member(TOM));
    assert!(matches!(server.settles(let_go(TOM)), Anew::Stands));
    assert!(
        matches!(server.settles(let_go(PRIYA)), Anew::NoSuccessor),
        "she is the only owner"
    );
    let unknown = UserId(Uuid::from_u128(0x13));
    assert!(matches!(server.settles(let_go(unknown)), Anew::NotHere(_)));
}

#[test]
fn an_erased_leaders_link_to_her_role_does_not_come_back_and_her_name_is_nowhere() {
    let mut server = Server::team();
    let mut tom = Device::of(TOM);
    tom.syncs(&mut server);
    let backup = server.clone();
    tom.does(&shares(Target::Role(SEARCH)));
    tom.does(&Body::Role(role::Command::HoldRole {
        role: SEARCH,
        hold: crate::domain::Hold {
            requester: "Dana Whitfield".into(),
            cause: "budget".into(),
            review_on: at().date_naive(),
            since: at().date_naive(),
        },
    }));
    tom.syncs(&mut server);
    server.does(&Body::Leader(leader::Command::EraseLeader { leader: DANA }));
    tom.syncs(&mut server);
    let on_device = format!("{:?} {:?}", tom.shelf, tom.rows);
    assert!(!on_device.contains("Whitfield"), "{on_device}");
    let rows = format!("{:?}", server.authority.rows());
    assert!(!rows.contains("Whitfield"), "{rows}");
    server.comes_back_as(&backup);
    assert!(matches!(
        server.settles(Settled::Erased(Leader::key(DANA))),
        Anew::Changes(..)
    ));
    tom.syncs(&mut server);
    assert_eq!(link_state(&server), None);
    assert!(!format!("{:?}", server.authority.rows()).contains("Whitfield"));
}

/// A leader whom Priya alone knows so far.
fn known_to_priya() -> Body {
    Body::Leader(leader::Command::AddLeader {
        leader: MARCUS,
        details: LeaderDetails::named("Marcus"),
        audience: Audience::People([PRIYA].into()),
    })
}

#[test]
fn whoever_wrote_of_somebody_whom_the_server_had_lost_hears_that_they_were_erased() {
    let mut server = Server::team();
    let mut tom = Device::of(TOM);
    let backup = server.clone();
    server.does(&adds(MARCUS, "Marcus"));
    tom.syncs(&mut server);
    server.comes_back_as(&backup);
    tom.does(&Body::Update(update::Command::SendUpdate {
        update: UpdateId(Uuid::from_u128(0x5001)),
        leader: MARCUS,
        roles: Vec::new(),
        answers: None,
        text: "Dear Marcus".into(),
        way: Some(Way::Chat),
        next_by: None,
        mail: None,
    }));
    tom.syncs(&mut server);
    assert_eq!(tom.shelf.refused.len(), 1);
    // He comes back as somebody whom Tom does not know.
    server.does(&known_to_priya());
    tom.syncs(&mut server);
    server.does(&Body::Leader(leader::Command::EraseLeader { leader: MARCUS }));
    tom.syncs(&mut server);
    let on_device = format!("{:?}", tom.shelf);
    assert!(!on_device.contains("Dear Marcus"), "{on_device}");
}

#[test]
fn an_erasure_that_is_carried_out_anew_is_told_to_all_who_knew_them() {
    let mut server = Server::team();
    server.does(&known_to_priya());
    let backup = server.clone();
    let mut tom = Device::of(TOM);
    let mut opened = opens(NEW_ROLE);
    if let Body::Role(role::Command::AddRole { leader, .. }) = &mut opened {
        *leader = MARCUS;
    }
    server.does(&opened);
    tom.syncs(&mut server);
    let edits = |to: &str| {
        Body::Leader(leader::Command::EditLeader {
            leader: MARCUS,
            details: LeaderDetails::named(to),
            base: Some(LeaderDetails::named("Marcus")),
        })
    };
    tom.does(&edits("Marcus W."));
    server.does(&edits("Marcus Webb"));
    tom.syncs(&mut server);
    assert_eq!(tom.shelf.refused.len(), 1);
    server.comes_back_as(&backup);
    assert!(matches!(
        server.settles(Settled::Erased(Leader::key(MARCUS))),
        Anew::Changes(..)
    ));
    tom.syncs(&mut server);
    let on_device = format!("{:?}", tom.shelf);
    assert!(!on_device.contains("Marcus"), "{on_device}");
}

#[test]
fn nothing_is_sent_before_the_epoch_is_known() {
    let mut server = Server::team();
    let mut tom = Device::of(TOM);
    tom.does(&adds(MARCUS, "Marcus"));
    assert_eq!(tom.engine().next_push(), None);
    tom.syncs(&mut server);
    tom.does(&logs(1, SEARCH, at()));
    let sent = tom.engine().next_push().unwrap();
    let backup = server.clone();
    let answer = server.receives(TOM, &sent);
    server.comes_back_as(&backup);
    // The same once more, on its way since before the restore: it would run as if it had never been accepted.
    let late = server.receives(TOM, &sent);
    assert!(matches!(late, PushAnswer::NewEpoch { .. }), "{late:?}");
    let next = tom.engine().pushed(&sent, &answer, DeviceId(Uuid::from_u128(8)));
    next.txns.iter().for_each(|txn| tom.write(txn));
    let next = tom.engine().pushed(&sent, &late, DeviceId(Uuid::from_u128(9)));
    next.txns.iter().for_each(|txn| tom.write(txn));
    assert_eq!(tom.engine().next_push(), None, "nor anything after a restore");
    tom.syncs(&mut server);
    assert_eq!((server.efforts(), tom.shelf.refused.len()), (1, 0));
}

#[test]
fn a_revoked_link_stays_so_also_if_its_author_never_heard_that_it_was_made() {
    let mut server = Server::team();
    let (mut tom, mut ola) = (Device::of(TOM), other(PRIYA));
    tom.syncs(&mut server);
    let backup = server.clone();
    tom.does(&shares(Target::Leader(DANA)));
    // The answer is lost.
    server.receives(TOM, &tom.engine().next_push().unwrap());
    ola.syncs(&mut server);
    ola.does(&Body::Link(link::Command::RevokeLink { link: LINK }));
    ola.syncs(&mut server);
    server.comes_back_as(&backup);
    let anew = server.settles(Settled::Revoked(LINK));
    server.bars(&anew);
    tom.syncs(&mut server);
    assert_eq!(link_state(&server), Some(LinkState::Revoked));
}

#[test]
fn what_waits_is_offered_again_when_its_own_device_has_brought_back_what_it_builds_on() {
    let mut server = Server::team();
    let mut tom = Device::of(TOM);
    tom.syncs(&mut server);
    let backup = server.clone();
    server.does(&opens(NEW_ROLE));
    tom.syncs(&mut server);
    tom.does(&logs(1, NEW_ROLE, at()));
    tom.syncs(&mut server);
    let Body::Role(role::Command::AddRole { role, details, .. }) = opens(NEW_ROLE) else {
        panic!("it opens a role")
    };
    let imported = |role| ImportedRole {
        role,
        leader: DANA,
        owner: None,
        details: details.clone(),
        stage: Stage::Source,
        close: None,
        held: false,
    };
    tom.does(&Body::Role(role::Command::ImportRoles {
        roles: vec![imported(role), imported(RoleId(Uuid::from_u128(0x2003)))],
    }));
    tom.syncs(&mut server);
    server.comes_back_as(&backup);
    for _ in 0..2 {
        let pulled = server.authority.pull(TOM, &tom.engine().next_pull(), 100);
        let next = tom.engine().pulled(pulled, DeviceId(Uuid::from_u128(8)));
        next.txns.iter().for_each(|txn| tom.write(txn));
    }
    // The rows come before the answer.
    let push = tom.engine().next_push().unwrap();
    let answer = server.receives(TOM, &push);
    let pulled = server.authority.pull(TOM, &tom.engine().next_pull(), 100);
    for next in [
        tom.engine().pulled(pulled, DeviceId(Uuid::from_u128(8))),
        tom.engine().pushed(&push, &answer, DeviceId(Uuid::from_u128(9))),
    ] {
        next.txns.iter().for_each(|txn| tom.write(txn));
    }
    tom.syncs(&mut server);
    assert_eq!((server.efforts(), tom.engine().parked()), (1, 0));
}
