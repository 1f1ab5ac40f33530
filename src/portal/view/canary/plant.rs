//! The rows of the story, each text in its place.

mod finalist;
mod hired;
mod raised;

use super::{HIRED, LEADERS, OURS, PANELS};
use crate::domain::*;
use finalist::{plant_candidate, plant_card, plant_interview, plant_interviewer, plant_talk};
use hired::{plant_check_in, plant_hire};
use raised::plant_problem;

/// Who may read a text, be it that it was shared as widely as it can be.
#[derive(Clone, Copy)]
pub enum Reads {
    /// Recruiters alone.
    Us,
    Leader,
    /// Those who judge somebody.
    Panel,
    /// Whoever was hired.
    Hired,
    /// Whoever has a link.
    All,
}

pub fn text(reads: Reads, name: &str) -> String {
    let start = match reads {
        Reads::Us => OURS,
        Reads::Leader => LEADERS,
        Reads::Panel => PANELS,
        Reads::Hired => HIRED,
        Reads::All => "canary-all-",
    };
    format!("{start}{name}")
}

/// Takes a row apart field by field, and fills in all that it can hold.
pub fn plant(row: &mut Row) {
    use Reads::{All, Leader as Theirs, Us};
    match row {
        Row::Workspace(Workspace { name, zone: _ }) => *name = text(All, "workspace"),
        Row::Settings(Settings {
            cadence: _,
            minutes: _,
            candidates: _,
            called: _,
        }) => {}
        Row::Member(Member {
            user,
            name,
            phone,
            right: _,
            left: _,
        }) => {
            // Whoever answers for the roles is named to all, with the number to call.
            let is_called = *user == Story::user("priya");
            *name = text(if is_called { All } else { Theirs }, "member-name");
            *phone = Some(text(if is_called { All } else { Us }, "member-phone"));
        }
        Row::Leader(leader) => plant_leader(leader),
        Row::Role(role) => plant_role(role),
        Row::Update(update) => plant_update(update),
        Row::Link(ShareLink {
            id: _,
            target: _,
            leader: _,
            scope: _,
            label,
            secret_hash,
            keeper: _,
            created_on: _,
            expires_on: _,
            revoked: _,
            locked: _,
            opens: _,
            deputy: _,
            forwarded: _,
            panel: _,
            brief: _,
            hire: _,
        }) => {
            *label = text(Us, "link-label");
            *secret_hash = text(Us, "link-secret");
        }
        Row::Reply(Reply {
            id: _,
            link: _,
            noted_by: _,
            leader: _,
            update: _,
            roles: _,
            team: _,
            text: words,
            at: _,
            settled: _,
            removed: _,
        }) => *words = text(Theirs, "reply"),
        Row::Decision(decision) => plant_decision(decision),
        Row::PainPoint(PainPoint {
            id: _,
            role: _,
            leader: _,
            details:
                PainDetails {
                    what,
                    severity,
                    said_by,
                    said_on: _,
                    better,
                    shown,
                },
            by: _,
            at: _,
            told: _,
            told_better: _,
            at_yes: _,
            rated_on: _,
            removed: _,
        }) => {
            (*severity, *shown) = (Some(8), Shown::Team);
            *what = text(Theirs, "pain");
            *better = text(Theirs, "pain-better");
            *said_by = text(Us, "pain-said-by");
        }
        Row::Why(Why {
            id: _,
            pain: _,
            under: _,
            details:
                WhyDetails {
                    answer,
                    mark,
                    owner,
                    cause,
                    hire: _,
                    shown,
                },
            by: _,
            at: _,
            told: _,
            removed: _,
        }) => {
            (*mark, *cause, *shown) = (Some(Mark::Guess), Some(Cause::Culture), Shown::Team);
            *answer = text(Theirs, "why");
            *owner = text(Us, "why-owner");
        }
        Row::Fix(Fix {
            id: _,
            pain: _,
            details:
                FixDetails {
                    what,
                    owner,
                    due: _,
                    state: _,
                    shown: _,
                },
            by: _,
            at: _,
            removed: _,
        }) => {
            *what = text(Theirs, "fix");
            *owner = text(Theirs, "fix-owner");
        }
        Row::Brief(brief) => plant_brief(brief),
        Row::Kit(kit) => plant_kit(kit),
        Row::Expectation(told) => plant_date(told),
        Row::Candidate(candidate) => plant_candidate(candidate),
        Row::Interview(interview) => plant_interview(interview),
        Row::Interviewer(one) => plant_interviewer(one),
        Row::Scorecard(card) => plant_card(card),
        Row::SitInTalk(talk) => plant_talk(talk),
        Row::Funnel(Funnel {
            role: _,
            letters: _,
            counts: _,
        }) => {}
        Row::Hire(hire) => plant_hire(hire),
        Row::CheckIn(one) => plant_check_in(one),
        Row::Problem(problem) => plant_problem(problem),
        Row::Effort(effort) => plant_effort(effort),
    }
}

fn plant_leader(leader: &mut Leader) {
    let Leader {
        id: _,
        details:
            LeaderDetails {
                name,
                team,
                phone,
                email,
                no_mail: _,
                channel: _,
                usual_day: _,
                longest_silence: _,
                away,
                likes,
            },
        told: _,
        written: _,
        stood,
    } = leader;
    *stood = vec![Stood {
        role: Story::role("data"),
        asked: Moment::Search,
        knows: false,
        words: text(Reads::Us, "leader-stands"),
        at: "2026-11-19T09:38:00+00:00".parse().unwrap(),
    }];
    *name = text(Reads::Leader, "leader-name");
    *team = text(Reads::Leader, "leader-team");
    *phone = text(Reads::Leader, "leader-phone");
    *email = text(Reads::Leader, "leader-email");
    *likes = text(Reads::Leader, "leader-likes");
    let day = "2026-11-20".parse().unwrap();
    let Away {
        from: _,
        until: _,
        deputy,
    } = away.insert(Away {
        from: day,
        until: day,
        deputy: String::new(),
    });
    *deputy = text(Reads::Leader, "leader-deputy");
}

fn plant_role(role: &mut Role) {
    let Role {
        id,
        leader: _,
        details:
            RoleDetails {
                title,
                family: _,
                seniority: _,
                niche: _,
                opened_on: _,
                outlook,
            },
        owner: _,
        placement:
            Placement {
                stage: _,
                order: _,
                close: _,
                skipped: _,
                sourced_on: _,
                yes_on: _,
                before_offer: _,
                held_days: _,
                resumed_on: _,
            },
        hold,
        entered: _,
        given_on: _,
        code_name,
    } = role;
    // What has a code name is called by no other.
    let is_coded = *id == Story::role("sre");
    *title = text(if is_coded { Reads::Us } else { Reads::All }, "role-title");
    *code_name = is_coded.then(|| text(Reads::All, "role-code-name"));
    let Outlook {
        market: _,
        middle: _,
        because,
        in_mind: _,
    } = outlook.insert(Outlook::default());
    *because = text(Reads::Us, "outlook");
    let day = "2026-11-25".parse().unwrap();
    let Hold {
        requester,
        cause,
        review_on: _,
        since: _,
    } = hold.insert(Hold {
        requester: String::new(),
        cause: String::new(),
        review_on: day,
        since: day,
    });
    *requester = text(Reads::Us, "hold-requester");
    *cause = text(Reads::Us, "hold-cause");
}

fn plant_update(update: &mut Update) {
    let Update {
        id: _,
        leader: _,
        roles: _,
        answers: _,
        text: words,
        sent_at: _,
        next_by: _,
        way: _,
        told_at: _,
        got_it: _,
        thanks: _,
        mail,
        removed: _,
        by,
    } = update;
    *words = text(Reads::Leader, "update");
    *by = Story::user("tom");
    let Mail {
        to,
        state: _,
        tries: _,
        fault,
    } = mail.insert(Mail {
        to: String::new(),
        state: MailState::Failed,
        tries: 1,
        fault: None,
    });
    *to = text(Reads::Us, "mail-to");
    let MailFault { why: _, said } = fault.insert(MailFault {
        why: WhyNot::Rejected,
        said: String::new(),
    });
    *said = text(Reads::Us, "mail-fault");
}

fn plant_decision(decision: &mut Decision) {
    let Decision {
        id: _,
        leader: _,
        role: _,
        turn: _,
        details:
            DecisionDetails {
                what,
                choices,
                due: _,
                otherwise,
            },
        link: _,
        by: _,
        at,
        answer,
        withdrawn: _,
    } = decision;
    *what = text(Reads::Leader, "decision");
    *choices = vec![text(Reads::Leader, "decision-choice")];
    *otherwise = text(Reads::Leader, "decision-otherwise");
    let Decided {
        choice,
        words,
        at: _,
        link: _,
        by: _,
    } = answer.insert(Decided {
        choice: String::new(),
        words: String::new(),
        at: *at,
        link: None,
        by: Some(Story::user("tom")),
    });
    *choice = text(Reads::Leader, "decided-choice");
    *words = text(Reads::Leader, "decided-words");
}

fn plant_kit(kit: &mut Kit) {
    let Kit {
        role: _,
        leader: _,
        details: KitDetails { criteria, shown },
        versions,
    } = kit;
    *shown = Shown::Leader;
    for criterion in criteria.iter_mut() {
        let kit::Criterion {
            id: _,
            what,
            serves: _,
            happened,
            would,
            asks: _,
            anchors,
            minutes: _,
        } = criterion;
        *what = text(Reads::Leader, "criterion");
        for question in [happened, would] {
            let kit::Question { words, reason } = question;
            *words = text(Reads::Leader, "interview-question");
            *reason = text(Reads::Us, "question-reason");
        }
        *anchors = [0; 3].map(|_| text(Reads::Leader, "anchor"));
    }
    let mut was = criteria.clone();
    for criterion in &mut was {
        criterion.what = text(Reads::Us, "criterion-earlier");
    }
    *versions = vec![kit::Version {
        at: "2026-11-19T09:38:00+00:00".parse().unwrap(),
        by: Story::user("priya"),
        was,
    }];
}

fn plant_brief(brief: &mut Brief) {
    let Brief {
        role: _,
        leader: _,
        details:
            BriefDetails {
                spec,
                facts: _,
                needed_by: _,
                cover,
                profiles,
                shown,
            },
        versions,
    } = brief;
    let told = "2026-11-19T09:38:00+00:00".parse().unwrap();
    *shown = Shown::Team;
    *cover = text(Reads::Us, "brief-cover");
    plant_spec(spec, Reads::Leader, "spec");
    *profiles = vec![Profile {
        id: Story::profile("a"),
        lines: String::new(),
        verdict: Some(Verdict::Yes),
        because: String::new(),
        told: Some(told),
    }];
    for profile in profiles {
        let Profile {
            id: _,
            lines,
            verdict: _,
            because,
            told: _,
        } = profile;
        *lines = text(Reads::Leader, "profile");
        *because = text(Reads::Leader, "profile-because");
    }
    *versions = vec![Version {
        at: told,
        by: Story::user("priya"),
        prompt: None,
        sourced: false,
        was: Spec::default(),
    }];
    for version in versions {
        let Version {
            at: _,
            by: _,
            prompt: _,
            sourced: _,
            was,
        } = version;
        plant_spec(was, Reads::Us, "earlier-spec");
    }
}

fn plant_spec(spec: &mut Spec, reads: Reads, name: &str) {
    let Spec {
        musts,
        nice,
        pay,
        places,
        decides,
    } = spec;
    *musts = vec![Must {
        id: Story::must("a"),
        what: String::new(),
        pain: Some(Story::pain("late")),
    }];
    for must in musts {
        let Must { id: _, what, pain: _ } = must;
        *what = text(reads, &format!("{name}-must"));
    }
    *nice = text(reads, &format!("{name}-nice"));
    *pay = text(reads, &format!("{name}-pay"));
    *places = text(reads, &format!("{name}-places"));
    *decides = text(reads, &format!("{name}-decides"));
}

fn plant_date(told: &mut Expectation) {
    let Expectation {
        id: _,
        role: _,
        leader: _,
        terms,
        way: _,
        by: _,
        at,
        next_by: _,
        shown,
        answer,
        earlier,
        tries: _,
    } = told;
    *shown = Shown::Team;
    let Terms {
        yes_by,
        level: _,
        range: _,
        odds: _,
        roles: _,
        notice: _,
        needed_by: _,
        because,
        shorter,
        ours,
        theirs,
        cause: _,
    } = &mut **terms;
    *because = text(Reads::Leader, "date-because");
    *ours = text(Reads::Leader, "date-ours");
    *theirs = text(Reads::Leader, "date-theirs");
    *shorter = vec![Shorter {
        what: text(Reads::Leader, "date-shorter"),
        yes_by: *yes_by,
    }];
    let answered = |reads, name| Answer {
        fits: Fits::TooLate,
        words: text(reads, name),
        at: *at,
        on_page: true,
    };
    *answer = Some(answered(Reads::Leader, "date-answer"));
    *earlier = vec![answered(Reads::Us, "date-earlier-answer")];
}

fn plant_effort(effort: &mut Effort) {
    let was = EffortDraft::one(effort.kind, Story::role("data"), effort.happened_at);
    let Effort {
        id: _,
        roles: _,
        kind: _,
        quantity: _,
        replies: _,
        result,
        minutes: _,
        shared,
        side: _,
        happened_at,
        noted_at: _,
        by,
        removed: _,
        words_from: _,
        history,
    } = effort;
    *result = text(if *shared { Reads::Leader } else { Reads::Us }, "effort");
    *history = vec![Amended {
        at: *happened_at,
        by: *by,
        was: EffortDraft {
            result: text(Reads::Us, "effort-before"),
            ..was
        },
    }];
}
