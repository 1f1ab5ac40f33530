//! The files that are looked at.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::house::SHORT;
use crate::repo::Repo;

/// What others have written, or was made by a run.
const NOT_OURS: [&str; 3] = ["node_modules", "report", "results"];

/// Text by its path from the root, with `/` between folders.
pub type Tree = BTreeMap<String, String>;

pub fn read(repo: &Repo) -> Result<Tree> {
    let mut tree = Tree::new();
    for folder in SHORT {
        visit(&repo.path(folder), folder, &mut tree)?;
    }
    Ok(tree)
}

fn visit(folder: &Path, name: &str, tree: &mut Tree) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let file = entry.file_name().to_string_lossy().into_owned();
        if NOT_OURS.contains(&file.as_str()) || file.starts_with('.') {
            continue;
        }
        let path = format!("{name}/{file}");
        if entry.path().is_dir() {
            visit(&entry.path(), &path, tree)?;
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            tree.insert(path, text);
        }
    }
    Ok(())
}

/// The files in a folder with this ending.
pub fn files<'a>(tree: &'a Tree, folder: &str, endings: &[&str]) -> impl Iterator<Item = (&'a str, &'a str)> {
    tree.iter()
        .filter(move |(path, _)| super::house::is_in(path, folder))
        .filter(move |(path, _)| endings.iter().any(|ending| path.ends_with(ending)))
        .map(|(path, text)| (path.as_str(), text.as_str()))
}
