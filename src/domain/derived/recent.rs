//! Whom one has to do with these days: what is offered first where somebody is chosen.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::{Leader, LeaderId, Role, Sorting, State};

impl<'a> State<'a> {
    /// The leaders, whoever needed somebody last or was told something last first.
    pub fn leaders_by_recency(&self) -> Vec<&'a Leader> {
        let mut last: BTreeMap<LeaderId, NaiveDate> = BTreeMap::new();
        let opened = self
            .all::<Role>()
            .filter_map(|role| Some((role.leader?, role.clock_starts())));
        let written = self.last_written().into_iter();
        for (leader, day) in opened.chain(written.map(|(leader, written)| (leader, written.on()))) {
            let last = last.entry(leader).or_insert(day);
            *last = day.max(*last);
        }
        let mut leaders = self.leaders();
        leaders.put_in_order_by(|leader| std::cmp::Reverse(last.get(&leader.id).copied()));
        leaders
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use crate::domain::{LeaderDetails, Story, Way, leader, role, update};

    #[test]
    fn whoever_one_had_to_do_with_last_comes_first() {
        let mut story = Story::begin();
        for (id, name) in [("jonas", "Jonas Berg"), ("aicha", "Aïcha Benali")] {
            story.does(leader::Command::add(
                Story::leader(id),
                LeaderDetails::named(name),
            ));
        }
        let names = |story: &Story| {
            let leaders = story.state().leaders_by_recency().into_iter();
            leaders
                .map(|leader| leader.details.name.clone())
                .collect::<Vec<_>>()
        };
        // Of whom nothing is known come last, by name.
        assert_eq!(names(&story), ["Dana Whitfield", "Aïcha Benali", "Jonas Berg"]);
        story.now += TimeDelta::days(1);
        let details = Story::details("Buyer", story.now.date_naive());
        story.does(role::Command::add(
            Story::role("buyer"),
            Story::leader("jonas"),
            details,
        ));
        assert_eq!(names(&story)[0], "Jonas Berg");
        story.now += TimeDelta::days(1);
        story.does(update::Command::SendUpdate {
            update: Story::update("u"),
            leader: Story::leader("dana"),
            roles: vec![],
            answers: None,
            text: "Two replied.".into(),
            way: Some(Way::Chat),
            next_by: None,
            mail: None,
        });
        assert_eq!(names(&story), ["Dana Whitfield", "Jonas Berg", "Aïcha Benali"]);
    }
}
