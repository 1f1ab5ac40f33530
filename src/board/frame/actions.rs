//! All that can be done by its name, or by a key.

use crate::board::{
    candidate, columns,
    desk::{Action, Sheet},
    device, discovery, effort, hire, import, keeps, leader, lever, problems, questions, review, role, today,
    told, workspace,
};

const HERE: &[Action] =
    &[Action::new("Keyboard shortcuts", "help keys", |desk| desk.lay(Sheet::Help)).on_key("?")];

/// What each room offers, in the order in which the palette lists it.
const ROOMS: [&[Action]; 18] = [
    effort::ACTIONS,
    role::ACTIONS,
    discovery::ACTIONS,
    candidate::ACTIONS,
    questions::ACTIONS,
    problems::ACTIONS,
    hire::ACTIONS,
    told::ACTIONS,
    lever::ACTIONS,
    review::ACTIONS,
    today::ACTIONS,
    columns::ACTIONS,
    leader::ACTIONS,
    workspace::ACTIONS,
    import::ACTIONS,
    device::ACTIONS,
    keeps::ACTIONS,
    HERE,
];

pub fn actions() -> impl Iterator<Item = &'static Action> {
    ROOMS.into_iter().flatten()
}
