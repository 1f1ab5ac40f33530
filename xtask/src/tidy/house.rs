//! The house: which room stands above which, and who may name what. This is data; the rules that read it stand beside it.

/// Where all this stands, for whoever is to add to it.
pub const LIST: &str = "xtask/src/tidy/house.rs";

/// The places and rules of a tree.
#[derive(Clone, Copy)]
pub struct House {
    /// Rooms from the ground up, a line a floor. A file knows its own room and those on the floors below; rooms on one
    /// floor do not know each other. The longest name that fits a file is its room.
    pub floors: &'static [&'static [&'static str]],
    pub only: &'static [Only],
    /// Sheets that dress the page itself, or pieces that stand everywhere, instead of one block.
    pub open_sheets: &'static [&'static str],
    pub knots: &'static [Knot],
    /// Where what is said of leaders passes through the workspace's word for them.
    pub worded: &'static str,
    /// What looks like such a word there, by its file, and is read by programs alone.
    pub keys: &'static [(&'static str, &'static str)],
}

/// Files that cannot be told apart by floors. What they know of each other and of `above` is not asked about; a circle
/// that leaves them is found, and so is a line that is no longer needed.
pub struct Knot {
    pub files: &'static [&'static str],
    pub above: &'static [&'static str],
}

impl Knot {
    /// Whether it excuses that this file knows the other.
    pub fn ties(&self, file: &str, other: &str) -> bool {
        let is_of = |places: &[&str], path| places.iter().any(|place| is_in(path, place));
        is_of(self.files, file) && (is_of(self.files, other) || is_of(self.above, other))
    }
}

/// A room, and on which floor it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Room {
    pub floor: usize,
    pub name: &'static str,
}

impl House {
    /// The room in which a file stands: the longest name that fits.
    pub fn room(&self, file: &str) -> Option<Room> {
        let rooms = self.floors.iter().enumerate().flat_map(|(floor, names)| {
            let named = names.iter();
            named.map(move |name| Room { floor, name })
        });
        rooms
            .filter(|room| is_in(file, room.name))
            .max_by_key(|room| room.name.len())
    }
}

/// What only some may name, and what to do instead.
pub struct Only {
    /// The first words of a path, such as `axum` or `std::fs`; `gloo_` stands for all that begin so.
    pub names: &'static [&'static str],
    pub may: Who,
    pub instead: &'static str,
}

pub enum Who {
    /// These places and no others.
    Only(&'static [&'static str]),
    /// All but these places.
    AllBut(&'static [&'static str]),
}

/// Where files are kept short, and how short.
pub const SHORT: [&str; 6] = ["end2end", "simulator", "src", "style", "tests", "xtask"];
pub const MOST_LINES: usize = 600;

pub const HOUSE: House = House {
    floors: FLOORS,
    only: ONLY,
    open_sheets: &["style/01-base.css", "style/02-pieces.css"],
    knots: &[TABLE_OF_WORDS],
    worded: "src/board",
    keys: &[
        ("src/board/columns/filter.rs", "leader"),
        ("src/board/desk/route.rs", "leader"),
        ("src/board/desk/route.rs", "leaders"),
        ("src/board/leader/leaders.rs", "leaders"),
        ("src/board/leader/share.rs", "leader"),
        ("src/board/role/new.rs", "leader"),
        // Fields as a refusal names them, which is worded as a whole.
        ("src/board/leader/known.rs", "leader's name"),
        ("src/board/role/edit.rs", "leader's name"),
    ],
};

/// The table of words and what stands on it. A row is one of all words, so whatever holds rows knows every word by way
/// of the table; and each word's rules ask what holds them. Cut here, a word would no longer be one line in a table.
/// The words among themselves stand in no circle.
const TABLE_OF_WORDS: Knot = Knot {
    files: &[
        "src/domain/words.rs",
        "src/domain/kernel/audience.rs",
        "src/domain/kernel/command.rs",
        "src/domain/kernel/erasure.rs",
        "src/domain/kernel/hit.rs",
        "src/domain/kernel/job.rs",
        "src/domain/kernel/refusal.rs",
        "src/domain/kernel/restore.rs",
        "src/domain/kernel/rows.rs",
        "src/domain/kernel/spread.rs",
        "src/domain/kernel/state.rs",
        "src/domain/kernel/table.rs",
    ],
    above: &[
        "src/domain/candidate",
        "src/domain/discovery",
        "src/domain/expectation",
        "src/domain/hire",
        "src/domain/kit",
        "src/domain/problem",
        "src/domain/role",
        "src/domain/scorecard",
        "src/domain/partnership",
        "src/domain/workspace",
    ],
};

const FLOORS: &[&[&str]] = &[
    // What all words stand on, their table, the words, what is made of them.
    &["src/domain/kernel"],
    &["src/domain/words.rs"],
    &["src/domain"],
    &["src/domain/derived", "src/domain/import"],
    &["src/sync"],
    // What both sides of a call take and tell. The functions themselves know the server, which does what they say.
    &["src/calls/told.rs"],
    &["src/portal/view", "src/portal/gesture.rs"],
    &["src/ui"],
    &["src/portal"],
    // The server. It stands below the browser's rooms, so that it knows none of them.
    &["src/server/mail/through.rs"],
    &["src/server/mail"],
    &["src/server/operate/clock.rs", "src/server/operate/config.rs"],
    &["src/server/store"],
    &["src/server/accounts/secret.rs", "src/server/accounts/tries.rs"],
    &["src/server/work"],
    &["src/server/http/error.rs", "src/server/http/tally.rs"],
    &["src/server/http/watchers.rs"],
    &["src/server/app.rs"],
    &["src/server/http"],
    &["src/server/accounts"],
    &[
        "src/server/team",
        "src/server/devices",
        "src/server/calendar",
        "src/server/portal",
    ],
    &["src/calls"],
    &["src/server/http/router.rs"],
    &["src/server/operate"],
    &["src/server"],
    // The browser.
    &["src/browser"],
    &["src/board/desk"],
    &["src/board/kit"],
    &[
        "src/board/start",
        "src/board/leader",
        "src/board/device",
        "src/board/import",
    ],
    &["src/board/problems"],
    &[
        "src/board/candidate",
        "src/board/effort",
        "src/board/discovery",
        "src/board/hire",
        "src/board/keeps",
        "src/board/lever",
        "src/board/questions",
        "src/board/workspace",
        "src/board/gate",
        "src/board/review",
    ],
    &["src/board/told"],
    &["src/board/role"],
    &["src/board/columns", "src/board/today"],
    &["src/board/frame"],
    &["src/board/mount.rs"],
    &["src/board"],
    &["src/lib.rs"],
    &["src/main.rs"],
];

const ONLY: &[Only] = &[
    Only {
        names: &[
            "web_sys",
            "js_sys",
            "gloo_",
            "wasm_bindgen",
            "wasm_bindgen_futures",
            "indexed_db_futures",
        ],
        may: Who::Only(&["src/browser", "src/lib.rs", "xtask"]),
        instead: "give `browser` a function that says what is wanted, and call that",
    },
    Only {
        names: &["axum", "leptos_axum", "rusqlite", "sqlx"],
        may: Who::Only(&["src/server", "src/main.rs"]),
        instead: "leave this to `server`, or hand in what was read as a plain type",
    },
    Only {
        names: &["std::fs", "std::net", "std::time"],
        may: Who::AllBut(&["src/domain", "src/sync"]),
        instead: "the core does no IO and reads no clock: take what was read, or the time, as a parameter",
    },
    Only {
        names: &["chrono::Utc::now", "chrono::Local"],
        may: Who::AllBut(&["src/domain", "src/sync"]),
        instead: "the core reads no clock: take the time as a parameter",
    },
];

/// Whether this path is that place, or stands in it.
pub fn is_in(path: &str, place: &str) -> bool {
    path.strip_prefix(place)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
