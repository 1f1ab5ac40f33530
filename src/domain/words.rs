//! The table of words. A word is a kind of row with the commands that change it: whatever a workspace holds stands
//! here once, and the compiler asks for the rest.
//!
//! To add one: its file (the row, its [`Word`], its commands and their [`Commands`]), a `pub mod` beside its
//! neighbours, its id in `kernel/id.rs`, and a line below. Order counts: a snapshot carries the kinds as they stand here,
//! and efforts, the many, come last.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};
use serde_json::{Map, Value};
use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::{
    Audience, Changes, Ctx, Erasure, Hit, Refusal, RowId, RowKey, Says, State, UserId, brief, candidate,
    check_in, decision, effort, erasure, expectation, fix, funnel, hire, interview, interviewer, kit, leader,
    link, member, pain, problem, reply, restore, role, scorecard, settings, sit_in_talk, update, why,
    workspace,
};

words! { ($)
    Workspace: workspace::Workspace, "workspace";
    Settings: settings::Settings, "settings";
    Member: member::Member, "member";
    Leader: leader::Leader, "leader";
    Role: role::Role, "role";
    Update: update::Update, "update";
    Link: link::ShareLink, "share link";
    Reply: reply::Reply, "reply";
    Decision: decision::Decision, "decision";
    PainPoint: pain::PainPoint, "pain point";
    Why: why::Why, "answer to a why";
    Fix: fix::Fix, "fix";
    Brief: brief::Brief, "brief";
    Kit: kit::Kit, "set of interview questions";
    Expectation: expectation::Expectation, "date told";
    Funnel: funnel::Funnel, "count of people";
    Candidate: candidate::Candidate, "candidate";
    Interview: interview::Interview, "interview";
    Interviewer: interviewer::Interviewer, "interviewer";
    Scorecard: scorecard::Scorecard, "scorecard";
    SitInTalk: sit_in_talk::SitInTalk, "talk after a sit-in";
    Hire: hire::Hire, "hire";
    CheckIn: check_in::CheckIn, "check-in";
    Problem: problem::Problem, "problem";
    Effort: effort::Effort, "effort";

    // Commands that belong to no row of their own.
    --
    Undo: restore;
    Erasure: erasure;
}

/// What a word says of itself. Nothing has a default: whoever adds one answers all of it.
pub trait Word: Listed {
    type Id: RowId;
    /// The shape in which its rows are written.
    const VERSION: u16;

    fn id(&self) -> Self::Id;

    /// What it hangs on: roles, leaders, and rows that hang on these themselves. Only who may hold all of them may hold
    /// it, and it is found by them.
    fn hangs_on(&self) -> Vec<RowKey>;

    /// Who may hold it, of those who may hold what it hangs on: all of them, or only those between whom it is.
    fn readers(&self, wide: Audience, everything: &State) -> Audience;

    /// By which it is told apart and ordered among all that hangs on one row: a number of its own choice below 255, and
    /// when, in seconds since 1970.
    fn mark(&self) -> (u8, i64);

    /// Roles and leaders on which it does not hang and of which it still speaks: those of earlier wordings, or who needed the role before.
    fn spoke_of(&self) -> Vec<RowKey>;

    /// Without what speaks of those whom not all who may read it now may know.
    fn for_readers(self, readers: &Audience, written_for: &dyn Fn(&[RowKey]) -> Audience) -> Self;

    /// As it is once this member was let go and another took over; none when it does not concern them.
    fn passed_on(&self, from: UserId, to: UserId) -> Option<Self>;

    /// What becomes of it when this leader is erased.
    fn erased(&self, leader: &leader::Leader, everything: &State) -> Erasure<Self>;

    /// The words by which it is found; none when there are none.
    fn text(&self, state: &State) -> Option<String>;

    /// How it is shown among what was found, and where it leads; none for what is never found.
    fn hit(&self, state: &State) -> Option<Hit>;

    /// The command that takes back what was made or changed of it; none for what is published, and so stays.
    fn undo(before: Option<&Self>, now: &Self) -> Option<Body>;
}

/// What a word's commands say of themselves. Nothing has a default here either.
pub trait Commands: Clone + Serialize + DeserializeOwned + VariantNames {
    /// The shape in which they are written. [`Commands::upcast`] reads every older one.
    const VERSION: u16;

    /// Brings a command of an older version into today's shape.
    fn upcast(version: u16, fields: &mut Map<String, Value>);

    /// Who may give it, and what it is about.
    fn says(&self) -> Says;

    /// What the journal keeps of it: secrets are nobody's to read.
    fn journaled(&self) -> Self;

    /// What it changes, given by someone who may give it: a member, or a link in the name of its keeper.
    ///
    /// # Errors
    /// A [`Refusal`] is final for this command.
    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal>;
}

/// What the table knows of a word. Made by it, never by hand.
pub trait Listed: Sized {
    const KIND: Kind;

    fn of(row: &Row) -> Option<&Self>;
    fn into_row(self) -> Row;
}

/// Makes [`Kind`], [`Row`] and [`Body`] of the table, and two macros that ask whichever word it is. Of a table with
/// the line `Reply: reply::Reply, "reply";` alone it makes:
///
/// ```text
/// enum Kind { Reply }
/// enum Row { Reply(reply::Reply) }
/// enum Body { Reply(reply::Command) }
///
/// impl Listed for reply::Reply { … }                          // Kind and Row know it
/// impl reply::Reply { fn key(id: ReplyId) -> RowKey { … } }
/// impl From<reply::Command> for Body { … }
///
/// of_row!(row, word => word.text(state))       // match row { Row::Reply(word) => word.text(state) }
/// of_body!(body, command => command.says())    // match body { Body::Reply(command) => command.says() }
/// ```
macro_rules! words {
    (($d:tt) $($name:ident: $module:ident::$word:ident, $noun:literal;)+ -- $($other:ident: $place:ident;)*) => {
        /// The kinds of rows, in the order in which a snapshot carries them.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[derive(VariantArray, IntoStaticStr, EnumString)]
        #[serde(rename_all = "snake_case")]
        #[strum(serialize_all = "snake_case")]
        pub enum Kind { $($name),+ }

        impl Kind {
            /// The word on screen.
            pub fn noun(self) -> &'static str {
                match self { $(Self::$name => $noun),+ }
            }

            /// The shape in which its rows are written: this build reads no newer one.
            pub fn version(self) -> u16 {
                match self { $(Self::$name => <$module::$word as Word>::VERSION),+ }
            }
        }

        #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Row { $($name($module::$word)),+ }

        /// What a command says, by the word that it changes.
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub enum Body {
            $($name($module::Command),)+
            $($other($place::Command),)*
        }

        $(
            impl Listed for $module::$word {
                const KIND: Kind = Kind::$name;

                fn of(row: &Row) -> Option<&Self> {
                    match row { Row::$name(word) => Some(word), _ => None }
                }

                fn into_row(self) -> Row {
                    Row::$name(self)
                }
            }

            impl $module::$word {
                pub fn key(id: <Self as Word>::Id) -> RowKey {
                    RowKey::of::<Self>(id)
                }
            }

            impl From<$module::Command> for Body {
                fn from(command: $module::Command) -> Self {
                    Self::$name(command)
                }
            }
        )+

        impl Body {
            /// The names of all commands, word by word.
            pub const NAMES: &[&[&str]] =
                &[$(<$module::Command as VariantNames>::VARIANTS,)+ $(<$place::Command as VariantNames>::VARIANTS,)*];

            const VERSION: u16 = newest(&[$(<$module::Command as Commands>::VERSION),+]);

            /// The names of all commands with the shape in which they are written.
            pub fn shapes() -> impl Iterator<Item = (&'static str, u16)> {
                let all = [
                    $((<$module::Command as VariantNames>::VARIANTS, <$module::Command as Commands>::VERSION),)+
                    $((<$place::Command as VariantNames>::VARIANTS, <$place::Command as Commands>::VERSION),)*
                ];
                all.into_iter().flat_map(|(names, version)| names.iter().map(move |name| (*name, version)))
            }

            /// The reader of the word whose command has this name.
            fn reader(name: &str) -> Option<fn(u16, &str, Map<String, Value>) -> serde_json::Result<Self>> {
                $(if $module::Command::VARIANTS.contains(&name) {
                    return Some(|version, name, fields| read(version, name, fields).map(Self::$name));
                })+
                $(if $place::Command::VARIANTS.contains(&name) {
                    return Some(|version, name, fields| read(version, name, fields).map(Self::$other));
                })*
                None
            }
        }

        macro_rules! of_row {
            ($d row:expr, $d word:ident => $d answer:expr) => {
                match $d row { $(Row::$name($d word) => $d answer),+ }
            };
        }

        macro_rules! of_body {
            ($d body:expr, $d command:ident => $d answer:expr) => {
                match $d body { $(Body::$name($d command) => $d answer,)+ $(Body::$other($d command) => $d answer,)* }
            };
        }
    };
}
use words;

impl Kind {
    pub const ALL: &[Self] = <Self as VariantArray>::VARIANTS;
    pub const LAST: Self = Self::ALL[Self::ALL.len() - 1];

    /// The word in keys and in the store.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl Row {
    pub fn key(&self) -> RowKey {
        of_row!(self, word => key_of(word))
    }

    /// The shape in which it is written.
    pub fn version(&self) -> u16 {
        of_row!(self, word => version_of(word))
    }

    /// What it hangs on, as it says itself.
    pub(in crate::domain) fn hangs_on(&self) -> Vec<RowKey> {
        of_row!(self, word => word.hangs_on())
    }

    pub(in crate::domain) fn readers(&self, wide: Audience, everything: &State) -> Audience {
        of_row!(self, word => word.readers(wide, everything))
    }

    pub(in crate::domain) fn mark(&self) -> (u8, i64) {
        of_row!(self, word => word.mark())
    }

    pub(in crate::domain) fn spoke_of(&self) -> Vec<RowKey> {
        of_row!(self, word => word.spoke_of())
    }

    pub(in crate::domain) fn for_readers(
        self,
        readers: &Audience,
        written_for: &dyn Fn(&[RowKey]) -> Audience,
    ) -> Self {
        of_row!(self, word => word.for_readers(readers, written_for).into_row())
    }

    pub(in crate::domain) fn passed_on(&self, from: UserId, to: UserId) -> Option<Self> {
        of_row!(self, word => word.passed_on(from, to).map(Listed::into_row))
    }

    pub(in crate::domain) fn erased(&self, leader: &leader::Leader, everything: &State) -> Erasure<Self> {
        of_row!(self, word => word.erased(leader, everything).map(Listed::into_row))
    }

    pub(in crate::domain) fn text(&self, state: &State) -> Option<String> {
        of_row!(self, word => word.text(state))
    }

    pub(in crate::domain) fn hit(&self, state: &State) -> Option<Hit> {
        of_row!(self, word => word.hit(state))
    }

    pub(in crate::domain) fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        of_row!(now, word => undo_of(before, word))
    }
}

fn key_of<W: Word>(word: &W) -> RowKey {
    RowKey::of::<W>(word.id())
}

fn version_of<W: Word>(_: &W) -> u16 {
    W::VERSION
}

fn undo_of<W: Word>(before: Option<&Row>, now: &W) -> Option<Body> {
    W::undo(before.and_then(W::of), now)
}

impl Body {
    /// The shape in which it is written.
    pub fn version(&self) -> u16 {
        of_body!(self, command => version_for(command))
    }

    pub fn says(&self) -> Says {
        of_body!(self, command => command.says())
    }

    /// What the journal keeps of it.
    pub fn journaled(&self) -> Self {
        of_body!(self, command => command.journaled().into())
    }

    pub(in crate::domain) fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        of_body!(self, command => command.decide(state, by, ctx))
    }

    /// Whether a newer build wrote it: this one does not know its name, or not its shape, and may misread it.
    pub fn is_newer(version: u16, body: &Value) -> bool {
        let Some(name) = body.get(DO).and_then(Value::as_str) else {
            return version > COMMAND_VERSION;
        };
        let known = Self::shapes().find(|(known, _)| *known == name);
        known.is_none_or(|(_, known)| version > known)
    }

    /// Reads a command of any version: its name says whose it is, and that word reads the rest.
    ///
    /// # Errors
    /// [`Refusal::Malformed`], saying what could not be read.
    pub fn read(version: u16, body: Value) -> Result<Self, Refusal> {
        let malformed = |detail: String| Refusal::Malformed { detail };
        let Value::Object(mut fields) = body else {
            return Err(malformed("a command is an object".into()));
        };
        let Some(Value::String(name)) = fields.remove(DO) else {
            return Err(malformed("a command says in `do` what it does".into()));
        };
        let read = Self::reader(&name).ok_or_else(|| malformed(format!("there is no command `{name}`")))?;
        read(version, &name, fields).map_err(|error| malformed(error.to_string()))
    }
}

/// The newest shape of any command.
pub const COMMAND_VERSION: u16 = Body::VERSION;

const fn newest(versions: &[u16]) -> u16 {
    let (mut newest, mut rest) = (0, versions);
    while let [version, others @ ..] = rest {
        if *version > newest {
            newest = *version;
        }
        rest = others;
    }
    newest
}

fn version_for<C: Commands>(_: &C) -> u16 {
    C::VERSION
}

/// The field that holds a command's name.
const DO: &str = "do";

/// Commands nest by word in Rust, never in JSON: there the name stands beside the fields.
fn read<C: Commands>(version: u16, name: &str, mut fields: Map<String, Value>) -> serde_json::Result<C> {
    if version < C::VERSION {
        C::upcast(version, &mut fields);
    }
    C::deserialize(Value::Object(
        [(name.to_owned(), Value::Object(fields))].into_iter().collect(),
    ))
}

fn written<C: Commands>(command: &C) -> serde_json::Result<Map<String, Value>> {
    let mut flat = Map::new();
    if let Value::Object(named) = serde_json::to_value(command)? {
        for (name, fields) in named {
            flat.insert(DO.into(), name.into());
            if let Value::Object(fields) = fields {
                flat.extend(fields);
            }
        }
    }
    Ok(flat)
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        of_body!(self, command => written(command))
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Whoever has no version has today's.
        Self::read(u16::MAX, Value::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;
    use crate::domain::effort;

    #[test]
    fn an_effort_of_the_first_version_is_read_with_its_one_role() {
        let role = "0190c0de-0000-7000-8000-000000000001";
        let body = json!({
            "do": "log_effort", "effort": "0190c0de-0000-7000-8000-000000000002",
            "draft": {
                "role": role, "kind": "screen", "quantity": 1, "minutes": 30, "shared": true,
                "side": "sourcing", "happened_at": "2026-11-19T09:38:00+01:00"
            }
        });
        let Ok(Body::Effort(effort::Command::LogEffort { draft, .. })) = Body::read(1, body.clone()) else {
            panic!("not read")
        };
        assert_eq!(draft.roles, [role.parse().unwrap()]);
        assert!(
            matches!(Body::read(2, body), Err(Refusal::Malformed { .. })),
            "version 2 names its roles"
        );
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused_in_words() {
        let details = json!({
            "title": "SRE", "family": "it", "seniority": "mid", "niche": "common", "opened_on": "2026-02-30"
        });
        let body =
            json!({ "do": "edit_role", "role": "0190c0de-0000-7000-8000-000000000001", "details": details });
        assert!(
            matches!(Body::read(COMMAND_VERSION, body), Err(Refusal::Malformed { detail }) if detail.contains("out of range"))
        );
    }

    #[test]
    fn no_two_commands_have_the_same_name() {
        let all: Vec<_> = Body::NAMES.concat();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{all:?}");
    }

    #[test]
    fn what_is_no_command_is_refused_in_words() {
        for (body, says) in [
            (json!("log_effort"), "an object"),
            (json!({ "effort": 1 }), "`do`"),
            (json!({ "do": "levitate" }), "levitate"),
            (json!({ "do": "remove_effort" }), "missing field"),
        ] {
            let Err(Refusal::Malformed { detail }) = Body::read(COMMAND_VERSION, body) else {
                panic!("read")
            };
            assert!(detail.contains(says), "{detail}");
        }
    }
}
