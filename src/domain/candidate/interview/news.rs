//! Who is to be told how it stands with an interview now, after it was moved, called off or is on again.

use chrono::{DateTime, FixedOffset};

use super::{CalledOff, Interview, OffCause, Untold};
use crate::domain::{Changes, State};

impl Interview {
    /// It begins at another time, or at none: both are told, unless it is moved back before they were.
    pub(super) fn moved(self, to: Option<DateTime<FixedOffset>>) -> Self {
        let told = if self.untold.is_nobody() {
            self.starts
        } else {
            self.moved_from.or(self.starts)
        };
        let is_back = to.is_some() && told == to;
        Self {
            moved_from: told.filter(|_| !is_back),
            untold: if is_back { Untold::NOBODY } else { Untold::BOTH },
            starts: to,
            held: false,
            revision: self.revision.saturating_add(1),
            ..self
        }
    }

    pub(super) fn off(self, off: CalledOff) -> Self {
        Self {
            untold: self.to_tell(off.cause),
            off: Some(CalledOff {
                untold: self.untold,
                ..off
            }),
            revision: self.revision.saturating_add(1),
            ..self
        }
    }

    /// Who hears that it is off. Whoever cannot make it knows; so do those of whom it is decided that they do not meet.
    fn to_tell(&self, cause: OffCause) -> Untold {
        let had_time = self.starts.is_some();
        match cause {
            OffCause::Candidate => Untold {
                leader: true,
                candidate: false,
            },
            OffCause::Leader if had_time => Untold::CANDIDATE,
            OffCause::Role if had_time => Untold::BOTH,
            _ => Untold::NOBODY,
        }
    }

    /// It takes place after all: as it stood, unless somebody was told that it does not.
    pub(super) fn on_again(self) -> Self {
        let Some(off) = &self.off else { return self };
        let was_told = !self.to_tell(off.cause).is_nobody() && self.untold.is_nobody();
        Self {
            untold: if was_told { Untold::BOTH } else { off.untold },
            off: None,
            revision: self.revision.saturating_add(1),
            ..self
        }
    }

    pub(super) fn note_told(&self, state: &State, untold: Untold) -> Changes {
        if self.untold == untold {
            return Changes::new();
        }
        state.put(Self {
            untold,
            ..self.clone()
        })
    }
}
