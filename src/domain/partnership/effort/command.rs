//! The commands of effort.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use strum::VariantNames;

use super::{Effort, EffortDraft};
use crate::domain::{Changes, Commands, Ctx, EffortId, Giver, Refusal, Role, Says, State, UserId};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    LogEffort {
        effort: EffortId,
        draft: EffortDraft,
    },
    AmendEffort {
        effort: EffortId,
        draft: EffortDraft,
    },
    RemoveEffort {
        effort: EffortId,
    },
    /// Leaders see an effort's words without waiting.
    ShareWords {
        effort: EffortId,
    },
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(version: u16, fields: &mut Map<String, Value>) {
        if version < 2
            && let Some(draft) = fields.get_mut("draft").and_then(Value::as_object_mut)
            && let Some(role) = draft.remove("role")
        {
            // Version 1 logged each effort for one role.
            draft.insert("roles".into(), json!([role]));
        }
    }

    fn says(&self) -> Says {
        let about = |draft: &EffortDraft| draft.roles.clone().into_iter().map(Role::key);
        match self {
            Self::LogEffort { effort, draft } => Says {
                by: Giver::Member,
                creates: vec![Effort::key(*effort)],
                needs: about(draft).collect(),
                wants: vec![],
                names: vec![],
                may_name: vec![],
            },
            Self::AmendEffort { effort, draft } => Says {
                by: Giver::Member,
                creates: vec![],
                needs: [Effort::key(*effort)].into_iter().chain(about(draft)).collect(),
                wants: vec![],
                names: vec![],
                may_name: vec![],
            },
            Self::RemoveEffort { effort } | Self::ShareWords { effort } => Says {
                by: Giver::Member,
                creates: vec![],
                needs: vec![Effort::key(*effort)],
                wants: vec![],
                names: vec![],
                may_name: vec![],
            },
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        match self {
            Self::LogEffort { effort, draft } => Effort::log(state, *effort, draft, by, ctx),
            Self::AmendEffort { effort, draft } => Effort::amend(state, *effort, draft, by, ctx),
            Self::RemoveEffort { effort } => Effort::set_removed(state, *effort, true),
            Self::ShareWords { effort } => Effort::share_words(state, *effort),
        }
    }
}
