//! Whether words are in another language than the one that is judged.

use super::words::words_of;

/// Small words of English, some of which stand in nearly every question.
const ENGLISH: &str = "a about an and any are as at be been by can could did do does ever for from had has have how i if in \
    is it last me much my of off on or our tell that the their them there they this time to us was we were what when where \
    which who why will with would you your";

/// Small words of languages that are written with the same letters, without those that English has, too.
const OTHERS: &str = "aan als au aus auf avec avete avez bei bent ce ces che chi como con cuando cuanto cuantos cuántos cuál \
    dans das de del della den der des dich die dir dónde du e een ein eine el en es est está estás et êtes haben hai hast hat heb \
    hebben hebt heeft het hoe hur ich ihr ihnen il im ist je jij kommen können la las le les lo los mit måste na nicht o och où \
    par pas per perché por pour qual quale quali quanti quanto que quel quelle qué quién qui sei siete sie sind sono sont sua \
    suo su sur tem tiene tienes tu um una und une usted uw van vie você voor votre vous waar wann war warum was wat welche wie \
    wir wo zu zum är har vad jaki czy jest ma pan pani masz ile è";

/// What a short question may ask about in these languages: each word by itself tells that it is none in English.
const TOPICS: &str = "casada casado edad embarazada hijos salario sindicato anni figli incinta religione sindacato sposata \
    sposato stipendio geloof getrouwd kinderen leeftijd salaris vakbond zwanger gehalt gewerkschaft schwanger verheiratet âge \
    enceinte enfants mariée marié salaire syndicat filhos grávida idade salário gravid ciąży dzieci mężatką";

/// Most words of a question that one small word of another language does not tell: it may stand in a name.
const SHORT: usize = 5;

/// A question of one or two words is taken for English unless what it asks about tells otherwise, as is one without any small word.
pub(super) fn is_foreign(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (latin, other): (Vec<char>, Vec<char>) = letters.partition(|c| *c < '\u{250}');
    if other.len() > latin.len() || text.contains(['¿', '¡']) {
        return true;
    }
    let words = words_of(text);
    let count = |list: &str| {
        let is_in = |word: &&String| list.split_whitespace().any(|one| one == word.as_str());
        words.iter().filter(is_in).count()
    };
    let (english, others, topics) = (count(ENGLISH), count(OTHERS), count(TOPICS));
    let is_told = topics > 0 || others > 1 || words.len() > SHORT;
    is_told && others + topics > english
}
