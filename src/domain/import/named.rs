//! Names as a table writes them: `Whitfield, Dana` is Dana Whitfield.

/// Words behind a comma that are no first name.
const ENDINGS: &[&str] = &[
    "ab", "ag", "bv", "co", "corp", "cpa", "dds", "esq", "gmbh", "ii", "iii", "inc", "iv", "jr", "kg",
    "limited", "llc", "llp", "ltd", "mba", "md", "nv", "oy", "phd", "plc", "rn", "sa", "sarl", "se", "spa",
    "sr", "srl", "team",
];

/// Words that stand in no first name.
const NEVER: &[&str] = &[
    "and", "esq", "ii", "iii", "iv", "jr", "partners", "phd", "sons", "sr", "und",
];

/// Nearly all of the cells.
const NEARLY_ALL: f64 = 0.9;
/// Enough of them, where the heading says so.
const HALF: f64 = 0.5;

/// A name with one comma and words on both sides of it, the first name first; none of any other.
pub(super) fn turned(name: &str) -> Option<String> {
    let (last, first) = name.split_once(',')?;
    let (last, first) = (last.trim(), first.trim());
    let is_word = |part: &str| part.chars().any(char::is_alphabetic);
    let is_other = |c: char| c.is_ascii_digit() || "@,;/&()".contains(c);
    let words = first.split_whitespace().map(|word| {
        let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        word.to_lowercase()
    });
    let is_ending = words.clone().all(|word| ENDINGS.contains(&word.as_str()))
        || words.clone().any(|word| NEVER.contains(&word.as_str()));
    let is_name =
        is_word(last) && is_word(first) && !is_ending && !name.replacen(',', "", 1).contains(is_other);
    is_name.then(|| format!("{first} {last}"))
}

/// Whether names of a column stand last name first: nearly all of them, or half where its heading says so.
pub(super) fn is_last_first<'a>(heading: &str, cells: impl Iterator<Item = &'a str>) -> bool {
    let heading = heading.to_lowercase();
    let says_so = heading
        .find("last")
        .is_some_and(|last| heading.rfind("first").is_some_and(|first| last < first));
    let (mut all, mut so) = (0_u32, 0_u32);
    for cell in cells
        .map(str::trim)
        .filter(|cell| !matches!(*cell, "" | "-" | "–"))
    {
        all += 1;
        so += u32::from(turned(cell).is_some() && (says_so || is_one_person(cell)));
    }
    let least = if says_so { HALF } else { NEARLY_ALL };
    so > 0 && f64::from(so) >= least * f64::from(all)
}

/// Not `Dana Whitfield, Ines Okafor`, nor `Director, Finance`.
fn is_one_person(cell: &str) -> bool {
    let words = |part: &str| part.split_whitespace().count();
    let is_short = cell
        .split_once(',')
        .is_some_and(|(last, first)| words(last) == 1 || words(first) == 1);
    is_short && !super::cells::is_job(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_behind_its_comma_comes_first_and_what_is_no_name_stays() {
        let of = |name: &str| turned(name).unwrap_or_else(|| name.to_owned());
        assert_eq!(of("Whitfield, Dana"), "Dana Whitfield");
        assert_eq!(of("WHITFIELD,dana"), "dana WHITFIELD");
        assert_eq!(of("van der Berg, Ola M."), "Ola M. van der Berg");
        for name in [
            "Dana Whitfield",
            "Platform Team, Ltd.",
            "Dana Whitfield, Jr.",
            "Smith, Jones and Partners",
            "Reed, Sam (Dr.)",
            "O'Brien, Mary-Jane Jr.",
            "Okafor, Ines, PhD",
            "Whitfield,",
            ", Dana",
            "Room 4, Leeds",
        ] {
            assert_eq!(of(name), name);
        }
    }

    #[test]
    fn a_column_is_so_when_nearly_all_of_it_is() {
        let is = |heading: &str, cells: &[&str]| is_last_first(heading, cells.iter().copied());
        assert!(is("Manager", &["Whitfield, Dana", "", "Okafor, Ines"]));
        assert!(!is("Manager", &["Whitfield, Dana", "Ines Okafor"]));
        assert!(is(
            "Hiring Mgr (Last, First)",
            &["Whitfield, Dana", "Ines Okafor"]
        ));
        assert!(!is("Full Name (First Last)", &["Dana Whitfield", "Ines Okafor"]));
        assert!(!is("Hiring Manager(s)", &["Dana Whitfield, Ines Okafor"]));
        assert!(!is("Reports to", &["Director, Finance"]));
        assert!(!is("Manager", &["", "-"]));
    }
}
