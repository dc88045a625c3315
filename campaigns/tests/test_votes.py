"""The picture of a vote, for whatever numbers are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.votes import vote_shares

NUMBERS = st.integers(0, 10_000) | st.none()


@given(NUMBERS, NUMBERS, NUMBERS)
def test_the_bar_of_a_vote_shows_no_more_than_is_known(votes_for, votes_against, abstentions):
    shares = vote_shares(votes_for, votes_against, abstentions)
    total = (votes_for or 0) + (votes_against or 0) + (abstentions or 0)
    if votes_for is None or votes_against is None or not total:
        assert shares == []
        return
    widths = {share.vote: float(share.width) for share in shares}
    assert sum(widths.values()) == pytest.approx(100, abs=0.02)
    assert [share.vote for share in shares] == [name for name in ("for", "against", "abstained") if name in widths]
    for name, number in (("for", votes_for), ("against", votes_against), ("abstained", abstentions)):
        assert widths.get(name, 0) == pytest.approx(100 * (number or 0) / total, abs=0.01)
    ends = [float(share.start) + float(share.width) for share in shares]
    starts = [float(share.start) for share in shares[1:]]
    assert starts == pytest.approx(ends[:-1], abs=0.02)
