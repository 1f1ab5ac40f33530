//! Finding anything on the device by words: roles, leaders, and what was written.

use super::{Kind, LeaderId, RoleId, Row, RowKey, State};

/// Everything that can be found, read once; then each question is a scan without allocation.
#[derive(Clone, Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    key: RowKey,
    /// In lower case.
    text: String,
}

/// One thing that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    pub kind: Kind,
    pub title: String,
    pub detail: String,
    pub goal: Goal,
}

/// Where a hit leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Goal {
    Role(RoleId),
    Leader(LeaderId),
}

impl Index {
    pub fn of(state: &State) -> Self {
        let kinds = [Kind::Role, Kind::Leader, Kind::Update, Kind::Reply, Kind::Effort];
        let entries = kinds
            .into_iter()
            .flat_map(|kind| state.scan(kind))
            .filter_map(|row| {
                let text = text(state, row)?;
                Some(Entry {
                    key: row.key(),
                    text: text.to_lowercase(),
                })
            });
        Self {
            entries: entries.collect(),
        }
    }

    /// What has all the words of the question, at most `limit`: roles first, then leaders, then what was written,
    /// the newest first; where a word begins, it counts more than in the middle of another.
    pub fn find(&self, state: &State, question: &str, limit: usize) -> Vec<Hit> {
        let question = question.to_lowercase();
        let words: Vec<&str> = question.split_whitespace().collect();
        if words.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(Kind, u32, std::cmp::Reverse<RowKey>)> = self
            .entries
            .iter()
            .filter_map(|entry| {
                let rank = words
                    .iter()
                    .try_fold(0, |rank, word| Some(rank + rank_of(&entry.text, word)?))?;
                Some((kind_order(entry.key.kind), rank, std::cmp::Reverse(entry.key)))
            })
            .collect();
        found.sort_unstable();
        found
            .into_iter()
            .filter_map(|(_, _, std::cmp::Reverse(key))| hit(state, state.get(&key)?))
            .take(limit)
            .collect()
    }
}

/// Kinds sort as they are shown: a role before its leader.
fn kind_order(kind: Kind) -> Kind {
    match kind {
        Kind::Role => Kind::Workspace,
        other => other,
    }
}

/// 0 at the beginning of the text, 1 at the beginning of a word, 2 elsewhere; none when it does not occur.
fn rank_of(text: &str, word: &str) -> Option<u32> {
    let at = text.find(word)?;
    if at == 0 {
        return Some(0);
    }
    let starts = text.match_indices(word).any(|(at, _)| {
        text.get(..at)
            .and_then(|before| before.chars().next_back())
            .is_none_or(|before| !before.is_alphanumeric())
    });
    Some(if starts { 1 } else { 2 })
}

/// What of a row can be found; nothing for an effort without words.
fn text(state: &State, row: &Row) -> Option<String> {
    match row {
        Row::Role(role) => {
            let leader = role.leader.and_then(|leader| state.leader(leader).ok());
            let leader = leader.map_or("", |leader| &leader.details.name);
            Some(format!("{} {leader}", role.called()))
        }
        Row::Leader(leader) => Some(format!("{} {}", leader.details.name, leader.details.team)),
        Row::Update(update) => Some(update.text.clone()),
        Row::Reply(reply) => Some(reply.text.clone()),
        Row::Effort(effort) => (!effort.removed && !effort.result.is_empty()).then(|| effort.result.clone()),
        Row::Workspace(_) | Row::Settings(_) | Row::Member(_) | Row::Link(_) => None,
    }
}

fn hit(state: &State, row: &Row) -> Option<Hit> {
    let name = |leader: LeaderId| {
        state
            .leader(leader)
            .map(|leader| leader.details.name.clone())
            .unwrap_or_default()
    };
    let title = |role: RoleId| {
        state
            .role(role)
            .map(|role| role.called().to_owned())
            .unwrap_or_default()
    };
    let (title, detail, goal) = match row {
        Row::Role(role) => (
            role.called().to_owned(),
            format!(
                "{} · {}",
                role.placement.stage.label(),
                role.leader.map(name).unwrap_or_default()
            ),
            Goal::Role(role.id),
        ),
        Row::Leader(leader) => (
            leader.details.name.clone(),
            leader.details.team.clone(),
            Goal::Leader(leader.id),
        ),
        Row::Update(update) => (
            update.text.clone(),
            format!(
                "Update to {}, {}",
                name(update.leader),
                update.sent_at.format("%-d %b %Y")
            ),
            update
                .roles
                .first()
                .map_or(Goal::Leader(update.leader), |role| Goal::Role(*role)),
        ),
        Row::Reply(reply) => (
            reply.text.clone(),
            format!("{} wrote, {}", name(reply.leader), reply.at.format("%-d %b %Y")),
            Goal::Leader(reply.leader),
        ),
        Row::Effort(effort) => {
            let role = *effort.roles.first()?;
            (
                effort.result.clone(),
                format!(
                    "{} for {}, {}",
                    effort.kind.label(),
                    title(role),
                    effort.on().format("%-d %b %Y")
                ),
                Goal::Role(role),
            )
        }
        Row::Workspace(_) | Row::Settings(_) | Row::Member(_) | Row::Link(_) => return None,
    };
    Some(Hit {
        kind: row.key().kind,
        title,
        detail,
        goal,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Body, Story};
    use super::*;

    fn found(story: &Story, question: &str) -> Vec<String> {
        let state = story.state();
        let hits = Index::of(&state).find(&state, question, 10);
        hits.into_iter().map(|hit| hit.title).collect()
    }

    fn story() -> Story {
        let mut story = Story::begin();
        story.opens("sre", "Site Reliability Engineer");
        story.opens("arabic", "مديرة خدمة العملاء");
        story.logs("a", "sre", |draft| {
            draft.result = "Two ENGINEERS want to talk".into()
        });
        story.logs("b", "sre", |_| {});
        story.does(Body::SendUpdate {
            update: Story::update("u"),
            leader: Story::leader("dana"),
            roles: vec![],
            text: "Engineering pay is the brake".into(),
        });
        story
    }

    #[test]
    fn roles_come_first_and_a_word_at_its_beginning_before_one_in_the_middle() {
        assert_eq!(
            found(&story(), "engineer"),
            [
                "Site Reliability Engineer",
                "Senior Data Engineer",
                "Engineering pay is the brake",
                "Two ENGINEERS want to talk",
            ]
        );
        assert_eq!(found(&story(), "ata"), ["Senior Data Engineer"]);
        assert_eq!(found(&story(), "خدمة"), ["مديرة خدمة العملاء"]);
    }

    #[test]
    fn every_word_must_occur_in_any_order() {
        assert_eq!(found(&story(), "whitfield data"), ["Senior Data Engineer"]);
        assert_eq!(found(&story(), "data nobody"), Vec::<String>::new());
        assert_eq!(found(&story(), "  "), Vec::<String>::new());
    }

    #[test]
    fn a_removed_effort_is_not_found() {
        let mut story = story();
        assert_eq!(found(&story, "two want").len(), 1);
        story.does(Body::RemoveEffort {
            effort: Story::effort("a"),
        });
        assert_eq!(found(&story, "two want").len(), 0);
    }
}
