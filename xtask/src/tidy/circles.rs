//! Files that know each other in a circle.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::finding::Finding;

/// Which file knows which, and in which line it says so first.
#[derive(Default)]
pub struct Graph(BTreeMap<String, BTreeMap<String, usize>>);

impl Graph {
    pub fn add(&mut self, file: &str) {
        self.0.entry(file.to_owned()).or_default();
    }

    pub fn knows(&mut self, file: &str, other: &str, line: usize) {
        if file != other {
            let others = self.0.entry(file.to_owned()).or_default();
            others.entry(other.to_owned()).or_insert(line);
        }
    }

    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Each pair: who knows, whom, and the line.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str, usize)> {
        self.0.iter().flat_map(|(file, others)| {
            others
                .iter()
                .map(move |(other, line)| (file.as_str(), other.as_str(), *line))
        })
    }

    /// The same, but for what is passed over.
    pub fn without(&self, is_passed_over: impl Fn(&str, &str) -> bool) -> Self {
        self.only(|file, other| !is_passed_over(file, other))
    }

    /// All files, and of what they know no more than this.
    pub fn only(&self, counts: impl Fn(&str, &str) -> bool) -> Self {
        let mut graph = Self::default();
        for file in self.files() {
            graph.add(file);
        }
        for (file, other, line) in self.pairs().filter(|(file, other, _)| counts(file, other)) {
            graph.knows(file, other, line);
        }
        graph
    }

    /// Whether a file stands in a circle.
    pub fn leads_back(&self, file: &str) -> bool {
        self.circle_of(file).is_some()
    }

    /// The shortest circle of each file that stands in one, unless it was told with another's.
    pub fn circles(&self) -> Vec<Vec<&str>> {
        let mut told = BTreeSet::new();
        let mut circles = Vec::new();
        for file in self.0.keys() {
            if told.contains(file.as_str()) {
                continue;
            }
            if let Some(circle) = self.circle_of(file) {
                told.extend(circle.iter().copied());
                circles.push(circle);
            }
        }
        circles
    }

    /// The shortest way from a file back to itself.
    fn circle_of<'a>(&'a self, start: &'a str) -> Option<Vec<&'a str>> {
        let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
        let mut queue = VecDeque::from([start]);
        while let Some(file) = queue.pop_front() {
            for other in self.0.get(file).into_iter().flat_map(BTreeMap::keys) {
                if other == start {
                    let mut way = vec![file];
                    while let Some(before) = came_from.get(way[way.len() - 1]) {
                        way.push(before);
                    }
                    way.reverse();
                    return Some(way);
                }
                if !came_from.contains_key(other.as_str()) {
                    came_from.insert(other, file);
                    queue.push_back(other);
                }
            }
        }
        None
    }

    pub fn tell(&self, circle: &[&str]) -> Finding {
        let first = circle[0];
        let second = circle.get(1).copied().unwrap_or(first);
        let way = circle.iter().chain([&first]).copied().collect::<Vec<_>>();
        Finding::new(
            first,
            self.0[first].get(second).copied().unwrap_or(0),
            format!("files know each other in a circle: {}", way.join(" -> ")),
            "move what both ends need into a file below them, or hand it in as an argument",
        )
    }
}
