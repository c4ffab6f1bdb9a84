"""How a vote on options may be shown: choice, scale, which question, and a dilemma's two votes.

Class W of domain.md §2.6: opinions that the room talks about anyway, from k answers, coarsely.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workshop_app.domain.disclosure.coarsening import share
from workshop_app.domain.disclosure.earlier import CountedBefore
from workshop_app.domain.disclosure.shown import Bar, Form, Hidden, ShownAgain, ShownBeforeAfter, ShownVote
from workshop_app.domain.tally import Aggregate
from workshop_app.domain.thresholds import SHARES, floored


def show_vote(*, vote: Aggregate, k: int, ordered: bool = False, beside: int | None = None) -> ShownVote | Hidden:
    """A single vote, as finely as its n allows. `ordered`: on five steps, which may be put into bins.

    `beside` is the smaller n of two that are shown together.
    """
    if vote.figures is None or vote.n < floored(k):
        return Hidden()
    counts: Mapping[str, int] = vote.figures["counts"]
    n = vote.n if beside is None else beside
    form = ordered_form(n) if ordered else nominal_form(n)
    bars = most_chosen(counts) if form is Form.TOP else bars_of(counts, n=vote.n, form=form, ends_for=n)
    return ShownVote(n=vote.n, form=form, bars=bars)


def show_choices(*, vote: Aggregate, k: int) -> ShownVote | Hidden:
    """How all choices fall on groups of options, where everybody had several; in shares of the choices, not of people.

    The end classes are those of so many people, since each of them moves a share by several choices at once.
    """
    if vote.figures is None or vote.n < floored(k):
        return Hidden()
    counts: Mapping[str, int] = vote.figures["counts"]
    form = nominal_form(vote.n)
    if form is Form.TOP:
        return ShownVote(n=vote.n, form=form, bars=most_chosen(counts))
    return ShownVote(n=vote.n, form=form, bars=bars_of(counts, n=sum(counts.values()), form=form, ends_for=vote.n))


def show_before_after(*, before: Aggregate, after: Aggregate, k: int) -> ShownBeforeAfter | Hidden:
    """Two votes on the same ordered options, both in the coarser form of the two, or neither."""
    smaller = min(before.n, after.n)
    if before.figures is None or after.figures is None or smaller < floored(k):
        return Hidden()
    return _in_one_form(before, after, smallest=smaller)


def show_again(
    *, before: Aggregate, after: Aggregate, earlier: CountedBefore | None, k: int
) -> ShownAgain | ShownBeforeAfter | Hidden:
    """Two votes as above, beside those of an earlier session where these may be shown: all in the coarsest form of all.

    Each session is shown alone elsewhere, perhaps finer. `tests/property/test_disclosure_attacks.py` has who puts
    both together.
    """
    now = show_before_after(before=before, after=after, k=k)
    if isinstance(now, Hidden) or earlier is None:
        return now
    counted = {one.round: one for one in earlier.aggregates}
    first, second = (counted.get(vote.round, Aggregate(vote.round, 0)) for vote in (before, after))
    if isinstance(show_before_after(before=first, after=second, k=k), Hidden):
        return now
    smallest = min(vote.n for vote in (before, after, first, second))
    then, now = (_in_one_form(*votes, smallest=smallest) for votes in ((first, second), (before, after)))
    return ShownAgain(held_on=earlier.held_on, then=then, now=now)


def _in_one_form(before: Aggregate, after: Aggregate, *, smallest: int) -> ShownBeforeAfter:
    """Both votes as finely as `smallest` answers allow."""
    form = ordered_form(smallest)
    first, second = (
        bars_of(vote.figures["counts"], n=vote.n, form=form, ends_for=smallest)
        for vote in (before, after)
        if vote.figures is not None
    )
    return ShownBeforeAfter(n_before=before.n, n_after=after.n, form=form, before=first, after=second)


def bars_of(counts: Mapping[str, int], *, n: int, form: Form, ends_for: int | None = None) -> tuple[Bar, ...]:
    """A share for every option, or for each of the bins 1–2, 3 and 4–5 of five ordered options."""
    ids = tuple(counts)
    groups: Sequence[tuple[str, ...]] = (ids[:2], ids[2:3], ids[3:]) if form is Form.BINS else [(id_,) for id_ in ids]
    return tuple(Bar(group, share(sum(counts[i] for i in group), n=n, ends_for=ends_for)) for group in groups)


def nominal_form(n: int) -> Form:
    """How finely so many answers to options without an order are shown."""
    return Form.BARS if n >= SHARES else Form.TOP


def ordered_form(n: int) -> Form:
    """How finely so many answers on five steps are shown."""
    return Form.BARS if n >= SHARES else Form.BINS


def most_chosen(counts: Mapping[str, int]) -> tuple[Bar, ...]:
    """The option that most chose, or those, without saying how many."""
    most = max(counts.values())
    return tuple(Bar((id_,), None) for id_, count in counts.items() if count == most)
