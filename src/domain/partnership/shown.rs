//! Who sees something that began among recruiters: one ladder of readers, the same for whatever is shared by hand.

use crate::domain::{Refusal, Scope, labelled, merged};

labelled! {
    /// Each sees what those before it see.
    #[derive(Default)]
    Shown {
        #[default]
        Us = "Only us",
        Leader = "The leader",
        Boss = "and for a boss",
        Team = "and for the team",
    }
}

impl Shown {
    /// Whether a link of this scope shows it.
    pub fn to(self, scope: Scope) -> bool {
        match scope {
            Scope::Respond => self >= Self::Leader,
            Scope::Read => self >= Self::Boss,
            Scope::TeamSafe => self >= Self::Team,
        }
    }

    /// Who sees words after an edit of either. Nobody's words reach readers for whom they were not written, and nobody
    /// shares words that they have not read.
    ///
    /// # Errors
    /// [`Refusal::EditedMeanwhile`]: the words were rewritten while they were shared, or the other way round.
    pub(in crate::domain) fn merged(
        now: (&str, Self),
        base: Option<(&str, Self)>,
        given: (&str, Self),
    ) -> Result<Self, Refusal> {
        if let Some(base) = base {
            let rewrites = given.0 != base.0;
            let widens = given.1 > base.1;
            if rewrites && !widens && now.1 > base.1 {
                return Err(Refusal::EditedMeanwhile {
                    field: "circle of readers".into(),
                    theirs: now.1.label().into(),
                });
            }
            if widens && now.0 != base.0 && now.0 != given.0 {
                return Err(Refusal::EditedMeanwhile {
                    field: "text".into(),
                    theirs: now.0.into(),
                });
            }
        }
        merged(
            "circle of readers",
            &now.1,
            base.map(|base| base.1).as_ref(),
            &given.1,
            |shown| shown.label().to_owned(),
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_circle_holds_those_before_it() {
        for scope in [Scope::Respond, Scope::Read, Scope::TeamSafe] {
            assert!(!Shown::Us.to(scope));
            assert!(Shown::Team.to(scope));
            for pair in Shown::ALL.windows(2) {
                assert!(pair[0].to(scope) <= pair[1].to(scope));
            }
        }
        assert!(Shown::Leader.to(Scope::Respond) && !Shown::Leader.to(Scope::Read));
        assert!(Shown::Boss.to(Scope::Read) && !Shown::Boss.to(Scope::TeamSafe));
    }

    fn any_shown() -> impl Strategy<Value = Shown> {
        (0..Shown::ALL.len()).prop_map(|at| Shown::ALL[at])
    }

    proptest! {
        /// Whatever two people did at once: words that stand in the end were read by whoever showed them this widely.
        #[test]
        fn no_words_are_shown_wider_than_somebody_chose_who_knew_them(
            base in any_shown(), theirs in any_shown(), ours in any_shown(),
            they_write in any::<bool>(), we_write in any::<bool>(),
        ) {
            let now = (if they_write { "theirs" } else { "base" }, theirs);
            let given = (if we_write { "ours" } else { "base" }, ours);
            let words = merged("text", &now.0, Some(&"base"), &given.0, |words| (*words).to_owned());
            let shown = Shown::merged(now, Some(("base", base)), given);
            if let (Ok(words), Ok(shown)) = (words, shown) {
                let chosen = match words {
                    "ours" => ours,
                    "theirs" => theirs,
                    _ => theirs.max(ours),
                };
                prop_assert!(shown <= chosen, "{words} for {shown:?}");
            }
        }
    }
}
