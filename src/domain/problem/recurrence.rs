//! Whether the same kind of cause comes back more than chance would have it. It is counted once for a role, and whoever looked after
//! each role for the third time would nearly always find something: this rule waits until it is sure.

use super::chance::{WORTH, is_above};

/// Roles of which it is known what is behind them, before anything is called recurring.
pub const FEWEST: u32 = 6;

/// Roles in which the same must have been behind it.
const LEAST: u32 = 3;

/// In how many roles a kind of cause is behind it where a workspace has nothing to say yet: a judgement.
const USUAL: f64 = 0.15;

/// By how much it must come up more often than usual.
const TIMES: f64 = 1.5;

/// In how many roles some kind of cause is behind it here, 0 to 1: as often as the `others` are, of which there are `kinds` and which
/// were found `found` times in `of` roles. What is asked about is left out, since else it would excuse itself.
pub fn usual(found: u32, kinds: u32, of: u32) -> f64 {
    let each = f64::from(found) / f64::from(kinds.max(1));
    (WORTH * USUAL + each) / (WORTH + f64::from(of))
}

/// Whether a kind of cause that was behind `seen` of `of` roles recurs, where a kind is usually behind so many.
pub fn recurs(seen: u32, of: u32, usual: f64) -> bool {
    of >= FEWEST && seen >= LEAST && is_above(TIMES * usual, (seen, of), usual)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::problem::chance::{Drawn, share};

    const KINDS: usize = 12;
    const ROLES: u32 = 12;

    /// Looks after each of 12 roles at 12 kinds of causes, of which the first comes up so often and the others `usually`; answers
    /// with the kinds that the rule ever called recurring. With nothing to learn from, each is held against the usual rate.
    fn found(drawn: &mut Drawn, first: f64, usually: f64, learns: bool) -> [bool; KINDS] {
        let (mut seen, mut found) = ([0_u32; KINDS], [false; KINDS]);
        for of in 1..=ROLES {
            for (kind, seen) in seen.iter_mut().enumerate() {
                let likely = if kind == 0 { first } else { usually };
                *seen += u32::from(drawn.happens(likely));
            }
            let all: u32 = seen.iter().sum();
            for (seen, found) in seen.iter().zip(&mut found) {
                let rate = if learns { usual(all - seen, 11, of) } else { USUAL };
                *found |= recurs(*seen, of, rate);
            }
        }
        found
    }

    #[test]
    fn below_six_roles_nothing_recurs() {
        assert!(!recurs(5, 5, USUAL) && recurs(5, 6, USUAL));
        assert!(!recurs(4, 6, USUAL));
        assert!(!recurs(2, 6, 0.01), "twice is no pattern however rare it is");
    }

    #[test]
    fn what_a_workspace_has_says_how_often_a_kind_comes_up() {
        assert!((usual(0, 11, 0) - 0.15).abs() < 1e-12);
        assert!((usual(0, 11, 10) - 0.075).abs() < 1e-12);
        assert!((usual(66, 11, 20) - 0.25).abs() < 1e-12);
    }

    #[test]
    fn chance_alone_is_called_recurring_in_about_one_workspace_of_twenty() {
        for learns in [false, true] {
            let alarms = share(4_000, |drawn| found(drawn, USUAL, USUAL, learns).contains(&true));
            assert!((0.03..0.06).contains(&alarms), "{alarms}");
        }
        let thrice = share(4_000, |drawn| {
            let mut seen = [0_u32; KINDS];
            for _ in 0..ROLES {
                seen.iter_mut()
                    .for_each(|seen| *seen += u32::from(drawn.happens(USUAL)));
            }
            seen.iter().any(|seen| *seen >= LEAST)
        });
        assert!(thrice > 0.95, "whoever counts to three: {thrice}");
    }

    #[test]
    fn what_comes_up_four_times_as_often_is_found_in_three_workspaces_of_four() {
        for learns in [false, true] {
            let power = share(4_000, |drawn| found(drawn, 4.0 * USUAL, USUAL, learns)[0]);
            assert!((0.71..0.82).contains(&power), "{power}");
        }
    }
}
