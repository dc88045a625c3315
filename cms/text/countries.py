"""Countries to choose from, with the names of Unicode CLDR."""

from functools import lru_cache

from babel import Locale as CLDRLocale

#: CLDR's two-letter territories that are no country.
NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


@lru_cache
def country_choices() -> list[tuple[str, str]]:
    """(ISO 3166-1 code, English name) of all countries, by name."""
    territories = CLDRLocale("en").territories.items()
    countries = [(code, name) for code, name in territories if len(code) == 2 and code not in NO_COUNTRIES]
    return sorted(countries, key=lambda country: country[1])


def optional_country_choices() -> list[tuple[str, str]]:
    return [("", "—"), *country_choices()]
