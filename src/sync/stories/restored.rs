//! A server that came back from a backup: nothing that was accepted is lost, and what was decided stays so (rules 3
//! and 15).

use chrono::TimeDelta;

use super::*;
use crate::{
    domain::{
        Anew, Audience, EffortDraft, EffortId, EffortKind, Leader, LinkId, LinkState, NewLink, Refusal,
        Scope, Settled, ShareLink, Target, effort, leader, link, member, role, secret_hash,
    },
    sync::disk::KEEP,
};

const LINK: LinkId = LinkId(Uuid::from_u128(0x4001));
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
        leader: Some(DANA),
        scope: Scope::Respond,
        label: "Dana Whitfield".into(),
        secret_hash: secret_hash("open sesame"),
        expires_on: None,
        passcode: None,
        opens: [].into(),
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
        self.authority = Authority::load(epoch, head, rows, Vec::new(), [*key].into());
    }

    fn efforts(&self) -> usize {
        self.authority.state().efforts().count()
    }
}

#[test]
fn the_days_count_from_the_acknowledgement_and_not_from_the_authors_clock() {
    let mut server = Server::team();
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
    server.does(&adds(LeaderId(Uuid::from_u128(0x1002)), "Marcus"));
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
    assert!(matches!(server.settles(Settled::Erased(DANA)), Anew::Changes(..)));
    tom.syncs(&mut server);
    assert_eq!(link_state(&server), None);
    assert!(!format!("{:?}", server.authority.rows()).contains("Whitfield"));
}
