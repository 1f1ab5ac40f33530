//! Which script imports which.

use super::circles::Graph;
use super::tree::{Tree, files};

const ENDINGS: [&str; 3] = [".ts", ".mjs", ".js"];

pub fn graph(tree: &Tree, folder: &str) -> Graph {
    let mut graph = Graph::default();
    for (file, text) in files(tree, folder, &ENDINGS) {
        graph.add(file);
        for (number, line) in text.lines().enumerate() {
            for named in imported(line) {
                if let Some(other) = find(tree, file, named) {
                    graph.knows(file, &other, number + 1);
                }
            }
        }
    }
    graph
}

/// The relative addresses that a line imports; an import over several lines names its address in the last.
fn imported(line: &str) -> impl Iterator<Item = &str> {
    let code = line.trim_start();
    let is_comment = code.starts_with("//") || code.starts_with('*');
    let heads = ["from ", "import ", "import("];
    let found = heads.into_iter().filter_map(move |head| {
        let rest = &line[line.find(head)? + head.len()..];
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest[1..].split(quote).next()
    });
    found.filter(move |named| !is_comment && named.starts_with('.'))
}

fn find(tree: &Tree, file: &str, named: &str) -> Option<String> {
    let mut folders: Vec<&str> = file.split('/').collect();
    folders.pop();
    for part in named.split('/') {
        match part {
            "." => {}
            ".." => drop(folders.pop()),
            part => folders.push(part),
        }
    }
    let path = folders.join("/");
    let bare = path.trim_end_matches(".js");
    let candidates = [
        path.clone(),
        format!("{bare}.ts"),
        format!("{bare}.mjs"),
        format!("{bare}/index.ts"),
    ];
    candidates.into_iter().find(|path| tree.contains_key(path))
}
