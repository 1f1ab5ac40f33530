//! Which file knows which: paths are followed to the file that defines what they name, through re-exports.

use std::collections::BTreeMap;

use anyhow::Result;

use super::circles::Graph;
use super::rust::{self, Import, Module, Name};
use super::tree::{Tree, files};

/// How many re-exports of re-exports are followed.
const DEEPEST: usize = 16;

/// All modules of a crate.
pub struct Crate {
    /// By their path, such as `domain::role`; the root has an empty one.
    modules: BTreeMap<String, Placed>,
    /// Names under which the crate knows itself from a second root, such as `fulcrum` in `main.rs`.
    own_name: &'static str,
}

struct Placed {
    file: String,
    module: Module,
    /// For tests only, as a file.
    test: bool,
}

/// What a path leads to.
#[derive(Debug)]
enum Found {
    File(String),
    /// Something of another crate, by its whole path.
    Foreign(Vec<String>),
}

impl Crate {
    /// The crate whose root is the file `root` in this folder.
    ///
    /// # Errors
    /// When a file is not Rust.
    pub fn read(tree: &Tree, folder: &str, root: &str, own_name: &'static str) -> Result<Self> {
        let mut modules = BTreeMap::new();
        for (file, text) in files(tree, folder, &[".rs"]) {
            let own = module_path(file, folder, root);
            for module in rust::parse(file, text)? {
                let path = [&own[..], &module.inner[..]].concat().join("::");
                let placed = Placed {
                    file: file.to_owned(),
                    module,
                    test: false,
                };
                modules.insert(path, placed);
            }
        }
        let mut read = Self { modules, own_name };
        read.mark_tests();
        Ok(read)
    }

    /// A module that is declared for tests is for tests, with all below it.
    fn mark_tests(&mut self) {
        let declared = self.modules.iter().flat_map(|(path, placed)| {
            let tests = placed.module.modules.iter().filter(|(_, test)| *test);
            tests.map(move |(name, _)| join(path, name))
        });
        for above in declared.collect::<Vec<_>>() {
            for (path, placed) in &mut self.modules {
                if *path == above || path.starts_with(&format!("{above}::")) {
                    placed.test = true;
                }
            }
        }
    }

    /// Who knows whom, tests aside.
    pub fn graph(&self) -> Graph {
        let mut graph = Graph::default();
        for (path, placed) in self.modules.iter().filter(|(_, placed)| !placed.test) {
            graph.add(&placed.file);
            let module = &placed.module;
            let says = |alias: &str| {
                let mut names = module.names.iter().filter(|name| !name.test);
                names.any(|name| name.path.first().is_some_and(|word| word == alias))
            };
            for import in module.imports.iter().filter(|import| !import.test) {
                // Showing what is inside is not knowing it, unless the file speaks of it as well.
                let shows = import.public && self.is_within(path, &import.path);
                if shows && !import.alias.as_deref().is_some_and(says) {
                    continue;
                }
                if let Some(Found::File(file)) = self.find(path, &import.path, DEEPEST) {
                    graph.knows(&placed.file, &file, import.line);
                }
            }
            for name in module
                .names
                .iter()
                .filter(|name| !name.test && name.path.len() > 1)
            {
                if let Some(Found::File(file)) = self.find(path, &name.path, DEEPEST) {
                    graph.knows(&placed.file, &file, name.line);
                }
            }
        }
        graph
    }

    /// Everything of other crates that is named: the file, the line, and the whole path. Tests included.
    pub fn foreign(&self) -> Vec<(&str, usize, Vec<String>)> {
        let mut found = Vec::new();
        for (path, placed) in &self.modules {
            let imports = placed
                .module
                .imports
                .iter()
                .map(|Import { path, line, .. }| (path, line));
            let names = placed
                .module
                .names
                .iter()
                .map(|Name { path, line, .. }| (path, line));
            for (named, line) in imports.chain(names) {
                if let Some(Found::Foreign(whole)) = self.find(path, named, DEEPEST) {
                    found.push((placed.file.as_str(), *line, whole));
                }
            }
        }
        found
    }

    /// Whether a path, as written in this module, names something in one of the module's own modules.
    fn is_within(&self, module: &str, path: &[String]) -> bool {
        let skipped = usize::from(path.first().is_some_and(|word| word == "self"));
        let inside = path.get(skipped).map(|word| join(module, word));
        inside.is_some_and(|inside| self.modules.contains_key(&inside))
    }

    fn find(&self, module: &str, path: &[String], deepest: usize) -> Option<Found> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.walk_or_near("", rest, deepest),
            "self" => self.walk_or_near(module, rest, deepest),
            "super" => {
                let above = module.rsplit_once("::").map_or("", |(above, _)| above);
                match rest.first() {
                    Some(word) if word == "super" => self.find(above, rest, deepest),
                    _ => self.walk_or_near(above, rest, deepest),
                }
            }
            word if word == self.own_name => self.walk_or_near("", rest, deepest),
            word => {
                let placed = self.modules.get(module)?;
                let here = self.modules.contains_key(&join(module, word))
                    || placed.module.items.iter().any(|item| item == word)
                    || placed
                        .module
                        .imports
                        .iter()
                        .any(|import| import.alias.as_deref() == Some(word));
                if here {
                    return self.walk(module, path, deepest);
                }
                Some(Found::Foreign(path.to_vec()))
            }
        }
    }

    /// The same for what a macro has made in the module that a path names.
    fn walk_or_near(&self, module: &str, path: &[String], deepest: usize) -> Option<Found> {
        self.walk(module, path, deepest).or_else(|| {
            let mut near = module.to_owned();
            for word in path {
                let inside = join(&near, word);
                if !self.modules.contains_key(&inside) {
                    break;
                }
                near = inside;
            }
            self.walk(&near, &[], deepest)
        })
    }

    /// From a module on, word by word.
    fn walk(&self, module: &str, path: &[String], deepest: usize) -> Option<Found> {
        let placed = self.modules.get(module)?;
        let Some((word, rest)) = path.split_first() else {
            return Some(Found::File(placed.file.clone()));
        };
        let inside = join(module, word);
        if self.modules.contains_key(&inside) {
            return self.walk(&inside, rest, deepest);
        }
        if placed.module.items.iter().any(|item| item == word) {
            return Some(Found::File(placed.file.clone()));
        }
        let deeper = deepest.checked_sub(1)?;
        let imports = &placed.module.imports;
        if let Some(import) = imports.iter().find(|import| import.alias.as_ref() == Some(word)) {
            let whole = [&import.path[..], rest].concat();
            let from = &import.path[..import.path.len() - 1];
            // What a macro has made is not seen: then the module that it comes from counts.
            let found = self.find_outside(module, &whole, deeper);
            return found.or_else(|| self.find_outside(module, from, deeper));
        }
        let globs = imports.iter().filter(|import| import.alias.is_none());
        let mut through = globs.filter_map(|glob| {
            let found = self.find_outside(module, &[&glob.path[..], path].concat(), deeper);
            found.filter(|found| matches!(found, Found::File(_)))
        });
        through.next()
    }

    /// A path as an import writes it: its first word is a module, a crate or a keyword, never the import itself.
    fn find_outside(&self, module: &str, path: &[String], deepest: usize) -> Option<Found> {
        let (first, rest) = path.split_first()?;
        let is_keyword = matches!(first.as_str(), "crate" | "self" | "super") || first == self.own_name;
        if is_keyword {
            return self.find(module, path, deepest);
        }
        let inside = join(module, first);
        if self.modules.contains_key(&inside) {
            return self.walk(&inside, rest, deepest);
        }
        let placed = self.modules.get(module)?;
        let other = placed
            .module
            .imports
            .iter()
            .find(|import| import.alias.as_ref() == Some(first) && import.path.first() != Some(first));
        match other {
            Some(import) => {
                let deeper = deepest.checked_sub(1)?;
                self.find_outside(module, &[&import.path[..], rest].concat(), deeper)
            }
            None if placed.module.items.iter().any(|item| item == first) => {
                Some(Found::File(placed.file.clone()))
            }
            None => Some(Found::Foreign(path.to_vec())),
        }
    }
}

/// `src/domain/role.rs` is `domain::role`; the root is nothing. A second root beside it is a module that nobody names.
fn module_path(file: &str, folder: &str, root: &str) -> Vec<String> {
    let inside = file.trim_start_matches(folder).trim_start_matches('/');
    let inside = inside.trim_end_matches(".rs").trim_end_matches("/mod");
    if inside == root {
        return Vec::new();
    }
    inside.split('/').map(str::to_owned).collect()
}

fn join(module: &str, word: &str) -> String {
    if module.is_empty() {
        word.to_owned()
    } else {
        format!("{module}::{word}")
    }
}
