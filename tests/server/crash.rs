//! `kill -9` under load, again and again: nothing acknowledged is lost, nothing runs twice, order is kept.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use fulcrum::{
    domain::{EffortId, RoleId, Row},
    sync::wire::{Outcome, PushAnswer, Sent, Seq, Verdict},
};
use uuid::Uuid;

use super::{
    device::{Device, effort},
    process::Server,
};

/// What one writer was told.
#[derive(Default)]
struct Told {
    /// Each effort, with its quantity and the position at which the server says that it ran.
    acknowledged: Vec<(EffortId, u32, Seq, Uuid)>,
    /// Commands that had run although their first answer was lost.
    duplicates: usize,
    device: Uuid,
}

fn write(mut device: Device, role: RoleId, stop: &AtomicBool, done: &AtomicUsize) -> Told {
    let mut told = Told {
        device: device.id.0,
        ..Told::default()
    };
    while !stop.load(Ordering::Relaxed) {
        let quantity = |n: usize| 1 + u32::try_from((told.acknowledged.len() + n) % 50).unwrap();
        let efforts: Vec<(EffortId, u32, Sent)> = (0..=told.acknowledged.len() % 3)
            .map(|n| {
                let (id, body) = effort(role, |draft| draft.quantity = quantity(n));
                (id, quantity(n), device.sent(&body))
            })
            .collect();
        let commands: Vec<_> = efforts.iter().map(|(_, _, sent)| sent.clone()).collect();
        let request = device.request().json(&device.of(&commands));
        // Until it is known, the same again.
        let ack = loop {
            match device.try_send(&request) {
                Ok(response) if response.status == 200 => match response.json() {
                    PushAnswer::Ack(ack) => break ack,
                    other => panic!("{other:?}"),
                },
                Ok(response) => panic!("{}: {}", response.status, response.text()),
                Err(_) => thread::sleep(Duration::from_millis(3)),
            }
        };
        assert_eq!(ack.results.len(), commands.len(), "{ack:?}");
        for ((effort, quantity, sent), (mid, verdict)) in efforts.into_iter().zip(ack.results) {
            assert_eq!(sent.mid, mid);
            let outcome = match verdict {
                Verdict::Done(outcome) => outcome,
                Verdict::Duplicate(outcome) => {
                    told.duplicates += 1;
                    outcome
                }
                Verdict::Fork | Verdict::Waits => panic!("the server has forgotten command {mid}"),
            };
            let Outcome::Applied { seq } = outcome else {
                panic!("{outcome:?}")
            };
            told.acknowledged.push((effort, quantity, seq, sent.id.0));
            done.fetch_add(1, Ordering::Relaxed);
        }
        thread::sleep(Duration::from_millis(10));
    }
    told
}

#[test]
fn killed_a_hundred_times_under_sixteen_writers_it_loses_and_doubles_nothing() {
    is_killed_under_load(100, 16);
}

#[test]
#[ignore = "it takes a minute: to be run by its name, with --ignored"]
fn killed_two_hundred_times_under_sixty_four_writers_it_loses_and_doubles_nothing() {
    is_killed_under_load(200, 64);
}

fn is_killed_under_load(kills: usize, writers: usize) {
    let mut server = Server::claimed();
    let role = server.device().begins().role;
    let (stop, done) = (AtomicBool::new(false), AtomicUsize::new(0));
    let devices: Vec<_> = (0..writers).map(|_| server.device()).collect();
    let (told, mut restarts) = thread::scope(|scope| {
        let writers: Vec<_> = devices
            .into_iter()
            .map(|device| scope.spawn(|| write(device, role, &stop, &done)))
            .collect();
        let restarts: Vec<Duration> = (0..kills)
            .map(|round| {
                // Not always at the same point of a batch.
                thread::sleep(Duration::from_millis(100 + (round as u64 * 37) % 100));
                server.kill();
                server.restart()
            })
            .collect();
        stop.store(true, Ordering::Relaxed);
        (
            writers
                .into_iter()
                .map(|writer| writer.join().unwrap())
                .collect::<Vec<Told>>(),
            restarts,
        )
    });
    restarts.sort();
    let duplicates: usize = told.iter().map(|told| told.duplicates).sum();
    println!(
        "{kills} kills under {writers} writers, {} efforts acknowledged, {duplicates} of them after their first answer was lost; \
         ready again in {:?} (median), {:?} (longest)",
        done.load(Ordering::Relaxed),
        restarts[kills / 2],
        restarts[kills - 1]
    );
    assert!(restarts[kills - 1] < Duration::from_secs(5), "{restarts:?}");
    server.stop();
    assert_whole(&server, &told);
}

/// Rows, journal and receipts against what the writers were told.
fn assert_whole(server: &Server, told: &[Told]) {
    let expected: BTreeMap<Uuid, u32> = told
        .iter()
        .flat_map(|told| {
            told.acknowledged
                .iter()
                .map(|(effort, quantity, ..)| (effort.0, *quantity))
        })
        .collect();
    let authority = server.stored();
    let rows: BTreeMap<Uuid, u32> = authority
        .rows()
        .values()
        .filter_map(|stored| match &stored.row {
            Row::Effort(effort) => Some((effort.id.0, effort.quantity)),
            _ => None,
        })
        .collect();
    assert_eq!(rows.len(), expected.len());
    assert_eq!(rows, expected, "each effort once, with its own quantity");

    let journal: Vec<(i64, Uuid)> = server.query("SELECT seq, id FROM journal ORDER BY seq");
    let seqs: Vec<u64> = journal.iter().map(|(seq, _)| seq.cast_unsigned()).collect();
    assert_eq!(
        seqs,
        (1..=authority.head).collect::<Vec<_>>(),
        "one order without holes"
    );
    let at: BTreeMap<Uuid, Seq> = journal
        .iter()
        .map(|(seq, id)| (*id, seq.cast_unsigned()))
        .collect();
    assert_eq!(at.len(), journal.len(), "each command once");

    let receipts: Vec<(Uuid, i64, Uuid)> =
        server.query("SELECT device, mid, id FROM receipts ORDER BY device, mid");
    for told in told {
        let device = told.device;
        let mine: Vec<_> = receipts.iter().filter(|(of, ..)| *of == device).collect();
        let ids: Vec<Uuid> = mine.iter().map(|(.., id)| *id).collect();
        assert_eq!(
            ids,
            told.acknowledged.iter().map(|(.., id)| *id).collect::<Vec<_>>(),
            "in the order they were given"
        );
        assert!(
            mine.iter().zip(1..).all(|((_, mid, _), n)| *mid == n),
            "numbered without holes"
        );
        let seqs: Vec<Seq> = ids.iter().map(|id| at[id]).collect();
        assert_eq!(
            seqs,
            told.acknowledged
                .iter()
                .map(|(_, _, seq, _)| *seq)
                .collect::<Vec<_>>(),
            "where they were told"
        );
        assert!(seqs.is_sorted());
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }
}
