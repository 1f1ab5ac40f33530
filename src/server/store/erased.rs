//! Who was erased, kept beside the database: a restored backup must forget them again.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
};

use crate::domain::{LeaderId, WorkspaceId};

/// One line each: the workspace's id, a space, the leader's id. Empty lines mean nothing.
#[derive(Clone, Debug)]
pub struct ErasedList {
    path: PathBuf,
}

impl ErasedList {
    pub fn beside(database: &Path) -> Self {
        Self {
            path: database.with_file_name("erased.txt"),
        }
    }

    /// Appends, and returns once it is on the disk.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add(&self, erased: &[(WorkspaceId, LeaderId)]) -> io::Result<()> {
        let mut file = OpenOptions::new().append(true).create(true).open(&self.path)?;
        let mut lines = String::new();
        for (ws, leader) in erased {
            // The first line break ends a line that a full disk once cut short.
            lines.push_str(&format!("\n{ws} {leader}\n"));
        }
        file.write_all(lines.as_bytes())?;
        file.sync_all()
    }

    /// # Errors
    /// When the file is there but cannot be read.
    pub fn read(&self) -> io::Result<Vec<(WorkspaceId, LeaderId)>> {
        let file = match File::open(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other?,
        };
        let mut erased = Vec::new();
        for line in BufReader::new(file).lines() {
            let line = line?;
            if let Some((ws, leader)) = line.split_once(' ')
                && let (Ok(ws), Ok(leader)) = (ws.parse(), leader.parse())
            {
                erased.push((ws, leader));
            }
        }
        Ok(erased)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_cut_short_does_not_swallow_the_next() {
        let data = tempfile::tempdir().unwrap();
        let list = ErasedList::beside(&data.path().join("fulcrum.db"));
        assert_eq!(list.read().unwrap(), []);
        let of = |n| {
            (
                WorkspaceId(uuid::Uuid::from_u128(n)),
                LeaderId(uuid::Uuid::from_u128(n + 1)),
            )
        };
        list.add(&[of(1)]).unwrap();
        let text = std::fs::read_to_string(&list.path).unwrap() + "00000000-0000-0000-0000-0000000000";
        std::fs::write(&list.path, text).unwrap();
        list.add(&[of(3), of(5)]).unwrap();
        assert_eq!(list.read().unwrap(), [of(1), of(3), of(5)]);
    }
}
