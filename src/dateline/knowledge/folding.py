"""Names made comparable: lower case, no accents, no apostrophes, full stops, hyphens or blanks, no "the"."""

import unicodedata

# Letters that Unicode does not take apart.
SINGLE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})


def fold(word: str) -> str:
    """Letters and digits of a word in plain lower case: "Côte" -> cote, "al-Assad’s" -> alassads, "the" -> ""."""
    plain = word.lower()
    if not (plain.isascii() and plain.isalnum()):
        parts = unicodedata.normalize("NFKD", plain.translate(SINGLE))
        plain = "".join(c for c in parts if c.isalnum())
    return "" if plain == "the" else plain


def words_of(name: str) -> list[str]:
    """The folded words of a name, split at blanks and hyphens; "the" is left out."""
    return [w for w in map(fold, name.replace("-", " ").replace("/", " ").split()) if w]


def is_acronym(name: str) -> bool:
    """Whether a name is written in capitals only (U.S., DRC, M23): such a name is not matched in lower case."""
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and len(letters) <= 6 and all(c.isupper() for c in letters) and " " not in name.strip()


def agrees_in_case(name: str, acronym: bool) -> bool:
    """Whether a text's spelling may stand for a name: acronyms in capitals (or as Nato), others with a capital."""
    letters = [c for c in name if c.isalpha()]
    if acronym and len(letters) > 3 and name[0].isupper() and name[1:].islower():
        return True
    if acronym:
        return sum(c.isupper() for c in letters) >= max(1, len(letters) - 1) and letters[0].isupper()
    return bool(letters) and (any(c.isupper() for c in letters) or name[0].isdigit())
