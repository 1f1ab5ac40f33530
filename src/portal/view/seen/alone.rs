//! What is for the leader alone, and for whoever answers for them: all words, and what is asked of whom. A section that
//! shows such things is made from this, and a link of another scope comes by none of it.

use chrono::{Days, NaiveDate};

use super::{Seen, SeenRole, WEEKS};
use crate::domain::{
    Away, Brief, Decided, Decision, Effort, ExpectationId, FixState, Interview, Kind, Kit, KitDetails,
    Leader, LinkId, Member, Moment, Must, PainId, PainPoint, Question, Reply, Role, RoleId, Said, Scope,
    Serves, ShareLink, Spec, State, Thread, Update, UserId, Verdict, Way, week_start,
};

/// Days for which an answer stands on the page.
pub(super) const STANDS: i64 = 14;

/// The leader's own sight of their page.
#[derive(Clone, Copy)]
pub struct Alone<'s, 'a>(&'s Seen<'a>);

/// What hurts, as far as the link shows it.
pub struct Hurt<'a> {
    pub id: PainId,
    pub role: SeenRole<'a>,
    pub what: &'a str,
    pub severity: Option<u8>,
    pub better: &'a str,
    /// Each with how deep it stands.
    pub whys: Vec<(&'a str, usize)>,
    pub fixes: Vec<SeenFix<'a>>,
}

pub struct SeenFix<'a> {
    pub what: &'a str,
    pub owner: &'a str,
    pub due: NaiveDate,
    pub state: FixState,
}

/// What is asked for in a role, as far as the link shows it.
pub struct Wanted<'a> {
    pub role: SeenRole<'a>,
    /// Each with the pain that it serves, where the link shows that.
    pub musts: Vec<(&'a str, Option<&'a str>)>,
    pub nice: &'a str,
    pub places: &'a str,
    pub pay: &'a str,
    pub decides: &'a str,
    /// What the leader said of the examples on their page, and nobody else reads.
    pub examples: Vec<(&'a str, Verdict, &'a str)>,
}

/// What is asked, and of which role.
pub struct AskedOf<'a> {
    pub role: SeenRole<'a>,
    pub question: Question,
    /// Which of how many it is.
    pub count: Option<(usize, usize)>,
    pub about: &'a str,
}

/// A talk in which a date was told.
pub struct SeenTalk<'a> {
    pub id: ExpectationId,
    pub role: SeenRole<'a>,
    pub on: NaiveDate,
}

/// What is asked, of the leader or of us.
pub struct SeenTurn<'a> {
    pub asked: &'a Decision,
    /// Of a leader with several roles, which it is about.
    pub about: Option<String>,
    /// By when: later than it was asked for where nobody could answer.
    pub due: NaiveDate,
}

impl<'a> Seen<'a> {
    /// None where the link is not the leader's own.
    pub fn alone(&self) -> Option<Alone<'_, 'a>> {
        (self.link.scope == Scope::Respond).then_some(Alone(self))
    }
}

impl<'s, 'a> Alone<'s, 'a> {
    /// What every scope sees.
    pub fn all(self) -> &'s Seen<'a> {
        self.0
    }

    /// The recruiter's own words about an effort, once their two minutes are over.
    pub fn result(self, effort: &'a Effort) -> Option<&'a str> {
        effort.shows_words(self.0.now).then_some(effort.result.as_str())
    }

    /// What hurts the leader for whom the link was made, the worst first, role by role: each pain, answer and fix that
    /// was shared with the leader, and nothing of a pain that was not.
    pub fn pains(self) -> Vec<Hurt<'a>> {
        let state = self.0.state;
        let pains = self.0.roles.iter().flat_map(|role| {
            let pains = state.pains(role.id).into_iter();
            pains.map(|pain| (SeenRole(role), pain))
        });
        let shown = pains
            .filter(|(_, pain)| self.shows_pain(pain))
            .map(|(role, pain)| {
                let whys = state.ladder(pain.id).into_iter();
                // What is not shown leaves no trace: neither a gap nor how deep something stands.
                let mut above: Vec<usize> = Vec::new();
                let whys = whys.filter(|rung| rung.why.details.shown.to(Scope::Respond));
                let whys = whys.map(|rung| {
                    while above.last().is_some_and(|depth| *depth >= rung.depth) {
                        above.pop();
                    }
                    above.push(rung.depth);
                    (rung.why.details.answer.as_str(), above.len())
                });
                let whys: Vec<_> = whys.collect();
                let fixes = state.fixes(pain.id).into_iter();
                let fixes = fixes.filter(|fix| fix.details.shown.to(Scope::Respond));
                Hurt {
                    id: pain.id,
                    role,
                    what: &pain.details.what,
                    severity: pain.details.severity,
                    better: &pain.details.better,
                    whys,
                    fixes: fixes
                        .map(|fix| SeenFix {
                            what: &fix.details.what,
                            owner: &fix.details.owner,
                            due: fix.details.due,
                            state: fix.details.state,
                        })
                        .collect(),
                }
            });
        shown.collect()
    }

    /// What is done about a role until somebody comes, the next to be done first, and by when.
    pub fn meanwhile(self, role: RoleId) -> Option<(String, NaiveDate)> {
        let pains = self.pains().into_iter().filter(|pain| pain.role.id() == role);
        let fixes = pains.flat_map(|pain| pain.fixes);
        let open = fixes.filter(|fix| {
            matches!(fix.state, FixState::Planned | FixState::Begun) && fix.due >= self.0.today
        });
        let next = open.min_by_key(|fix| fix.due)?;
        Some((next.what.to_owned(), next.due))
    }

    /// What is asked for in the roles of the leader for whom the link was made, where it was shared with them.
    pub fn briefs(self) -> Vec<Wanted<'a>> {
        let state = self.0.state;
        let briefs = self.0.roles.iter().filter_map(|role| {
            let brief = state.get::<Brief>(role.id).ok()?;
            let is_shown =
                brief.leader == Some(self.0.link.leader) && state.brief_readers(role.id).to(Scope::Respond);
            let told = brief.details.profiles.iter();
            let told = told.filter(|one| one.told.is_some() && !self.is_deputy());
            let told = told.filter_map(|one| Some((one.lines.as_str(), one.verdict?, one.because.as_str())));
            let examples: Vec<_> = told.collect();
            let spec = &brief.details.spec;
            // What somebody earns is not for whoever stands in for them.
            let pay = if self.is_deputy() { "" } else { spec.pay.as_str() };
            let read = Spec {
                pay: pay.to_owned(),
                ..spec.clone()
            };
            let is_empty = read.is_empty() && examples.is_empty();
            (is_shown && !is_empty).then_some((role, spec, pay, examples))
        });
        let wanted = briefs.map(|(role, spec, pay, examples)| {
            let pain = |must: &Must| match state.serves(must) {
                Serves::Pain(pain) if self.shows_pain(pain) => Some(pain.details.what.as_str()),
                _ => None,
            };
            let musts = spec.musts.iter();
            Wanted {
                role: SeenRole(role),
                musts: musts.map(|must| (must.what.as_str(), pain(must))).collect(),
                nice: &spec.nice,
                places: &spec.places,
                pay,
                decides: &spec.decides,
                examples,
            }
        });
        wanted.collect()
    }

    /// The talks of the last weeks in which the leader was told a date that the page shows, the newest first.
    pub fn talks(self) -> Vec<SeenTalk<'a>> {
        let since = week_start(self.0.today) - Days::new(7 * (WEEKS - 1));
        let talks = self.0.roles.iter().flat_map(|role| {
            let told = self.0.state.expectations(role.id).into_iter();
            told.filter(|told| told.way == Way::Talk && told.shown.to(Scope::Respond))
                .filter(|told| told.leader == Some(self.0.link.leader))
                .map(|told| SeenTalk {
                    id: told.id,
                    role: SeenRole(role),
                    on: told.at.date_naive(),
                })
        });
        let mut talks: Vec<_> = talks.filter(|talk| talk.on >= since).collect();
        talks.sort_by_key(|talk| std::cmp::Reverse((talk.on, talk.id)));
        talks
    }

    /// What is asked in interviews for the roles of the leader for whom the link was made, where it was shared with them; once somebody
    /// said yes, while another interview is to come.
    pub fn kits(self) -> Vec<(SeenRole<'a>, &'a KitDetails)> {
        let state = self.0.state;
        let comes = |role: &Role| {
            let coming = state.coming(role.id).into_iter();
            coming.filter_map(Interview::ends).any(|ends| ends > self.0.now)
        };
        let open = self.0.roles.iter().filter(|role| role.is_open());
        let asks = open.filter(|role| self.0.yes(SeenRole(role)).is_none() || comes(role));
        let kits = asks.filter_map(|role| {
            let kit = state.get::<Kit>(role.id).ok()?;
            let is_shown =
                kit.leader == Some(self.0.link.leader) && state.kit_readers(role.id).to(Scope::Respond);
            (is_shown && !kit.details.criteria.is_empty()).then_some((SeenRole(role), &kit.details))
        });
        kits.collect()
    }

    /// What is asked of the leader, and of us, and stands on their page.
    pub fn turns(self) -> Vec<SeenTurn<'a>> {
        let leader = self.0.state.get::<Leader>(self.0.link.leader).ok();
        let away = leader.and_then(|leader| leader.details.away.as_ref());
        let cadence = self.0.state.settings().cadence;
        let shows = |decision: &&Decision| {
            let stood = |decided: &Decided| (self.0.today - decided.at.date_naive()).num_days() < STANDS;
            let is_fresh = decision.answer.as_ref().is_some_and(stood);
            decision.is_shown_by(self.0.link, &self.0.state) && (is_fresh || self.0.state.is_asked(decision))
        };
        let turn = |asked: &'a Decision| SeenTurn {
            asked,
            about: self.0.about(asked.role.as_slice()),
            due: asked.due(away, &cadence),
        };
        let all = self.0.state.decisions(self.0.link.leader).into_iter();
        all.filter(shows).map(turn).collect()
    }

    /// Whether it came through this link. What is shown without a link is shown as the leader reads it, whose links are theirs; not a
    /// deputy's.
    pub fn is_own(self, link: LinkId) -> bool {
        let id = self.0.link.id;
        link == id || id.0.is_nil() && self.stands_in(link).is_none()
    }

    /// Who answers for the leader through this link.
    pub fn stands_in(self, link: LinkId) -> Option<&'a str> {
        self.0.state.deputy(link)
    }

    /// What a recruiter is called, as far as they are known.
    pub fn called(self, by: Option<UserId>) -> Option<&'a str> {
        let member = by.and_then(|by| self.0.state.member(by));
        member.map(|member| member.name.as_str())
    }

    /// Who looks after a role, and so does what is to be done next of it.
    pub fn looks_after(self, role: RoleId) -> Option<&'a Member> {
        let role = self.0.state.get::<Role>(role).ok()?;
        self.0.state.owner_here(role)
    }

    /// The same, where the page says to call somebody else and the role is open.
    pub fn looks_after_besides(self, role: RoleId) -> Option<&'a Member> {
        let open = self.0.roles.iter().find(|one| one.id == role && one.is_open())?;
        let contact = self.0.contact().map(|contact| contact.user);
        let owner = self.0.state.owner_here(open)?;
        (Some(owner.user) != contact).then_some(owner)
    }

    /// When the leader is not there, unless that is over.
    pub fn away(self) -> Option<&'a Away> {
        self.0.state.away(self.0.link.leader, self.0.today)
    }

    /// Whether whoever has this link answers for the leader.
    pub fn is_deputy(self) -> bool {
        self.0.link.deputy
    }

    /// About which role the leader is asked whether they know where they stand.
    pub fn standing(self) -> Option<(SeenRole<'a>, Moment)> {
        let roles = self.0.roles.iter().filter(|_| !self.is_deputy());
        let mut asked = roles.filter_map(|role| {
            let moment = self.0.state.asks_standing(role.id, self.0.today)?;
            Some((SeenRole(role), moment))
        });
        asked.next()
    }

    /// What is written down of the leader; none for whoever answers for them.
    pub fn kept(self) -> Option<&'a Leader> {
        let leader = self.0.state.get::<Leader>(self.0.link.leader).ok();
        leader.filter(|_| !self.is_deputy())
    }

    /// The kinds of all that hangs on them, as far as this link sees it.
    pub fn kept_kinds(self) -> impl Iterator<Item = Kind> {
        let key = Leader::key(self.0.link.leader);
        let kinds = Kind::ALL.iter().copied();
        kinds.filter(move |kind| match kind {
            Kind::SitInTalk => self.held_by_keeper().has_on(key, *kind),
            _ => self.0.state.has_on(key, *kind),
        })
    }

    /// What whoever keeps the link holds: to be asked only for what is between them and the leader.
    pub(super) fn held_by_keeper(self) -> State<'a> {
        self.0.state.seen_by(Some(self.0.link.keeper))
    }

    /// Whether the page asks for a passcode.
    pub fn is_locked(self) -> bool {
        self.0.link.locked
    }

    /// What the leader is asked next, about the first role of which something is asked: nobody else answers that.
    pub fn asked(self) -> Option<AskedOf<'a>> {
        let mut roles = self.0.roles.iter().filter(|_| !self.is_deputy());
        roles.find_map(|role| {
            let question = self.0.state.question(role.id, Scope::Respond)?;
            let about = match question {
                Question::Hurts(_) => "",
                Question::Behind(pain) | Question::Better(pain) => {
                    &self.0.state.get::<PainPoint>(pain).ok()?.details.what
                }
                Question::Example(role, profile) => {
                    let brief = self.0.state.get::<Brief>(role).ok()?;
                    let profiles = &brief.details.profiles;
                    &profiles.iter().find(|one| one.id == profile)?.lines
                }
            };
            Some(AskedOf {
                role: SeenRole(role),
                question,
                count: self.0.state.question_count(question),
                about,
            })
        })
    }

    pub(super) fn shows_pain(self, pain: &PainPoint) -> bool {
        // What hurts somebody is not for whoever stands in for them: it may be about them.
        !self.is_deputy()
            && pain.leader == Some(self.0.link.leader)
            && self.0.state.readers(pain.id).to(Scope::Respond)
    }

    /// What was told, and what was answered; the thread in which somebody spoke last stands first.
    pub fn threads(self) -> Vec<Thread<'a>> {
        // What a recruiter noted for themselves is on no page; what answers it is.
        let counts = |said: Said| !said.is_noted() && self.is_here(said);
        self.0.state.conversation(self.0.link.leader, counts)
    }

    /// Whether the page tells of it. Whoever stands in reads nothing that somebody else wrote for the leader. One of a role alone tells that something was written of that among others; what the leader
    /// said of several stands there only where it was said.
    fn is_here(self, said: Said) -> bool {
        if self.is_deputy() && self.is_between_others(said) {
            return false;
        }
        let target = self.0.link.target;
        let Some(role) = target.role() else {
            return true;
        };
        let link = said
            .link()
            .and_then(|link| self.0.state.get::<ShareLink>(link).ok());
        let is_from_here = || link.is_some_and(|link| link.target == target);
        match said {
            Said::Update(_) => said.concerns(role),
            Said::Reply(_) => self.0.state.is_for_whole(self.0.link, said.roles()) || is_from_here(),
        }
    }

    /// Whether somebody else wrote it for the leader, or it answers what somebody else wrote.
    fn is_between_others(self, said: Said) -> bool {
        let is_own = |link: Option<LinkId>| link == Some(self.0.link.id);
        match said {
            Said::Reply(reply) => !is_own(reply.link),
            Said::Update(update) => update.answers.is_some_and(|answered| {
                let answered = self.0.state.get::<Reply>(answered);
                !answered.is_ok_and(|answered| is_own(answered.link))
            }),
        }
    }

    /// Of what a recruiter wrote of more than the one role whose page it is, what is about that role; none where the page shows all of it.
    pub fn part_of(self, said: Said) -> Option<String> {
        let (role, Said::Update(update)) = (self.0.link.target.role()?, said) else {
            return None;
        };
        let is_whole = self.0.state.is_for_whole(self.0.link, said.roles()) || update.text == Update::TALKED;
        (!is_whole).then(|| self.0.state.part_of(update, role))
    }

    /// What the leader's team asked and this answers, where the link shows its role.
    pub fn team_asked(self, said: Said) -> Option<&'a str> {
        let asked = self.0.state.team_asked(said)?;
        self.is_here(Said::Reply(asked)).then_some(asked.text.as_str())
    }

    /// Whether a leader's words came through another link than this one.
    pub fn is_from_elsewhere(self, said: Said) -> bool {
        said.link().is_some_and(|link| !self.is_own(link))
    }

    /// Who wrote it for the leader, through a link of their own.
    pub fn stood_in(self, said: Said) -> Option<&'a str> {
        said.link().and_then(|link| self.stands_in(link))
    }

    /// Who wrote it: a recruiter by name, as far as they are known; none for the leader.
    pub fn author(self, said: Said) -> Option<&'a str> {
        let member = self.0.state.member(said.by()?);
        Some(member.map_or("Us", |member| member.name.as_str()))
    }
}
