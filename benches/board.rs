//! What a board works out, at sizes that a busy desk reaches: 200 roles of 40 leaders and 60,000 efforts.
//!
//! `cargo bench -p fulcrum-benches` on the machine that asks; `docs/BENCHMARKS.md` has the figures of the browser.

use std::hint::black_box;

use chrono::{DateTime, FixedOffset, TimeDelta};
use criterion::{Criterion, criterion_group};
use fulcrum::domain::{
    Actor, Audience, Body, Change, CommandId, Ctx, EffortDraft, EffortId, EffortKind, Family, Index,
    LeaderDetails, LeaderId, LinkId, Member, NewLink, Niche, Noted, Overlay, Right, RoleDetails, RoleId,
    Rows, Scope, Seniority, ShareLink, State, Stored, Target, UpdateId, UserId, Way, Whose, decide, effort,
    import::{DateOrder, Endings, Planner, Table},
    leader, link, member, role, secret_hash, update,
};
use fulcrum::{
    portal::project,
    sync::{
        server::{Authority, Batch, Now, Recall},
        wire::Epoch,
    },
};
use uuid::Uuid;

const LEADERS: u128 = 40;
const ROLES: u128 = 200;
const EFFORTS: u128 = 60_000;
const LINK: LinkId = LinkId(Uuid::from_u128(7));

fn now() -> DateTime<FixedOffset> {
    "2026-11-24T09:38:00+00:00".parse().expect("a moment")
}

fn id(kind: u128, n: u128) -> Uuid {
    Uuid::from_u128((kind << 64) + n)
}

fn ctx(at: DateTime<FixedOffset>) -> Ctx {
    Ctx {
        actor: Actor::User(UserId::THIS_DEVICE),
        claimed_at: at,
        seen_at: at,
        received_at: now().to_utc(),
        today: now().date_naive(),
    }
}

/// Carries a command out on the rows.
fn does(rows: &mut Rows, body: &Body) {
    does_at(rows, body, now());
}

fn does_at(rows: &mut Rows, body: &Body, at: DateTime<FixedOffset>) {
    let nothing = Overlay::new();
    let changes = decide(&State::new(rows, &nothing), body, &ctx(at)).expect("a sound command");
    for (key, change) in changes.0 {
        if let Change::Put { row, audience } = change {
            rows.insert(
                key,
                Stored {
                    v: row.version(),
                    seq: 0,
                    audience,
                    row,
                },
            );
        }
    }
}

/// Everybody heard two days ago.
fn desk(efforts: u128) -> Rows {
    let mut rows = Rows::new();
    for n in 0..LEADERS {
        let details = LeaderDetails::named(format!("Leader {n} of the {n}th team"));
        let leader = LeaderId(id(1, n));
        does(&mut rows, &Body::Leader(leader::Command::add(leader, details)));
    }
    for n in 0..ROLES {
        let details = RoleDetails {
            title: format!("Senior engineer for project {n}"),
            family: Family::Engineering,
            seniority: Seniority::Senior,
            niche: Niche::Uncommon,
            opened_on: now().date_naive(),
            outlook: None,
        };
        let (role, leader) = (RoleId(id(2, n)), LeaderId(id(1, n % LEADERS)));
        does(&mut rows, &Body::Role(role::Command::add(role, leader, details)));
    }
    for n in 0..efforts {
        let ago = TimeDelta::minutes(i64::try_from(n * 17).unwrap_or(0));
        let mut draft = EffortDraft::one(EffortKind::Outreach, RoleId(id(2, n % ROLES)), now() - ago);
        draft.result = format!("{} reached on the {n}th try, two want to talk about pay", n % 30);
        does(
            &mut rows,
            &Body::Effort(effort::Command::LogEffort {
                effort: EffortId(id(3, n)),
                draft,
            }),
        );
    }
    for n in 0..LEADERS {
        let told = update::Command::SendUpdate {
            update: UpdateId(id(4, n)),
            leader: LeaderId(id(1, n)),
            roles: vec![],
            answers: None,
            text: "Three strong people are in play".into(),
            way: Some(Way::Chat),
            next_by: None,
            mail: None,
        };
        does_at(&mut rows, &Body::Update(told), now() - TimeDelta::days(2));
    }
    let link = NewLink {
        id: LINK,
        target: Target::Leader(LeaderId(id(1, 0))),
        leader: None,
        scope: Scope::Respond,
        label: "For the leader".into(),
        secret_hash: secret_hash("open sesame"),
        expires_on: None,
        passcode: None,
        opens: [].into(),
        deputy: false,
        panel: None,
        brief: None,
        hire: None,
    };
    does(&mut rows, &Body::Link(link::Command::ShareLink(link)));
    rows
}

/// How many rows are looked at for what people do all day: it does not grow with what nobody looks at.
fn visits() {
    let (today, role) = (now().date_naive(), RoleId(id(2, 0)));
    let asks = |state: &State, body: Body| drop(decide(state, &body, &ctx(now())).expect("a sound command"));
    let tap = |state: &State| {
        let draft = EffortDraft::one(EffortKind::Outreach, role, now());
        let effort = EffortId(id(5, 0));
        asks(state, Body::Effort(effort::Command::LogEffort { effort, draft }));
    };
    let restricts = |state: &State| {
        let restricts = role::Command::RestrictRole {
            role,
            audience: Audience::People([UserId::THIS_DEVICE].into()),
            code_name: None,
        };
        asks(state, Body::Role(restricts));
    };
    let page = |state: &State| {
        let link = state.get::<ShareLink>(LINK).expect("a link");
        drop(project(state, link, today, now().to_utc()).expect("a page"));
    };
    type Way<'a> = (&'a str, &'a dyn Fn(&State));
    let ways: [Way; 6] = [
        ("a tap", &tap),
        ("a card", &|state| drop(state.standing(role, today))),
        ("the board's 200 cards", &|state| drop(state.standings(today))),
        ("Today", &|state| {
            drop(state.owed(Whose::Of(UserId::THIS_DEVICE), today))
        }),
        ("a leader's page", &page),
        ("a role made confidential", &restricts),
    ];
    for efforts in [EFFORTS, 1_000_000] {
        let (rows, nothing) = (desk(efforts), Overlay::new());
        for (name, way) in ways {
            let noted = Noted::new();
            way(&State::new(&rows, &nothing).noting(&noted));
            println!("{name}, of {} rows: looks at {}", rows.len(), noted.rows());
        }
    }
}

fn board(criterion: &mut Criterion) {
    let (rows, nothing, today) = (desk(EFFORTS), Overlay::new(), now().date_naive());
    let state = State::new(&rows, &nothing);
    let index = Index::of(&state);
    criterion.bench_function("index 60,000 rows for search", |bench| {
        bench.iter(|| Index::of(black_box(&state)))
    });
    for (name, question) in [
        ("common", "reached pay"),
        ("rare", "59999th"),
        ("absent", "nowhere"),
    ] {
        criterion.bench_function(&format!("find a {name} word"), |bench| {
            bench.iter(|| index.find(&state, black_box(question), 12));
        });
    }
    criterion.bench_function("standings of 200 roles", |bench| {
        bench.iter(|| state.standings(black_box(today)))
    });
    criterion.bench_function("what is owed today", |bench| {
        bench.iter(|| state.owed(Whose::Of(UserId::THIS_DEVICE), black_box(today)))
    });
}

/// What the one writer does while everybody waits: the command itself, and then pages, each by itself.
fn confidential(criterion: &mut Criterion) {
    let user = UserId(id(7, 0));
    let moment = Now {
        at: now().to_utc(),
        today: now().date_naive(),
    };
    let owner = member::Command::PutMember(Member {
        user,
        name: "Priya".into(),
        phone: None,
        right: Right::Owner,
        left: None,
    });
    let details = RoleDetails {
        title: "Senior engineer".into(),
        family: Family::Engineering,
        seniority: Seniority::Senior,
        niche: Niche::Uncommon,
        opened_on: moment.today,
        outlook: None,
    };
    let (role, leader) = (RoleId(id(2, 0)), LeaderId(id(1, 0)));
    let restricts = Body::Role(role::Command::RestrictRole {
        role,
        audience: Audience::People([user].into()),
        code_name: None,
    });
    let run = |authority: &Authority, bodies: &[Body]| {
        let mut batch = Batch::new(authority, Recall::default(), decide);
        for (n, body) in (0..).zip(bodies) {
            let command = CommandId(id(8, n));
            drop(batch.act(Actor::User(user), command, body, now(), moment));
        }
        batch.finish()
    };
    for efforts in [10_000, 20_000, 60_000] {
        let mut authority = Authority::new(Epoch(id(6, 0)));
        let first = [
            owner.clone().into(),
            leader::Command::add(leader, LeaderDetails::named("Dana")).into(),
            role::Command::add(role, leader, details.clone()).into(),
        ];
        let logged = (0..efforts).map(|n| {
            let (effort, draft) = (
                EffortId(id(3, n)),
                EffortDraft::one(EffortKind::Outreach, role, now()),
            );
            effort::Command::LogEffort { effort, draft }.into()
        });
        let all: Vec<Body> = first.into_iter().chain(logged).collect();
        let commit = run(&authority, &all);
        authority.merge(&commit);
        criterion.bench_function(
            &format!("a role of {efforts} efforts made confidential"),
            |bench| {
                bench.iter(|| run(black_box(&authority), std::slice::from_ref(&restricts)));
            },
        );
        let commit = run(&authority, std::slice::from_ref(&restricts));
        authority.merge(&commit);
        let Some(job) = authority.jobs().keys().next().copied() else {
            continue;
        };
        criterion.bench_function(
            &format!("a page of what follows, of {efforts} efforts"),
            |bench| {
                bench.iter(|| {
                    let mut batch = Batch::new(black_box(&authority), Recall::default(), decide);
                    batch.page(job, 1_000).expect("a page");
                    batch.finish()
                });
            },
        );
    }
}

fn import(criterion: &mut Criterion) {
    let mut text = String::from("Req ID,Title,Hiring manager,Opened,Filled,Status\n");
    for n in 0..10_000 {
        text.push_str(&format!(
            "R-{n},Role {n},Leader {},2025-01-{:02},2025-06-01,Filled\n",
            n % 50,
            1 + n % 28
        ));
    }
    criterion.bench_function("read 10,000 lines of a table", |bench| {
        bench.iter(|| {
            let table = Table::parse(black_box(&text)).expect("a table");
            let mut planner = Planner::new(&table, DateOrder::DayFirst, now().date_naive(), Endings::new());
            while planner.read(2_000) {}
            planner.plan.roles.len()
        });
    });
}

criterion_group!(benches, board, confidential, import);

fn main() {
    visits();
    benches();
    Criterion::default().configure_from_args().final_summary();
}
