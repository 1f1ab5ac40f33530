//! What a card is after an edit: checked, and field by field, so that one person on two devices loses nothing.

use super::{CardDetails, Remark};
use crate::domain::{KitDetails, Refusal, merged, merged_each, note};

impl Remark {
    fn checked(&self) -> Result<Self, Refusal> {
        let evidence = note("evidence", &self.evidence)?;
        if let Some(rating) = self.rating {
            if !(Self::LEAST..=Self::MOST).contains(&rating) {
                return Err(Refusal::OutOfRange {
                    field: "a rating".into(),
                    min: Self::LEAST.into(),
                    max: Self::MOST.into(),
                });
            }
            if evidence.is_empty() {
                return Err(Refusal::NoEvidence {
                    what: self.what.clone(),
                });
            }
        }
        Ok(Self {
            what: note("thing that is looked for", &self.what)?,
            asked: note("question", &self.asked)?,
            evidence,
            ..self.clone()
        })
    }

    fn edited(
        now: Option<&Self>,
        base: Option<&Self>,
        given: Option<&Self>,
    ) -> Result<Option<Self>, Refusal> {
        let (Some(now), Some(base), Some(given)) = (now, base, given) else {
            // Its wording aside: that is the kit's.
            let said = |one: Option<&Self>| one.map(|one| (one.rating, one.evidence.clone()));
            let was = said(now);
            let is = merged("evidence", &was, Some(&said(base)), &said(given), |said| {
                said.as_ref()
                    .map_or_else(|| "nothing".into(), |(_, evidence)| evidence.clone())
            })?;
            return Ok(if is == was { now } else { given }.cloned());
        };
        let edited = Self {
            rating: merged(
                "rating",
                &now.rating,
                Some(&base.rating),
                &given.rating,
                |rating| rating.map_or_else(|| "none".into(), |rating| rating.to_string()),
            )?,
            evidence: merged(
                "evidence",
                &now.evidence,
                Some(&base.evidence),
                &given.evidence,
                Clone::clone,
            )?,
            ..now.clone()
        };
        // The wording stays that of then, unless something is written to another.
        let is_as_it_was = (edited.rating, &edited.evidence) == (now.rating, &now.evidence);
        let (what, asked) = if is_as_it_was {
            (now.what.clone(), now.asked.clone())
        } else {
            (given.what.clone(), given.asked.clone())
        };
        // Each device may have changed one of the two.
        Self {
            what,
            asked,
            ..edited
        }
        .checked()
        .map(Some)
    }
}

impl CardDetails {
    /// Most that is judged on one card: more than a kit has, since that changes.
    const MOST: usize = 24;

    fn checked(&self) -> Result<Self, Refusal> {
        let remarks = self.remarks.iter().map(Remark::checked);
        Ok(Self {
            remarks: remarks.collect::<Result<_, _>>()?,
            notes: note("notes", &self.notes)?,
        })
    }

    /// With what is looked for, and what is asked, as the kit has it now.
    pub(super) fn worded(&self, kit: &KitDetails) -> Self {
        let mut worded = self.clone();
        for remark in &mut worded.remarks {
            if let Some(criterion) = kit.criteria.iter().find(|one| one.id == remark.id) {
                let (rating, evidence) = (remark.rating, std::mem::take(&mut remark.evidence));
                *remark = Remark::of(criterion, rating, evidence);
            }
        }
        worded
    }

    pub(super) fn edited(&self, given: &Self, base: Option<&Self>) -> Result<Self, Refusal> {
        let given = given.checked()?;
        let mut remarks = merged_each(
            &self.remarks,
            base.map(|base| base.remarks.as_slice()),
            &given.remarks,
            |remark| remark.id,
            Remark::edited,
        )?;
        remarks.retain(|remark| !remark.is_empty());
        if remarks.len() > Self::MOST {
            return Err(Refusal::TooManyCriteria { most: Self::MOST });
        }
        Ok(Self {
            remarks,
            notes: merged(
                "notes",
                &self.notes,
                base.map(|base| &base.notes),
                &given.notes,
                Clone::clone,
            )?,
        })
    }
}
