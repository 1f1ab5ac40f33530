//! What kind of effort a title speaks of, in English, German, French and Spanish.

use crate::domain::EffortKind;

/// How words begin that tell a kind; one that ends in a space is a whole word. The first kind that fits is taken: a
/// debrief after first talks is a debrief.
const KINDS: &[(EffortKind, &[&str])] = &[
    (
        EffortKind::Debrief,
        &[
            "debrief",
            "nachbesprechung",
            "feedbackgespräch",
            "auswertungsgespräch",
            "compte rendu",
            "retour d entretien",
            "retroalimentación",
        ],
    ),
    (
        EffortKind::Intake,
        &[
            "intake",
            "kick off",
            "kickoff",
            "briefing",
            "bedarfsgespräch",
            "auftragsklärung",
            "anforderungsgespräch",
            "brief de poste",
            "réunion de lancement",
            "prise de besoin",
            "reunión de inicio",
            "toma de requisitos",
        ],
    ),
    (
        EffortKind::CvReview,
        &[
            "cv ",
            "cvs ",
            "resume review",
            "resumes ",
            "application review",
            "review application",
            "lebensl",
            "bewerbungen",
            "unterlagen sichten",
            "candidatures ",
            "currícul",
            "curricul",
        ],
    ),
    (
        EffortKind::AdRewrite,
        &[
            "ad rewrite",
            "rewrite ad ",
            "rewrite the ad ",
            "job ad ",
            "job advert",
            "job post",
            "job description",
            "stellenanzeige",
            "stellenausschreibung",
            "annonce",
            "offre d emploi",
            "anuncio",
            "oferta de empleo",
        ],
    ),
    (
        EffortKind::MarketMap,
        &[
            "market map",
            "market check",
            "market research",
            "map the market",
            "talent map",
            "marktanalyse",
            "marktrecherche",
            "marktcheck",
            "étude de marché",
            "analyse du marché",
            "estudio de mercado",
            "análisis de mercado",
        ],
    ),
    (
        EffortKind::Outreach,
        &[
            "outreach",
            "sourcing",
            "approach",
            "inmail",
            "direktansprache",
            "active sourcing",
            "kandidatensuche",
            "approche directe",
            "chasse",
            "búsqueda de candidat",
            "contactar candidat",
        ],
    ),
    (
        EffortKind::Screen,
        &[
            "screen ",
            "screens ",
            "screening",
            "prescreen",
            "first talk",
            "first call",
            "first interview",
            "phone interview",
            "intro call",
            "introductory call",
            "erstgespräch",
            "telefoninterview",
            "kennenlern",
            "erstinterview",
            "vorstellungsgespräch",
            "premier entretien",
            "préqualification",
            "entretien téléphonique",
            "entrevista",
            "primera llamada",
        ],
    ),
];

/// What is nobody's business at work.
const PRIVATE: &[&str] = &[
    "lunch ",
    "mittag",
    "déjeuner",
    "almuerzo",
    "comida ",
    "private ",
    "privat ",
    "privé ",
    "privado ",
    "dentist",
    "zahnarzt",
    "doctor ",
    "arzt",
    "birthday",
    "geburtstag",
    "anniversaire",
    "cumpleaños",
    "holiday",
    "urlaub",
    "vacation",
    "vacances",
    "vacaciones",
];

/// The kind that a title names, given in plain words.
pub(super) fn kind(title: &str) -> Option<EffortKind> {
    KINDS
        .iter()
        .find_map(|(kind, words)| says(title, words).then_some(*kind))
}

pub(super) fn is_private(title: &str) -> bool {
    says(title, PRIVATE)
}

fn says(title: &str, words: &[&str]) -> bool {
    let begins = |word: &&str| {
        title
            .match_indices(word)
            .any(|(at, _)| title.get(..at).is_some_and(|before| before.ends_with(' ')))
    };
    words.iter().any(begins)
}

#[cfg(test)]
mod tests {
    use super::super::activity::plain;
    use super::*;

    #[test]
    fn titles_name_kinds_in_four_languages() {
        let kinds = [
            ("Phone screen: Sam Reed", EffortKind::Screen),
            ("Erstgespräch mit Frau Klein", EffortKind::Screen),
            ("Telefoninterview", EffortKind::Screen),
            ("Premier entretien – Léa", EffortKind::Screen),
            ("Entrevista con Marta", EffortKind::Screen),
            ("Kick-off Data Engineer", EffortKind::Intake),
            ("Briefing mit Dana", EffortKind::Intake),
            ("Debrief after first talks", EffortKind::Debrief),
            ("Nachbesprechung", EffortKind::Debrief),
            ("Sourcing block", EffortKind::Outreach),
            ("Direktansprache", EffortKind::Outreach),
            ("CV review", EffortKind::CvReview),
            ("Lebensläufe sichten", EffortKind::CvReview),
            ("Rewrite the ad", EffortKind::AdRewrite),
            ("Stellenanzeige überarbeiten", EffortKind::AdRewrite),
            ("Étude de marché", EffortKind::MarketMap),
        ];
        for (title, expected) in kinds {
            assert_eq!(kind(&plain(title)), Some(expected), "{title}");
        }
    }

    #[test]
    fn what_names_no_kind_is_not_guessed() {
        for title in ["", "Marketing sync", "Screenshot party", "Team meeting", "日程"] {
            assert_eq!(kind(&plain(title)), None, "{title}");
        }
        assert!(is_private(&plain("Lunch with Dana Whitfield")));
        assert!(is_private(&plain("Zahnarzt")));
    }
}
