//! What was refused since others had changed the same meanwhile, given once more by somebody who has read that: what they changed counts,
//! and of the rest what the others have made of it.

use serde_json::{Map, Value};

use crate::domain::{Body, State};

impl Body {
    /// The same edit of what stands there now; none where it is none, or what it edits is not here.
    pub fn meant(&self, state: &State) -> Option<Self> {
        let row = serde_json::to_value(state.row(self.says().target()?)?).ok()?;
        let now = details(&row)?.get("details")?;
        let mut body = serde_json::to_value(self).ok()?;
        let edit = details_mut(&mut body)?;
        let given = merged(edit.get("details")?, edit.get("base")?, now);
        edit.insert("details".into(), given);
        edit.insert("base".into(), now.clone());
        serde_json::from_value(body).ok()
    }
}

/// Where the details stand in a row or in a command.
fn details(value: &Value) -> Option<&Map<String, Value>> {
    let object = value.as_object()?;
    if object.contains_key("details") {
        return Some(object);
    }
    object.values().find_map(details)
}

fn details_mut(value: &mut Value) -> Option<&mut Map<String, Value>> {
    let object = value.as_object_mut()?;
    if object.contains_key("details") {
        return Some(object);
    }
    object.values_mut().find_map(details_mut)
}

/// What was given where it is another than in the base; else what is there now.
fn merged(given: &Value, base: &Value, now: &Value) -> Value {
    match (given, base, now) {
        _ if given == base => now.clone(),
        (Value::Object(given), Value::Object(base), Value::Object(now)) => {
            let mut all = now.clone();
            for name in given.keys().chain(base.keys()) {
                // What is left out in one is as it is when nothing was said.
                let of = |among: &Map<String, Value>| among.get(name).cloned();
                let (given, base) = (of(given), of(base));
                if given == base {
                    continue;
                }
                let now = of(now).unwrap_or(Value::Null);
                match given {
                    Some(given) => {
                        all.insert(name.clone(), merged(&given, &base.unwrap_or(Value::Null), &now));
                    }
                    None => drop(all.remove(name)),
                }
            }
            Value::Object(all)
        }
        (Value::Array(given), Value::Array(base), Value::Array(now)) => {
            listed(given, base, now).map_or_else(|| Value::Array(given.clone()), Value::Array)
        }
        _ => given.clone(),
    }
}

/// The same of what is told apart by ids; none where it is not.
fn listed(given: &[Value], base: &[Value], now: &[Value]) -> Option<Vec<Value>> {
    let all = given.iter().chain(base).chain(now);
    if !all.clone().all(|one| one.get("id").is_some()) {
        return None;
    }
    let find = |among: &'_ [Value], like: &Value| {
        let mut among = among.iter();
        among.find(|one| one.get("id") == like.get("id")).cloned()
    };
    let stays = now
        .iter()
        .filter_map(|now| match (find(given, now), find(base, now)) {
            (Some(given), Some(base)) => Some(merged(&given, &base, now)),
            (Some(given), None) => Some(given),
            // Taken out by whoever gave it.
            (None, Some(_)) => None,
            (None, None) => Some(now.clone()),
        });
    let mut stays: Vec<Value> = stays.collect();
    let is_theirs = |one: &&Value| find(base, one).as_ref() != Some(*one) && find(now, one).is_none();
    stays.extend(given.iter().filter(is_theirs).cloned());
    Some(stays)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::domain::{
        Body, Brief, BriefDetails, Must, PainDetails, PainPoint, Refusal, Shown, Story, brief, pain,
    };

    fn refused(story: &mut Story, body: &Body) -> Body {
        assert!(matches!(
            story.tries(body.clone()),
            Err(Refusal::EditedMeanwhile { .. })
        ));
        body.meant(&story.state()).unwrap()
    }

    #[test]
    fn what_was_changed_counts_and_the_rest_stays_as_others_made_it() {
        let mut story = Story::begin();
        story.hurts("late", "data", "Reports arrive two days late");
        let pain = Story::pain("late");
        let was = story.state().get::<PainPoint>(pain).unwrap().details.clone();
        let edits = |edit: &dyn Fn(&mut PainDetails)| {
            let mut details = was.clone();
            edit(&mut details);
            Body::PainPoint(pain::Command::EditPain {
                pain,
                details,
                base: Some(was.clone()),
            })
        };
        story.does(edits(&|details| {
            details.what = "Reports arrive late".into();
            details.severity = Some(8);
        }));
        let ours = edits(&|details| details.what = "Reports never arrive".into());
        let meant = refused(&mut story, &ours);
        story.does(meant);
        let now = &story.state().get::<PainPoint>(pain).unwrap().details;
        assert_eq!(
            (now.what.as_str(), now.severity),
            ("Reports never arrive", Some(8))
        );
        // Shared after all, with the words that stand there now.
        let shares = edits(&|details| details.shown = Shown::Leader);
        let meant = refused(&mut story, &shares);
        story.does(meant);
        let now = &story.state().get::<PainPoint>(pain).unwrap().details;
        assert_eq!(
            (now.what.as_str(), now.shown),
            ("Reports never arrive", Shown::Leader)
        );
    }

    #[test]
    fn of_a_list_only_what_was_changed_is_another() {
        let mut story = Story::begin();
        let role = Story::role("data");
        let must = |name: &str, what: &str| Must {
            id: Story::must(name),
            what: what.into(),
            pain: None,
        };
        let edits = |musts: Vec<Must>, needed_by: Option<NaiveDate>, base: Option<&BriefDetails>| {
            let mut details = base.cloned().unwrap_or_default();
            details.spec.musts = musts;
            details.needed_by = needed_by.or(details.needed_by);
            Body::Brief(brief::Command::EditBrief {
                role,
                leader: Some(Story::leader("dana")),
                details: details.into(),
                base: base.cloned().map(Into::into),
                prompt: None,
            })
        };
        story.does(edits(vec![must("a", "SQL"), must("b", "Python")], None, None));
        let was = story.state().brief(role);
        let soon = story.now.date_naive() + chrono::Days::new(60);
        let theirs = vec![must("a", "SQL at scale"), must("b", "Python"), must("c", "Leads")];
        story.does(edits(theirs, Some(soon), Some(&was)));
        let ours = edits(vec![must("a", "SQL, fast")], None, Some(&was));
        let meant = refused(&mut story, &ours);
        story.does(meant);
        let now = &story.state().get::<Brief>(role).unwrap().details.clone();
        let whats: Vec<&str> = now.spec.musts.iter().map(|must| must.what.as_str()).collect();
        assert_eq!(whats, ["SQL, fast", "Leads"]);
        assert_eq!(now.needed_by, Some(soon));
    }
}
