//! `cargo xtask tidy`: keeps the house, and says what to do where it is not kept.

mod circles;
mod finding;
mod house;
mod modules;
mod rust;
mod scripts;
mod sheets;
#[cfg(test)]
mod tests;
mod tree;
mod words;

use anyhow::{Result, bail};

use crate::repo::Repo;
use circles::Graph;
use finding::Finding;
use house::{HOUSE, House, LIST, MOST_LINES, SHORT, Who, is_in};
use modules::Crate;
use tree::Tree;

pub fn main(repo: &Repo) -> Result<()> {
    let findings = check(&tree::read(repo)?, &HOUSE)?;
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => Ok(()),
        1 => bail!("one thing is not tidy"),
        count => bail!("{count} things are not tidy"),
    }
}

fn check(tree: &Tree, house: &House) -> Result<Vec<Finding>> {
    let product = Crate::read(tree, "src", "lib", "fulcrum")?;
    let tool = Crate::read(tree, "xtask/src", "main", "xtask")?;
    let all = product.graph();
    let files = all.without(|file, other| house.knots.iter().any(|knot| knot.ties(file, other)));
    let mut findings = order(tree, &files, house);
    for graph in [&files, &tool.graph(), &scripts::graph(tree, "end2end")] {
        findings.extend(graph.circles().iter().map(|circle| graph.tell(circle)));
    }
    findings.extend(loose_ends(&all, house));
    findings.extend(sheets::check(tree, house));
    findings.extend(names(&product, house));
    findings.extend(names(&tool, house));
    findings.extend(words::check(tree, house)?);
    findings.extend(lines(tree));
    findings.sort();
    findings.dedup();
    Ok(findings)
}

/// A file knows its own room and those below, and every room is there.
fn order(tree: &Tree, files: &Graph, house: &House) -> Vec<Finding> {
    let mut findings = Vec::new();
    for place in house.floors.iter().copied().flatten() {
        if !tree.keys().any(|path| is_in(path, place)) {
            let what = format!("there is no {place}");
            findings.push(Finding::new(
                LIST,
                0,
                what,
                "take it off its floor, or write its new name",
            ));
        }
    }
    for (file, other, line) in files.pairs() {
        let (Some(here), Some(there)) = (house.room(file), house.room(other)) else {
            continue;
        };
        if there != here && there.floor >= here.floor {
            findings.push(Finding::new(
                file,
                line,
                format!(
                    "{} knows {} ({other}), which does not stand below it",
                    here.name, there.name
                ),
                format!(
                    "move what is needed into {} or lower, or hand it in from above",
                    here.name
                ),
            ));
        }
    }
    for file in files.files().filter(|file| house.room(file).is_none()) {
        let remedy = format!("move it into one, or give it a floor in {LIST}");
        findings.push(Finding::new(file, 0, "this file stands in no room", remedy));
    }
    findings
}

/// What stands in the list of a knot is tied by it.
fn loose_ends(all: &Graph, house: &House) -> Vec<Finding> {
    let mut findings = Vec::new();
    for knot in house.knots {
        let tied = all.only(|file, other| knot.ties(file, other));
        let is_above = |path: &str| knot.above.iter().any(|place| is_in(path, place));
        let is_needed = |place: &str| {
            tied.pairs().any(|(file, other, _)| {
                let is_here = is_in(if is_above(place) { other } else { file }, place);
                is_here && (is_above(other) || tied.leads_back(file))
            })
        };
        let places = knot.files.iter().chain(knot.above).copied();
        findings.extend(places.filter(|place| !is_needed(place)).map(|place| {
            let what = format!("{place} stands in a knot that does not tie it");
            Finding::new(LIST, 0, what, "take its line out, so that it stays loose")
        }));
    }
    findings
}

/// Some names are for some places only.
fn names(read: &Crate, house: &House) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, line, path) in read.foreign() {
        let whole = path.join("::");
        for only in house.only {
            let is_meant = only.names.iter().any(|name| {
                if name.ends_with('_') {
                    whole.starts_with(name)
                } else {
                    whole
                        .strip_prefix(name)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
                }
            });
            let may = match only.may {
                Who::Only(places) => places.iter().any(|place| is_in(file, place)),
                Who::AllBut(places) => !places.iter().any(|place| is_in(file, place)),
            };
            if is_meant && !may {
                let what = format!("`{whole}` may not be named here");
                findings.push(Finding::new(file, line, what, only.instead));
            }
        }
    }
    findings.sort();
    findings.dedup();
    findings
}

fn lines(tree: &Tree) -> Vec<Finding> {
    let ours = tree.iter().filter(|(path, _)| {
        SHORT.iter().any(|folder| is_in(path, folder)) && !path.ends_with("package-lock.json")
    });
    let counted = ours.map(|(path, text)| (path, text.lines().count()));
    counted
        .filter(|(_, count)| *count > MOST_LINES)
        .map(|(path, count)| {
            let what = format!("{count} lines; {MOST_LINES} are the most");
            Finding::new(
                path,
                0,
                what,
                "move one of its words, or its tests, into a file of its own",
            )
        })
        .collect()
}
