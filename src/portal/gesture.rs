//! What a leader does on their page.

use std::{fmt, str::FromStr};

use chrono::{DateTime, FixedOffset, NaiveDate};
use uuid::Uuid;

use crate::domain::{
    Away, Body, CandidateId, CardDetails, CheckInDetails, CheckInId, CommandId, CriterionId, DecisionId,
    ExpectationId, Fits, FormStep, HelpWay, HireId, Interview, InterviewId, InterviewerId, Item, LinkId,
    Moment, PainId, ProfileId, Question, Remark, ReplyId, RoleId, Scope, Score, UpdateId, Verdict, WhyId,
    Wish, at_time, brief, candidate, check_in, decision, expectation, interview, leader, link, pain, reply,
    scorecard, update, why,
};

/// What a form on the page is about, as its field of this name says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum About {
    /// It answers no more than the page itself.
    Page,
    /// What the leader's team asks.
    Team,
    Update(UpdateId),
    /// That an update was read.
    GotIt(UpdateId),
    Asked(Question),
    /// Whether a date that was told fits.
    Date(ExpectationId),
    /// What is asked of the leader.
    Decision(DecisionId),
    /// Whether they want to meet somebody.
    Candidate(CandidateId),
    /// Which time suits them.
    Interview(InterviewId),
    /// What helps with an interview.
    Help(InterviewId),
    /// How much something hurts at a day after somebody started; without a pain, how far along they are.
    After(HireId, u8, Option<PainId>),
    /// What an interviewer judges of one thing that is looked for.
    Card(InterviewerId, CriterionId),
    /// What they note besides.
    CardNotes(InterviewerId),
    /// That it stays as it is.
    HandIn(InterviewerId),
    /// What came to mind afterwards.
    Later(InterviewerId),
    /// One step with the form of a day of whoever was hired, as its page stood by the edition; what is sent comes with it.
    FormStep(HireId, u8, FormStep, u32),
    /// What the leader asks of us.
    Ask,
    /// When the leader is not there.
    Away,
    /// Whether the leader knows where they stand.
    Standing(RoleId, Moment),
    /// That the page is passed on, to whom such a link is for.
    Forward(Narrower),
}

/// For whom a page is passed on: each sees less of it than the leader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Narrower {
    Boss,
    Team,
}

impl Narrower {
    pub const ALL: [Self; 2] = [Self::Team, Self::Boss];

    pub fn scope(self) -> Scope {
        match self {
            Self::Boss => Scope::Read,
            Self::Team => Scope::TeamSafe,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Boss => "boss",
            Self::Team => "team",
        }
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page => Ok(()),
            Self::Team => write!(f, "team"),
            Self::Update(update) => write!(f, "{update}"),
            Self::GotIt(update) => write!(f, "got {update}"),
            Self::Date(told) => write!(f, "date {told}"),
            Self::Decision(decision) => write!(f, "decision {decision}"),
            Self::Candidate(candidate) => write!(f, "candidate {candidate}"),
            Self::Interview(interview) => write!(f, "interview {interview}"),
            Self::Help(interview) => write!(f, "help {interview}"),
            Self::After(hire, day, None) => write!(f, "after {hire} {day}"),
            Self::After(hire, day, Some(pain)) => write!(f, "after {hire} {day} {pain}"),
            Self::Card(interviewer, criterion) => write!(f, "card {interviewer} {criterion}"),
            Self::CardNotes(interviewer) => write!(f, "card-notes {interviewer}"),
            Self::HandIn(interviewer) => write!(f, "hand-in {interviewer}"),
            Self::Later(interviewer) => write!(f, "card-later {interviewer}"),
            Self::FormStep(hire, day, step, read) => {
                write!(f, "form-step {hire} {day} {} {read}", Self::nth_step(*step))
            }
            Self::Ask => write!(f, "ask"),
            Self::Away => write!(f, "away"),
            Self::Forward(to) => write!(f, "forward {}", to.word()),
            Self::Standing(role, Moment::Search) => write!(f, "stands-searching {role}"),
            Self::Standing(role, Moment::Yes) => write!(f, "stands-at-yes {role}"),
            Self::Asked(Question::Hurts(role)) => write!(f, "hurts {role}"),
            Self::Asked(Question::Behind(pain)) => write!(f, "behind {pain}"),
            Self::Asked(Question::Better(pain)) => write!(f, "better {pain}"),
            Self::Asked(Question::Example(role, profile)) => write!(f, "example {role} {profile}"),
        }
    }
}

/// It says nothing that the page writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unclear;

impl FromStr for About {
    type Err = Unclear;

    fn from_str(text: &str) -> Result<Self, Unclear> {
        let words: Vec<&str> = text.split(' ').collect();
        let id = |text: &str| text.parse::<Uuid>().map_err(|_| Unclear);
        let number = |text: &str| text.parse::<usize>().map_err(|_| Unclear);
        Ok(match words.as_slice() {
            [""] => Self::Page,
            ["team"] => Self::Team,
            ["ask"] => Self::Ask,
            ["away"] => Self::Away,
            ["stands-searching", role] => Self::Standing(RoleId(id(role)?), Moment::Search),
            ["stands-at-yes", role] => Self::Standing(RoleId(id(role)?), Moment::Yes),
            ["forward", "boss"] => Self::Forward(Narrower::Boss),
            ["forward", "team"] => Self::Forward(Narrower::Team),
            ["decision", decision] => Self::Decision(DecisionId(id(decision)?)),
            ["candidate", candidate] => Self::Candidate(CandidateId(id(candidate)?)),
            ["interview", interview] => Self::Interview(InterviewId(id(interview)?)),
            ["help", interview] => Self::Help(InterviewId(id(interview)?)),
            ["after", hire, day, pain @ ..] if pain.len() < 2 => {
                let pain = pain.first().map(|pain| id(pain).map(PainId)).transpose()?;
                Self::After(HireId(id(hire)?), day.parse().map_err(|_| Unclear)?, pain)
            }
            ["card", interviewer, criterion] => {
                Self::Card(InterviewerId(id(interviewer)?), CriterionId(id(criterion)?))
            }
            ["card-notes", interviewer] => Self::CardNotes(InterviewerId(id(interviewer)?)),
            ["hand-in", interviewer] => Self::HandIn(InterviewerId(id(interviewer)?)),
            ["card-later", interviewer] => Self::Later(InterviewerId(id(interviewer)?)),
            ["form-step", hire, day, step, read] => {
                let step = FormStep::ALL.get(number(step)?).ok_or(Unclear)?;
                let day = day.parse().map_err(|_| Unclear)?;
                let read = read.parse().map_err(|_| Unclear)?;
                Self::FormStep(HireId(id(hire)?), day, *step, read)
            }
            [update] => Self::Update(UpdateId(id(update)?)),
            ["hurts", role] => Self::Asked(Question::Hurts(RoleId(id(role)?))),
            ["got", update] => Self::GotIt(UpdateId(id(update)?)),
            ["date", told] => Self::Date(ExpectationId(id(told)?)),
            ["behind", pain] => Self::Asked(Question::Behind(PainId(id(pain)?))),
            ["better", pain] => Self::Asked(Question::Better(PainId(id(pain)?))),
            ["example", role, profile] => {
                Self::Asked(Question::Example(RoleId(id(role)?), ProfileId(id(profile)?)))
            }
            _ => return Err(Unclear),
        })
    }
}

impl About {
    /// The field of a form that answers a question by a number.
    pub fn field(item: Item) -> String {
        let mut all = Item::ALL.iter().zip(0..);
        let nth: u8 = all.find(|(one, _)| **one == item).map_or(0, |(_, nth)| nth);
        format!("answer-{nth}")
    }

    fn nth_step(step: FormStep) -> u8 {
        let mut all = FormStep::ALL.iter().zip(0..);
        all.find(|(one, _)| **one == step).map_or(0, |(_, nth)| nth)
    }

    /// The id of its form: a browser without script comes back to it.
    pub fn place(self) -> String {
        match self {
            Self::Page => "reply-note".into(),
            Self::Team => "reply-team".into(),
            Self::Update(update) => format!("reply-{update}"),
            Self::GotIt(update) => format!("got-{update}"),
            // One is asked at a time.
            Self::Asked(_) => "reply-asked".into(),
            Self::Date(told) => format!("reply-date-{told}"),
            Self::Decision(decision) => format!("reply-decision-{decision}"),
            Self::Candidate(candidate) => format!("reply-candidate-{candidate}"),
            Self::Interview(interview) => format!("reply-interview-{interview}"),
            Self::Help(interview) => format!("help-{interview}"),
            // One thing is asked at a time.
            Self::After(hire, ..) => format!("after-{hire}"),
            Self::Card(interviewer, criterion) => format!("card-{interviewer}-{criterion}"),
            Self::CardNotes(interviewer) => format!("card-notes-{interviewer}"),
            Self::HandIn(interviewer) => format!("hand-in-{interviewer}"),
            Self::Later(interviewer) => format!("card-later-{interviewer}"),
            Self::FormStep(_, _, step, _) => format!("form-step-{}", Self::nth_step(step)),
            Self::Ask => "reply-ask".into(),
            Self::Away => "reply-away".into(),
            Self::Forward(to) => format!("forward-{}", to.word()),
            // One is asked at a time.
            Self::Standing(..) => "reply-stands".into(),
        }
    }

    /// A number that tells it from all others.
    pub fn number(self) -> u128 {
        match self {
            Self::Page => 0,
            Self::Team => 1,
            Self::Ask => 2,
            Self::Away => 3,
            Self::Standing(RoleId(id), Moment::Search) => id.as_u128().rotate_left(9),
            Self::Standing(RoleId(id), Moment::Yes) => id.as_u128().rotate_left(10),
            Self::Forward(Narrower::Boss) => 4,
            Self::Forward(Narrower::Team) => 5,
            Self::Decision(DecisionId(id)) => id.as_u128().rotate_left(8),
            Self::Candidate(CandidateId(id)) => id.as_u128().rotate_left(11),
            Self::Interview(InterviewId(id)) => id.as_u128().rotate_left(12),
            Self::Help(InterviewId(id)) => id.as_u128().rotate_left(13),
            Self::After(HireId(id), day, None) => id.as_u128().rotate_left(18) ^ u128::from(day),
            Self::After(HireId(id), day, Some(PainId(pain))) => {
                id.as_u128().rotate_left(19) ^ pain.as_u128().rotate_left(20) ^ u128::from(day)
            }
            Self::Card(_, CriterionId(id)) => id.as_u128().rotate_left(14),
            Self::CardNotes(InterviewerId(id)) => id.as_u128().rotate_left(15),
            Self::HandIn(InterviewerId(id)) => id.as_u128().rotate_left(16),
            Self::Later(InterviewerId(id)) => id.as_u128().rotate_left(17),
            Self::FormStep(HireId(id), day, step, read) => {
                let which = (u128::from(Self::nth_step(step)) << 8) ^ (u128::from(read) << 16);
                id.as_u128().rotate_left(21) ^ u128::from(day) ^ which
            }
            Self::Update(UpdateId(id)) => id.as_u128().rotate_left(1),
            Self::Asked(Question::Hurts(RoleId(id))) => id.as_u128().rotate_left(2),
            Self::Asked(Question::Behind(PainId(id))) => id.as_u128().rotate_left(3),
            Self::Asked(Question::Better(PainId(id))) => id.as_u128().rotate_left(4),
            Self::Asked(Question::Example(_, ProfileId(id))) => id.as_u128().rotate_left(5),
            Self::Date(ExpectationId(id)) => id.as_u128().rotate_left(6),
            Self::GotIt(UpdateId(id)) => id.as_u128().rotate_left(7),
        }
    }
}

/// A yes or no as a form carries it.
pub fn spelt(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Yes => "meet",
        Verdict::No => "not",
    }
}

/// Each is a form on the page, which works without script: what it is about, and what was typed and chosen there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gesture {
    pub about: About,
    /// Where it answers nothing, the role that was chosen.
    pub role: Option<RoleId>,
    pub text: String,
    /// Of an example, or whether a date fits; yes to an update: thanks; no to an absence: the leader is there.
    pub verdict: Option<Verdict>,
    /// Which of the choices; empty for none.
    pub choice: String,
    /// Of a form of whoever was hired: each question that was answered by a number.
    pub answers: Vec<Score>,
    /// The question as it stood there.
    pub asked: String,
    /// Of a page that is passed on: the hash of the secret, where the device drew that.
    pub secret_hash: String,
    /// The first day, and the last, or by when.
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

impl Gesture {
    /// Words, with nothing chosen besides.
    pub fn of(about: About, text: &str) -> Self {
        Self {
            about,
            role: None,
            text: text.into(),
            verdict: None,
            choice: String::new(),
            answers: Vec::new(),
            asked: String::new(),
            secret_hash: String::new(),
            from: None,
            until: None,
        }
    }

    /// The command that it is, or why there is nothing to send, in words. The command's id is that of what it writes:
    /// sent twice, it is written once.
    ///
    /// # Errors
    /// When something is missing.
    pub fn body(&self, CommandId(id): CommandId) -> Result<Body, &'static str> {
        let (text, question) = (
            self.text.clone(),
            matches!(
                self.about,
                About::Asked(Question::Example(..))
                    | About::Date(_)
                    | About::GotIt(_)
                    | About::Candidate(_)
                    | About::Interview(_)
                    | About::After(..)
                    | About::FormStep(..)
                    | About::Away
                    | About::Forward(_)
                    | About::Standing(..)
            ) || !self.choice.is_empty(),
        );
        if text.trim().is_empty() && !question {
            return Err("Write something first.");
        }
        let days = self.from.zip(self.until);
        let reply = |update, role, team| {
            let send = reply::Command::SendReply {
                reply: ReplyId(id),
                update,
                role,
                team,
                text: self.text.clone(),
            };
            Body::Reply(send)
        };
        Ok(match self.about {
            About::Page => reply(None, self.role, false),
            About::Team => reply(None, self.role, true),
            About::Update(update) => reply(Some(update), None, false),
            About::GotIt(update) => Body::Update(update::Command::GotIt {
                update,
                thanks: self.verdict == Some(Verdict::Yes),
            }),
            About::Asked(Question::Hurts(role)) => Body::PainPoint(pain::Command::TellPain {
                pain: PainId(id),
                role,
                what: text,
            }),
            About::Asked(Question::Behind(pain)) => Body::Why(why::Command::TellWhy {
                why: WhyId(id),
                pain,
                answer: text,
            }),
            About::Asked(Question::Better(pain)) => {
                Body::PainPoint(pain::Command::TellBetter { pain, better: text })
            }
            About::Asked(Question::Example(role, profile)) => Body::Brief(brief::Command::JudgeProfile {
                role,
                profile,
                verdict: self.verdict.ok_or("Choose one of the two first.")?,
                because: text,
            }),
            About::Interview(interview) => self.chooses(interview)?,
            About::Decision(decision) => Body::Decision(decision::Command::Decide {
                decision,
                asked: self.asked.clone(),
                choice: self.choice.clone(),
                words: text,
            }),
            About::Standing(role, asked) => Body::Reply(reply::Command::TellStanding {
                role,
                asked,
                knows: self.verdict.ok_or("Choose one of the two first.")? == Verdict::Yes,
                words: text,
            }),
            About::Forward(to) => Body::Link(link::Command::ForwardLink {
                link: LinkId(id),
                scope: to.scope(),
                secret_hash: self.secret_hash.clone(),
            }),
            About::Candidate(candidate) => {
                let mut all = Wish::ALL.iter();
                let wish = all.find(|wish| wish.label() == self.choice);
                Body::Candidate(candidate::Command::SayWish {
                    candidate,
                    read: self.asked.parse().map_err(|_| "Reload the page, then answer.")?,
                    wish: *wish.ok_or("Choose one of the three first.")?,
                    because: text,
                })
            }
            About::Help(interview) => {
                let mut all = HelpWay::ALL.iter();
                let way = all.find(|way| way.label() == self.choice);
                Body::Interview(interview::Command::WantHelp {
                    interview,
                    way: *way.ok_or("Choose one of these first.")?,
                })
            }
            About::After(hire, day, pain) => {
                let worth = self.choice.parse().map_err(|_| "Choose a number first.")?;
                let item = pain.is_none().then_some(Item::Tasks);
                Body::CheckIn(check_in::Command::TellCheckIn {
                    check_in: CheckInId(id),
                    hire,
                    day,
                    details: Box::new(CheckInDetails {
                        scores: vec![Score { pain, item, worth }],
                        words: text,
                        ..CheckInDetails::default()
                    }),
                })
            }
            About::Card(interviewer, criterion) => self.judges(interviewer, criterion)?,
            About::CardNotes(interviewer) => {
                let noted = |notes: String| CardDetails {
                    notes,
                    ..CardDetails::default()
                };
                let both = [self.asked.as_str(), &text].into_iter();
                let both: Vec<&str> = both.filter(|words| !words.is_empty()).collect();
                Body::Scorecard(scorecard::Command::WriteCard {
                    interviewer,
                    details: Box::new(noted(both.join("\n\n"))),
                    base: Some(Box::new(noted(self.asked.clone()))),
                })
            }
            About::HandIn(interviewer) => Body::Scorecard(scorecard::Command::HandInCard { interviewer }),
            About::Later(interviewer) => Body::Scorecard(scorecard::Command::AddToCard {
                interviewer,
                words: text,
            }),
            About::FormStep(hire, day, step, read) => Body::CheckIn(check_in::Command::StepForm {
                check_in: CheckInId(id),
                hire,
                day,
                step,
                read,
                details: Box::new(match step {
                    FormStep::Send => CheckInDetails {
                        scores: self.answers.clone(),
                        words: text,
                        ..CheckInDetails::default()
                    },
                    _ => CheckInDetails::default(),
                }),
            }),
            About::Ask => Body::Decision(decision::Command::AskUs {
                decision: DecisionId(id),
                role: self.role,
                what: text,
                due: self.until,
            }),
            About::Away => Body::Leader(leader::Command::TellAway {
                away: match (self.verdict, days) {
                    (Some(Verdict::No), _) => None,
                    (_, Some((from, until))) => Some(Away {
                        from,
                        until,
                        deputy: text,
                    }),
                    (_, None) => return Err("Choose the first day and the last first."),
                },
            }),
            About::Date(expectation) => Body::Expectation(expectation::Command::AnswerExpectation {
                expectation,
                fits: match self.verdict.ok_or("Choose one of the two first.")? {
                    Verdict::Yes => Fits::Agreed,
                    Verdict::No => Fits::TooLate,
                },
                words: text,
            }),
        })
    }
}

impl About {
    /// What was read where a time is chosen: which offer, and its times, as the form carries it.
    pub fn read_of(edition: u32, times: &[DateTime<FixedOffset>]) -> String {
        let times = times.iter().map(DateTime::to_rfc3339);
        let words = [edition.to_string()].into_iter().chain(times);
        words.collect::<Vec<_>>().join(" ")
    }
}

impl Gesture {
    /// What is judged of one thing: what is left empty stays as it was read.
    fn judges(&self, interviewer: InterviewerId, criterion: CriterionId) -> Result<Body, &'static str> {
        let read = serde_json::from_str::<(Option<u8>, String)>(&self.asked);
        let (rating, evidence) = read.map_err(|_| "Reload the page, then write it again.")?;
        let card = |rating: Option<u8>, evidence: String| {
            let is_any = rating.is_some() || !evidence.is_empty();
            let remark = Remark {
                id: criterion,
                what: String::new(),
                asked: String::new(),
                rating,
                evidence,
            };
            let remarks = is_any.then_some(remark).into_iter().collect();
            Box::new(CardDetails {
                remarks,
                notes: String::new(),
            })
        };
        let rated = self.choice.chars().next().and_then(|first| first.to_digit(10));
        let rated = rated.and_then(|rated| u8::try_from(rated).ok());
        let words = self.text.trim();
        let written = if words.is_empty() { &evidence } else { words };
        Ok(Body::Scorecard(scorecard::Command::WriteCard {
            interviewer,
            details: card(rated.or(rating), written.to_owned()),
            base: Some(card(rating, evidence.clone())),
        }))
    }

    /// Which of the times that were read suits the leader.
    fn chooses(&self, interview: InterviewId) -> Result<Body, &'static str> {
        const NOBODY_KNOWS: &str = "Read the times as they are now, then choose.";
        let mut read = self.asked.split_whitespace();
        let edition = read.next().and_then(|edition| edition.parse().ok());
        let mut times = read.filter_map(|time| time.parse::<DateTime<FixedOffset>>().ok());
        let time = match self.choice.as_str() {
            "" => return Err("Choose one of these first."),
            Interview::NONE => None,
            choice => Some(times.find(|time| at_time(*time) == choice).ok_or(NOBODY_KNOWS)?),
        };
        Ok(Body::Interview(interview::Command::ChooseTime {
            interview,
            read: edition.ok_or(NOBODY_KNOWS)?,
            time,
            because: self.text.clone(),
        }))
    }
}

#[cfg(test)]
mod tests;
