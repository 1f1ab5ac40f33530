//! One root class for each style sheet: everything in it is nested in that. And none asks what the whole page holds.

use super::finding::Finding;
use super::house::House;
use super::tree::{Tree, files};

/// At-rules that hold rules of their own; of the others nothing is asked.
const HOLDS_RULES: [&str; 6] = [
    "@layer",
    "@media",
    "@supports",
    "@container",
    "@scope",
    "@starting-style",
];

/// What holds all that is on the screen.
const WHOLE: [&str; 6] = [":root", "html", "body", "main", ".desk", ".portal"];

pub fn check(tree: &Tree, house: &House) -> Vec<Finding> {
    let sheets = files(tree, "style", &[".css"]).map(|(path, css)| (path, blocks(css)));
    let check = |(path, blocks): (&str, Vec<Block>)| {
        let mut found = whole(path, &blocks);
        if !house.open_sheets.contains(&path) {
            found.extend(one_root(path, &roots(&blocks)));
        }
        found
    };
    sheets.flat_map(check).collect()
}

/// Rules for the screen that ask what the whole page holds: whatever changes in it, browsers style all of it anew.
fn whole(path: &str, blocks: &[Block]) -> Vec<Finding> {
    let asks = |block: &&Block| {
        let own = block.preludes.last();
        let asks = own.is_some_and(|own| WHOLE.iter().any(|whole| own.contains(&format!("{whole}:has("))));
        asks && !block.preludes.iter().any(|prelude| prelude == "@media print")
    };
    let found = blocks.iter().filter(asks);
    found
        .map(|block| {
            Finding::new(
                path,
                block.line,
                "this rule has every element of the page styled anew with each change in it",
                "set a class where it becomes so, and ask for that",
            )
        })
        .collect()
}

fn one_root(path: &str, selectors: &[(usize, String)]) -> Vec<Finding> {
    let Some(root) = selectors.iter().find_map(|(_, selector)| class(selector)) else {
        return vec![Finding::new(
            path,
            0,
            "this sheet has no root class",
            "nest its rules in the class of the block that it dresses",
        )];
    };
    let strange = selectors
        .iter()
        .filter(|(_, selector)| class(selector) != Some(root));
    strange
        .map(|(line, selector)| {
            Finding::new(
                path,
                *line,
                format!("`{selector}` stands beside the sheet's root class `.{root}`"),
                format!("nest it in `.{root}`, or give it a sheet of its own"),
            )
        })
        .collect()
}

/// The class with which a selector begins.
fn class(selector: &str) -> Option<&str> {
    let name = selector.strip_prefix('.')?;
    let end = name.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_');
    Some(&name[..end.unwrap_or(name.len())])
}

/// The outermost selectors, each with its line, also inside `@layer` and the like.
fn roots(blocks: &[Block]) -> Vec<(usize, String)> {
    let holds = |prelude: &String| HOLDS_RULES.iter().any(|rule| prelude.starts_with(rule));
    let outermost = blocks.iter().filter_map(|block| {
        let (own, around) = block.preludes.split_last()?;
        (around.iter().all(holds) && !own.starts_with('@')).then_some((block.line, own))
    });
    outermost
        .flat_map(|(line, own)| apart(own).map(move |selector| (line, selector)))
        .collect()
}

/// What opens a block, with its line, and below what it stands: the outermost first.
struct Block {
    line: usize,
    preludes: Vec<String>,
}

fn blocks(css: &str) -> Vec<Block> {
    let (mut blocks, mut around) = (Vec::new(), Vec::new());
    let mut prelude = String::new();
    let mut line = 1;
    let mut rest = css;
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            let end = comment.find("*/").map_or(comment.len(), |end| end + 2);
            line += comment[..end].matches('\n').count();
            rest = &comment[end..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '{' => {
                around.push(prelude.split_whitespace().collect::<Vec<_>>().join(" "));
                blocks.push(Block {
                    line,
                    preludes: around.clone(),
                });
                prelude.clear();
            }
            '}' => {
                around.pop();
                prelude.clear();
            }
            ';' => prelude.clear(),
            c => prelude.push(c),
        }
        line += usize::from(c == '\n');
    }
    blocks
}

/// The selectors of a list; a comma in brackets parts nothing.
fn apart(list: &str) -> impl Iterator<Item = String> {
    let mut brackets = 0;
    let parts = list.split(move |c| {
        match c {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets -= 1,
            _ => {}
        }
        c == ',' && brackets == 0
    });
    let parts: Vec<_> = parts.map(|part| part.trim().to_owned()).collect();
    parts.into_iter()
}
