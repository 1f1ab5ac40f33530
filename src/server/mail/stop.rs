//! How whoever gets a letter says that they want no more of them: by an address which only who has a letter knows.

use subtle::ConstantTimeEq;

use crate::domain::{UpdateId, WorkspaceId};

/// Makes these addresses, and knows them again.
pub struct Stop {
    /// What only who has the letter of an update knows: made from a key that no database holds.
    pub proof: Box<dyn Fn(WorkspaceId, UpdateId) -> String + Send + Sync>,
    /// Where this server is reached, without a path.
    pub origin: String,
}

impl Stop {
    pub fn address(&self, ws: WorkspaceId, update: UpdateId) -> String {
        let (origin, proof) = (&self.origin, (self.proof)(ws, update));
        format!("{origin}/mail/stop/{ws}/{update}/{proof}")
    }

    pub fn knows(&self, ws: WorkspaceId, update: UpdateId, proof: &str) -> bool {
        let own = (self.proof)(ws, update);
        own.as_bytes().ct_eq(proof.as_bytes()).into()
    }
}
