//! One tab of the board: its memory, its disk, its conversation with other tabs and with the server.

mod changed;
mod exchange;
mod foresight;
mod history;
mod line;
mod memory;
mod open;
mod others;
pub mod places;
mod status;
mod storage;
mod work;

pub use changed::rows_looked_at;
pub use foresight::experience;
pub use line::on_stranger;
pub use memory::Tab;
pub use status::{Hands, Notice, Server, Status, Storage, capital};
pub use work::hands;
