//! Where fewer people go on than is usual. It is looked at after each five people, from ten on, and says nothing before it is sure: the
//! figures it is held against differ tenfold among those who publish them.

use super::chance::is_below;
use crate::domain::{Funnel, Place, RoleId, State};

/// People after whom it is looked at again.
const EVERY: u32 = 5;

/// Fewest people of whom anything is said.
pub const FEWEST: u32 = 10;

/// Below how much of the usual rate it counts as narrow.
const NARROW: f64 = 0.8;

/// Of those who were interviewed, how many are made an offer: small firms, 2024.
const INTERVIEWED_TO_OFFER: f64 = 0.17;

/// People in a workspace's other roles before those say what is usual.
const OWN: u32 = 20;

/// Where so few go on as a rule, chance alone would call every tenth role narrow: nothing is said of it.
const LOWEST: f64 = 0.15;

/// How many went on from one place to the next.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Passage {
    pub from: Place,
    pub to: Place,
    pub passed: u32,
    pub of: u32,
    /// How many do as a rule, 0 to 1; none where nothing is known.
    pub usual: Option<f64>,
    /// Whether that is what this workspace's other roles say, and no general figure.
    pub is_own: bool,
}

/// Whether fewer go on than is usual. The last few up to the next five are left out of those who did not: they may be about to.
pub fn is_narrow(passed: u32, of: u32, usual: f64) -> bool {
    let looked_at = of - of % EVERY;
    looked_at >= FEWEST && passed <= looked_at && is_below(NARROW * usual, (passed, looked_at), usual)
}

impl Passage {
    pub fn is_narrow(&self) -> bool {
        self.usual
            .is_some_and(|usual| is_narrow(self.passed, self.of, usual))
    }

    /// `3 of 24 went on from “interview” to “offer”; in general about 17 of 100`.
    pub fn words(&self) -> String {
        let place = |place: Place| place.label().to_lowercase();
        let counted = format!(
            "{} of {} went on from “{}” to “{}”",
            self.passed,
            self.of,
            place(self.from),
            place(self.to)
        );
        match self.usual {
            Some(usual) if self.is_own => {
                format!("{counted}; in your other roles {:.0} of 100", usual * 100.0)
            }
            Some(usual) => format!("{counted}; in general about {:.0} of 100", usual * 100.0),
            None => counted,
        }
    }
}

impl Funnel {
    /// How many came as far as this, or farther.
    fn reached(&self, place: Place) -> u32 {
        let beyond = self.counts.iter().filter(|(at, _)| **at >= place);
        beyond.fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }

    /// Of those who came as far as one place, how many went on to the other, and how many they were.
    pub fn went_on(&self, from: Place, to: Place) -> (u32, u32) {
        (self.reached(to), self.reached(from))
    }
}

/// From where to where it is looked at, and the general figure where there is one.
const PASSAGES: [(Place, Place, Option<f64>); 4] = [
    (Place::Approached, Place::Answered, None),
    (Place::Answered, Place::FirstTalk, None),
    (Place::FirstTalk, Place::Interview, None),
    (Place::Interview, Place::Offer, Some(INTERVIEWED_TO_OFFER)),
];

impl State<'_> {
    /// How many went on from each place to the next in this role, held against what is usual. Whoever stands somewhere has not gone on.
    pub fn passages(&self, role: RoleId) -> Vec<Passage> {
        let mine = Funnel::of(self, role);
        let others: Vec<&Funnel> = self.all::<Funnel>().filter(|other| other.role != role).collect();
        let passages = PASSAGES.iter().map(|(from, to, general)| {
            let sum = |place| {
                others
                    .iter()
                    .fold(0_u32, |sum, other| sum.saturating_add(other.reached(place)))
            };
            let (passed, of) = (sum(*to), sum(*from));
            let own = (of >= OWN).then(|| f64::from(passed) / f64::from(of));
            let own = own.filter(|own| (LOWEST..1.0).contains(own));
            Passage {
                from: *from,
                to: *to,
                passed: mine.reached(*to),
                of: mine.reached(*from),
                usual: general.or(own),
                is_own: general.is_none() && own.is_some(),
            }
        });
        passages.filter(|passage| passage.of > 0).collect()
    }

    /// The first place of a role from which fewer go on than is usual.
    pub fn bottleneck(&self, role: RoleId) -> Option<Passage> {
        self.passages(role).into_iter().find(Passage::is_narrow)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::problem::chance::{Drawn, share};
    use crate::domain::{Story, funnel};

    /// Whether it was ever called narrow while so many people came, of whom so many went on; asked after each of them.
    fn alarms(drawn: &mut Drawn, likely: f64, usual: f64, people: u32) -> bool {
        let mut passed = 0;
        (1..=people).any(|of| {
            passed += u32::from(drawn.happens(likely));
            is_narrow(passed, of, usual)
        })
    }

    #[test]
    fn below_ten_people_nothing_is_said() {
        assert!(!is_narrow(0, 9, 0.5) && is_narrow(0, 10, 0.5));
    }

    #[test]
    fn it_is_looked_at_after_each_five() {
        assert!(is_narrow(2, 15, 0.5));
        assert!(!is_narrow(2, 14, 0.5), "two of the first ten");
        assert!(!is_narrow(12, 13, 0.9), "who stands there may be about to go on");
    }

    #[test]
    fn chance_alone_is_called_narrow_one_to_four_times_in_a_hundred() {
        for (usual, most) in [(0.27, 0.045), (0.3, 0.04), (0.4, 0.04), (0.5, 0.04)] {
            let found = share(10_000, |drawn| alarms(drawn, usual, usual, 40));
            assert!((0.005..most).contains(&found), "{usual}: {found}");
        }
        // The general figures are lower than that: so often it is wrong there.
        let found = share(10_000, |drawn| {
            alarms(drawn, INTERVIEWED_TO_OFFER, INTERVIEWED_TO_OFFER, 40)
        });
        assert!((0.05..0.1).contains(&found), "{found}");
        let found = share(10_000, |drawn| alarms(drawn, LOWEST, LOWEST, 40));
        assert!(found < 0.1, "{found}");
    }

    #[test]
    fn half_the_usual_rate_is_found_in_half_the_roles_by_forty_people_and_in_most_by_eighty() {
        for (usual, by_80) in [(0.3, 0.77), (0.4, 0.87), (0.5, 0.92)] {
            let found = |people| share(10_000, |drawn| alarms(drawn, usual / 2.0, usual, people));
            let (forty, eighty) = (found(40), found(80));
            assert!((0.49..0.68).contains(&forty), "{usual}: {forty}");
            assert!((by_80..0.96).contains(&eighty), "{usual}: {eighty}");
        }
    }

    fn counts(story: &mut Story, role: &str, counts: &[(Place, i32)]) {
        for (place, by) in counts {
            story.does(funnel::Command::CountPeople {
                role: Story::role(role),
                place: *place,
                by: *by,
            });
        }
    }

    #[test]
    fn a_role_is_held_against_the_others_and_its_own_people_are_none_of_them() {
        let mut story = Story::begin();
        story.opens("sre", "SRE");
        counts(
            &mut story,
            "data",
            &[(Place::Approached, 30), (Place::Answered, 1)],
        );
        assert_eq!(
            story.state().bottleneck(Story::role("data")),
            None,
            "nothing is usual yet"
        );
        counts(
            &mut story,
            "sre",
            &[(Place::Approached, 20), (Place::Answered, 20)],
        );
        let found = story.state().bottleneck(Story::role("data")).unwrap();
        assert_eq!(
            found.words(),
            "1 of 31 went on from “approached” to “answered”; in your other roles 50 of 100"
        );
        assert_eq!(story.state().bottleneck(Story::role("sre")), None);
    }

    #[test]
    fn of_those_who_were_interviewed_a_general_figure_is_known() {
        let mut story = Story::begin();
        counts(&mut story, "data", &[(Place::Interview, 24)]);
        let found = story.state().bottleneck(Story::role("data")).unwrap();
        assert_eq!((found.passed, found.of, found.is_own), (0, 24, false));
    }
}
