//! Decisions that no restore may undo, kept in a file beside the database: who was erased, which links were revoked,
//! who was let go, which sessions ended, changed passwords, and by which addresses calendars are fetched.
//!
//! Each decision is a line that is on the disk before the transaction which carries it out is committed; a second
//! line says how that ended. The transaction writes the decision's id, so that after a crash in between the database
//! tells. A backup holds the ids of all decisions that it knows: the others are carried out again after a restore.
//!
//! One JSON object a line. The file is nobody's but the server's to read (mode 0600): it holds hashes of passwords.

use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{CalendarAddress, Ending};
use crate::domain::{Audience, Body, LinkId, Row, RowKey, UserId, WorkspaceId, member};
use crate::server::operate::clock::random;
use crate::sync::{server::Commit, wire::Outcome};

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    Erased {
        ws: WorkspaceId,
        /// By their row's key.
        person: RowKey,
        /// Who knew them, and is to forget them.
        left: Audience,
    },
    Revoked {
        ws: WorkspaceId,
        link: LinkId,
    },
    LetGo {
        ws: WorkspaceId,
        member: UserId,
        successor: UserId,
    },
    SessionEnded {
        token_hash: String,
        ending: Option<Ending>,
    },
    /// The only address of a person's calendar; none opens it any more.
    Calendar {
        user: UserId,
        ws: WorkspaceId,
        address: Option<CalendarAddress>,
    },
    /// Also ends all sessions of that account.
    Password {
        user: UserId,
        /// In PHC string format.
        hash: String,
    },
}

#[derive(Serialize, Deserialize)]
struct Line {
    id: Uuid,
    #[serde(flatten)]
    what: What,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum What {
    Decided {
        #[serde(flatten)]
        decision: Decision,
    },
    Ended {
        committed: bool,
    },
}

/// A decision with its id, and whether it was committed; none when only the database can tell.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    pub id: Uuid,
    pub decision: Decision,
    pub committed: Option<bool>,
}

#[derive(Clone, Debug)]
pub struct Ledger {
    path: PathBuf,
}

impl Ledger {
    pub fn beside(database: &Path) -> Self {
        Self {
            path: database.with_file_name("ledger.jsonl"),
        }
    }

    /// In bytes, which grow with each decision, of whichever process; none when the system does not say.
    pub fn length(&self) -> Option<u64> {
        match std::fs::metadata(&self.path) {
            Ok(file) => Some(file.len()),
            Err(error) => (error.kind() == io::ErrorKind::NotFound).then_some(0),
        }
    }

    /// Writes down what is about to be committed, and returns once it is on the disk.
    ///
    /// # Errors
    /// When the file cannot be written: then nothing may be committed.
    pub fn begin(&self, decisions: &[Decision]) -> io::Result<Vec<Uuid>> {
        let lines: Vec<Line> = decisions
            .iter()
            .map(|decision| Line {
                id: uuid::Builder::from_random_bytes(random()).into_uuid(),
                what: What::Decided {
                    decision: decision.clone(),
                },
            })
            .collect();
        self.append(&lines)?;
        Ok(lines.iter().map(|line| line.id).collect())
    }

    /// Writes down how it ended.
    ///
    /// # Errors
    /// When the file cannot be written: the database tells at the next start.
    pub fn end(&self, ids: &[Uuid], committed: bool) -> io::Result<()> {
        let ended = |id: &Uuid| Line {
            id: *id,
            what: What::Ended { committed },
        };
        self.append(&ids.iter().map(ended).collect::<Vec<_>>())
    }

    fn append(&self, lines: &[Line]) -> io::Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let mut text = String::new();
        for line in lines {
            // The first line break ends a line that a full disk once cut short.
            text.push('\n');
            text.push_str(&serde_json::to_string(line)?);
            text.push('\n');
        }
        let is_new = !self.path.exists();
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        if is_new && let Some(folder) = self.path.parent() {
            // Its name as well.
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }

    /// All decisions in their order, and how many lines could not be read.
    ///
    /// # Errors
    /// When the file is there but cannot be read.
    pub fn read(&self) -> io::Result<(Vec<Entry>, usize)> {
        let mut bytes = Vec::new();
        match File::open(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((Vec::new(), 0)),
            other => other?.read_to_end(&mut bytes)?,
        };
        let (mut entries, mut unread): (Vec<Entry>, _) = (Vec::new(), 0);
        let mut places = BTreeMap::new();
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            match serde_json::from_slice::<Line>(line) {
                Ok(Line {
                    id,
                    what: What::Decided { decision, .. },
                }) => {
                    places.insert(id, entries.len());
                    entries.push(Entry {
                        id,
                        decision,
                        committed: None,
                    });
                }
                Ok(Line {
                    id,
                    what: What::Ended { committed },
                }) => {
                    if let Some(entry) = places.get(&id).and_then(|at| entries.get_mut(*at)) {
                        entry.committed = Some(committed);
                    }
                }
                Err(_) => unread += 1,
            }
        }
        Ok((entries, unread))
    }
}

impl Decision {
    /// What a commit decides for good.
    pub fn of(ws: WorkspaceId, commit: &Commit) -> Vec<Self> {
        let erased = commit.erased.iter().map(|person| {
            let departed = commit.departed.get(person).into_iter().flatten();
            let left = departed.map(|departed| departed.left.clone()).next();
            Self::Erased {
                ws,
                person: *person,
                left: left.unwrap_or_default(),
            }
        });
        let rows = commit.rows.iter().filter_map(|stored| match &stored.row {
            Row::Link(link) if link.revoked => Some(Self::Revoked { ws, link: link.id }),
            Row::Member(member) if member.left.is_some() => Some(Self::LetGo {
                ws,
                member: member.user,
                successor: successor(commit, member.user),
            }),
            _ => None,
        });
        erased.chain(rows).collect()
    }
}

fn successor(commit: &Commit, of: UserId) -> UserId {
    let mut commands = commit
        .journal
        .iter()
        .rev()
        .filter(|entry| matches!(entry.outcome, Outcome::Applied { .. }))
        .filter_map(|entry| serde_json::from_value::<Body>(entry.body.clone()?).ok());
    let found = commands.find_map(|body| match body {
        Body::Member(member::Command::RemoveMember {
            member, successor, ..
        }) if member == of => Some(successor),
        _ => None,
    });
    found.unwrap_or(of)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::Sqlite;
    use super::*;
    use crate::domain::{Leader, LeaderId};

    fn revoked(n: u128) -> Decision {
        Decision::Revoked {
            ws: WorkspaceId(Uuid::from_u128(n)),
            link: LinkId(Uuid::from_u128(n + 1)),
        }
    }

    fn ledger() -> (tempfile::TempDir, Ledger) {
        let data = tempfile::tempdir().unwrap();
        let ledger = Ledger::beside(&data.path().join("fulcrum.db"));
        (data, ledger)
    }

    fn known(ledger: &Ledger) -> Vec<(Decision, Option<bool>)> {
        let (entries, _) = ledger.read().unwrap();
        entries
            .into_iter()
            .map(|entry| (entry.decision, entry.committed))
            .collect()
    }

    #[test]
    fn every_kind_of_decision_is_read_as_it_was_written() {
        let (_data, ledger) = ledger();
        assert_eq!(ledger.read().unwrap(), (Vec::new(), 0));
        let ws = WorkspaceId(Uuid::from_u128(1));
        let user = UserId(Uuid::from_u128(2));
        let all = [
            Decision::Erased {
                ws,
                person: Leader::key(LeaderId(Uuid::from_u128(3))),
                left: Audience::People([user].into()),
            },
            revoked(4),
            Decision::LetGo {
                ws,
                member: user,
                successor: UserId(Uuid::from_u128(5)),
            },
            Decision::SessionEnded {
                token_hash: "e3b0".into(),
                ending: Some(Ending::Wipe),
            },
            Decision::Calendar {
                user,
                ws,
                address: Some(CalendarAddress {
                    secret_hash: "a1b2".into(),
                    named: true,
                    made_at: "2026-11-19T09:38:00Z".parse().unwrap(),
                }),
            },
            Decision::Password {
                user,
                hash: "$argon2id$v=19$m=19456".into(),
            },
        ];
        let ids = ledger.begin(&all).unwrap();
        ledger.end(&ids[..2], true).unwrap();
        ledger.end(&ids[2..3], false).unwrap();
        let committed = [Some(true), Some(true), Some(false), None, None, None];
        assert_eq!(known(&ledger), all.into_iter().zip(committed).collect::<Vec<_>>());
    }

    #[test]
    fn a_line_that_was_cut_short_is_counted_and_does_not_swallow_the_next() {
        let (_data, ledger) = ledger();
        let ids = ledger.begin(&[revoked(1)]).unwrap();
        ledger.end(&ids, true).unwrap();
        let mut text = std::fs::read(&ledger.path).unwrap();
        text.extend(b"{\"id\":\"00000000-0000-0000-00\xff");
        std::fs::write(&ledger.path, text).unwrap();
        ledger.begin(&[revoked(3)]).unwrap();
        assert_eq!(known(&ledger), [(revoked(1), Some(true)), (revoked(3), None)]);
        assert_eq!(ledger.read().unwrap().1, 1);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_server_reads_it() {
        use std::os::unix::fs::PermissionsExt;
        let (_data, ledger) = ledger();
        ledger.begin(&[revoked(1)]).unwrap();
        let mode = std::fs::metadata(&ledger.path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn what_cannot_be_written_is_not_begun() {
        let (_data, ledger) = ledger();
        std::fs::create_dir(&ledger.path).unwrap();
        assert!(ledger.begin(&[revoked(1)]).is_err());
    }

    #[tokio::test]
    async fn a_decision_that_is_being_committed_is_not_taken_for_one_that_was_left() {
        let (data, ledger) = ledger();
        let file = data.path().join("fulcrum.db");
        let server = Sqlite::open(&file).await.unwrap();
        let mut tx = server.pool.begin_with("BEGIN IMMEDIATE").await.unwrap();
        let ids = ledger.begin(&[revoked(1)]).unwrap();
        // A backup, say, in another process.
        let other = tokio::spawn(async move { Sqlite::open(&file).await });
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(known(&ledger), [(revoked(1), None)]);
        sqlx::query("INSERT INTO decisions (id) VALUES (?)")
            .bind(ids[0])
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        other.await.unwrap().unwrap().close().await;
        assert_eq!(known(&ledger), [(revoked(1), Some(true))]);
    }
}
