//! What is kept of a hire, as one file: for themselves, whenever they ask. What their leader said of them is open to them.

use super::Hire;
use crate::domain::{Candidate, PainPoint, Role, State, Voice, full_date};

impl State<'_> {
    pub fn kept_of_hire(&self, hire: &Hire) -> String {
        let details = &hire.details;
        let mut said = vec![
            format!("What is kept of {}", details.name),
            String::new(),
            format!("Role: {}", self.get::<Role>(hire.role).map_or("", Role::called)),
        ];
        let mut say = |what: &str, words: &str| {
            if !words.is_empty() {
                said.push(format!("{what}: {words}"));
            }
        };
        let days = [
            ("Answer asked for by", details.accept_by),
            ("Said yes on", details.yes_on),
            ("Declined on", details.declined_on),
            ("Contract signed on", details.signed_on),
            ("First day", details.starts_on),
            ("Last day", details.left_on),
            ("Last in touch before the start", details.touched_on),
        ];
        for (what, day) in days {
            say(what, &day.map_or_else(String::new, full_date));
        }
        say("What matters to them", &details.matters);
        say("Kind of reason", details.cause.map_or("", |cause| cause.label()));
        say("Why not", &details.because);
        let reader = hire.reader.and_then(|reader| self.member(reader));
        say(
            "Who reads what they answer",
            reader.map_or("", |reader| reader.name.as_str()),
        );
        for one in self.check_ins(hire.id) {
            let who = match one.voice {
                Voice::Leader => "their leader said",
                Voice::Hire => "they said",
                Voice::PassedOn => "passed on to their leader",
            };
            let scores = one.details.scores.iter().map(|score| {
                let pain = score.pain.and_then(|pain| self.get::<PainPoint>(pain).ok());
                match (pain, score.item) {
                    (Some(pain), _) => format!("“{}” hurts: {} of 10", pain.details.what, score.worth),
                    (None, Some(item)) => {
                        let what = self.called().ours(one.voice.says(item));
                        format!("{what}: {} of 5", score.worth)
                    }
                    (None, None) => format!("A pain that is gone: {}", score.worth),
                }
            });
            let nothing = one.details.nothing.then(|| "nothing".to_owned());
            let words = Some(one.details.words.clone()).filter(|words| !words.is_empty());
            let all: Vec<String> = scores.chain(words).chain(nothing).collect();
            let who = self.called().ours(who);
            say(&format!("At day {} {who}", one.day), &all.join(". "));
        }
        say(
            "Kept until",
            &self.hire_kept_until(hire).map_or_else(String::new, full_date),
        );
        let is_theirs = self.check_ins(hire.id).iter().any(|one| one.voice == Voice::Hire);
        if hire.reader.is_some() && !is_theirs {
            say(
                "Not in this file",
                "what you may have said to whoever reads your answers: ask them",
            );
        }
        said.push(String::new());
        let card = hire.candidate.and_then(|card| self.get::<Candidate>(card).ok());
        said.extend(card.map(|card| self.kept_of(card)));
        said.join("\n")
    }
}
