//! What is kept beside the rows of a workspace.

/// One thing that is kept beside the rows.
#[derive(PartialEq, Eq, Debug)]
pub struct Outside {
    pub place: &'static str,
    pub what: &'static str,
    pub why: &'static str,
    pub readers: &'static str,
    pub until: &'static str,
    /// The tables of the server's database in which it stands, with a space between.
    pub tables: &'static str,
}

/// Who reads what the server keeps for itself.
const OPERATOR: &str = "No page shows it. Whoever runs the server can read its files.";

pub static OUTSIDE: &[Outside] = &[
    Outside {
        place: "Account",
        what: "E-mail address, name, and a hash of the password (Argon2), never the password",
        why: "To sign in. The address is for signing in and for who invites; nothing is sent to it by itself.",
        readers: OPERATOR,
        until: "For as long as the server has its database: an account has no day on which it goes.",
        tables: "accounts",
    },
    Outside {
        place: "Signed-in devices",
        what: "A hash of the session’s secret, the kind of device and browser, when it was opened, when it was last used (to the hour), and whether it was locked or wiped from elsewhere",
        why: "So that people see where they are signed in, and can lock or wipe a device that was lost.",
        readers: "The person alone, in Settings.",
        until: "It opens nothing after 90 days. The line stays until they sign out there or change the password.",
        tables: "sessions",
    },
    Outside {
        place: "Invitations",
        what: "A hash of the secret, for whom it is, with which right, from whom, and its last day",
        why: "So that somebody can join, once.",
        readers: "Owners of the workspace, while it is open.",
        until: "It opens nothing after a week. The line stays until it was used or withdrawn.",
        tables: "invitations",
    },
    Outside {
        place: "Who belongs where",
        what: "Which account is, or was, in which workspace; when a workspace was founded, and by whom",
        why: "So that a sign-in leads to the right boards. Who may come in is said by the workspace alone.",
        readers: OPERATOR,
        until: "For as long as the workspace.",
        tables: "memberships workspaces",
    },
    Outside {
        place: "Rows",
        what: "All that stands above, each with who may hold it and a number for its last change",
        why: "So that each device is sent what is new for its person, and nothing else.",
        readers: "Whoever is named above.",
        until: "As said above.",
        tables: "rows",
    },
    Outside {
        place: "What ceased to be shown",
        what: "The number of a row that somebody may not see any more, when that was, who they are, and whether it was about somebody who was erased; nothing of what it said",
        why: "So that devices drop it, also one that was offline for long.",
        readers: OPERATOR,
        until: "For as long as the workspace.",
        tables: "departed",
    },
    Outside {
        place: "Journal",
        what: "Each change: who gave it, when by their clock and when it came, what it said, what came of it, and whom it names. What was said to one reader after a start, and secrets, are left out",
        why: "To find out how something came to be, and so that nothing that is sent twice is done twice.",
        readers: OPERATOR,
        until: "For as long as the workspace. What names somebody who is erased is emptied with them.",
        tables: "journal subjects",
    },
    Outside {
        place: "Devices that send changes",
        what: "A number for each board, whose it is, and the numbers of the changes that it sent",
        why: "So that a change that arrives twice, or late, is done once.",
        readers: OPERATOR,
        until: "For as long as the workspace.",
        tables: "devices receipts",
    },
    Outside {
        place: "Waiting work and mail",
        what: "Which letter is to be sent, or which rows are to be handed on: by their numbers, never with their words",
        why: "So that a restart forgets nothing. The letter itself is the update; its address and how it went stand there.",
        readers: OPERATOR,
        until: "Until it is done.",
        tables: "jobs",
    },
    Outside {
        place: "Links",
        what: "To which workspace a link belongs. Of its secret there is a hash, with the link above. When a link is opened, or by whom, is kept nowhere",
        why: "So that an address leads to the right page.",
        readers: OPERATOR,
        until: "For as long as the server: a link’s number is never given twice.",
        tables: "links",
    },
    Outside {
        place: "Passcodes of links",
        what: "A hash, made with a key in a file of its own; how many wrong tries there were of late, and when",
        why: "So that nobody guesses it.",
        readers: OPERATOR,
        until: "For as long as the link’s number.",
        tables: "passcodes",
    },
    Outside {
        place: "Decisions that no backup undoes",
        what: "Who was erased (by number), which links were revoked, who was let go, which sessions ended, and hashes of changed passwords",
        why: "So that whoever was erased stays so when an older backup is put back.",
        readers: OPERATOR,
        until: "For as long as the server has its files.",
        tables: "decisions barred",
    },
    Outside {
        place: "Wrong passwords",
        what: "How often an address of the network, or an account, was wrong of late; in memory alone",
        why: "So that guessing takes ever longer.",
        readers: "Nobody.",
        until: "A day, or until the server starts anew.",
        tables: "",
    },
    Outside {
        place: "The server’s log",
        what: "What went wrong, with numbers of workspaces and links; no names, no words and no addresses of pages",
        why: "To mend it.",
        readers: "Whoever runs the server.",
        until: "As long as they keep their logs.",
        tables: "",
    },
    Outside {
        place: "A recruiter’s browser",
        what: "The copy of the board, what waits to be sent, what was sent in the last 14 days, half-typed words, the look of the board, which workspace was shown, who signed in, and a cookie that keeps them signed in for 90 days",
        why: "So that the board works without a network and no word is lost.",
        readers: "Whoever can use the browser.",
        until: "Until it is wiped in Settings, from another device, or by the browser. What is half typed to or about somebody goes when they are erased.",
        tables: "",
    },
    Outside {
        place: "A leader’s or guest’s browser",
        what: "Cookies that hold the link’s secret, that its passcode was given, and that the leader said it is them; the last view of the page (not behind a passcode), replies that wait for a network, words half typed in that tab, and notes from an interview, which are never sent",
        why: "So that the page opens without a network and no reply is lost.",
        readers: "Whoever can use the browser.",
        until: "Until the link ends and the page is opened again; a cookie for 400 days, and what is half typed until the tab is closed.",
        tables: "",
    },
];
