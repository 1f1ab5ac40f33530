//! A hiring leader: the person for whom roles are filled.

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use crate::domain::{
    Audience, Away, Body, Change, Changes, Commands, Ctx, Erasure, Giver, Goal, Hit, Kind, LeaderId, Power,
    Refusal, Restorable, RowKey, Says, Sorting, State, Stood, Told, UserId, Word, email,
    erasure::{self, erased},
    labelled, line, mentions, merged, note, phone, restore,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Leader {
    pub id: LeaderId,
    pub details: LeaderDetails,
    /// When they were last told of a role that everybody sees who knows them, or of the partnership. It stays when the
    /// update itself is only for some, since it also spoke of a confidential role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
    /// When something was last written to them, be it that it only stands on their page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Told>,
    /// Whether they know where they stand, as they said on their page: at most two answers for each role.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stood: Vec<Stood>,
}

labelled! {
    /// How a leader likes to hear.
    Channel {
        Page = "their page",
        Mail = "e-mail",
        Chat = "text or chat",
        Call = "a call",
    }
}

/// What a recruiter may edit.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct LeaderDetails {
    pub name: String,
    /// Where they work, as their colleagues would say it.
    #[serde(default)]
    pub team: String,
    /// Where they are called.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Where they are written to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// They said that they want no e-mail, be it through the link in each letter: none is sent to them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_mail: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// The day of the week on which they hear; none for the workspace's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual_day: Option<Weekday>,
    /// The longest silence towards them, in business days, 1 to [`Rhythm::LONGEST`]; none for the workspace's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest_silence: Option<u32>,
    /// When they are not there next, or are not there now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away: Option<Away>,
    /// What to know when working with them, such as "bad news by phone, never on a Monday".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub likes: String,
}

/// How often a leader hears, as far as that is their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Rhythm {
    pub usual_day: Option<Weekday>,
    pub longest_silence: Option<u32>,
}

impl Rhythm {
    /// The longest that a silence may be, in business days: four weeks.
    pub const LONGEST: u32 = 20;
}

impl LeaderDetails {
    pub fn rhythm(&self) -> Rhythm {
        Rhythm {
            usual_day: self.usual_day,
            longest_silence: self.longest_silence,
        }
    }

    /// Whether they are written to by e-mail unless somebody says otherwise: where they like to hear by it, or read their page and like no
    /// other way better.
    pub fn hears_by_mail(&self) -> bool {
        !self.email.is_empty()
            && !self.no_mail
            && !matches!(self.channel, Some(Channel::Chat | Channel::Call))
    }

    /// The way they like best, of those that they want at all.
    pub fn likes_channel(&self) -> Option<Channel> {
        self.channel
            .filter(|channel| *channel != Channel::Mail || !self.no_mail)
    }

    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    pub(in crate::domain) fn checked(&self, ctx: &Ctx) -> Result<Self, Refusal> {
        let optional = |text: &str, checked: fn(&str) -> Result<String, Refusal>| match text.trim() {
            "" => Ok(String::new()),
            text => checked(text),
        };
        if self
            .longest_silence
            .is_some_and(|days| !(1..=Rhythm::LONGEST).contains(&days))
        {
            return Err(Refusal::OutOfRange {
                field: "longest silence".into(),
                min: 1,
                max: Rhythm::LONGEST.into(),
            });
        }
        Ok(Self {
            name: line("name", &self.name)?,
            team: optional(&self.team, |team| line("team", team))?,
            phone: optional(&self.phone, phone)?,
            email: optional(&self.email, email)?,
            no_mail: self.no_mail,
            channel: self.channel,
            usual_day: self.usual_day,
            longest_silence: self.longest_silence,
            away: self.away.as_ref().map(|away| away.checked(ctx)).transpose()?,
            likes: note("what to know", &self.likes)?,
        })
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    AddLeader {
        leader: LeaderId,
        details: LeaderDetails,
        /// To whom they are known until they have a role.
        #[serde(default, skip_serializing_if = "Audience::is_workspace")]
        audience: Audience,
    },
    EditLeader {
        leader: LeaderId,
        details: LeaderDetails,
        /// What the author saw when they began: what others changed meanwhile stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<LeaderDetails>,
    },
    EraseLeader {
        leader: LeaderId,
    },
    /// The leader says on their page when they are not there.
    TellAway {
        away: Option<Away>,
    },
}

impl Command {
    /// Adds a leader whom everybody may know.
    pub fn add(leader: LeaderId, details: LeaderDetails) -> Self {
        Self::AddLeader {
            leader,
            details,
            audience: Audience::Workspace,
        }
    }
}

impl Word for Leader {
    type Id = LeaderId;
    const VERSION: u16 = 1;

    fn id(&self) -> LeaderId {
        self.id
    }

    /// On their roles, but all of them together: `spread` works it out.
    fn hangs_on(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn readers(&self, wide: Audience, _: &State) -> Audience {
        wide
    }

    fn mark(&self) -> (u8, i64) {
        (0, 0)
    }

    fn spoke_of(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn for_readers(self, _: &Audience, _: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        self
    }

    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    fn erased(&self, leader: &Self, _: &State) -> Erasure<Self> {
        if self.id == leader.id {
            return Erasure::Gone;
        }
        let away = self.details.away.as_ref();
        match away.filter(|away| mentions(&away.deputy, &leader.details.name)) {
            Some(away) => Erasure::Scrubbed(Self {
                details: LeaderDetails {
                    away: Some(Away {
                        deputy: erasure::SOMEONE.into(),
                        ..away.clone()
                    }),
                    ..self.details.clone()
                },
                ..self.clone()
            }),
            None => Erasure::Kept("it is another leader"),
        }
    }

    fn text(&self, _: &State) -> Option<String> {
        let LeaderDetails {
            name, team, likes, ..
        } = &self.details;
        Some(format!("{name} {team} {likes}"))
    }

    fn hit(&self, _: &State) -> Option<Hit> {
        Some(Hit {
            kind: Kind::Leader,
            title: self.details.name.clone(),
            detail: self.details.team.clone(),
            goal: Goal::Leader(self.id),
        })
    }

    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let details = |leader: &Self| Restorable::Leader {
            leader: leader.id,
            details: leader.details.clone(),
        };
        restore::back(details(before?), details(now))
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        match self {
            Self::AddLeader { leader, audience, .. } => Says {
                by: Giver::Member,
                creates: vec![Leader::key(*leader)],
                needs: audience.keys().collect(),
                wants: vec![],
                names: vec![Leader::key(*leader)],
                may_name: vec![],
            },
            Self::EditLeader { leader, .. } => Says {
                by: Giver::Member,
                creates: vec![],
                needs: vec![Leader::key(*leader)],
                wants: vec![],
                names: vec![Leader::key(*leader)],
                may_name: vec![],
            },
            Self::TellAway { .. } => Says {
                by: Giver::LEADER,
                creates: vec![],
                needs: vec![],
                wants: vec![],
                names: vec![],
                may_name: vec![],
            },
            // It speaks of nobody: it is what is left of them.
            Self::EraseLeader { leader } => Says {
                by: Giver::Power(Power::EraseLeader),
                creates: vec![],
                needs: vec![Leader::key(*leader)],
                wants: vec![],
                names: vec![],
                may_name: vec![],
            },
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        match self {
            Self::AddLeader {
                leader,
                details,
                audience,
            } => Leader::add(state, *leader, (details, audience), by, ctx),
            Self::EditLeader {
                leader,
                details,
                base,
            } => Leader::edit(state, *leader, details, base.as_ref(), ctx),
            Self::TellAway { away } => Leader::tell_away(state, away.as_ref(), ctx),
            Self::EraseLeader { leader } => Ok(erased(state, state.get::<Leader>(*leader)?)),
        }
    }
}

impl Leader {
    /// Adds them. With an audience of named people they are known to these only, until a role says otherwise.
    fn add(
        state: &State,
        id: LeaderId,
        (details, audience): (&LeaderDetails, &Audience),
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        state.require_new(Self::key(id))?;
        audience.checked(state, by)?;
        let leader = Self {
            id,
            details: details.checked(ctx)?,
            told: None,
            written: None,
            stood: Vec::new(),
        };
        Ok(Change::to(leader, audience.clone()).into())
    }

    pub(in crate::domain) fn edit(
        state: &State,
        id: LeaderId,
        details: &LeaderDetails,
        base: Option<&LeaderDetails>,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let (leader, given) = (state.get::<Self>(id)?, details.checked(ctx)?);
        let now = &leader.details;
        let text = |field: &'static str, of: fn(&LeaderDetails) -> &String| {
            merged(field, of(now), base.map(of), of(&given), Clone::clone)
        };
        let wants = |no_mail: &bool| {
            if *no_mail {
                "they want none"
            } else {
                "they take it"
            }
            .to_owned()
        };
        let channel = |channel: &Option<Channel>| channel.map_or("not said", Channel::label).to_owned();
        let details = LeaderDetails {
            name: text("name", |details| &details.name)?,
            team: text("team", |details| &details.team)?,
            phone: text("phone number", |details| &details.phone)?,
            email: text("e-mail address", |details| &details.email)?,
            no_mail: merged(
                "e-mail",
                &now.no_mail,
                base.map(|base| &base.no_mail),
                &given.no_mail,
                wants,
            )?,
            channel: merged(
                "channel",
                &now.channel,
                base.map(|base| &base.channel),
                &given.channel,
                channel,
            )?,
            usual_day: merged(
                "usual day",
                &now.usual_day,
                base.map(|base| &base.usual_day),
                &given.usual_day,
                |day| day.map_or_else(|| "not said".into(), |day| day.to_string()),
            )?,
            longest_silence: merged(
                "longest silence",
                &now.longest_silence,
                base.map(|base| &base.longest_silence),
                &given.longest_silence,
                |days| days.map_or_else(|| "as for everybody".into(), |days| days.to_string()),
            )?,
            away: merged(
                "days on which they are away",
                &now.away,
                base.map(|base| &base.away),
                &given.away,
                |away| away.as_ref().map_or_else(|| "none".into(), Away::words),
            )?,
            likes: text("what to know", |details| &details.likes)?,
        };
        Ok(state.put(Self {
            details,
            ..leader.clone()
        }))
    }

    /// What is said on their page holds, whatever was noted here.
    fn tell_away(state: &State, away: Option<&Away>, ctx: &Ctx) -> Result<Changes, Refusal> {
        let page = state.at_page(ctx)?;
        // Whoever stands in does so for as long as the leader says.
        if page.link.deputy {
            return Err(Refusal::LinkForbids);
        }
        let leader = page.shown.get::<Self>(page.link.leader)?;
        let away = away.map(|away| away.checked(ctx)).transpose()?;
        if let Some(away) = &away {
            ctx.require_coming(away.until)?;
        }
        Ok(state.put(Self {
            details: LeaderDetails {
                away,
                ..leader.details.clone()
            },
            ..leader.clone()
        }))
    }

    /// The leader as they are once they have been told something.
    pub(in crate::domain) fn told(&self, told: Told) -> Self {
        Self {
            told: self.told.max(Some(told)),
            written: self.written.max(Some(told)),
            ..self.clone()
        }
    }
}

impl<'a> State<'a> {
    /// When a leader is not there, unless that is over.
    pub fn away(&self, leader: LeaderId, today: NaiveDate) -> Option<&'a Away> {
        let away = self.get::<Leader>(leader).ok()?.details.away.as_ref()?;
        (!away.is_over(today)).then_some(away)
    }

    /// All leaders, by name.
    pub fn leaders(&self) -> Vec<&'a Leader> {
        let mut leaders: Vec<_> = self.all::<Leader>().collect();
        leaders.put_in_order_by(|leader| (leader.details.name.to_lowercase(), leader.id));
        leaders
    }

    /// Their name; empty for one who is not here.
    pub fn name_of(&self, leader: LeaderId) -> &'a str {
        self.get::<Leader>(leader)
            .map_or("", |leader| &leader.details.name)
    }
}
