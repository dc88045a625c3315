"""Names in the order in which people of a language look them up."""

import pytest

from ..collation import sort_key


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("de", ["Ada", "Ägidius", "Anna", "Zoe"]),
        ("sv", ["Ada", "Zoe", "Åsa", "Ärla", "Örjan"]),
        ("da", ["Zoe", "Ægir", "Øjvind", "Åse"]),
        ("es", ["Nuño", "Núria", "Nza", "Ñusta"]),
        ("tr", ["Hale", "Irmak", "İnci", "Jale"]),
        ("ar", ["ابن", "بدر"]),
    ],
)
def test_names_are_in_alphabetical_order(code, names):
    assert sorted(set(names), key=lambda name: sort_key(name, code)) == names
