//! The workspace's own row: its name and its zone.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Change, Changes, Ctx, Kind, Power, Refusal, Row, RowKey, State, line};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Workspace {
    pub name: String,
    /// IANA name of the zone in which the workspace's civil days are counted, such as `Europe/London`.
    pub zone: String,
}

impl Workspace {
    /// There is one such row in a workspace.
    pub const KEY: RowKey = RowKey {
        kind: Kind::Workspace,
        id: Uuid::nil(),
    };

    pub(super) fn put(state: &State, body: &Self, ctx: &Ctx) -> Result<Changes, Refusal> {
        state.require(Power::NameWorkspace, ctx)?;
        let workspace = Self {
            name: line("name", &body.name)?,
            zone: line("zone", &body.zone)?,
        };
        if state.workspace() == Some(&workspace) {
            return Ok(Changes::new());
        }
        Ok(Change::put(Row::Workspace(workspace)).into())
    }
}

impl State<'_> {
    pub fn workspace(&self) -> Option<&Workspace> {
        match self.get(&Workspace::KEY)? {
            Row::Workspace(workspace) => Some(workspace),
            _ => None,
        }
    }
}
