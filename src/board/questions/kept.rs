//! A question that is half typed outlives a reload: with it stays what it was when its author began, so that what others change
//! meanwhile is kept or asked about.

use leptos::prelude::*;

use crate::board::desk::desk;
use crate::browser::local;
use crate::domain::{CriterionId, KitDetails, Role, RoleId, kit::Criterion};

/// What it was, where it was there, and what is typed.
type Begun = (Option<Criterion>, Criterion);

/// Where it is kept on the device.
#[derive(Clone, Copy)]
pub struct Kept {
    place: StoredValue<String>,
    was: StoredValue<Option<Criterion>>,
    /// What the form would say if nothing were typed.
    plain: StoredValue<Option<Criterion>>,
}

impl Kept {
    fn at(role: RoleId, question: &str) -> Self {
        let leader = desk()
            .tab()
            .peek(|state| state.get::<Role>(role).ok().and_then(|role| role.leader));
        let place = local::talk_draft(role, leader, question);
        Self {
            place: StoredValue::new(place),
            was: StoredValue::new(None),
            plain: StoredValue::new(None),
        }
    }

    /// Of one that stands.
    pub fn of(role: RoleId, id: CriterionId) -> Self {
        Self::at(role, &format!("asked.{id}"))
    }

    /// Of one that is to be added.
    pub fn of_new(role: RoleId) -> Self {
        Self::at(role, "asked")
    }

    fn begun(self) -> Option<Begun> {
        self.place.with_value(|place| local::get(place))
    }

    pub fn is_begun(self) -> bool {
        self.begun().is_some()
    }

    /// What a form is built from: what is there now, and the question as it was left.
    pub fn resumed(self, mut now: KitDetails, plain: Criterion) -> (KitDetails, Criterion) {
        let (was, typed) = self.begun().unwrap_or_else(|| {
            let there = now.criteria.iter().find(|one| one.id == plain.id);
            (there.cloned(), plain.clone())
        });
        let plain = was.clone().unwrap_or(Criterion {
            id: typed.id,
            ..plain
        });
        self.plain.set_value(Some(plain));
        if let Some(was) = &was
            && let Some(one) = now.criteria.iter_mut().find(|one| one.id == was.id)
        {
            one.clone_from(was);
        }
        self.was.set_value(was);
        (now, typed)
    }

    /// Nothing, where nothing was changed.
    pub fn keep(self, typed: &Criterion) {
        let is_same = self.plain.with_value(|plain| plain.as_ref() == Some(typed));
        if is_same {
            return self.forget();
        }
        self.place.with_value(|place| {
            self.was.with_value(|was| local::set(place, (was, typed)));
        });
    }

    pub fn forget(self) {
        self.place.with_value(|place| local::remove(place));
    }
}
