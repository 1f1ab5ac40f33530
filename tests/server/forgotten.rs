//! Of whoever is erased no file keeps the name: not the database, its log or its ledger, no backup that is made after, and no
//! device that comes back.

use std::fs;

use fulcrum::domain::{
    Body, CandidateDetails, CandidateId, CheckInDetails, CheckInId, Ending, Evidence, HireDetails, HireId,
    InterviewDetails, InterviewId, LeaderDetails, LeaderId, MustId, Offer, RoleId, Round, UpdateId, Voice,
    candidate, check_in, hire, interview, leader, update,
};

use super::{
    browser::Browser,
    device::{fresh, now},
    process::Server,
};

const NAME: &str = "Oyelaran";

/// The files beside the server in which the name stands.
fn named(server: &Server) -> Vec<String> {
    files_with(server, NAME)
}

/// The same of any words.
pub fn files_with(server: &Server, words: &str) -> Vec<String> {
    let files = fs::read_dir(server.data()).unwrap();
    let files = files.map(|file| file.unwrap().path());
    let named = files.filter(|file| file.is_file()).filter(|file| {
        let bytes = fs::read(file).unwrap();
        bytes.windows(words.len()).any(|part| part == words.as_bytes())
    });
    named.map(|file| file.display().to_string()).collect()
}

/// A backup made now, beside the rest.
fn backs_up(server: &Server, name: &str) {
    let to = server.data().join(name);
    let output = server.run(&["backup", to.to_str().unwrap()], "");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn of_somebody(must: &str) -> CandidateDetails {
    CandidateDetails {
        lines: format!("Ran the night jobs of a bank. {NAME} asks for four days."),
        evidence: vec![Evidence {
            must: MustId(fresh()),
            what: format!("{NAME} {must}"),
        }],
        question: format!("Would {NAME} move?"),
        cv: format!("https://example.org/{NAME}"),
        approached: true,
        ..CandidateDetails::named(format!("Ade {NAME}"))
    }
}

/// What is said of a candidate whom their leader meets.
fn meets(candidate: CandidateId, role: RoleId, leader: LeaderId) -> [Body; 3] {
    let time = now() + chrono::TimeDelta::days(2);
    [
        Body::Candidate(candidate::Command::AddCandidate {
            candidate,
            role,
            details: of_somebody("knows their database").into(),
        }),
        Body::Candidate(candidate::Command::ShowCandidate {
            candidate,
            leader,
            shown: true,
        }),
        Body::Interview(interview::Command::OfferTimes {
            interview: InterviewId(fresh()),
            candidate,
            leader,
            details: Box::new(InterviewDetails {
                how: format!("{NAME} comes to the office"),
                round: Round::Interview,
                minutes: 45,
            }),
            zone: "UTC".into(),
            offer: Box::new(Offer {
                times: vec![time],
                due: now().date_naive(),
                otherwise: format!("{NAME} meets somebody else"),
                at: now(),
            }),
        }),
    ]
}

/// Runs a story in which somebody is named in rows, in the journal and on a device without a network, and is then erased.
fn erases(begins: impl FnOnce(&mut Browser, RoleId, LeaderId), waits: &[Body], erasure: &Body) {
    let mut server = Server::claimed();
    let mut boss = server.device();
    let search = boss.begins();
    let mut here = Browser::of(&server);
    here.syncs();
    begins(&mut here, search.role, search.leader);
    here.syncs();
    let mut away = Browser::of(&server);
    away.syncs();
    for body in waits {
        away.does(body);
    }
    assert!(away.holds().contains(NAME), "there is something to forget");
    backs_up(&server, "before.db");
    assert!(named(&server).len() >= 2, "{:?}", named(&server));
    fs::remove_file(server.data().join("before.db")).unwrap();

    boss.does(erasure);
    backs_up(&server, "after.db");
    assert_eq!(named(&server), Vec::<String>::new());
    away.syncs();
    here.syncs();
    for browser in [&away, &here] {
        let holds = browser.holds();
        let at = holds.find(NAME).map(|at| &holds[at.saturating_sub(300)..at]);
        assert_eq!(at, None);
    }
    backs_up(&server, "later.db");
    assert_eq!(
        named(&server),
        Vec::<String>::new(),
        "what came back brought nothing"
    );
    server.stop();
    server.restart();
    assert_eq!(named(&server), Vec::<String>::new());
}

#[test]
fn of_a_hire_who_is_forgotten_no_file_keeps_the_name_nor_what_they_said() {
    let hire = HireId(fresh());
    let hired = |matters: &str| {
        let today = now().date_naive();
        Box::new(HireDetails {
            matters: format!("{NAME} {matters}"),
            yes_on: Some(today),
            starts_on: Some(today),
            ..HireDetails::named(format!("Ade {NAME}"))
        })
    };
    let says = |day, voice| {
        Body::CheckIn(check_in::Command::NoteCheckIn {
            check_in: CheckInId(fresh()),
            hire,
            day,
            voice,
            details: Box::new(CheckInDetails {
                words: format!("{NAME} has no access yet"),
                ..CheckInDetails::default()
            }),
        })
    };
    let edits = Body::Hire(hire::Command::EditHire {
        hire,
        details: hired("asks for four days"),
        base: None,
    });
    erases(
        |here, role, _| {
            here.does(&Body::Hire(hire::Command::AddHire {
                hire,
                role,
                candidate: None,
                details: hired("likes quiet"),
            }));
            here.does(&Body::Hire(hire::Command::AgreeReader {
                hire,
                agreed_on: now().date_naive(),
            }));
            here.does(&says(7, Voice::Hire));
        },
        &[edits, says(30, Voice::Hire), says(30, Voice::PassedOn)],
        &Body::Hire(hire::Command::ForgetHire { hire }),
    );
}

#[test]
fn of_a_candidate_who_is_forgotten_no_file_keeps_the_name() {
    let candidate = CandidateId(fresh());
    let edits = Body::Candidate(candidate::Command::EditCandidate {
        candidate,
        details: of_somebody("has led people").into(),
        base: None,
    });
    let ends = Body::Candidate(candidate::Command::EndCandidate {
        candidate,
        ending: Ending::Withdrew,
        because: format!("{NAME} stays where they are"),
    });
    erases(
        |here, role, leader| {
            meets(candidate, role, leader)
                .iter()
                .for_each(|body| here.does(body))
        },
        &[edits, ends],
        &Body::Candidate(candidate::Command::ForgetCandidate { candidate }),
    );
}

#[test]
fn of_a_leader_who_is_erased_no_file_keeps_the_name() {
    let erased = LeaderId(fresh());
    let tells = |text: String| {
        Body::Update(update::Command::SendUpdate {
            update: UpdateId(fresh()),
            leader: erased,
            roles: vec![],
            answers: None,
            text,
            way: None,
            next_by: None,
            mail: None,
        })
    };
    let edits = Body::Leader(leader::Command::EditLeader {
        leader: erased,
        details: LeaderDetails::named(format!("Ade {NAME} Cole")),
        base: None,
    });
    let begins = |here: &mut Browser, _, _| {
        here.does(&Body::Leader(leader::Command::add(
            erased,
            LeaderDetails::named(format!("Ade {NAME}")),
        )));
        here.does(&tells(format!("{NAME}, nobody to show you yet.")));
    };
    erases(
        begins,
        &[edits, tells(format!("{NAME}, two people answered."))],
        &Body::Leader(leader::Command::EraseLeader { leader: erased }),
    );
}
