//! The page "What Fulcrum keeps, and why" forgets nothing: each field of each row stands there, and each table of the server.

use std::{collections::BTreeSet, fs};

use fulcrum::domain::{
    Called, Kind,
    keeps::{OUTSIDE, of, table},
};

use super::fields::fields;

#[test]
fn every_field_of_every_row_is_named_under_its_word() {
    for (nth, kind) in Kind::ALL.iter().enumerate() {
        let lines = of(*kind).lines.iter();
        let named: Vec<&str> = lines.flat_map(|line| line.fields.split(' ')).collect();
        let once: BTreeSet<&str> = named.iter().copied().collect();
        assert_eq!(named.len(), once.len(), "a field of {kind:?} is named twice");
        let written = fields(nth);
        let is_of = |name: &str, field: &str| match name.strip_suffix('*') {
            Some(above) => field.starts_with(above),
            None => field == name,
        };
        let forgotten: Vec<&String> = written
            .iter()
            .filter(|field| !once.iter().any(|name| is_of(name, field)))
            .collect();
        assert!(
            forgotten.is_empty(),
            "of {kind:?} nothing is said of {forgotten:?}"
        );
        let idle: Vec<&&str> = once
            .iter()
            .filter(|name| !written.iter().any(|field| is_of(name, field)))
            .collect();
        assert!(idle.is_empty(), "of {kind:?} nothing is kept as {idle:?}");
    }
}

#[test]
fn every_table_of_the_server_is_named() {
    let named: BTreeSet<&str> = OUTSIDE
        .iter()
        .flat_map(|kept| kept.tables.split_whitespace())
        .collect();
    let mut made = BTreeSet::new();
    for file in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let tables = text.lines().filter_map(|line| line.strip_prefix("CREATE TABLE "));
        made.extend(tables.map(|rest| rest.trim_end_matches([' ', '(']).to_owned()));
    }
    assert_eq!(named, made.iter().map(String::as_str).collect());
}

#[test]
fn the_table_has_a_line_for_each_thing_that_is_kept() {
    let table = table(Called::Leader);
    let lines: usize = Kind::ALL.iter().map(|kind| of(*kind).lines.len()).sum();
    assert_eq!(table.matches("\r\n").count(), 1 + lines + OUTSIDE.len());
    assert!(table.contains("hire.details.name"), "{table}");
}
