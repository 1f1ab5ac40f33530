//! What a refusal tells, and what of the change that was refused.

use super::*;

#[test]
fn what_another_made_of_a_question_is_told_in_one_sentence_however_long_the_kit() {
    let mut story = story();
    proposes(&mut story);
    let base = now(&story);
    let rewords = |words: &str| {
        edits(&story, Some(base.clone()), |kit| {
            kit.criteria[1].happened.words = format!("{words} {}", "and then? ".repeat(40));
        })
    };
    let (theirs, ours) = (rewords("What was late?"), rewords("When was it late?"));
    let shares = edits(&story, Some(base.clone()), |kit| kit.shown = Shown::Leader);
    let signs = |worth: &str| {
        edits(&story, Some(base.clone()), |kit| {
            kit.criteria[1].anchors[2] = worth.into()
        })
    };
    let (their_sign, our_sign) = (signs("Names the day"), signs("Names the cause"));
    let told = |first: &Command, second: &Command| {
        let mut story = super::story();
        proposes(&mut story);
        story.does(first.clone());
        story.tries(second.clone()).unwrap_err().to_string()
    };
    for (first, second, word) in [
        (&theirs, &ours, "What was late?"),
        (&theirs, &shares, "What was late?"),
        (&their_sign, &our_sign, "Names the day"),
    ] {
        let told = told(first, second);
        assert!(told.contains(word) && told.contains("save again"), "{told}");
        assert!(told.chars().count() < 220 && !told.contains('\n'), "{told}");
    }
}

#[test]
fn a_refused_change_tells_what_was_changed_and_nothing_else() {
    let mut story = story();
    proposes(&mut story);
    let base = now(&story);
    let edit = edits(&story, Some(base.clone()), |kit| {
        kit.criteria[1].would.words = "Whom do you call?".into();
        kit.criteria.remove(2);
        kit.criteria.swap(0, 1);
    });
    let said = Body::from(edit).spoken(&story.state());
    let words: Vec<_> = said
        .words
        .iter()
        .map(|(field, words)| (field.as_str(), words.as_str()))
        .collect();
    let expected = [
        ("keeps dates, what they would do", "Whom do you call?"),
        ("Taken out", "learns quickly"),
        ("Order", "keeps dates; finds what is behind a fault"),
    ];
    assert_eq!(words, expected);
    let first = edits(&story, Some(KitDetails::default()), |kit| {
        kit.criteria = vec![asks("is patient")];
    });
    let said = Body::from(first).spoken(&story.state());
    assert!(said.text().contains("is patient"), "all that is new is told");
}
