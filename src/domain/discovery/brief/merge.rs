//! What a brief is after an edit: checked, and field by field, so that two people who change different things lose nothing.

use super::{Brief, BriefDetails, Facts, Must, Profile, Spec, Verdict};
use crate::domain::{Ctx, Refusal, Shown, full_date, line, merged, merged_each, note};

/// One line that may be empty.
pub(super) fn maybe(field: &str, words: &str) -> Result<String, Refusal> {
    match words.trim() {
        "" => Ok(String::new()),
        words => line(field, words),
    }
}

fn at_most(field: &str, number: Option<u16>, max: u16) -> Result<(), Refusal> {
    match number {
        Some(number) if number > max => Err(Refusal::OutOfRange {
            field: field.into(),
            min: 0,
            max: max.into(),
        }),
        _ => Ok(()),
    }
}

impl Facts {
    fn checked(&self) -> Result<(), Refusal> {
        at_most("the size of the team", self.team, Brief::MOST_PEOPLE)?;
        at_most("the number of vacancies", self.vacant, Brief::MOST_PEOPLE)?;
        at_most("the number of people who left", self.left, Brief::MOST_PEOPLE)?;
        at_most("the months of notice", self.notice, Brief::MOST_NOTICE)
    }

    fn edited(&self, given: &Self, base: Option<&Self>) -> Result<Self, Refusal> {
        let one = |field: &'static str, of: fn(&Self) -> Option<u16>| {
            let told =
                |number: &Option<u16>| number.map_or("no answer".into(), |number: u16| number.to_string());
            merged(field, &of(self), base.map(of).as_ref(), &of(given), told)
        };
        Ok(Self {
            team: one("size of the team", |facts| facts.team)?,
            vacant: one("number of vacancies", |facts| facts.vacant)?,
            left: one("number of people who left", |facts| facts.left)?,
            notice: one("usual notice", |facts| facts.notice)?,
        })
    }
}

impl Spec {
    fn checked(&self) -> Result<Self, Refusal> {
        let must = |must: &Must| {
            let what = line("must-have", &must.what)?;
            Ok(Must { what, ..must.clone() })
        };
        Ok(Self {
            musts: self.musts.iter().map(must).collect::<Result<_, Refusal>>()?,
            nice: maybe("line of nice-to-haves", &self.nice)?,
            pay: maybe("pay range", &self.pay)?,
            places: maybe("line of places", &self.places)?,
            decides: maybe("name of who decides", &self.decides)?,
        })
    }

    fn edited(&self, given: &Self, base: Option<&Self>) -> Result<Self, Refusal> {
        let one = |field: &'static str, of: fn(&Self) -> &String| {
            merged(field, of(self), base.map(of), of(given), Clone::clone)
        };
        Ok(Self {
            musts: merged_each(
                &self.musts,
                base.map(|base| base.musts.as_slice()),
                &given.musts,
                |must| must.id,
                Must::edited,
            )?,
            nice: one("line of nice-to-haves", |spec| &spec.nice)?,
            pay: one("pay range", |spec| &spec.pay)?,
            places: one("line of places", |spec| &spec.places)?,
            decides: one("answer to who decides", |spec| &spec.decides)?,
        })
    }
}

impl Must {
    fn edited(
        now: Option<&Self>,
        base: Option<&Self>,
        given: Option<&Self>,
    ) -> Result<Option<Self>, Refusal> {
        let told = |must: &Option<&Self>| must.map_or("nothing".into(), |must| must.what.clone());
        let (Some(now), Some(base), Some(given)) = (now, base, given) else {
            return Ok(merged("must-have", &now, Some(&base), &given, told)?.cloned());
        };
        Ok(Some(Self {
            id: now.id,
            what: merged(
                "must-have",
                &now.what,
                Some(&base.what),
                &given.what,
                Clone::clone,
            )?,
            pain: merged(
                "pain point that it serves",
                &now.pain,
                Some(&base.pain),
                &given.pain,
                |pain| pain.map_or("none", |_| "another").into(),
            )?,
        }))
    }
}

impl Profile {
    fn checked(&self) -> Result<Self, Refusal> {
        let lines = note("example profile", &self.lines)?;
        if lines.is_empty() {
            return Err(Refusal::Empty {
                field: "example profile".into(),
            });
        }
        if lines.lines().count() > Brief::MOST_LINES {
            return Err(Refusal::OutOfRange {
                field: "the lines of an example profile".into(),
                min: 1,
                max: Brief::MOST_LINES as i64,
            });
        }
        Ok(Self {
            lines,
            because: maybe("reason", &self.because)?,
            ..self.clone()
        })
    }

    fn edited(
        now: Option<&Self>,
        base: Option<&Self>,
        given: Option<&Self>,
    ) -> Result<Option<Self>, Refusal> {
        let told = |profile: &Option<&Self>| profile.map_or("nothing".into(), |one| one.lines.clone());
        let (Some(now), Some(base), Some(given)) = (now, base, given) else {
            return Ok(merged("example profile", &now, Some(&base), &given, told)?.cloned());
        };
        let one = |field: &'static str, of: fn(&Self) -> &String| {
            merged(field, of(now), Some(of(base)), of(given), Clone::clone)
        };
        let lines = one("example profile", |profile| &profile.lines)?;
        let verdict = merged(
            "answer to a profile",
            &now.verdict,
            Some(&base.verdict),
            &given.verdict,
            |verdict| verdict.map_or("no answer", Verdict::label).into(),
        )?;
        let because = one("reason", |profile| &profile.because)?;
        // What was said of one example is not said of another, as far as whoever rewords it knew of that.
        let is_said = given.verdict == base.verdict && given.because == base.because;
        let is_another = lines != now.lines && base.verdict.is_some() && is_said;
        let is_theirs = verdict == now.verdict && because == now.because && !is_another;
        Ok(Some(Self {
            id: now.id,
            lines,
            verdict: verdict.filter(|_| !is_another),
            because: if is_another { String::new() } else { because },
            told: now.told.filter(|_| is_theirs),
        }))
    }
}

impl BriefDetails {
    fn checked(&self, ctx: &Ctx) -> Result<Self, Refusal> {
        self.facts.checked()?;
        if let Some(day) = self.needed_by {
            ctx.require_reachable(day)?;
        }
        let profiles = self.profiles.iter().map(Profile::checked);
        Ok(Self {
            spec: self.spec.checked()?,
            facts: self.facts,
            needed_by: self.needed_by,
            cover: maybe("cover until then", &self.cover)?,
            profiles: profiles.collect::<Result<_, Refusal>>()?,
            shown: self.shown,
        })
    }

    /// After an edit. What was to be shown to a former leader is shown to nobody more.
    pub(super) fn edited(
        &self,
        given: &Self,
        base: Option<&Self>,
        is_theirs: bool,
        ctx: &Ctx,
    ) -> Result<Self, Refusal> {
        let given = given.checked(ctx)?;
        let shown = if is_theirs {
            let words = base.map(|base| (base.read(), base.shown));
            Shown::merged(
                (&self.read(), self.shown),
                words.as_ref().map(|(read, shown)| (read.as_str(), *shown)),
                (&given.read(), given.shown),
            )?
        } else {
            self.shown.min(given.shown)
        };
        let day = |day: &Option<chrono::NaiveDate>| day.map_or("no day".into(), full_date);
        let details = Self {
            spec: self.spec.edited(&given.spec, base.map(|base| &base.spec))?,
            facts: self.facts.edited(&given.facts, base.map(|base| &base.facts))?,
            needed_by: merged(
                "day by which somebody is needed",
                &self.needed_by,
                base.map(|base| &base.needed_by),
                &given.needed_by,
                day,
            )?,
            cover: merged(
                "cover until then",
                &self.cover,
                base.map(|base| &base.cover),
                &given.cover,
                Clone::clone,
            )?,
            profiles: merged_each(
                &self.profiles,
                base.map(|base| base.profiles.as_slice()),
                &given.profiles,
                |profile| profile.id,
                Profile::edited,
            )?,
            shown,
        };
        if details.spec.musts.len() > Brief::MOST_MUSTS {
            return Err(Refusal::TooManyMusts {
                most: Brief::MOST_MUSTS,
            });
        }
        if details.profiles.len() > Brief::PROFILES {
            return Err(Refusal::TooManyProfiles {
                most: Brief::PROFILES,
            });
        }
        Ok(details)
    }
}
