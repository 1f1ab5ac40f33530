//! Whether words are in another language than the one that is judged.

use super::words::words_of;

/// Small words of English, some of which stand in nearly every question.
const ENGLISH: &str = "a about an and any are as at be been by can could did do does ever for from had has have how i if in \
    is it last me much my of off on or our tell that the their them there they this time to us was we were what when where \
    which who why will with would you your";

/// Small words of languages that are written with the same letters, without those that English has, too.
const OTHERS: &str = "aan als au aus auf avec avete bei ce ces che chi como con cuando cuanto dans das de del della den der \
    des dich die dir du e een ein eine el en es est et haben hai hast hat heb hebt het hoe hur ich ihr ihnen il im ist je \
    kommen können la las le les los mit måste na nicht o och où par pas per por pour que quel quelle qui sie sind sont sua \
    su sur tem tiene tienes tu um una und une van vie voor votre você vous war was wie wir wo você waar wann warum welche zu \
    zum är har du vad jaki czy jest pan pani masz ile";

/// A question of one or two words is taken for English, as is one without any small word.
pub(super) fn is_foreign(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (latin, other): (Vec<char>, Vec<char>) = letters.partition(|c| *c < '\u{250}');
    if other.len() > latin.len() {
        return true;
    }
    let words = words_of(text);
    let count = |list: &str| {
        let is_in = |word: &&String| list.split_whitespace().any(|one| one == word.as_str());
        words.iter().filter(is_in).count()
    };
    let (english, others) = (count(ENGLISH), count(OTHERS));
    words.len() > 2 && others > english
}
