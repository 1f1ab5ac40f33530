//! One root class for each style sheet: everything in it is nested in that.

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

pub fn check(tree: &Tree, house: &House) -> Vec<Finding> {
    let sheets = files(tree, "style", &[".css"]).filter(|(path, _)| !house.open_sheets.contains(path));
    sheets.flat_map(|(path, css)| check_sheet(path, css)).collect()
}

fn check_sheet(path: &str, css: &str) -> Vec<Finding> {
    let selectors = roots(css);
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
fn roots(css: &str) -> Vec<(usize, String)> {
    let mut roots = Vec::new();
    let mut prelude = String::new();
    // How many blocks are open, and inside how many of them selectors are still outermost.
    let (mut open, mut outer) = (0, 0);
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
                let words = prelude.split_whitespace().collect::<Vec<_>>().join(" ");
                let is_outermost = open == outer;
                open += 1;
                if is_outermost && words.starts_with('@') {
                    let holds = HOLDS_RULES.iter().any(|rule| words.starts_with(rule));
                    outer += usize::from(holds);
                } else if is_outermost {
                    roots.extend(apart(&words).map(|selector| (line, selector)));
                }
                prelude.clear();
            }
            '}' => {
                open -= 1;
                outer = outer.min(open);
                prelude.clear();
            }
            ';' => prelude.clear(),
            c => prelude.push(c),
        }
        line += usize::from(c == '\n');
    }
    roots
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
