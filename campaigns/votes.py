"""The picture of a vote: a bar of those for, against and abstaining."""

from dataclasses import dataclass

from cms.stories.choices import Tone

TONES = {"for": Tone.GOOD, "against": Tone.ALERT, "abstained": Tone.QUIET}


@dataclass(frozen=True)
class VoteShare:
    """One part of the bar. `start` and `width` are percents of its length, as SVG writes numbers."""

    vote: str
    start: str
    width: str

    @property
    def tone(self) -> Tone:
        return TONES[self.vote]


def vote_shares(votes_for: int | None, votes_against: int | None, abstentions: int | None) -> list[VoteShare]:
    """The parts of the bar, in this order, none for what nobody did. Empty unless votes for and against are both known.

    What is not known could be the larger part; abstentions are not counted everywhere.
    """
    if votes_for is None or votes_against is None:
        return []
    votes = {"for": votes_for, "against": votes_against, "abstained": abstentions or 0}
    total, before, shares = sum(votes.values()), 0, []
    for vote, number in votes.items():
        if number:
            shares.append(VoteShare(vote, f"{100 * before / total:.2f}", f"{100 * number / total:.2f}"))
        before += number
    return shares
