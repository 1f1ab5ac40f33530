use super::*;

fn gesture(about: About, text: &str) -> Gesture {
    Gesture::of(about, text)
}

#[test]
fn a_reply_has_its_commands_id_and_names_its_update() {
    let (id, update) = (Uuid::from_u128(7), UpdateId(Uuid::from_u128(8)));
    let body = Body::Reply(reply::Command::SendReply {
        reply: ReplyId(id),
        update: Some(update),
        role: None,
        team: false,
        text: "Tuesday suits me".into(),
    });
    let gesture = gesture(About::Update(update), "Tuesday suits me");
    assert_eq!(gesture.body(CommandId(id)), Ok(body));
}

#[test]
fn what_a_form_is_about_is_read_as_it_was_written() {
    let id = Uuid::from_u128(0x0187_0000_0000_7000_8000_0000_0000_0001);
    let all = [
        About::Page,
        About::Team,
        About::Update(UpdateId(id)),
        About::GotIt(UpdateId(id)),
        About::Date(ExpectationId(id)),
        About::Decision(DecisionId(id)),
        About::Candidate(CandidateId(id)),
        About::Interview(InterviewId(id)),
        About::Card(InterviewerId(id), CriterionId(Uuid::from_u128(9))),
        About::CardNotes(InterviewerId(id)),
        About::HandIn(InterviewerId(id)),
        About::After(HireId(id), 30, None),
        About::After(HireId(id), 60, None),
        About::After(HireId(id), 30, Some(PainId(Uuid::from_u128(9)))),
        About::Later(InterviewerId(id)),
        About::FormStep(HireId(id), 30, FormStep::Send, 2),
        About::FormStep(HireId(id), 30, FormStep::Send, 3),
        About::FormStep(HireId(id), 30, FormStep::Talk, 2),
        About::Ask,
        About::Away,
        About::Forward(Narrower::Boss),
        About::Forward(Narrower::Team),
        About::Standing(RoleId(id), Moment::Search),
        About::Standing(RoleId(id), Moment::Yes),
        About::Asked(Question::Hurts(RoleId(id))),
        About::Asked(Question::Behind(PainId(id))),
        About::Asked(Question::Better(PainId(id))),
        About::Asked(Question::Example(RoleId(id), ProfileId(Uuid::from_u128(9)))),
    ];
    for (at, about) in all.iter().enumerate() {
        assert_eq!(about.to_string().parse(), Ok(*about));
        for other in &all[..at] {
            assert_ne!(about.number(), other.number(), "{about} and {other}");
        }
    }
    for forged in [
        "hurts",
        "hurts 7",
        "example a b",
        "behind  ",
        "update 1 2 3",
        "forward respond",
        "form 7 30 0",
        "form-step 0",
    ] {
        assert_eq!(forged.parse::<About>(), Err(Unclear), "{forged}");
    }
}

#[test]
fn an_example_needs_a_yes_or_no_and_everything_else_words() {
    let id = CommandId(Uuid::from_u128(7));
    let (role, profile) = (RoleId(Uuid::from_u128(1)), ProfileId(Uuid::from_u128(2)));
    let mut example = gesture(About::Asked(Question::Example(role, profile)), "");
    assert_eq!(example.body(id), Err("Choose one of the two first."));
    example.verdict = Some(Verdict::Yes);
    assert!(example.body(id).is_ok());
    let mut decision = gesture(About::Decision(DecisionId(Uuid::from_u128(3))), "");
    assert_eq!(decision.body(id), Err("Write something first."));
    decision.choice = "C".into();
    assert!(decision.body(id).is_ok());
    let mut card = gesture(About::Candidate(CandidateId(Uuid::from_u128(4))), "");
    card.asked = "2".into();
    assert_eq!(card.body(id), Err("Choose one of the three first."));
    card.choice = Wish::Meet.label().into();
    assert!(card.body(id).is_ok());
    card.asked = "two".into();
    assert!(card.body(id).is_err(), "nobody knows which card was read");
    let time: DateTime<FixedOffset> = "2026-11-26T15:00:00+01:00".parse().unwrap();
    let mut slot = gesture(About::Interview(InterviewId(Uuid::from_u128(5))), "");
    slot.asked = About::read_of(3, &[time]);
    assert_eq!(slot.body(id), Err("Choose one of these first."));
    slot.choice = "Thu 26 Nov, 15:00".into();
    let Ok(Body::Interview(interview::Command::ChooseTime {
        read, time: chosen, ..
    })) = slot.body(id)
    else {
        panic!("it chooses a time")
    };
    assert_eq!((read, chosen), (3, Some(time)));
    slot.choice = "Thu 26 Nov, 16:00".into();
    assert!(slot.body(id).is_err(), "it was not among those that were read");
    slot.choice = Interview::NONE.into();
    assert!(slot.body(id).is_ok());
    let mut away = gesture(About::Away, "");
    assert_eq!(away.body(id), Err("Choose the first day and the last first."));
    (away.from, away.until) = ("2026-12-01".parse().ok(), "2026-12-04".parse().ok());
    assert!(away.body(id).is_ok());
    let mut after = gesture(About::After(HireId(Uuid::from_u128(6)), 30, None), "It goes well");
    assert_eq!(after.body(id), Err("Choose a number first."));
    after.choice = "4".into();
    assert!(after.body(id).is_ok());
    let hurts = gesture(About::Asked(Question::Hurts(role)), "  ");
    assert_eq!(hurts.body(id), Err("Write something first."));
}

#[test]
fn what_is_written_in_a_form_is_sent_with_it_and_with_no_other_step() {
    let (id, hire) = (CommandId(Uuid::from_u128(7)), HireId(Uuid::from_u128(6)));
    let details = |step| {
        let mut form = gesture(About::FormStep(hire, 30, step, 0), "The nights");
        form.answers = vec![Score::of(Item::Told, 2)];
        match form.body(id) {
            Ok(Body::CheckIn(check_in::Command::StepForm { details, .. })) => *details,
            other => panic!("it is a step: {other:?}"),
        }
    };
    let sent = details(FormStep::Send);
    assert_eq!((sent.item(Item::Told), &*sent.words), (Some(2), "The nights"));
    for other in [FormStep::Nothing, FormStep::TakeBack, FormStep::Talk] {
        assert_eq!(details(other), CheckInDetails::default());
    }
}
