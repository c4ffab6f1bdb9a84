"""The rules of a dilemma: the same vote before and after the talk, compared with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from workshop_app.domain.agenda import Language, Option, Phase, Text
from workshop_app.domain.answers import ids
from workshop_app.domain.body import Body
from workshop_app.domain.disclosure import Hidden, Sealed, Shown, ShownAgain, ShownBeforeAfter, show_again
from workshop_app.domain.phases import Course, Move
from workshop_app.domain.sentences import shift_sentence
from workshop_app.domain.tally import Aggregate, Ballot
from workshop_app.domain.thresholds import FLOW, FLOW_CELL
from workshop_app.kinds.one_of import OneOf

#: So many percent on one option, or in one bin, are «nearly all».
_NEARLY_ALL = 80


@dataclass(frozen=True, kw_only=True)
class DilemmaBody(OneOf):
    """Vote, talk, vote again. The same question and options both times; `bins` as for a scale.

    `arguments`: while they talk, groups hand in their strongest argument for each side, the outer two of `bins`.
    """

    kind: Literal["dilemma"]
    question: Text
    source: Text
    explanations: tuple[Text, ...]
    options: tuple[Option, Option, Option, Option, Option]
    bins: tuple[Text, Text, Text]
    prompts: tuple[Text, ...]
    arguments: bool = False
    course: ClassVar = Course(
        first=Phase.FIRST_VOTE,
        ways={
            (Phase.FIRST_VOTE, Move.NEXT): Phase.DISCUSSION,
            (Phase.DISCUSSION, Move.NEXT): Phase.SECOND_VOTE,
            (Phase.DISCUSSION, Move.BACK): Phase.FIRST_VOTE,
            (Phase.SECOND_VOTE, Move.NEXT): Phase.REVEALED,
            (Phase.SECOND_VOTE, Move.CLOSE): Phase.CLOSED,
            (Phase.SECOND_VOTE, Move.BACK): Phase.DISCUSSION,
            (Phase.CLOSED, Move.NEXT): Phase.REVEALED,
            (Phase.CLOSED, Move.BACK): Phase.SECOND_VOTE,
            (Phase.REVEALED, Move.REPEAT): Phase.FIRST_VOTE,
        },
        rounds={Phase.FIRST_VOTE: ("dilemma", "first"), Phase.SECOND_VOTE: ("dilemma", "second")},
        sealing={Phase.REVEALED: "dilemma"},
        resting={
            Phase.FIRST_VOTE: Phase.REVEALED,
            Phase.SECOND_VOTE: Phase.REVEALED,
            Phase.CLOSED: Phase.REVEALED,
        },
    )
    is_confidential: ClassVar = True
    compared_part: ClassVar = "dilemma"
    texts_title: ClassVar = "dilemma.arguments"

    def sides(self) -> tuple[Text, Text]:
        """What the question is between."""
        return self.bins[0], self.bins[2]

    def side_of(self, text: str) -> int | None:
        """Which side a group's text argues for, by its beginning in any language: 0, 1, or None for neither."""
        begins = [tuple(f"{side.in_language(one)}: " for one in Language) for side in self.sides()]
        return next((number for number, words in enumerate(begins) if text.startswith(words)), None)

    def collecting(self) -> Collection[Phase]:
        """While they talk, if arguments were chosen."""
        return (Phase.DISCUSSION,) if self.arguments else ()

    def texts_each(self, groups: int) -> int:
        """One for each side."""
        return len(self.sides())

    def text_mistake(self, text: str) -> str:
        """An argument says which side it is for."""
        return "error.choose_side" if self.side_of(text) is None else ""

    def asks_the_same(self, other: Body) -> bool:
        """The same question with the same options, in bokmål: translations may be corrected."""
        if not isinstance(other, DilemmaBody):
            return False
        return (self.question.nb, ids(self.options)) == (other.question.nb, ids(other.options))

    def kept_beside(self, ballots: Sequence[Ballot], *, part: str) -> tuple[Aggregate, ...]:
        """How many went from which answer to which, if nobody stands out.

        Those who voted only once are a way of their own here: otherwise the flow's totals, taken from
        the two votes' totals, would give their answers away.
        """
        ways = Counter((_option(ballot, "first"), _option(ballot, "second")) for ballot in ballots)
        del ways["", ""]
        both = {way: number for way, number in ways.items() if all(way)}
        n = sum(both.values())
        if n < FLOW or min(ways.values()) < FLOW_CELL:
            return ()
        moves = [{"first": first, "second": second, "n": number} for (first, second), number in sorted(both.items())]
        return (Aggregate("flow", n, {"moves": moves}),)

    def shown(self, sealed: Sealed) -> Shown:
        """Both votes in the same form, or neither; and beside them those of the session before that asked the same."""
        return show_again(before=sealed.of("first"), after=sealed.of("second"), earlier=sealed.before, k=sealed.k)

    def spoken(self, shown: Shown) -> tuple[str, ...]:
        """What has moved, and whether nearly all have ended in one place; the one doesn't rule out the other."""
        shown = shown.now if isinstance(shown, ShownAgain) else shown
        if not isinstance(shown, ShownBeforeAfter):
            return ("say.dilemma_few",) if isinstance(shown, Hidden) else ()
        moved = "say.dilemma_none" if shift_sentence(shown) == "dilemma.shift.none" else "say.dilemma_reveal"
        is_united = any(bar.share is not None and bar.share.value >= _NEARLY_ALL for bar in shown.after)
        return (moved, "say.dilemma_united") if is_united else (moved,)

    def sentence(self, shown: Shown) -> str:
        """Where the weight went."""
        return shift_sentence(shown) if isinstance(shown, ShownBeforeAfter) else ""

    def sentence_texts(self) -> Mapping[str, Text]:
        """The two sides that weight can move towards."""
        return dict(zip(("first", "last"), self.sides(), strict=True))

    def wording(self) -> tuple[Text, ...]:
        """The question."""
        return (self.question,)

    def by_hand(self) -> Mapping[str, Text]:
        """The same."""
        return self.option_texts()

    def bin_texts(self) -> tuple[Text, ...]:
        """What the options are called together."""
        return self.bins


def _option(ballot: Ballot, round_: str) -> str:
    return str(ballot.get(round_) or "")


FORM = DilemmaBody
