//! What the board says of leaders passes through the word that a workspace has for them.

use std::collections::BTreeSet;

use anyhow::{Result, anyhow};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::finding::Finding;
use super::house::{House, LIST};
use super::tree::{Tree, files};

/// What a sentence is handed to, and what hands its own words on where they are shown.
const HANDED_TO: [&str; 3] = ["ours", "ours_live", "Action::new"];

pub fn check(tree: &Tree, house: &House) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut needed = BTreeSet::new();
    for (path, text) in files(tree, house.worded, &[".rs"]).filter(|(path, _)| !path.ends_with("tests.rs")) {
        let tokens: TokenStream = text
            .parse()
            .map_err(|error| anyhow!("{path} is not Rust: {error}"))?;
        let mut said = Vec::new();
        read(tokens, &mut said);
        for (line, words) in said {
            let key = house
                .keys
                .iter()
                .find(|(file, key)| *file == path && *key == words);
            if let Some(key) = key {
                needed.insert(*key);
                continue;
            }
            findings.push(Finding::new(
                path,
                line,
                format!("“{words}” says leader, whatever the workspace calls them"),
                format!("hand it to `ours` or `ours_live`, or list it as a key in {LIST}"),
            ));
        }
    }
    let idle = house.keys.iter().filter(|key| !needed.contains(*key));
    findings.extend(idle.map(|(file, key)| {
        let what = format!("“{key}” is listed as a key of {file}, where it does not stand");
        Finding::new(LIST, 0, what, "take its line out")
    }));
    Ok(findings)
}

/// The strings that say it, with their lines; those of tests and comments aside.
fn read(tokens: TokenStream, said: &mut Vec<(usize, String)>) {
    // The path that was read last, such as `Action::new`.
    let mut name = String::new();
    let mut marks = String::new();
    let mut is_test = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                if marks != "::" {
                    name.clear();
                }
                name = if name.is_empty() {
                    ident.to_string()
                } else {
                    format!("{name}::{ident}")
                };
                marks.clear();
            }
            TokenTree::Punct(mark) => {
                marks.push(mark.as_char());
                // Something was declared for tests in another file.
                is_test &= mark.as_char() != ';';
            }
            TokenTree::Group(group) => {
                let inside = group.stream();
                let is_attribute = marks.ends_with('#') || marks.ends_with("#!");
                let is_handed = HANDED_TO
                    .iter()
                    .any(|known| name == *known || name.ends_with(&format!("::{known}")));
                if is_attribute && group.delimiter() == Delimiter::Bracket {
                    let words = inside.to_string();
                    is_test |= words.replace(' ', "") == "cfg(test)";
                    if !words.starts_with("doc") {
                        read(inside, said);
                    }
                } else if is_test && group.delimiter() == Delimiter::Brace {
                    is_test = false;
                } else if !(is_test || is_handed && marks.is_empty()) {
                    read(inside, said);
                }
                (name, marks) = (String::new(), String::new());
            }
            TokenTree::Literal(literal) => {
                (name, marks) = (String::new(), String::new());
                let line = literal.span().start().line;
                if let Ok(words) = syn::parse_str::<syn::LitStr>(&literal.to_string())
                    && says(&words.value())
                    && !is_test
                {
                    said.push((line, words.value()));
                }
            }
        }
    }
}

/// Classes, addresses and places for names are no words.
fn says(text: &str) -> bool {
    let is_apart = |letter: char| !(letter.is_alphanumeric() || "_-/{}".contains(letter));
    let mut words = text.split(is_apart).map(str::to_lowercase);
    words.any(|word| word == "leader" || word == "leaders")
}
