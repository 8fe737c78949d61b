"""What a person typed into the search, and what that may mean. Knows no database: the patterns are SQL's LIKE."""

import re
import unicodedata
from typing import NamedTuple

LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"
LATIN_SHIFTED = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~'
_TO_CYRILLIC = str.maketrans(LATIN + LATIN_SHIFTED, CYRILLIC + CYRILLIC.upper())
_TO_LATIN = str.maketrans(CYRILLIC + CYRILLIC.upper(), LATIN + LATIN_SHIFTED)
_SHORT_I = "и\u0306"  # й in two characters: its breve makes it another letter, not an accent
_SEPARATORS = re.compile(r"[^\w.]|_|(?<!\d)\.|\.(?!\d)")
MAX_LENGTH = 100
MAX_WORDS = 8


class Token(NamedTuple):
    """What stood between two spaces.

    :param words: it, as written
    :param other: it, typed with the other keyboard layout; the same when the layout makes no difference
    """

    words: tuple[str, ...]
    other: tuple[str, ...]


class SearchQuery(NamedTuple):
    """A search in all its readings."""

    tokens: tuple[Token, ...]

    @property
    def words(self):
        """The words as written."""
        return tuple(word for token in self.tokens for word in token.words)

    @property
    def other_words(self):
        """The words as the other keyboard layout would have written them."""
        return tuple(word for token in self.tokens for word in token.other)

    @property
    def code(self):
        """The whole as an article or a barcode: no spaces, no dashes."""
        return "".join(self.words).replace(".", "")


def parse(text):
    """Return the SearchQuery of what a person typed."""
    tokens = []
    for part in (text or "")[:MAX_LENGTH].split()[:MAX_WORDS]:
        words, other = split(part), split(convert_layout(part))
        if words or other:
            tokens.append(Token(words, other))
    return SearchQuery(tuple(tokens))


def normalise(text):
    """Return the text as it is searched: small letters, ё as е, no accents, no punctuation, single spaces.

    A dot or comma between digits stays as a dot: «0,5 л» and «0.5 л» are the same, and are not «0» and «5».
    """
    letters = unicodedata.normalize("NFKD", text or "").lower().replace(_SHORT_I, "й")
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    letters = re.sub(r"(?<=\d),(?=\d)", ".", letters)
    return " ".join(_SEPARATORS.sub(" ", letters).split())


def split(text):
    """Return the words of the text."""
    return tuple(normalise(text).split())


def compact(code):
    """Return an article or a barcode without everything that people leave out: «AB-12/3» is «ab123»."""
    return normalise(code).replace(" ", "").replace(".", "")


def convert_layout(text):
    """Return what the same keys type in the other layout: «djlrf» is «водка», «еуые» is «test».

    The direction follows the letters; keys that carry a letter in Russian only (`,` `;` `[`) are letters when there
    is no Cyrillic around them.
    """
    cyrillic = any("а" <= letter <= "я" or letter == "ё" for letter in text.lower())
    return text.translate(_TO_LATIN if cyrillic else _TO_CYRILLIC)


def build_text(codes, names, details):
    """Return the text that a product is found by.

    Codes stand between bars and names follow a bar and a space, so that "the article is exactly this" and "the name
    begins so" are questions to the same text, answered through the same index.

    :param codes: article and barcodes
    :param names: in all languages
    :param details: attribute values and whatever else it may be found by
    """
    short = list(dict.fromkeys(filter(None, map(compact, codes))))
    parts = [normalise(name) for name in (*names, *details)]
    parts.append(" ".join(dict.fromkeys(word for code in codes if code for word in (*split(code), compact(code)))))
    return f"|{'|'.join(short)}|" + "".join(f"| {part}" for part in dict.fromkeys(filter(None, parts)))


def pattern(word):
    """Return the LIKE pattern of a word: anywhere, but one or two letters only where a word begins.

    So every pattern holds a whole trigram and the index serves it.
    """
    return f"%{word}%" if len(word) > 2 else f"% {word}%"


def swap_neighbours(word):
    """Return the word with two neighbour letters changed places, in every way: «вдока» for «водка».

    Similarity of trigrams sees such a slip as most of the word lost.
    """
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return sorted(swapped - {word})


def is_word(text):
    """Return whether people may mistype it: letters only; nobody guesses what a number should have been."""
    return len(text) > 2 and text.isalpha()


def allowed_slips(word):
    """Return how many slips of the finger a word of such length may have."""
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


def distance_to_beginning(word, other):
    """Return the fewest slips that make the word a beginning of the other.

    A slip is a letter lost, added, mistaken for another or in the place of its neighbour.
    """
    before, last = None, list(range(len(other) + 1))
    for row, letter in enumerate(word, start=1):
        current = [row]
        for column, target in enumerate(other, start=1):
            best = min(current[-1] + 1, last[column] + 1, last[column - 1] + (letter != target))
            if row > 1 and column > 1 and letter == other[column - 2] and word[row - 2] == target:
                best = min(best, before[column - 2] + 1)
            current.append(best)
        before, last = last, current
    return min(last)
