"""What every kind of activity is asked: the one interface between the house and `workshop_app.kinds`.

Pure, as all of `domain`. The answers given here are those of a kind that takes no votes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar

from workshop_app.domain.errors import BadInput, InvalidAnswer
from workshop_app.domain.phases import Course, Move

if TYPE_CHECKING:
    from workshop_app.domain.agenda import Instrument, Phase, Question, Text
    from workshop_app.domain.answers import Answer
    from workshop_app.domain.checks import Fault
    from workshop_app.domain.disclosure import Sealed, Shown
    from workshop_app.domain.tally import Aggregate, Ballot, Standing

#: What pydantic is asked to hold every part of a file to.
STRICT = {"extra": "forbid", "str_min_length": 1, "str_strip_whitespace": True}


@dataclass(frozen=True, kw_only=True)
class Body:
    """What an activity of one kind says, and the rules of that kind: one subclass for each, in `workshop_app.kinds`.

    Rules and texts are one object, so that whoever holds an activity asks it and needs no list of kinds. What is
    asked here knows no storage, no screen and no clock. A kind without votes needs only its `course`.
    """

    __pydantic_config__: ClassVar = STRICT
    kind: str
    #: Its phases and the ways between them.
    course: ClassVar[Course]
    #: Whether people may only answer over an encrypted connection, or after the facilitator's word.
    is_confidential: ClassVar[bool] = False
    #: Whether it can only stand after the pulse of the same agenda.
    needs_pulse: ClassVar[bool] = False
    #: Whether it shows something of the unit's sessions before.
    looks_back: ClassVar[bool] = False
    #: The part that is shown beside that of the unit's latest session that asked the same; empty for none.
    compared_part: ClassVar[str] = ""
    #: Characters in a text that a group hands in, and whether it is a single word.
    longest_text: ClassVar[int] = 140
    one_word: ClassVar[bool] = False
    #: The phrase that such texts stand under afterwards.
    texts_title: ClassVar[str] = "history.proposals"
    #: The phase that only whole commitment cards open.
    demands_cards: ClassVar[str | None] = None

    def mistakes(self) -> Iterator[Fault]:
        """What is wrong with the body beyond its types; that options are enough and differ is seen to."""
        return iter(())

    def first_phase(self) -> Phase:
        """Where the activity begins."""
        return self.course.first

    def questionnaire(self) -> Instrument | None:
        """The instrument that it asks."""
        return None

    def offered_questions(self) -> tuple[Question, ...]:
        """The questions that a room can take to work on. Groups hand in proposals to the one taken."""
        return ()

    def collecting(self) -> Collection[Phase]:
        """The phases in which groups hand in texts."""
        return ()

    def texts_each(self, groups: int) -> int:
        """How many texts each of so many groups may hand in."""
        return 0

    def text_mistake(self, text: str) -> str:
        """The phrase that says why a group's text can't be taken; empty where it can."""
        return ""

    def settled_question(self) -> str | None:
        """The id of the question that was chosen beforehand."""
        return None

    def with_question(self, question: str | None) -> Body:
        """The body with that question chosen beforehand, if it offers it; None leaves the choice to the room."""
        return self

    def most_cards(self) -> int:
        """How many commitment cards can be written in it."""
        return 0

    def followed_up(self) -> int:
        """Which commitment of the session before it is about, counted from 1; 0 for none."""
        return 0

    def following_up(self, number: int) -> Body:
        """The body about that commitment instead; the body itself where it is about none."""
        return self

    def headings(self) -> Mapping[str, Text]:
        """What stands over a round's figures, by round, where «today» and «as we want it» would be wrong."""
        return {}

    def with_chosen(self, chosen: str | None) -> Body:
        """The body once the room has taken `chosen`, as `taken` names it; None while it has taken nothing."""
        return self.with_question(chosen)

    def taken(self, shown: Shown, *, part: str) -> str | None:
        """What the shown figures of a part settle for what comes after it; None where they settle nothing."""
        return None

    def asked_in(self, part: str) -> Body:
        """What one part asks, as a body of its own; the body itself where there is no other part."""
        return self

    def passes_by(self, phase: Phase) -> bool:
        """Whether there is nothing to do in a phase, as far as is settled, so that no move leads to it."""
        return False

    def may_pass_by(self, phase: Phase) -> bool:
        """Whether there is, or may turn out to be, nothing to do in a phase, so that no time is counted for it."""
        return self.passes_by(phase)

    def way(self, phase: Phase, move: Move) -> Phase | None:
        """Where the move leads from that phase; None where it leads out of the activity, or nowhere."""
        target = self.course.ways.get((phase, move))
        while target is not None and self.passes_by(target):
            target = self.course.ways.get((target, move))
        return target

    def confides(self, phase: Phase) -> bool:
        """Whether that phase asks what people may only answer over an encrypted connection."""
        if phase not in self.course.rounds or self.passes_by(phase):
            return False
        part, _ = self.course.rounds[phase]
        return self.asked_in(part).is_confidential

    def heading(self, part: str) -> Text | None:
        """What a part stands under afterwards, where the activity's own title does not say it."""
        return None

    def asks_the_same(self, other: Body) -> bool:
        """Whether answers to that one and to this may be laid side by side."""
        return False

    def parse(self, payload: object, *, round_: str, proposals: Collection[str]) -> Answer:
        """The canonical answer. Raises `InvalidAnswer` for anything that the round does not know."""
        raise InvalidAnswer("error.other_step")

    def is_complete(self, answer: Answer, *, round_: str) -> bool:
        """Whether such an answer leaves nothing to answer."""
        return True

    def is_about_proposals(self, round_: str) -> bool:
        """Whether answers to that round name the room's proposals."""
        return False

    def drawn(self, random: Random, *, round_: str, proposals: Collection[str]) -> Answer:
        """Some valid answer, as made-up people give it. Raises `ValueError` where nothing is asked."""
        raise ValueError(f"nobody answers {round_} in a {self.kind}")

    def counted_ballot(self, ballot: Ballot, *, part: str, standing: Standing) -> Ballot:
        """The ballot as it counts once proposals have been merged or sent back."""
        return ballot

    def figures(self, given: Sequence[Any], *, part: str, k: int, standing: Standing) -> dict[str, Any]:
        """What is kept of one round; `given` are its canonical answers, at least `k` of them."""
        raise ValueError(f"a {self.kind} has no part {part}")

    def kept_beside(self, ballots: Sequence[Ballot], *, part: str) -> tuple[Aggregate, ...]:
        """What is kept of a part besides its rounds, which all had enough answers."""
        return ()

    def shown(self, sealed: Sealed) -> Shown:
        """What may be shown of a sealed part, in one of the forms of `disclosure`."""
        raise ValueError(f"a {self.kind} has no part {sealed.part}")

    def spoken(self, shown: Shown) -> tuple[str, ...]:
        """Phrases that the facilitator may say aloud because the figures bear them out."""
        return ()

    def sentence(self, shown: Shown) -> str:
        """The phrase that stands with the figures on every screen; empty for none."""
        return ""

    def sentence_texts(self) -> Mapping[str, Text]:
        """What goes into that phrase, by the names of its slots."""
        return {}

    def wording(self) -> tuple[Text, ...]:
        """What was asked, as a page about the session quotes it."""
        return ()

    def picks(self) -> Mapping[str, Text]:
        """All that its rows can be picked from in the room, by id, picked or not; nothing where they are fixed."""
        return {}

    def with_pick(self, pick: str, *, is_wanted: bool) -> Body:
        """The body with one more row, or one less. Raises `BadInput` where that leaves too few or too many."""
        raise BadInput("error.not_saved")

    def with_own_pick(self, text: str) -> Body:
        """The body with a row that somebody in the room has worded. Raises `BadInput`."""
        raise BadInput("error.not_saved")

    def option_texts(self) -> Mapping[str, Text]:
        """What can be chosen, by the ids that ballots store."""
        return {}

    def row_texts(self) -> Mapping[str, Text]:
        """What each answer is given to, by the ids that ballots store, where several are asked about at once."""
        return {}

    def end_texts(self) -> tuple[Text, ...]:
        """What 1 and 5 mean, where the answers are shown as means between them."""
        return ()

    def by_hand(self) -> Mapping[str, Text]:
        """What a hand can be raised for, in any of its rounds, by the ids that figures have; nothing where none can."""
        return {}

    def bin_texts(self) -> tuple[Text, ...]:
        """The names of the lower two, the middle and the upper two of five ordered options."""
        return ()
