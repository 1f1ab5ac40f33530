//! Finding anything on the device by words: roles, leaders, and what was written.

use std::{cmp::Reverse, collections::BinaryHeap};

use crate::domain::{Hit, Kind, Row, RowKey, State};

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

impl Index {
    pub fn of(state: &State) -> Self {
        let mut index = Self::default();
        index.read(state, state.rows());
        index
    }

    /// Reads these rows besides.
    pub fn read<'a>(&mut self, state: &State, rows: impl Iterator<Item = &'a Row>) {
        let entries = rows.filter_map(|row| {
            let text = row.text(state)?.to_lowercase();
            Some(Entry { key: row.key(), text })
        });
        self.entries.extend(entries);
    }

    /// What has all the words of the question, at most `limit`: roles first, then leaders, then what was written,
    /// the newest first; where a word begins, it counts more than in the middle of another.
    pub fn find(&self, state: &State, question: &str, limit: usize) -> Vec<Hit> {
        let question = question.to_lowercase();
        let words: Vec<&str> = question.split_whitespace().collect();
        if words.is_empty() {
            return Vec::new();
        }
        // The best is on top. To put all of them in order would take most of the time.
        let mut found: BinaryHeap<Reverse<(Kind, u32, Reverse<RowKey>)>> = self
            .entries
            .iter()
            .filter_map(|entry| {
                let rank = words
                    .iter()
                    .try_fold(0, |rank, word| Some(rank + rank_of(&entry.text, word)?))?;
                Some(Reverse((kind_order(entry.key.kind), rank, Reverse(entry.key))))
            })
            .collect();
        std::iter::from_fn(|| found.pop())
            .filter_map(|Reverse((_, _, Reverse(key)))| state.row(&key)?.hit(state))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Story, Way, effort, update};

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
        story.does(update::Command::SendUpdate {
            update: Story::update("u"),
            leader: Story::leader("dana"),
            roles: vec![],
            answers: None,
            text: "Engineering pay is the brake".into(),
            way: Some(Way::Chat),
            next_by: None,
            mail: None,
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
        story.does(effort::Command::RemoveEffort {
            effort: Story::effort("a"),
        });
        assert_eq!(found(&story, "two want").len(), 0);
    }
}
