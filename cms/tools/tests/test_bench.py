"""The benchmark runs, and says what it measured. How quick it was is not for tests to say."""

import pytest

from ..bench import Bench, BenchmarkSite, report

pytestmark = pytest.mark.django_db


def test_it_measures_a_small_site():
    site = BenchmarkSite(locales=3)
    bench = Bench(site)
    site.grow(5)
    small = bench.measure()
    site.grow(10)
    large = bench.measure()
    lines = []
    report(small, large, (5, 10), lines.append)
    assert len(lines) == len(large) + 1
    for name in ("desk", "matrix, 3 languages"):
        assert large[name].queries == small[name].queries
        assert any(line.startswith(name) for line in lines)
