//! Two people change the same thing at once: each field that only one of them changed is taken, and where both
//! did, the later one is told and asked.

use crate::domain::Refusal;

/// The field's value after the edit. `base` is what the author saw.
///
/// # Errors
/// [`Refusal::EditedMeanwhile`] when both changed it, each to something else.
pub(in crate::domain) fn merged<T: PartialEq + Clone>(
    field: &'static str,
    now: &T,
    base: Option<&T>,
    given: &T,
    shown: impl Fn(&T) -> String,
) -> Result<T, Refusal> {
    match base {
        Some(base) if given == base => Ok(now.clone()),
        Some(base) if now != base && now != given => Err(Refusal::EditedMeanwhile {
            field: field.into(),
            theirs: shown(now),
        }),
        _ => Ok(given.clone()),
    }
}

/// What is left of several that are told apart by an id, after an edit of each. Those that others added meanwhile stay.
///
/// # Errors
/// Whatever `edited` answers of one of them.
pub(in crate::domain) fn merged_each<T: Clone, I: PartialEq>(
    now: &[T],
    base: Option<&[T]>,
    given: &[T],
    id: fn(&T) -> I,
    edited: impl Fn(Option<&T>, Option<&T>, Option<&T>) -> Result<Option<T>, Refusal>,
) -> Result<Vec<T>, Refusal> {
    let Some(base) = base else {
        return Ok(given.to_vec());
    };
    let theirs = now
        .iter()
        .filter(|one| given.iter().all(|other| id(other) != id(one)));
    let mut all = Vec::new();
    for one in given.iter().chain(theirs) {
        let find = |among: &'_ [T]| among.iter().position(|other| id(other) == id(one));
        let (now, base, given) = (
            find(now).and_then(|at| now.get(at)),
            find(base).and_then(|at| base.get(at)),
            find(given).and_then(|at| given.get(at)),
        );
        all.extend(edited(now, base, given)?);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn nothing_that_anyone_changed_is_lost(base in 0..4_u8, theirs in 0..4_u8, ours in 0..4_u8) {
            let outcome = merged("title", &theirs, Some(&base), &ours, u8::to_string);
            if theirs == base {
                prop_assert_eq!(outcome, Ok(ours));
            } else if ours == base || ours == theirs {
                prop_assert_eq!(outcome, Ok(theirs));
            } else {
                let told = Refusal::EditedMeanwhile { field: "title".into(), theirs: theirs.to_string() };
                prop_assert_eq!(outcome, Err(told));
            }
        }

        #[test]
        fn without_a_base_the_last_one_counts(theirs in 0..4_u8, ours in 0..4_u8) {
            prop_assert_eq!(merged("title", &theirs, None, &ours, u8::to_string), Ok(ours));
        }
    }
}
