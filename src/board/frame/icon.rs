//! Small drawings beside the names of the main pages.

use leptos::prelude::*;

#[derive(Clone, Copy)]
pub enum Icon {
    Today,
    Board,
    Log,
    Leaders,
    More,
}

impl Icon {
    pub fn draw(self) -> impl IntoView {
        let path = match self {
            Self::Today => {
                "M3 6l1.6 1.6L7.5 4.5M3 12l1.6 1.6 2.9-3.1M3 18l1.6 1.6 2.9-3.1M11 6h10M11 12h10M11 18h10"
            }
            Self::Board => "M4 4h4.5v16H4zM10 4h4.5v9H10zM16 4h4.5v12H16z",
            Self::Log => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8v8M8 12h8",
            Self::Leaders => "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM5 20c.5-3.5 3-5.5 7-5.5s6.5 2 7 5.5",
            Self::More => {
                "M4 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0M11 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0M18 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0"
            }
        };
        view! { <svg viewBox="0 0 24 24" aria-hidden="true"><path d=path></path></svg> }
    }
}
