"""The promise of anonymity, tried by brute force.

For every attack there is a naive way of showing for which it succeeds: else it would prove nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from functools import partial
from itertools import combinations_with_replacement, product

import pytest

from tests.activities import choice, matrix, question, scale
from tests.property.attacker import (
    Histogram,
    bin_of_all,
    histograms,
    revealed_to_insider,
    revealed_to_outsider,
    unanimous,
)
from workshop_app.domain.disclosure import (
    Audience,
    Form,
    Shown,
    ShownDots,
    ShownVote,
    show,
)
from workshop_app.domain.disclosure.coarsening import COARSE, mean_on_scale, mean_points
from workshop_app.domain.disclosure.votes import bars_of
from workshop_app.domain.sentences import sureness_sentence
from workshop_app.domain.tally import Aggregate

STEPS = ("1", "2", "3", "4", "5")
OPTIONS = ("a", "b", "c", "d", "e")
OUTSIDER_N = [5, 6, 7, 8, 9, 10]
#: Ten is where insiders are promised it; around 20 the end classes change.
INSIDER_N = [10, 11, 12, 20, 21]


def scale_as_shown(histogram: Histogram) -> Hashable:
    vote = Aggregate("vote", sum(histogram), {"counts": dict(zip(STEPS, histogram, strict=True))})
    result = show(scale(), part="vote", aggregates=[vote], audience=Audience.ROOM, k=5)
    assert isinstance(result, ShownVote)
    return result, sureness_sentence(result)


def choice_as_shown(histogram: Histogram) -> Hashable:
    options = OPTIONS[: len(histogram)]
    vote = Aggregate("vote", sum(histogram), {"counts": dict(zip(options, histogram, strict=True))})
    return show(choice(options="".join(options)), part="vote", aggregates=[vote], audience=Audience.ROOM, k=5)


# Class W: votes on options


@pytest.mark.parametrize("n", OUTSIDER_N)
def test_outsiders_learn_nobodys_answer_on_a_scale(n: int) -> None:
    assert revealed_to_outsider(histograms(n), scale_as_shown) == []


@pytest.mark.parametrize("n", [5, 6, 7])
def test_outsiders_do_not_learn_either_that_all_are_in_one_bin(n: int) -> None:
    """A limit of the five bars from 8: two neighbouring bars of 50 % do say that all agree so far."""
    assert revealed_to_outsider(histograms(n), scale_as_shown, alike=bin_of_all) == []


@pytest.mark.parametrize("n", OUTSIDER_N)
@pytest.mark.parametrize("options", [2, 3, 5])
def test_outsiders_learn_nobodys_choice(n: int, options: int) -> None:
    assert revealed_to_outsider(histograms(n, options=options), choice_as_shown) == []


@pytest.mark.parametrize("n", INSIDER_N)
def test_insiders_learn_nobody_elses_answer_on_a_scale(n: int) -> None:
    assert revealed_to_insider(n, scale_as_shown) == []


@pytest.mark.parametrize(("n", "other"), [(10, 5), (12, 8), (12, 40), (21, 20)])
def test_insiders_learn_nobody_elses_answer_from_one_of_two_votes(n: int, other: int) -> None:
    """A dilemma's two votes: each is shown by itself, in the form and with the ends that the smaller of them allows."""
    form = Form.BARS if min(n, other) >= 8 else Form.BINS

    def look(histogram: Histogram) -> Hashable:
        return bars_of(dict(zip(STEPS, histogram, strict=True)), n=n, form=form, ends_for=min(n, other))

    assert revealed_to_insider(n, look) == []


def alone_and_beside(smallest: int) -> Callable[[Histogram], Hashable]:
    """A dilemma's vote as its own session shows it, and once more in the coarser form beside a session of fewer."""

    def look(histogram: Histogram) -> Hashable:
        counts, n = dict(zip(STEPS, histogram, strict=True)), sum(histogram)
        forms = ((Form.BARS if fewest >= 8 else Form.BINS, fewest) for fewest in (n, min(n, smallest)))
        return tuple(bars_of(counts, n=n, form=form, ends_for=fewest) for form, fewest in forms)

    return look


@pytest.mark.parametrize("n", OUTSIDER_N)
@pytest.mark.parametrize("smallest", [5, 8])
def test_outsiders_learn_nobodys_answer_from_a_vote_shown_alone_and_beside_another_session(
    n: int, smallest: int
) -> None:
    assert revealed_to_outsider(histograms(n), alone_and_beside(smallest)) == []


@pytest.mark.parametrize(("n", "smallest"), [(10, 5), (12, 8), (20, 5)])
def test_insiders_learn_nobody_elses_answer_from_a_vote_shown_alone_and_beside_another_session(
    n: int, smallest: int
) -> None:
    assert revealed_to_insider(n, alone_and_beside(smallest)) == []


@pytest.mark.parametrize("n", INSIDER_N)
@pytest.mark.parametrize("options", [2, 3])
def test_insiders_learn_nobody_elses_choice(n: int, options: int) -> None:
    assert revealed_to_insider(n, choice_as_shown, options=options) == []


def row_as_shown(histogram: Histogram) -> Hashable:
    """One of two rows, where few have answered the other, so that both are coarse."""
    options = OPTIONS[: len(histogram)]
    rows = {
        "r1": {"n": sum(histogram), "counts": dict(zip(options, histogram, strict=True))},
        "r2": {"n": 5, "counts": dict.fromkeys(options, 0) | {"a": 5}},
    }
    aggregate = Aggregate("vote", sum(histogram), {"rows": rows})
    options_ = "".join(options)
    return show(matrix(options=options_), part="vote", aggregates=[aggregate], audience=Audience.ROOM, k=5)


@pytest.mark.parametrize("n", OUTSIDER_N)
@pytest.mark.parametrize("options", [2, 3])
def test_outsiders_learn_nobodys_answer_to_a_row(n: int, options: int) -> None:
    assert revealed_to_outsider(histograms(n, options=options), row_as_shown) == []


@pytest.mark.parametrize("n", INSIDER_N)
@pytest.mark.parametrize("options", [2, 3])
def test_insiders_learn_nobody_elses_answer_to_a_row(n: int, options: int) -> None:
    """Its figures are those of a single vote of so many, or only what most chose, also where more have answered."""
    assert revealed_to_insider(n, row_as_shown, options=options) == []


def exact_percents(histogram: Histogram) -> Hashable:
    return tuple(round(100 * count / sum(histogram)) for count in histogram)


def nearest_five_without_end_classes(histogram: Histogram) -> Hashable:
    return tuple(5 * round(20 * count / sum(histogram)) for count in histogram)


def narrow_ends_of_the_rounded(histogram: Histogram) -> Hashable:
    return tuple(min(95, max(5, 5 * round(20 * count / sum(histogram)))) for count in histogram)


def bins_and_mean(histogram: Histogram) -> Hashable:
    counts = dict(zip(STEPS, histogram, strict=True))
    mean = sum(step * count for step, count in enumerate(histogram, 1)) / sum(histogram)
    return bars_of(counts, n=sum(histogram), form=Form.BINS), round(mean, 1)


@pytest.mark.parametrize("naive", [exact_percents, nearest_five_without_end_classes, bins_and_mean])
def test_the_attack_succeeds_from_outside_on_naive_figures(naive: Callable[[Histogram], Hashable]) -> None:
    assert all(revealed_to_outsider(histograms(n), naive) for n in OUTSIDER_N)


def test_the_attack_succeeds_from_inside_on_narrow_ends_at_twenty() -> None:
    assert revealed_to_outsider(histograms(20), narrow_ends_of_the_rounded) == []
    assert revealed_to_insider(20, narrow_ends_of_the_rounded) != []


@pytest.mark.parametrize("n", [8, 9, 10])
def test_outsiders_can_not_tell_that_all_or_none_took_one_of_several_choices(n: int) -> None:
    assert membership_revealed(n, own=(0, 0, 0), k=5) == []


@pytest.mark.parametrize("own", [(1, 0, 0), (1, 1, 0)])
@pytest.mark.parametrize("n", [10, 13, 20, 21])
def test_insiders_can_not_tell_that_all_or_none_took_one_of_several_choices(n: int, own: Histogram) -> None:
    assert membership_revealed(n, own=own, k=5) == []


def membership_revealed(n: int, *, own: Histogram, k: int) -> list[object]:
    """Shown results with an option that all others must have chosen, or none of them. One or two of three."""
    others = n - any(own)
    possible: dict[Shown, list[set[int]]] = defaultdict(lambda: [set(), set(), set()])
    for counts in product(range(others + 1), repeat=3):
        if others <= sum(counts) <= 2 * others:
            vote = {id_: count + mine for id_, count, mine in zip("abc", counts, own, strict=True)}
            result = show(
                choice(options="abc", most=2),
                part="vote",
                aggregates=[Aggregate("vote", n, {"counts": vote})],
                audience=Audience.ROOM,
                k=k,
            )
            for seen, count in zip(possible[result], counts, strict=True):
                seen.add(count)
    return [result for result, seen in possible.items() if any(counts in ({0}, {others}) for counts in seen)]


# Class W: points and dots

POINTS = [(10 * a, 10 * b, 100 - 10 * a - 10 * b) for a in range(11) for b in range(11 - a)]


def points_as_shown(sums: Histogram, n: int) -> Hashable:
    return tuple(mean_points(total, n=n, of=100) for total in sums)


def nearest_five(sums: Histogram, n: int) -> Hashable:
    return tuple(5 * round(total / n / 5) for total in sums)


def points_revealed(n: int, *, own: Histogram | None, shown: Callable[[Histogram, int], Hashable]) -> list[Histogram]:
    """The answers that all others may share and that the means then give away.

    Unless all points are on one option, two people can differ from the rest in opposite ways and
    leave every sum as it is. So only the corners need trying: does one who gives 10 elsewhere show?
    """
    others = n if own is None else n - 1
    mine = own or (0, 0, 0)
    revealed: list[Histogram] = []
    for corner in ((100, 0, 0), (0, 100, 0), (0, 0, 100)):
        sums = tuple(others * each + m for each, m in zip(corner, mine, strict=True))
        deviating = [
            tuple(total - 10 * (i == corner.index(100)) + 10 * (i == to) for i, total in enumerate(sums))
            for to in range(3)
            if to != corner.index(100)
        ]
        if shown(sums, n) not in {shown(other, n) for other in deviating}:
            revealed.append(corner)
    return revealed


@pytest.mark.parametrize("n", [5, 6, 7, 8, 9, 10, 25])
def test_outsiders_learn_nobodys_points(n: int) -> None:
    assert points_revealed(n, own=None, shown=points_as_shown) == []


@pytest.mark.parametrize("n", [10, 11, 12, 15, 20, 25])
def test_insiders_learn_nobody_elses_points(n: int) -> None:
    assert [own for own in POINTS if points_revealed(n, own=own, shown=points_as_shown)] == []


def test_the_attack_on_points_succeeds_without_end_classes() -> None:
    assert (20, 0, 80) in [own for own in POINTS if points_revealed(10, own=own, shown=nearest_five)]


def dots_revealed(n: int, *, proposals: tuple[str, ...], shown: Callable[[dict[str, int]], Hashable]) -> list[Hashable]:
    """Results from which everybody must have answered alike, or must all have given a proposal dots."""
    answers = [a for a in product(range(3), repeat=len(proposals)) if 1 <= sum(a) <= 3]
    possible: dict[Hashable, list[tuple[bool, ...]]] = defaultdict(list)
    for ballots in combinations_with_replacement(answers, n):
        total = {p: sum(column) for p, column in zip(proposals, zip(*ballots, strict=True), strict=True)}
        all_gave = tuple(all(column) for column in zip(*ballots, strict=True))
        possible[shown(total)].append((len(set(ballots)) == 1, *all_gave))
    return [result for result, facts in possible.items() if any(all(fact) for fact in zip(*facts, strict=True))]


def dots_as_shown(dots: dict[str, int]) -> Hashable:
    result = show(
        question(), part="dots", aggregates=[Aggregate("dots", 5, {"dots": dots})], audience=Audience.ROOM, k=5
    )
    assert isinstance(result, ShownDots)
    return result


@pytest.mark.parametrize("proposals", [("p1", "p2"), ("p1", "p2", "p3")])
def test_outsiders_learn_nobodys_dots(proposals: tuple[str, ...]) -> None:
    assert dots_revealed(5, proposals=proposals, shown=dots_as_shown) == []


def test_the_attack_on_dots_succeeds_when_proposals_without_dots_are_left_out() -> None:
    def naive(dots: dict[str, int]) -> Hashable:
        return dots_as_shown({proposal: number for proposal, number in dots.items() if number})

    assert dots_revealed(5, proposals=("p1", "p2"), shown=naive) != []


# Classes P and L: means of the pulse

#: Person scores: means of three items, or of two.
SCORES = sorted({total / 3 for total in range(3, 16)} | {total / 2 for total in range(2, 11)})


def mean_revealed(n: int, *, scores: list[float], shown: Callable[..., Hashable]) -> list[tuple[float, float]]:
    """(own score, the others' score) where the mean gives it away that all the others have that score.

    Inside the scale one other can lie a little higher and one a little lower at the same mean, so
    only the ends need trying: there the smallest deviation is one other person one score off the end.
    """
    ends = ((scores[0], scores[1]), (scores[-1], scores[-2]))
    return [
        (own, end)
        for own in scores
        for end, next_to_it in ends
        if shown((own + (n - 1) * end) / n, n=n) != shown((own + (n - 2) * end + next_to_it) / n, n=n)
    ]


@pytest.mark.parametrize("n", range(5, 41))
def test_insiders_learn_nobody_elses_score_from_a_mean(n: int) -> None:
    assert mean_revealed(n, scores=SCORES, shown=mean_on_scale) == []
    assert mean_revealed(n, scores=[1.0, 2.0, 3.0, 4.0, 5.0], shown=mean_on_scale) == []
    assert mean_revealed(n, scores=[1.0, 2.0, 3.0, 4.0, 5.0], shown=partial(mean_on_scale, grid=COARSE)) == []


@pytest.mark.parametrize("n", [5, 6, 7, 9, 10])
def test_the_attack_on_means_succeeds_without_end_classes(n: int) -> None:
    def rounded(mean: float, *, n: int) -> Hashable:
        return round(2 * mean) / 2 if n < 10 else round(mean, 1)

    assert mean_revealed(n, scores=SCORES, shown=rounded) != []


@pytest.mark.parametrize("n", [5, 6])
def test_the_attack_on_means_succeeds_when_five_and_six_have_the_end_classes_of_seven(n: int) -> None:
    def ends_of_seven(mean: float, *, n: int) -> Hashable:
        return mean_on_scale(mean, n=7)

    assert mean_revealed(n, scores=[1.0, 2.0, 3.0, 4.0, 5.0], shown=ends_of_seven) != []


@pytest.mark.parametrize("n", [10, 12, 20, 21])
def test_insiders_learn_nobody_elses_answer_from_the_bins_of_an_item(n: int) -> None:
    def bins(histogram: Histogram) -> Hashable:
        return bars_of(dict(zip(STEPS, histogram, strict=True)), n=n, form=Form.BINS)

    assert revealed_to_insider(n, bins) == []
    assert revealed_to_insider(n, bins, alike=bin_of_all) == []


def test_the_attacker_knows_a_unanimous_room() -> None:
    assert unanimous((0, 5, 0)) == 1
    assert unanimous((1, 4, 0)) is None
    assert len(list(histograms(9))) == 715
