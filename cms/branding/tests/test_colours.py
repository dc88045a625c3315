"""Contrast as WCAG 2.2 defines it, and shades."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..colours import contrast, darker, is_colour, lighter, lightness, luminance, shade

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
ratios = st.floats(1, 4.5)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#777777", "#ffffff", 4.48), ("#ffcc00", "#ffffff", 1.51)],
)
def test_contrast_is_that_of_other_tools(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio


@given(colours, colours)
def test_contrast_does_not_depend_on_which_colour_is_the_ground(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


@given(colours)
def test_a_shade_of_the_same_lightness_is_the_colour_itself(colour):
    same = shade(colour, lightness(colour))
    parts = [(int(colour[i : i + 2], 16), int(same[i : i + 2], 16)) for i in (1, 3, 5)]
    assert all(abs(before - after) <= 1 for before, after in parts)


@given(colours, st.floats(0.1, 1))
def test_a_shade_is_a_colour_that_is_as_light_as_asked_for(colour, wanted):
    found = shade(colour, wanted)
    assert is_colour(found)
    assert abs(lightness(found) - wanted) < 0.03


@given(colours, colours, ratios)
def test_a_darker_shade_can_be_seen_and_is_no_lighter(colour, ground, ratio):
    found = darker(colour, [ground], ratio, lightness(colour))
    assert contrast(found, ground) >= ratio or found == "#000000"
    assert luminance(found) <= luminance(colour) + 0.01


@given(colours, colours, ratios)
def test_a_lighter_shade_can_be_seen_and_is_no_darker(colour, ground, ratio):
    found = lighter(colour, [ground], ratio, lightness(colour))
    assert contrast(found, ground) >= ratio or found == "#ffffff"
    assert luminance(found) >= luminance(colour) - 0.01


@pytest.mark.parametrize("text", ["", "#fff", "14554a", "#14554g", "red", "#14554a;}", "#14554a\n", "rgb(0,0,0)"])
def test_anything_else_is_no_colour(text):
    assert not is_colour(text)
