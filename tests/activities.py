"""One small activity of each kind, for tests of what is counted and shown."""

from __future__ import annotations

from workshop_app.domain.agenda import Activity, Dimension, Instrument, Item, Option, Question, Text
from workshop_app.domain.body import Body
from workshop_app.kinds.choice.rules import ChoiceBody
from workshop_app.kinds.dilemma.rules import DilemmaBody
from workshop_app.kinds.ladder.rules import LadderBody
from workshop_app.kinds.matrix.rules import MatrixBody
from workshop_app.kinds.points.rules import PointsBody
from workshop_app.kinds.pulse.rules import PulseBody
from workshop_app.kinds.question.rules import QuestionBody
from workshop_app.kinds.rows import Row, RowOption
from workshop_app.kinds.scale.rules import ScaleBody
from workshop_app.kinds.series.rules import SeriesBody
from workshop_app.kinds.slide.rules import SlideBody

WORD = Text(nb="ord")
STEPS = (WORD, WORD, WORD, WORD, WORD)
BINS = (WORD, WORD, WORD)


def activity(body: Body) -> Activity:
    return Activity(id="activity", title=WORD, body=body, minutes={}, say={})


def option(id_: str) -> Option:
    return Option(id=id_, text=WORD)


def choice(*, options: str = "abcde", most: int = 1) -> Activity:
    return activity(ChoiceBody(kind="choice", question=WORD, options=tuple(option(id_) for id_ in options), most=most))


def rows(*ids: str) -> tuple[Row, ...]:
    return tuple(Row(id=id_, text=Text(nb=id_)) for id_ in ids)


def matrix(*, of: tuple[str, ...] = ("r1", "r2"), options: str = "abcd") -> Activity:
    answers = tuple(RowOption(id=id_, text=Text(nb=id_)) for id_ in options)
    return activity(MatrixBody(kind="matrix", question=WORD, rows=rows(*of), options=answers))


def series(*of: str) -> Activity:
    return activity(SeriesBody(kind="series", question=WORD, rows=rows(*of), steps=STEPS, bins=BINS))


def ladder(*of: str) -> Activity:
    return activity(LadderBody(kind="ladder", question=WORD, today=WORD, desired=WORD, rows=rows(*of), steps=STEPS))


def scale() -> Activity:
    return activity(ScaleBody(kind="scale", question=WORD, steps=STEPS, bins=BINS))


def confidence() -> Activity:
    return activity(ScaleBody(kind="scale", question=WORD, steps=STEPS, bins=BINS, is_confidence=True))


def dilemma() -> Activity:
    options = (option("o1"), option("o2"), option("o3"), option("o4"), option("o5"))
    return activity(
        DilemmaBody(
            kind="dilemma",
            question=WORD,
            source=WORD,
            explanations=(WORD,),
            options=options,
            bins=BINS,
            prompts=(WORD,),
        )
    )


def points() -> Activity:
    options = (option("hierarchy"), option("market"), option("trust"))
    return activity(PointsBody(kind="points", today=WORD, desired=WORD, options=options))


def question() -> Activity:
    questions = tuple(
        Question(id=id_, title=WORD, gloss=WORD, alone=WORD, group=WORD, start=WORD) for id_ in ("q1", "q2", "q3")
    )
    return activity(QuestionBody(kind="question", choose=WORD, questions=questions, source=WORD))


def dimension(id_: str, *, about_leader: bool = False, reverse: tuple[str, ...] = ()) -> Dimension:
    ids = [f"{id_}{number}" for number in (1, 2, 3)]
    items = tuple(Item(id=item, text=WORD, reverse=item in reverse) for item in ids)
    return Dimension(id=id_, title=WORD, items=items, headline=id_ == "a", about_leader=about_leader)


def pulse(*, reverse: tuple[str, ...] = ()) -> Activity:
    dimensions = (
        dimension("a", reverse=reverse),
        dimension("b"),
        dimension("c", about_leader=True),
        dimension("d"),
    )
    instrument = Instrument(
        id="tillitspulsen",
        version=1,
        title=WORD,
        instruction=WORD,
        steps=STEPS,
        dont_know=WORD,
        dimensions=dimensions,
        anchor=Item(id="anchor", text=WORD),
        note=WORD,
    )
    return activity(PulseBody(kind="pulse", instrument=instrument))


def slide() -> Activity:
    return activity(SlideBody(kind="slide"))
