//! What is none of an interviewer's business: why, and what to ask instead.

use crate::domain::labelled;

labelled! {
    /// What a question asks for that it should not.
    Risk {
        Age = "age",
        Family = "family and its plans",
        Religion = "religion",
        Origin = "origin",
        Health = "health",
        Arrests = "arrests",
        PayHistory = "earlier pay",
        Politics = "politics",
        Union = "unions",
        Service = "service",
        Housing = "how somebody lives",
    }
}

impl Risk {
    /// Why it is better not asked.
    pub fn why(self) -> &'static str {
        match self {
            Self::Age => "How old somebody is tells nothing of how they work, and it may not count.",
            Self::Family => {
                "Whether somebody has a family, or wants one, is theirs to keep. Most often only women are asked."
            }
            Self::Religion => "What somebody believes is theirs to keep, and it may not count.",
            Self::Origin => {
                "Where somebody or their parents come from tells nothing of how they work, and it may not count."
            }
            Self::Health => {
                "Illness and disability are theirs to keep. You may ask whether they can do the work, not why they could not."
            }
            Self::Arrests => {
                "An arrest is no guilt, and an old sentence is seldom about this work. Where a check is required, it comes \
                 after the offer."
            }
            Self::PayHistory => {
                "What somebody was paid carries old unfairness on. In many places it may not be asked at all."
            }
            Self::Politics => "How somebody votes is theirs to keep, and it may not count.",
            Self::Union => "Whether somebody is in a union is protected, and it may not count.",
            Self::Service => {
                "Whether, where and how somebody served is theirs to keep; a duty that remains may not count against them."
            }
            Self::Housing => {
                "How and with whom somebody lives is theirs to keep, and stands for what they have."
            }
        }
    }

    /// What may be asked instead, of everybody. It names no requirement that this work may not have.
    pub fn instead(self) -> &'static str {
        match self {
            Self::Age => "Which part of this work have you done most, and what did it teach you?",
            Self::Family => "These are the hours and the travel of this work: can you do them?",
            Self::Religion => "These are the days and hours of this work: can you work them?",
            Self::Origin => "How have you used the languages this work needs so far?",
            Self::Health => "These are the tasks: can you do them, with whatever help you would need?",
            Self::Arrests => "Where the law asks for a check, it comes after the offer: is that all right?",
            Self::PayHistory => "This is the range that we pay: does it fit what you look for?",
            Self::Politics => {
                "Tell me about a time you worked well with somebody who saw things quite differently."
            }
            Self::Union => "How do you bring it up when something at work is not right?",
            Self::Service => "What have you learned, wherever it was, that this work needs?",
            Self::Housing => "This is when and where the work is done: can you be there?",
        }
    }
}
