"""The order of names, as people of a language look them up. Python knows none, and CLDR's rules are not in Babel."""

import unicodedata

from django.utils.translation import get_language

#: Letters that a language sorts as letters of their own, each group after the plain letter that begins it.
#: Elsewhere, letters with accents stand among those without. Source: CLDR, standard collations.
OWN_LETTERS = {
    "bs": "cčć dđ sš zž",
    "cs": "cč rř sš zž",
    "da": "zæøå",
    "eo": "cĉ gĝ hĥ jĵ sŝ uŭ",
    "es": "nñ",
    "et": "sšzž wõäöü",
    "eu": "nñ",
    "fi": "zåäö",
    "gl": "nñ",
    "hr": "cčć dđ sš zž",
    "hu": "oö uü",
    "ku": "cç eê iî sş uû",
    "lt": "cč sš zž",
    "lv": "cč gģ kķ lļ nņ sš zž",
    "nb": "zæøå",
    "nn": "zæøå",
    "pl": "aą cć eę lł nń oó sś zźż",
    "ro": "aăâ iî sș tț",
    "sk": "aä cč oô sš zž",
    "sl": "cčć dđ sš zž",
    "sq": "cç eë",
    "sv": "zåäö",
    "tr": "cç gğ hı oö sş uü",
}


def sort_key(name: str, code: str = "") -> list[tuple[str, int]]:
    """By which names are sorted in a language (the reader's unless given), whatever their case."""
    code = code or get_language() or ""
    place = {
        letter: (letters[0], number)
        for letters in OWN_LETTERS.get(code, "").split()
        for number, letter in enumerate(letters)
    }
    if code == "tr":
        name = name.replace("I", "ı").replace("İ", "i")  # Unicode's own rules take both for one letter
    key = []
    for letter in unicodedata.normalize("NFC", name.casefold()):
        if letter in place:
            key.append(place[letter])
        else:
            plain = (part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
            key += [(part, 0) for part in plain]
    return key
