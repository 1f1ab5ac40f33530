//! Each rule catches what breaks it, and says what to do.

use super::house::{House, Knot, Only, Who};
use super::{Finding, Tree, check};

const ONLY: &[Only] = &[
    Only {
        names: &["web_sys", "gloo_"],
        may: Who::Only(&["src/browser"]),
        instead: "ask `browser`",
    },
    Only {
        names: &["std::fs", "chrono::Utc::now"],
        may: Who::AllBut(&["src/domain"]),
        instead: "take it as a parameter",
    },
];

const SMALL: House = House {
    floors: &[&["src/domain"], &["src/browser"], &["src/lib.rs"]],
    only: ONLY,
    open_sheets: &["style/base.css"],
    knots: &[],
    worded: "src/browser",
    keys: &[],
};

/// A sound tree, with these files besides or instead.
fn tree(files: &[(&str, &str)]) -> Tree {
    let sound = [
        ("src/lib.rs", "pub mod browser;\npub mod domain;\n"),
        (
            "src/domain/mod.rs",
            "mod role;\nmod stage;\n\npub use role::Role;\n",
        ),
        (
            "src/domain/role.rs",
            "use super::stage::Stage;\n\npub struct Role(Stage);\n",
        ),
        ("src/domain/stage.rs", "pub struct Stage;\n"),
        (
            "src/browser/mod.rs",
            "use crate::domain::Role;\n\nfn show(role: Role, to: web_sys::Element) {}\n",
        ),
        ("xtask/src/main.rs", "mod repo;\n\nuse crate::repo::Repo;\n"),
        ("xtask/src/repo.rs", "pub struct Repo;\n"),
        ("style/base.css", ":root { color: black; }\nbody { margin: 0; }\n"),
        (
            "style/card.css",
            "/* { */ @layer board { .card { h3 { margin: 0; } @media print { display: none; } } }\n",
        ),
        ("end2end/a.ts", "import { b } from \"./b.js\";\n"),
        ("end2end/b.ts", "export const b = 1;\n"),
    ];
    let all = sound.iter().chain(files);
    all.map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

fn found(files: &[(&str, &str)]) -> Vec<Finding> {
    check(&tree(files), &SMALL).unwrap()
}

/// The one finding: where it is, and what it says.
fn one(files: &[(&str, &str)]) -> (String, String) {
    let found = found(files);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(!found[0].remedy.is_empty());
    (
        format!("{}:{}", found[0].path, found[0].line),
        found[0].what.clone(),
    )
}

#[test]
fn a_sound_tree_has_no_findings() {
    assert_eq!(found(&[]), []);
}

#[test]
fn a_room_that_knows_one_above_it_is_found_through_re_exports_macros_and_aliases() {
    for knows in [
        "use crate::browser::Element;\npub struct Role;\n",
        "use crate::browser as page;\npub fn f() { page::show() }\n",
        "pub fn f() { say!(\"{}\", crate::browser::name()) }\n",
        "pub struct Role(crate::browser::Element);\n",
    ] {
        let (place, what) = one(&[
            ("src/domain/role.rs", knows),
            ("src/browser/mod.rs", "pub struct Element;\n"),
        ]);
        assert!(place.starts_with("src/domain/role.rs:"), "{place}");
        assert!(what.starts_with("src/domain knows src/browser"), "{what}");
    }
}

#[test]
fn what_is_for_tests_only_may_know_all() {
    let tests = "#[cfg(test)]\nmod tests {\n    use crate::browser::Element;\n}\npub struct Stage;\n";
    assert_eq!(found(&[("src/domain/stage.rs", tests)]), []);
    let declared = "#[cfg(test)]\nmod stories;\nmod role;\nmod stage;\npub use role::Role;\n";
    let stories = ("src/domain/stories.rs", "use crate::browser::Element;\n");
    assert_eq!(found(&[("src/domain/mod.rs", declared), stories]), []);
}

#[test]
fn rooms_on_one_floor_do_not_know_each_other() {
    let house = House {
        floors: &[&["src/domain", "src/browser"], &["src/lib.rs"]],
        ..SMALL
    };
    let found = check(&tree(&[]), &house).unwrap();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].path.as_str(), found[0].line), ("src/browser/mod.rs", 1));
}

#[test]
fn a_file_in_no_room_and_a_room_without_files_are_found() {
    let (place, _) = one(&[("src/utils.rs", "pub fn f() {}\n")]);
    assert_eq!(place, "src/utils.rs:0");
    let house = House {
        floors: &[&["src/domain"], &["src/browser"], &["src/board"], &["src/lib.rs"]],
        ..SMALL
    };
    let found = check(&tree(&[]), &house).unwrap();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].what, "there is no src/board");
}

#[test]
fn files_in_a_circle_are_found_in_rust_and_in_scripts() {
    let stage = "use super::Role;\n\npub struct Stage(Option<Box<Role>>);\n";
    let (place, what) = one(&[("src/domain/stage.rs", stage)]);
    assert_eq!(place, "src/domain/role.rs:1");
    assert!(
        what.ends_with("src/domain/role.rs -> src/domain/stage.rs -> src/domain/role.rs"),
        "{what}"
    );
    let (place, _) = one(&[
        ("xtask/src/repo.rs", "use crate::main;\npub struct Repo;\n"),
        ("xtask/src/main.rs", "mod repo;\nuse repo::Repo;\nfn main() {}\n"),
    ]);
    assert_eq!(place, "xtask/src/main.rs:2");
    for back in [
        "import { a } from './a';\n",
        "export {\n  a,\n} from \"./a.js\";\n",
        "await import(\"./a\");\n",
    ] {
        let (place, _) = one(&[("end2end/b.ts", back)]);
        assert_eq!(place, "end2end/a.ts:1");
    }
}

#[test]
fn a_folders_own_file_stands_in_a_circle_only_if_it_speaks_of_what_it_shows() {
    let stage = "use super::Name;\npub struct Stage(Name);\n";
    let shows = "mod role;\nmod stage;\npub use role::Role;\npub use stage::Stage;\npub struct Name;\n";
    let files = |all: &'static str| [("src/domain/stage.rs", stage), ("src/domain/mod.rs", all)];
    assert_eq!(found(&files(shows)), []);
    let speaks =
        "mod role;\nmod stage;\npub use role::Role;\npub use stage::Stage;\npub struct Name(Stage);\n";
    let (place, _) = one(&files(speaks));
    assert_eq!(place, "src/domain/mod.rs:4");
}

#[test]
fn what_a_macro_makes_counts_for_its_file_and_a_visibility_for_none() {
    let made = [
        (
            "src/domain/mod.rs",
            "mod role;\nmod stage;\npub use role::Role;\npub use stage::Made;\n",
        ),
        (
            "src/domain/stage.rs",
            "make!(Made, Stage);\npub(in crate::domain) fn f() {}\n",
        ),
        (
            "src/domain/role.rs",
            "use crate::domain::Made;\npub struct Role(Made);\n",
        ),
    ];
    assert_eq!(found(&made), []);
    let back = ("src/domain/stage.rs", "make!(Made);\nuse crate::domain::Role;\n");
    let (place, what) = one(&[made[0], made[2], back]);
    assert_eq!(place, "src/domain/role.rs:1");
    assert!(!what.contains("mod.rs"), "{what}");
}

/// The table of words knows the words, and they know it.
const KNOTTED: House = House {
    floors: &[
        &["src/domain/table.rs"],
        &["src/domain"],
        &["src/browser"],
        &["src/lib.rs"],
    ],
    knots: &[Knot {
        files: &["src/domain/table.rs"],
        above: &["src/domain/role.rs", "src/domain/stage.rs"],
    }],
    ..SMALL
};

const TABLE: (&str, &str) = (
    "src/domain/table.rs",
    "use super::{Role, Stage};\n\npub enum Row {\n    Role(Role),\n    Stage(Stage),\n}\n",
);

fn knotted(files: &[(&str, &str)]) -> Vec<Finding> {
    let all = "mod role;\nmod stage;\nmod table;\npub use role::Role;\npub use stage::Stage;\npub use table::Row;\n";
    let role = "use super::{Row, Stage};\npub struct Role(Stage, Box<Row>);\n";
    let sound = [("src/domain/mod.rs", all), ("src/domain/role.rs", role), TABLE];
    check(&tree(&[&sound, files].concat()), &KNOTTED).unwrap()
}

#[test]
fn a_knot_may_know_what_stands_above_it_and_nothing_else_does() {
    assert_eq!(knotted(&[]), []);
    let stage = "use super::Role;\npub struct Stage(Option<Box<Role>>);\n";
    let words = knotted(&[("src/domain/stage.rs", stage)]);
    assert_eq!(words.len(), 1, "{words:#?}");
    assert_eq!(
        (words[0].path.as_str(), words[0].line),
        ("src/domain/role.rs", 1),
        "words in a circle of their own"
    );
    let higher = ("src/browser/mod.rs", "pub struct Element;\n");
    let table =
        "use crate::browser::Element;\nuse super::{Role, Stage};\npub struct Row(Role, Stage, Element);\n";
    let knows = knotted(&[higher, ("src/domain/table.rs", table)]);
    assert_eq!(knows.len(), 1, "{knows:#?}");
    assert_eq!(
        (knows[0].path.as_str(), knows[0].line),
        ("src/domain/table.rs", 1)
    );
}

#[test]
fn what_a_knot_does_not_tie_is_taken_out_of_it() {
    let loose = knotted(&[("src/domain/table.rs", "use super::Role;\npub struct Row(Role);\n")]);
    assert_eq!(loose.len(), 1, "{loose:#?}");
    assert!(loose[0].what.starts_with("src/domain/stage.rs"), "{loose:#?}");
    let loose = knotted(&[("src/domain/table.rs", "pub struct Row;\n")]);
    assert_eq!(loose.len(), 3, "{loose:#?}");
}

#[test]
fn what_only_some_may_name_is_found_elsewhere_also_in_attributes_and_tests() {
    for (names, line) in [
        ("use web_sys::Element;\npub struct Role;\n", 1),
        ("use gloo_timers::future;\npub struct Role;\n", 1),
        ("pub struct Role;\nfn f() { std::fs::read(\"x\"); }\n", 2),
        ("use std::{\n    fmt,\n    fs::File,\n};\npub struct Role;\n", 3),
        ("use chrono::Utc;\npub struct Role;\nfn f() { Utc::now(); }\n", 3),
        ("#[web_sys::made]\npub struct Role;\n", 1),
        (
            "pub struct Role;\n#[cfg(test)]\nmod tests {\n    use web_sys::Element;\n}\n",
            4,
        ),
    ] {
        let (place, _) = one(&[("src/domain/role.rs", names)]);
        assert_eq!(place, format!("src/domain/role.rs:{line}"), "{names}");
    }
    let allowed = "use chrono::Utc;\npub struct Role(Utc);\nfn f() { let std = 1; }\n";
    assert_eq!(found(&[("src/domain/role.rs", allowed)]), []);
}

#[test]
fn what_is_said_of_leaders_passes_through_the_word_for_them() {
    let beside = |line: &str| format!("use crate::domain::Role;\n\nfn show(role: Role) {{ {line} }}\n");
    for says in [
        r#"say("Its leader’s page");"#,
        r#"view! { <p>"All leaders"</p> };"#,
        r#"say(format!("{count} leaders"));"#,
        r#"let label = ("Leader", ours("A leader"));"#,
        r#"ours("A role") + "leader";"#,
    ] {
        let (place, what) = one(&[("src/browser/mod.rs", &beside(says))]);
        assert_eq!(place, "src/browser/mod.rs:3", "{says}");
        assert!(what.contains("says leader"), "{what}");
    }
    for silent in [
        r#"ours("A leader"); desk::ours_live("Leaders"); Action::new("Leaders", "leaders", go);"#,
        r#"view! { <p class="leader-page">{ours_live("All leaders")}</p> };"#,
        r#"go("/leaders"); say("{leader} leads, a leadership"); /* a leader */"#,
        "} /** The leader */ #[cfg(test)] mod tests { const A: &str = \"leader\"; } fn other() {",
    ] {
        assert_eq!(found(&[("src/browser/mod.rs", &beside(silent))]), [], "{silent}");
    }
}

#[test]
fn a_key_that_is_read_by_programs_is_listed_and_a_listed_one_is_there() {
    let house = House {
        keys: &[
            ("src/browser/mod.rs", "leader"),
            ("src/browser/mod.rs", "leaders"),
        ],
        ..SMALL
    };
    let text = "use crate::domain::Role;\n\nfn show(role: Role) { key(\"leader\"); }\n";
    let found = check(&tree(&[("src/browser/mod.rs", text)]), &house).unwrap();
    let [idle] = found.as_slice() else {
        panic!("{found:#?}")
    };
    assert!(idle.what.contains("“leaders” is listed"), "{idle}");
}

#[test]
fn a_sheet_has_one_root_class() {
    let two = "@layer board {\n  .card { margin: 0; }\n\n  .card-foot, .card + p { margin: 0; }\n}\n";
    let (place, what) = one(&[("style/card.css", two)]);
    assert_eq!(place, "style/card.css:4");
    assert!(what.contains(".card-foot"), "{what}");
    let (place, _) = one(&[(
        "style/card.css",
        ".card { margin: 0; }\n@media print {\n  p { margin: 0; }\n}\n",
    )]);
    assert_eq!(place, "style/card.css:3");
    let (place, _) = one(&[("style/card.css", "main { margin: 0; }\n")]);
    assert_eq!(place, "style/card.css:0");
    let sound =
        "@layer a, b;\n@keyframes turn { from { top: 0; } }\n.card:is(p, q) { & > p { margin: 0; } }\n";
    assert_eq!(found(&[("style/card.css", sound)]), []);
}

#[test]
fn no_rule_for_the_screen_asks_what_the_whole_page_holds() {
    let asks = ".card {\n  @media (width > 9px) {\n    .desk:has(p) > & { margin: 0; }\n  }\n}\n";
    let (place, what) = one(&[("style/card.css", asks)]);
    assert_eq!(place, "style/card.css:3");
    assert!(what.contains("every element"), "{what}");
    let sound = ".card { &:has(p) { margin: 0; } @media print { body:has(&) { margin: 0; } } }\n";
    assert_eq!(found(&[("style/card.css", sound)]), []);
}

#[test]
fn a_file_is_at_most_600_lines_long() {
    let long = |lines: usize| "// x\n".repeat(lines);
    assert_eq!(found(&[("tests/server/long.rs", &long(600))]), []);
    let (place, what) = one(&[("tests/server/long.rs", &long(601))]);
    assert_eq!(
        (place.as_str(), what.as_str()),
        ("tests/server/long.rs:0", "601 lines; 600 are the most")
    );
    assert_eq!(found(&[("end2end/package-lock.json", &long(9_000))]), []);
}
