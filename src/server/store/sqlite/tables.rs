//! Commits as JSON arrays, so that each table takes one statement however many commands a batch holds.

use serde_json::{Value, json};

use super::read::{by, told};
use crate::domain::{Job, Kind, Row, RowKey, WorkspaceId};
use crate::server::store::passcode_key::PasscodeKey;
use crate::sync::server::{Commit, JobId};

/// Everything a batch of commits writes, table by table.
pub struct Tables {
    pub rows: Value,
    pub dropped: Value,
    /// Rows whose departures are written anew.
    pub touched: Value,
    pub departed: Value,
    pub links: Value,
    pub members: Value,
    pub passcodes: Value,
    pub journal: Value,
    pub subjects: Value,
    pub devices: Value,
    pub receipts: Value,
    pub erased: Value,
    pub jobs: Value,
    pub jobs_done: Value,
}

impl Tables {
    /// # Errors
    /// When a row cannot be written as JSON.
    pub fn of(commits: &[(WorkspaceId, Commit)], key: &PasscodeKey) -> Result<Self, serde_json::Error> {
        fn list<T>(
            commits: &[(WorkspaceId, Commit)],
            items: impl Fn(&Commit) -> &Vec<T>,
            write: impl Fn(WorkspaceId, &T) -> Result<Value, serde_json::Error>,
        ) -> Result<Value, serde_json::Error> {
            let all = commits
                .iter()
                .flat_map(|(ws, commit)| items(commit).iter().map(|item| write(*ws, item)));
            let all = all.filter(|item| !matches!(item, Ok(Value::Null)));
            all.collect::<Result<Vec<_>, _>>().map(Value::Array)
        }
        // Text columns that hold JSON are given as text, so that SQLite keeps them as they are.
        let text = serde_json::to_string::<Value>;
        Ok(Self {
            rows: list(
                commits,
                |commit| &commit.rows,
                |ws, stored| {
                    let RowKey { kind, id } = stored.row.key();
                    Ok(json!([ws, kind, id, stored.seq, serde_json::to_string(stored)?]))
                },
            )?,
            dropped: list(
                commits,
                |commit| &commit.dropped,
                |ws, key| Ok(json!([ws, key.kind, key.id])),
            )?,
            touched: Value::Array(
                commits
                    .iter()
                    .flat_map(|(ws, commit)| {
                        commit
                            .departed
                            .keys()
                            .map(move |key| json!([ws, key.kind, key.id]))
                    })
                    .collect(),
            ),
            departed: Value::Array(
                commits
                    .iter()
                    .flat_map(|(ws, commit)| commit.departed.values().flatten().map(move |one| (ws, one)))
                    .map(|(ws, departed)| {
                        let left = serde_json::to_string(&departed.left)?;
                        let RowKey { kind, id } = departed.key;
                        let erased = u8::from(departed.erased);
                        Ok(json!([ws, kind, id, departed.seq, left, erased]))
                    })
                    .collect::<Result<_, serde_json::Error>>()?,
            ),
            links: list(
                commits,
                |commit| &commit.rows,
                |ws, stored| {
                    let key = stored.row.key();
                    Ok(if key.kind == Kind::Link {
                        json!([key.id, ws])
                    } else {
                        Value::Null
                    })
                },
            )?,
            members: list(
                commits,
                |commit| &commit.rows,
                |ws, stored| {
                    Ok(match &stored.row {
                        Row::Member(member) => json!([member.user, ws, u8::from(member.left.is_some())]),
                        _ => Value::Null,
                    })
                },
            )?,
            passcodes: list(
                commits,
                |commit| &commit.passcodes,
                |ws, (link, passcode)| Ok(json!([link, ws, key.hash(*link, passcode.digits()), key.id()])),
            )?,
            journal: list(
                commits,
                |commit| &commit.journal,
                |ws, entry| {
                    let (by_link, actor) = by(&entry.actor);
                    let (outcome, reason) = told(&entry.outcome)?;
                    Ok(json!([
                        ws,
                        entry.seq,
                        entry.id,
                        by_link,
                        actor,
                        entry.version,
                        entry.body.as_ref().map(text).transpose()?,
                        entry.claimed_at.timestamp_millis(),
                        entry.claimed_at.offset().local_minus_utc() / 60,
                        entry.received_at.timestamp_millis(),
                        outcome,
                        reason,
                    ]))
                },
            )?,
            subjects: Value::Array(
                commits
                    .iter()
                    .flat_map(|(ws, commit)| commit.journal.iter().map(move |entry| (ws, entry)))
                    .flat_map(|(ws, entry)| {
                        entry
                            .subjects
                            .iter()
                            .map(move |person| json!([ws, person.kind.word(), person.id, entry.seq]))
                    })
                    .collect(),
            ),
            devices: list(
                commits,
                |commit| &commit.devices,
                |ws, (device, registered)| Ok(json!([ws, device, registered.user, registered.last_mid])),
            )?,
            receipts: list(
                commits,
                |commit| &commit.receipts,
                |ws, (device, mid, id)| Ok(json!([ws, device, mid, id])),
            )?,
            erased: list(
                commits,
                |commit| &commit.erased,
                |ws, person| Ok(json!([ws, person.kind.word(), person.id])),
            )?,
            jobs: Value::Array(
                jobs(commits)
                    .filter_map(|(ws, id, job)| Some((ws, id, job.as_ref()?)))
                    .map(|(ws, id, job)| Ok(json!([ws, id.seq, id.n, serde_json::to_string(job)?])))
                    .collect::<Result<_, serde_json::Error>>()?,
            ),
            jobs_done: Value::Array(
                jobs(commits)
                    .filter(|(_, _, job)| job.is_none())
                    .map(|(ws, id, _)| json!([ws, id.seq, id.n]))
                    .collect(),
            ),
        })
    }
}

fn jobs(commits: &[(WorkspaceId, Commit)]) -> impl Iterator<Item = (WorkspaceId, &JobId, &Option<Job>)> {
    commits
        .iter()
        .flat_map(|(ws, commit)| commit.jobs.iter().map(move |(id, job)| (*ws, id, job)))
}
