use super::*;

/// What stands in a file of questions: what each is about, none where it may be asked.
fn read(file: &'static str) -> Vec<(Option<Risk>, &'static str)> {
    let lines = file
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let pairs = lines.map(|line| line.split_once(": ").unwrap());
    pairs
        .map(|(about, question)| {
            let risk = (about != "fine").then(|| serde_json::from_value(about.into()).unwrap());
            (risk, question)
        })
        .collect()
}

/// How many in a hundred of the risky ones were missed, and of the others wrongly pointed out.
fn judged(file: &'static str) -> (usize, usize) {
    let (mut missed, mut wrong, mut risky, mut fine) = (0, 0, 0, 0);
    for (about, question) in read(file) {
        let found = check(question);
        match about {
            Some(about) => {
                risky += 1;
                let is_found =
                    matches!(&found, Checked::Risky(flags) if flags.iter().any(|flag| flag.about == about));
                if !is_found {
                    missed += 1;
                    println!("missed, {about:?}: {question} ({found:?})");
                }
            }
            None => {
                fine += 1;
                if found != Checked::Fine {
                    wrong += 1;
                    println!("wrong: {question} ({found:?})");
                }
            }
        }
    }
    (missed * 100 / risky, wrong * 100 / fine)
}

#[test]
fn of_two_hundred_questions_at_most_five_in_a_hundred_are_missed_and_ten_wrongly_pointed_out() {
    let questions = read(include_str!("questions.txt"));
    assert_eq!(questions.len(), 200);
    assert_eq!(questions.iter().filter(|(about, _)| about.is_none()).count(), 100);
    for risk in Risk::ALL {
        assert!(
            questions.iter().any(|(about, _)| about.as_ref() == Some(risk)),
            "{risk:?}"
        );
    }
    let (missed, wrong) = judged(include_str!("questions.txt"));
    assert!(missed <= 5, "{missed} in a hundred are missed");
    assert!(wrong <= 10, "{wrong} in a hundred are pointed out wrongly");
}

/// What was learned from, and is learned from no more.
#[test]
fn what_the_rules_learned_from_later_stays_found() {
    let (missed, wrong) = judged(include_str!("practice.txt"));
    assert!(missed <= 5 && wrong <= 5, "{missed} and {wrong} in a hundred");
}

/// What nobody had in mind is missed far more often: 14 of 30 when this was written, and 2 of 30 others are pointed out
/// wrongly. So no page says that a question is good because nothing was found in it.
#[test]
fn of_questions_that_nobody_had_in_mind_half_are_found_and_few_pointed_out_wrongly() {
    let (missed, wrong) = judged(include_str!("held_out.txt"));
    assert!(missed <= 50, "{missed} in a hundred are missed");
    assert!(wrong <= 10, "{wrong} in a hundred are pointed out wrongly");
}

#[test]
fn whatever_may_be_asked_instead_is_not_pointed_out() {
    for risk in Risk::ALL {
        assert_eq!(check(risk.instead()), Checked::Fine, "{risk:?}");
        assert!(risk.why().ends_with('.'));
    }
}

#[test]
fn what_is_in_another_language_is_not_judged() {
    for question in [
        "Sind Sie verheiratet und haben Sie Kinder?",
        "Wie alt sind Sie?",
        "Quel âge avez-vous ?",
        "Est-ce que vous avez des enfants ?",
        "¿Cuántos años tiene usted y de dónde es?",
        "Hoe oud bent u, en heeft u kinderen?",
        "Har du barn och är du gift?",
        "Вы замужем?",
        "お子さんはいますか？",
        "هل أنت متزوج؟",
    ] {
        assert_eq!(check(question), Checked::Unread, "{question}");
    }
    for question in ["", "Why?", "Tell me more.", "SQL?", "Name three risks."] {
        assert_eq!(check(question), Checked::Fine, "{question}");
    }
}

/// Forty short ones, half of them English, written before there was a rule for them.
#[test]
fn a_short_question_is_known_by_its_language_too() {
    let foreign = [
        "¿Está embarazada?",
        "¿Tiene hijos?",
        "¿Es usted casada?",
        "Edad, por favor",
        "Sei sposata?",
        "Hai figli?",
        "Quanti anni ha?",
        "È incinta?",
        "Bent u zwanger?",
        "Heeft u kinderen?",
        "Bent u getrouwd?",
        "Geloof?",
        "Schwanger?",
        "Verheiratet?",
        "Haben Sie Kinder?",
        "Êtes-vous mariée ?",
        "Enceinte ?",
        "Tem filhos?",
        "Är du gravid?",
        "Czy ma pani dzieci?",
    ];
    let english = [
        "Why?",
        "SQL?",
        "Favourite tool?",
        "Name three risks.",
        "Any questions?",
        "Describe Zoë’s handover.",
        "Café rota: ideas?",
        "Naïve Bayes or trees?",
        "Die casting experience?",
        "Tell me more.",
        "Best résumé tip?",
        "Ran São Paulo payroll?",
        "Worked with Müller?",
        "Con calls: pros?",
        "Las Vegas trade fair?",
        "Shift work, on call?",
        "Rust or Go?",
        "Salary expectations?",
        "Sei Whale survey methods?",
        "Van licence?",
    ];
    let wrong: Vec<_> = foreign
        .iter()
        .filter(|question| check(question) != Checked::Unread)
        .chain(
            english
                .iter()
                .filter(|question| check(question) == Checked::Unread),
        )
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn what_may_be_asked_instead_asks_for_nothing_that_nobody_asked_for() {
    for risk in Risk::ALL {
        for invented in ["French", "phone", "two nights", "seven", "paid by us"] {
            assert!(!risk.instead().contains(invented), "{risk:?}: {invented}");
        }
    }
}

#[test]
fn the_longest_and_the_oddest_text_is_looked_at() {
    let long = "are you married ".repeat(300);
    assert!(check(&long).is_risky());
    for odd in ["''''", "\u{202e}", "a|b .. -", "- - -", "👩🏽‍💻?"] {
        check(odd);
    }
}

#[test]
fn each_thing_is_pointed_out_once_with_the_words_that_raise_it() {
    let Checked::Risky(flags) = check("Are you married? Is your husband well? How old are you?") else {
        panic!("not pointed out")
    };
    let told: Vec<_> = flags
        .iter()
        .map(|flag| (flag.about, flag.words.as_str()))
        .collect();
    assert_eq!(
        told,
        [(Risk::Family, "are you married"), (Risk::Age, "how old are you")]
    );
}
