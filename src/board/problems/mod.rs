//! What comes back from role to role: proposed, raised, owned, told to whoever owns it, and fixed.

mod amend;
mod attraction;
mod brief;
mod card;
mod fixed;
mod form;
mod heard;
mod narrow;
mod of_role;
mod origin;
mod owner;
mod owner_link;
mod page;
mod proposal;

use crate::board::desk::{Action, Route};
pub use form::ProblemForm;
pub use of_role::RoleProblems;
pub use page::ProblemsPage;

/// What the palette offers of it.
pub const ACTIONS: &[Action] = &[Action::new(
    "Problems",
    "raise problem recurring cause owner fix countermeasure bottleneck",
    |desk| desk.go(Route::Problems),
)
.on_key("p")];
