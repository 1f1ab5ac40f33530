//! What a board works out, at sizes that a busy desk reaches: 200 roles of 40 leaders and 60,000 efforts.
//!
//! `cargo bench` on the machine that asks; `docs/BENCHMARKS.md` has the figures of the browser.

use std::{collections::BTreeMap, hint::black_box};

use chrono::{DateTime, FixedOffset, TimeDelta};
use criterion::{Criterion, criterion_group, criterion_main};
use fulcrum::domain::{
    Actor, Body, Change, Changes, Ctx, EffortDraft, EffortId, EffortKind, Family, Index, LeaderDetails,
    LeaderId, Niche, Overlay, RoleDetails, RoleId, Rows, Seniority, State, Stored, UserId, decide, effort,
    import::{DateOrder, Planner, Table},
    leader, role,
};
use uuid::Uuid;

const LEADERS: u128 = 40;
const ROLES: u128 = 200;
const EFFORTS: u128 = 60_000;

fn now() -> DateTime<FixedOffset> {
    "2026-11-24T09:38:00+00:00".parse().expect("a moment")
}

fn id(kind: u128, n: u128) -> Uuid {
    Uuid::from_u128((kind << 64) + n)
}

/// Carries a command out on the rows.
fn does(rows: &mut Rows, body: &Body) {
    let ctx = Ctx {
        actor: Actor::User(UserId::THIS_DEVICE),
        claimed_at: now(),
        received_at: now().to_utc(),
        today: now().date_naive(),
    };
    let nothing = Overlay::new();
    let changes = decide(&State::new(rows, &nothing), body, &ctx).expect("a sound command");
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

fn desk() -> Rows {
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
        };
        let (role, leader) = (RoleId(id(2, n)), LeaderId(id(1, n % LEADERS)));
        does(&mut rows, &Body::Role(role::Command::add(role, leader, details)));
    }
    for n in 0..EFFORTS {
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
    rows
}

fn board(criterion: &mut Criterion) {
    let (rows, nothing, today) = (desk(), Changes::new(), now().date_naive());
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
        bench.iter(|| state.owed(black_box(today)))
    });
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
            let mut planner = Planner::new(&table, DateOrder::DayFirst, now().date_naive());
            while planner.read(2_000) {}
            planner.plan.roles.len()
        });
    });
}

criterion_group!(benches, board, import);
criterion_main!(benches);
