//! What a kit says of itself.

use super::{Criterion, Kit, KitDetails};
use crate::domain::{
    Audience, Body, Erasure, Goal, Hit, Kind, Leader, Restorable, Role, RoleId, RowKey, Shown, State, UserId,
    Word, erasure, mentions, restore,
};

impl Word for Kit {
    /// There is one for a role.
    type Id = RoleId;
    const VERSION: u16 = 1;

    fn id(&self) -> RoleId {
        self.role
    }

    fn hangs_on(&self) -> Vec<RowKey> {
        vec![Role::key(self.role)]
    }

    fn readers(&self, wide: Audience, _: &State) -> Audience {
        wide
    }

    fn mark(&self) -> (u8, i64) {
        (0, 0)
    }

    fn spoke_of(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn for_readers(self, _: &Audience, _: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        self
    }

    /// Who changed it stays.
    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    /// The questions stay, but for words that name the leader, now or as they were.
    fn erased(&self, leader: &Leader, _: &State) -> Erasure<Self> {
        let name = &leader.details.name;
        let mut kit = self.clone();
        if kit.leader == Some(leader.id) {
            kit.leader = None;
            kit.details.shown = Shown::Us;
        }
        let earlier = kit.versions.iter_mut().flat_map(|version| &mut version.was);
        for words in kit
            .details
            .criteria
            .iter_mut()
            .chain(earlier)
            .flat_map(Criterion::words_mut)
        {
            if mentions(words, name) {
                erasure::WORDS.clone_into(words);
            }
        }
        if kit == *self {
            Erasure::Kept("it names nobody who is erased")
        } else {
            Erasure::Scrubbed(kit)
        }
    }

    fn text(&self, _: &State) -> Option<String> {
        let criteria = self.details.criteria.iter();
        let words = criteria.flat_map(|one| [&one.what, &one.happened.words, &one.would.words]);
        let words: Vec<&str> = words
            .map(String::as_str)
            .filter(|words| !words.is_empty())
            .collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let role = state.get::<Role>(self.role).map_or("", Role::called);
        Some(Hit {
            kind: Kind::Kit,
            title: if self.details.criteria.is_empty() {
                "Interview questions".into()
            } else {
                self.looks_for()
            },
            detail: format!("Interview questions for {role}"),
            goal: Goal::Role(self.role),
        })
    }

    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let nothing = KitDetails::default();
        let before = before.map_or(&nothing, |before| &before.details);
        restore::back(
            Restorable::kit(now.role, before),
            Restorable::kit(now.role, &now.details),
        )
    }
}

impl Criterion {
    fn words_mut(&mut self) -> [&mut String; 8] {
        let [low, middle, high] = &mut self.anchors;
        let (happened, would) = (&mut self.happened, &mut self.would);
        [
            &mut self.what,
            &mut happened.words,
            &mut happened.reason,
            &mut would.words,
            &mut would.reason,
            low,
            middle,
            high,
        ]
    }
}
