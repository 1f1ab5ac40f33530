//! What each word and each page takes of the first paint, by the code of the functions that bear its name. An estimate:
//! it is measured before wasm-opt, and what many share bears nobody's name.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::{Context, Result};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use crate::sizes::kibibytes;

/// Bytes of code.
#[derive(Default, Debug, PartialEq, Eq)]
pub struct Shares {
    words: BTreeMap<String, usize>,
    pages: BTreeMap<String, usize>,
    all: usize,
}

impl Shares {
    /// # Errors
    /// When it is no module.
    pub fn of(module: &[u8]) -> Result<Self> {
        let (mut imported, mut sizes, mut names) = (0, Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        imported +=
                            usize::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => sizes.push(body.range().len()),
                Payload::CustomSection(section) => {
                    let KnownCustom::Name(sections) = section.as_known() else {
                        continue;
                    };
                    // Other notes in it may be newer than this reader.
                    for part in sections.into_iter().map_while(Result::ok) {
                        if let Name::Function(functions) = part {
                            let functions = functions.into_iter().map_while(Result::ok);
                            names.extend(functions.map(|naming| (naming.index as usize, naming.name)));
                        }
                    }
                }
                _ => {}
            }
        }
        let mut shares = Self {
            all: sizes.iter().sum(),
            ..Self::default()
        };
        for (index, name) in names {
            let size = index.checked_sub(imported).and_then(|at| sizes.get(at));
            if let Some(size) = size {
                shares.add(&format!("{:#}", rustc_demangle::demangle(name)), *size);
            }
        }
        Ok(shares)
    }

    fn add(&mut self, function: &str, size: usize) {
        if let Some(word) = word_of(function) {
            *self.words.entry(word.into()).or_default() += size;
        }
        if let Some(page) = module_in("board", function) {
            *self.pages.entry(page.into()).or_default() += size;
        }
    }

    /// A line for each, the heaviest first, scaled to what the whole file weighs on the wire.
    ///
    /// # Errors
    /// When there is no code.
    pub fn report(&self, on_the_wire: usize) -> Result<String> {
        let scaled = |bytes: &usize| {
            let scaled = bytes.checked_mul(on_the_wire)?.checked_div(self.all)?;
            Some(kibibytes(scaled))
        };
        let mut report = String::new();
        for (title, shares) in [("word", &self.words), ("page", &self.pages)] {
            let _ = writeln!(report, "    of this about, by {title} (estimates)");
            let mut shares: Vec<_> = shares.iter().collect();
            shares.sort_by_key(|(_, bytes)| std::cmp::Reverse(**bytes));
            for (name, bytes) in shares {
                let bytes = scaled(bytes).context("a module without code")?;
                let _ = writeln!(report, "      {name:<30} {bytes:>10}");
            }
        }
        Ok(report)
    }
}

/// The word of the domain whose name a function bears.
fn word_of(function: &str) -> Option<&str> {
    let room = module_in("domain", function)?;
    match room {
        "role" => Some(room),
        "partnership" | "workspace" => module_in(room, function).or(Some(room)),
        _ => None,
    }
}

/// The module below this one of ours that a function's name tells.
fn module_in<'a>(above: &str, function: &'a str) -> Option<&'a str> {
    let (_, ours) = function.split_once("fulcrum::")?;
    let (_, below) = ours.split_once(&format!("{above}::"))?;
    let end = below.find(|c: char| !c.is_ascii_lowercase() && c != '_')?;
    let (name, rest) = below.split_at(end);
    // Neither a type nor what a macro made.
    (rest.starts_with("::") && name != "_").then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_of_the_word_and_the_page_whose_name_it_bears() {
        for (function, word) in [
            ("fulcrum::domain::role::command::decide", Some("role")),
            (
                "<fulcrum::domain::partnership::leader::Leader as Clone>::clone",
                Some("leader"),
            ),
            (
                "fulcrum::domain::workspace::_::<impl Serialize for Workspace>::serialize",
                Some("workspace"),
            ),
            ("fulcrum::domain::kernel::state::get", None),
            ("core::fmt::write", None),
        ] {
            assert_eq!(word_of(function), word, "{function}");
        }
        let page = "fulcrum::board::columns::card::__component_card::{{closure}}";
        assert_eq!(module_in("board", page), Some("columns"));
    }

    #[test]
    fn code_is_counted_by_the_name_of_its_function() {
        let name = b"fulcrum::board::today::said";
        let size = u8::try_from(name.len()).unwrap();
        let notes = [&[4][..], b"name", &[1, size + 3, 1, 0, size], name].concat();
        let module = [
            b"\0asm\x01\0\0\0",
            // A type, a function of it, and its body of two bytes.
            &[1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, 4, 1, 2, 0, 0x0b][..],
            &[0, u8::try_from(notes.len()).unwrap()],
            &notes,
        ];
        let shares = Shares::of(&module.concat()).unwrap();
        assert_eq!((shares.all, shares.pages.get("today")), (2, Some(&2)));
        assert!(
            shares
                .report(1024)
                .unwrap()
                .contains("today                             1.0 KiB")
        );
        assert!(Shares::of(b"no module").is_err());
    }
}
