//! The workspace: its own row, who belongs to it, and how it works.

mod called;
pub mod member;
pub mod settings;

pub use called::Called;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use crate::domain::{
    Audience, Body, Change, Changes, Commands, Ctx, Erasure, Giver, Hit, Leader, Power, Refusal, RowKey,
    Says, State, UserId, Word, line,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Workspace {
    pub name: String,
    /// IANA name of the zone in which the workspace's civil days are counted, such as `Europe/London`.
    pub zone: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    PutWorkspace(Workspace),
}

impl Word for Workspace {
    /// There is one such row in a workspace.
    type Id = ();
    const VERSION: u16 = 1;

    fn id(&self) {}

    fn hangs_on(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn readers(&self, wide: Audience, _: &State) -> Audience {
        wide
    }

    fn mark(&self) -> (u8, i64) {
        (0, 0)
    }

    fn spoke_of(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn for_readers(self, _: &Audience, _: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        self
    }

    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    fn erased(&self, _: &Leader, _: &State) -> Erasure<Self> {
        Erasure::Kept("it names nobody")
    }

    fn text(&self, _: &State) -> Option<String> {
        None
    }

    fn hit(&self, _: &State) -> Option<Hit> {
        None
    }

    fn undo(_: Option<&Self>, _: &Self) -> Option<Body> {
        None
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let Self::PutWorkspace(_) = self;
        Says {
            by: Giver::Power(Power::NameWorkspace),
            creates: Vec::new(),
            needs: Vec::new(),
            wants: Vec::new(),
            names: Vec::new(),
            may_name: Vec::new(),
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, _: UserId, _: &Ctx) -> Result<Changes, Refusal> {
        let Self::PutWorkspace(given) = self;
        let workspace = Workspace {
            name: line("name", &given.name)?,
            zone: line("zone", &given.zone)?,
        };
        if state.workspace() == Some(&workspace) {
            return Ok(Changes::new());
        }
        Ok(Change::put(workspace).into())
    }
}

impl<'a> State<'a> {
    pub fn workspace(&self) -> Option<&'a Workspace> {
        self.get::<Workspace>(()).ok()
    }
}
