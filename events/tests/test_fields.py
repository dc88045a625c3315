"""Time zones, countries and languages."""

import zoneinfo

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from cms.text.countries import country_choices, optional_country_choices
from events.fields import LanguagesField, time_zone_choices, validate_time_zone


def test_the_sites_own_zone_comes_first():
    assert time_zone_choices()[0] == (settings.TIME_ZONE, settings.TIME_ZONE)


def test_each_zone_can_be_chosen_once_and_exists():
    zones = [zone for zone, _label in time_zone_choices()]
    assert len(zones) == len(set(zones))
    assert set(zones) <= zoneinfo.available_timezones()
    assert {"UTC", "America/New_York", "Africa/Casablanca", "Asia/Kolkata"} <= set(zones)


def test_zones_are_labelled_without_underscores():
    assert ("America/New_York", "America/New York") in time_zone_choices()


@pytest.mark.parametrize("name", ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"])
def test_zones_are_valid(name):
    validate_time_zone(name)


@pytest.mark.parametrize("name", ["", "Berlin", "Europe/Atlantis", "../etc/passwd", "europe/berlin", "Europe", "a\0b"])
def test_what_is_no_zone_is_refused(name):
    with pytest.raises(ValidationError) as error:
        validate_time_zone(name)
    assert name in error.value.messages[0]


def test_countries_are_countries_by_name():
    countries = country_choices()
    assert ("DE", "Germany") in countries
    assert ("XK", "Kosovo") in countries
    assert not {"EU", "UN", "ZZ", "QO"} & {code for code, _name in countries}
    assert all(len(code) == 2 and code.isupper() for code, _name in countries)
    names = [name for _code, name in countries]
    assert names == sorted(names)


def test_no_country_can_be_chosen_too():
    assert optional_country_choices()[0] == ("", "—")
    assert optional_country_choices()[1:] == country_choices()


def test_languages_are_chosen_by_check_boxes():
    field = LanguagesField("languages").formfield()
    assert isinstance(field, forms.MultipleChoiceField)
    assert isinstance(field.widget, forms.CheckboxSelectMultiple)
    assert field.clean(["ca", "de"]) == ["ca", "de"]
    assert field.clean([]) == []
    with pytest.raises(ValidationError):
        field.clean(["xx"])


def test_a_form_marks_the_languages_that_were_chosen():
    field = LanguagesField("languages").formfield()
    html = field.widget.render("languages", ["ca"])
    assert html.count("checked") == 1


def test_unknown_languages_are_refused():
    field = LanguagesField("languages")
    assert field.clean(["ca", "pt-br"], None) == ["ca", "pt-br"]
    with pytest.raises(ValidationError) as error:
        field.clean(["ca", "xx", 7], None)
    assert error.value.messages == ["Unknown language: xx, 7"]


@pytest.mark.parametrize("value", ["ca", {"ca": 1}, 7, True, [["ca"]], [None]])
def test_what_is_no_list_of_languages_is_refused(value):
    with pytest.raises(ValidationError):
        LanguagesField("languages").clean(value, None)


def test_nobody_shares_the_list_of_another():
    assert LanguagesField().get_default() is not LanguagesField().get_default()
