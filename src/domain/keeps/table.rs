//! The list as a table, for whoever keeps a record of what is processed.

use std::borrow::Cow;

use csv::WriterBuilder;

use super::{
    line::{Kept, Line},
    of::of,
    outside::OUTSIDE,
};
use crate::domain::{Called, Kind};

const HEADINGS: [&str; 6] = [
    "Kept under",
    "What",
    "Why",
    "Who reads it",
    "Until when",
    "Called in an export",
];

/// A line for each thing that is kept, as CSV (RFC 4180) with headings.
pub fn table(called: Called) -> String {
    let mut table = WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    // Writing to memory does not fail, and every record has as many cells as the first.
    let _ = table.write_record(HEADINGS);
    for kind in Kind::ALL {
        let Kept {
            readers,
            until,
            lines,
            ..
        } = of(*kind);
        for Line { what, why, fields } in *lines {
            let named = fields.split(' ').map(|field| format!("{}.{field}", kind.word()));
            let named: Vec<String> = named.collect();
            let ours = [kind.noun(), what, why, readers, until].map(|text| called.ours(text));
            let _ = table.write_record(
                ours.into_iter()
                    .chain([named.join(" ").into()])
                    .map(Cow::into_owned),
            );
        }
    }
    for kept in OUTSIDE {
        let ours = [kept.place, kept.what, kept.why, kept.readers, kept.until, ""];
        let _ = table.write_record(ours.map(|text| called.ours(text).into_owned()));
    }
    let bytes = table.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}
