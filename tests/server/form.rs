//! The form by link of whoever was hired: who is given what of it, before and after each step.

use chrono::Days;
use fulcrum::{
    domain::{
        AskedHire, Body, CheckIn, CheckInId, FormStep, HireDetails, HireId, Item, Row, Scope, Target,
        check_in, hire,
    },
    portal::About,
};

use super::{
    device::{Device, Link, Search, fresh, now},
    forgotten::files_with,
    process::Server,
    team::team,
    visitor::Visitor,
};

const WORDS: &str = "Nobody told me of the nights";

/// Row by row, as a device is given them.
fn held(device: &mut Device) -> Vec<String> {
    device
        .rows()
        .values()
        .map(|stored| format!("{:?}", stored.row))
        .collect()
}

fn form(device: &mut Device) -> Option<CheckInId> {
    let rows = device.rows();
    let mut forms = rows.values().filter_map(|stored| match &stored.row {
        Row::CheckIn(CheckIn { id, .. }) => Some(*id),
        _ => None,
    });
    forms.next()
}

/// Somebody started thirty days ago; the address of their form, which Priya reads.
fn asks(priya: &mut Device, search: &Search) -> (HireId, Link) {
    let (hired, today) = (HireId(fresh()), now().date_naive());
    priya.does(&Body::Hire(hire::Command::AddHire {
        hire: hired,
        role: search.role,
        candidate: None,
        details: Box::new(HireDetails {
            yes_on: Some(today),
            starts_on: today.checked_sub_days(Days::new(30)),
            ..HireDetails::named("Sam Reed")
        }),
    }));
    priya.does(&Body::Hire(hire::Command::AgreeReader {
        hire: hired,
        agreed_on: today,
    }));
    let link = priya.shares_with(search.leader, Scope::TeamSafe, |new| {
        new.target = Target::Role(search.role);
        new.expires_on = today.checked_add_days(Days::new(21));
        new.hire = Some(AskedHire { hire: hired, day: 30 });
    });
    (hired, link)
}

fn step(hired: HireId, step: FormStep, read: u32) -> String {
    About::FormStep(hired, 30, step, read).to_string()
}

/// Sam does something with the form.
fn does(sam: &mut Visitor, about: &str, text: &str) {
    let told = About::field(Item::Told);
    let more = [("about", about), (&*told, "2"), ("i_am", "yes")];
    let response = sam.replies(&fresh().to_string(), text, &more);
    assert_eq!(response.status, 303, "{}", response.text());
}

fn chooses(reader: &mut Device, hired: HireId) {
    reader.does(&Body::Hire(hire::Command::AgreeReader {
        hire: hired,
        agreed_on: now().date_naive(),
    }));
}

#[test]
fn what_was_taken_back_or_given_back_is_in_no_file_any_more() {
    let server = Server::claimed();
    let (mut priya, mut tom) = team(&server);
    let search = priya.begins();
    let (hired, link) = asks(&mut priya, &search);
    tom.rows();
    let mut sam = Visitor::with(&server, &link);
    does(&mut sam, &step(hired, FormStep::Send, 0), WORDS);
    assert!(
        !files_with(&server, WORDS).is_empty(),
        "it is kept until it is read"
    );
    does(&mut sam, &step(hired, FormStep::TakeBack, 1), "Take it back");
    assert_eq!(files_with(&server, WORDS), Vec::<String>::new());
    does(&mut sam, &step(hired, FormStep::Send, 2), WORDS);
    assert!(!files_with(&server, WORDS).is_empty());
    chooses(&mut tom, hired);
    assert_eq!(files_with(&server, WORDS), Vec::<String>::new());
    // Whom it was for is told so, and whoever reads now is not.
    assert!(held(&mut priya).concat().contains("GivenBack"));
    assert!(!held(&mut tom).concat().contains("CheckIn"));
}

#[test]
fn a_colleagues_device_is_given_the_same_whatever_becomes_of_a_form() {
    let server = Server::claimed();
    let (mut priya, mut tom) = team(&server);
    let search = priya.begins();
    let (hired, link) = asks(&mut priya, &search);
    let (toms, priyas) = (held(&mut tom), held(&mut priya));

    let mut sam = Visitor::with(&server, &link);
    let page = sam.page().text();
    let page = page.split("<template").next().unwrap().to_owned();
    assert!(page.contains("how does it go?") && page.contains("It is voluntary"));
    for other in ["Dana", "Senior Data Engineer"] {
        assert!(!page.contains(other), "{other}");
    }
    let told = About::field(Item::Told);
    // Read once more, it is written nowhere.
    let look = [
        ("about", &*step(hired, FormStep::Send, 0)),
        (&*told, "2"),
        ("look", "yes"),
    ];
    let looked = sam.replies(&fresh().to_string(), WORDS, &look);
    assert_eq!(looked.status, 200);
    let as_sent = format!("{}: 2</li>", Item::Told.label());
    assert!(looked.text().contains(&as_sent) && looked.text().contains(WORDS));
    assert_eq!((held(&mut tom), held(&mut priya)), (toms.clone(), priyas.clone()));

    does(&mut sam, &step(hired, FormStep::Send, 0), WORDS);
    // Nor does the page show it, to them or to whoever else has its address.
    for page in [sam.page(), Visitor::with(&server, &link).page()] {
        let page = page.text();
        assert!(
            page.contains("has not read it yet") && !page.contains(WORDS),
            "{page}"
        );
    }
    assert_eq!(held(&mut tom), toms);
    let told = held(&mut priya).concat();
    assert!(
        told.contains("Sent") && !told.contains(WORDS),
        "that, and not what"
    );
    does(&mut sam, &step(hired, FormStep::TakeBack, 1), "Take it back");
    assert_eq!((held(&mut tom), held(&mut priya)), (toms.clone(), priyas));

    does(&mut sam, &step(hired, FormStep::Send, 2), WORDS);
    let check_in = form(&mut priya).unwrap();
    priya.does(&Body::CheckIn(check_in::Command::ReadForm { check_in }));
    assert!(held(&mut priya).concat().contains(WORDS));
    assert_eq!(held(&mut tom), toms);
    // What comes after it was read is given back.
    let about = step(hired, FormStep::Send, 3);
    let late = sam.replies(&fresh().to_string(), "And the days", &[("about", &about)]);
    assert_eq!(late.status, 422);
    assert!(late.text().contains("And the days"), "{}", late.text());
    // Nor is it lost where another reads by now, which the page says.
    chooses(&mut tom, hired);
    let gone = sam.replies(&fresh().to_string(), "And the weekends", &[("about", &about)]);
    assert_eq!(gone.status, 422);
    assert!(gone.text().contains("And the weekends"), "{}", gone.text());
    let page = sam.page().text();
    assert!(page.contains("to read what you say from now on") && !page.contains(WORDS));
    // What she read stays hers.
    assert!(held(&mut priya).concat().contains(WORDS));
    assert!(!held(&mut tom).concat().contains(WORDS));
}
