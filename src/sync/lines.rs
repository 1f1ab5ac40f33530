//! An answer to a pull as text: JSON in which each row has a line of its own. Who reads JSON reads it so; a device takes the rows line by line, as
//! they will stand on its disk, and reads none of them before it shows it.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use super::wire::{Carried, Delta, Page, Pulled};

/// What stands before the rows: no text within holds it, since JSON writes the end of a line as two other characters.
const ROWS: &str = "\"rows\":[\n";
/// What stands after them.
const END: &str = "\n]";

/// # Errors
/// When it cannot be written as JSON.
pub fn write(pulled: &Pulled) -> serde_json::Result<Vec<u8>> {
    let mut text = Vec::new();
    pulled.serialize(&mut serde_json::Serializer::with_formatter(
        &mut text,
        Lines::default(),
    ))?;
    Ok(text)
}

/// # Errors
/// When it is no answer that this build knows.
pub fn read(text: &str) -> serde_json::Result<Pulled> {
    let Some((pulled, rows)) = apart(text) else {
        return serde_json::from_str(text);
    };
    let mut pulled = pulled?;
    if let Pulled::Delta(Delta { rows: all, .. }) | Pulled::Page(Page { rows: all, .. }) = &mut pulled {
        *all = rows;
    }
    Ok(pulled)
}

/// The answer without its rows, and these; none when it was not written by lines.
fn apart(text: &str) -> Option<(serde_json::Result<Pulled>, Vec<Carried>)> {
    let at = text.find(ROWS)? + ROWS.len() - 1;
    let (head, rest) = text.split_at_checked(at)?;
    let (rows, tail) = rest.split_once(END)?;
    let lines = rows.lines().filter(|line| !line.is_empty());
    let rows = lines.map(|line| Carried::from_text(line.strip_prefix(',').unwrap_or(line)));
    let rows = rows.collect::<Option<_>>()?;
    Some((serde_json::from_str(&format!("{head}]{tail}")), rows))
}

/// Writes what a list in the answer holds on a line each.
#[derive(Default)]
struct Lines {
    /// In how many lists and objects it is.
    within: u32,
}

/// Within a list that is a field of the answer.
const LISTS: u32 = 2;

impl Lines {
    fn end_line<W: Write + ?Sized>(&self, writer: &mut W) -> io::Result<()> {
        if self.within == LISTS {
            writer.write_all(b"\n")
        } else {
            Ok(())
        }
    }
}

impl Formatter for Lines {
    fn begin_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.within += 1;
        writer.write_all(b"[")?;
        self.end_line(writer)
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b",") }
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end_line(writer)
    }

    fn end_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.within -= 1;
        writer.write_all(b"]")
    }

    fn begin_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.within += 1;
        writer.write_all(b"{")
    }

    fn end_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.within -= 1;
        writer.write_all(b"}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};
    use serde_json::{Value, json};
    use uuid::Uuid;

    use super::*;
    use crate::sync::wire::{AnyKey, Cursor, Epoch, Gone, PageToken, Troubles};

    fn at(seq: u64) -> Cursor {
        Cursor {
            epoch: Epoch(Uuid::nil()),
            seq,
        }
    }

    /// What a row may hold, whatever kind it is of: lists within lists, and texts that look like an answer.
    fn value() -> impl Strategy<Value = Value> {
        let text = prop_oneof![
            Just("\"rows\":[\n".to_owned()),
            Just("\n]".to_owned()),
            Just("{\"key\":\"effort/1\"},\n".to_owned()),
            any::<String>(),
        ];
        let leaf = prop_oneof![text.prop_map(Value::from), any::<i32>().prop_map(Value::from)];
        leaf.prop_recursive(4, 16, 4, |inner| {
            prop_oneof![
                vec(inner.clone(), 0..4).prop_map(Value::from),
                vec((any::<String>(), inner), 0..4).prop_map(|fields| fields.into_iter().collect()),
            ]
        })
    }

    fn row() -> impl Strategy<Value = Carried> {
        let key = prop_oneof![
            "[a-z_]{1,8}/[0-9a-f-]{1,8}",
            any::<String>(),
            Just("a\"\n],\\".to_owned())
        ];
        (key, value()).prop_map(|(key, row)| {
            let row = json!({ "key": key, "rows": row });
            serde_json::from_value(row).expect("a row says its key")
        })
    }

    fn pulled() -> impl Strategy<Value = Pulled> {
        let gone = any::<(String, bool)>().prop_map(|(key, erased)| Gone {
            key: AnyKey(key),
            erased,
        });
        let delta = (vec(row(), 0..5), vec(gone, 0..3), any::<bool>()).prop_map(|(rows, gone, more)| {
            let troubles = Troubles::default();
            Pulled::Delta(Delta {
                from: at(1),
                to: at(9),
                rows,
                gone,
                more,
                troubles,
            })
        });
        let page = (vec(row(), 0..5), proptest::option::of(any::<String>())).prop_map(|(rows, next)| {
            Pulled::Page(Page {
                from: None,
                start: at(9),
                after: None,
                rows,
                next: next.map(PageToken),
                erased: Vec::new(),
            })
        });
        prop_oneof![delta, page, Just(Pulled::Upgrade), Just(Pulled::AnotherPerson)]
    }

    proptest! {
        #[test]
        fn what_is_written_by_lines_is_read_as_it_was(pulled in pulled()) {
            let text = String::from_utf8(write(&pulled).unwrap()).unwrap();
            prop_assert_eq!(&read(&text).unwrap(), &pulled, "{}", text);
            prop_assert_eq!(&serde_json::from_str::<Pulled>(&text).unwrap(), &pulled, "as JSON: {}", text);
            let plain = serde_json::to_string(&pulled).unwrap();
            prop_assert_eq!(&read(&plain).unwrap(), &pulled, "not by lines: {}", plain);
        }
    }

    #[test]
    fn a_row_is_taken_as_it_came_and_read_by_nobody() {
        let row = r#"{"key":"effort/1","seq" : 4,"of":["tomorrow"]}"#;
        let text = format!(
            "{{\"answer\":\"page\",\"start\":\"{}\",\"rows\":[\n{row}\n,{row}\n],\"next\":null}}",
            at(3)
        );
        let Pulled::Page(page) = read(&text).unwrap() else {
            panic!("{text}")
        };
        let texts: Vec<_> = page.rows.iter().map(|row| row.text().unwrap()).collect();
        assert_eq!(texts, [row, row]);
        assert_eq!(page.start, at(3));
    }

    #[test]
    fn an_answer_that_breaks_off_is_none() {
        let pulled = Pulled::Page(Page {
            from: None,
            start: at(3),
            after: None,
            rows: vec![serde_json::from_value(json!({ "key": "effort/1" })).unwrap(); 2],
            next: None,
            erased: Vec::new(),
        });
        let text = String::from_utf8(write(&pulled).unwrap()).unwrap();
        for end in 0..text.len() {
            assert!(read(&text[..end]).is_err(), "{}", &text[..end]);
        }
    }
}
