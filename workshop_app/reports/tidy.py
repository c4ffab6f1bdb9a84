"""A unit's figures in the long form that statistics programs want, with a data dictionary: two CSV files in one .zip.

The same figures make the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from workshop_app.domain.agenda import Language
from workshop_app.phrases import phrase
from workshop_app.reports.figure_words import unit_name
from workshop_app.reports.rows import DilemmaRow, DimensionRow, HandsRow, ItemRow, PointRow, Tables, VoteRow
from workshop_app.reports.semicolons import semicolons, written
from workshop_app.reports.tables import tables
from workshop_app.reports.unit_figures import UnitFigures

FIGURES, DICTIONARY = "tall.csv", "kolonner.csv"
#: The first moment that a .zip can hold: the file says nothing of when it was made.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One line: one number or one text about one session. The field names are the columns, in this order."""

    unit: str
    session: int
    session_date: date
    first_sitting: int | None = None
    instrument: str = ""
    version: int | None = None
    measure: str
    dimension: str = ""
    option: str = ""
    statistic: str
    value: float | int | None = None
    bound: str = ""
    text: str = ""
    n: int | None = None


def tidy(figures: UnitFigures, language: Language = Language.BOKMAL) -> bytes:
    """The finished .zip."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in (
            (
                FIGURES,
                semicolons([field.name for field in fields(Measured)], map(astuple, measured(figures, language))),
            ),
            (DICTIONARY, semicolons(_dictionary_head(language), _dictionary(language))),
        ):
            entry = ZipInfo(name, date_time=_NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return file.getvalue()


def measured(figures: UnitFigures, language: Language) -> Iterator[Measured]:
    """All lines."""
    history, made = figures.history, tables(figures, language)
    first = {row.session: row.first_sitting for row in made.sessions}
    for line in _measured(unit_name(history.unit, history.municipality, language), made):
        yield replace(line, first_sitting=first[line.session])


def _measured(unit: str, made: Tables) -> Iterator[Measured]:
    for row in made.sessions:
        yield Measured(
            unit=unit,
            session=row.session,
            session_date=row.date,
            measure="session",
            statistic="pulse_n",
            value=row.n,
            text=row.agenda,
        )
    for dimension in made.dimensions:
        yield from _dimension(unit, dimension)
    yield from _votes(unit, made)
    for points in made.points:
        yield from _points(unit, points)
    yield from _words(unit, made)


def _dimension(unit: str, row: DimensionRow) -> Iterator[Measured]:
    told: tuple[tuple[str, float | None, str, str], ...] = (
        ("mean", row.mean, row.bound or "", row.text),
        ("low", row.low, "", ""),
        ("high", row.high, "", ""),
        ("difference", row.difference, "", ""),
        ("verdict", None, "", row.verdict or ""),
        ("after_break", int(row.after_break), "", ""),
    )
    for statistic, value, bound, text in told:
        if statistic == "mean" or value is not None or text:
            yield Measured(
                unit=unit,
                session=row.session,
                session_date=row.date,
                instrument=row.instrument,
                version=row.version,
                measure="pulse",
                dimension=row.dimension,
                statistic=statistic,
                value=value,
                bound=bound,
                text=text,
                n=row.n,
            )


def _votes(unit: str, made: Tables) -> Iterator[Measured]:
    for item in made.items:
        yield _item(unit, item, option=item.option, value=item.share, bound=item.bound or "", text=item.text)
    for item in {(one.session, one.item): one for one in made.items if one.spread}.values():
        yield _item(unit, item, statistic="spread", text=item.spread or "")
    for dilemma in made.dilemma:
        yield _share(unit, dilemma, measure=f"dilemma_{dilemma.round}")
    for vote in made.votes:
        yield _share(unit, vote, measure=f"question_{vote.round}", dimension=vote.question)
    for raised in made.hands:
        occasion = " · ".join(filter(None, (raised.question, raised.occasion)))
        yield _share(unit, raised, measure="hands", dimension=occasion)


def _share(unit: str, row: DilemmaRow | VoteRow | HandsRow, *, measure: str, dimension: str = "") -> Measured:
    return Measured(
        unit=unit,
        session=row.session,
        session_date=row.date,
        measure=measure,
        dimension=dimension,
        option=row.option or "",
        statistic="share",
        value=row.share,
        bound=row.bound or "",
        text=row.text,
        n=row.n,
    )


def _item(
    unit: str,
    row: ItemRow,
    *,
    statistic: str = "share",
    option: str = "",
    value: int | None = None,
    bound: str = "",
    text: str,
) -> Measured:
    return Measured(
        unit=unit,
        session=row.session,
        session_date=row.date,
        instrument=row.instrument,
        version=row.version,
        measure="statement",
        dimension=row.item,
        option=option,
        statistic=statistic,
        value=value,
        bound=bound,
        text=text,
        n=row.n,
    )


def _points(unit: str, row: PointRow) -> Iterator[Measured]:
    told = (
        ("points_today", row.today, row.today_bound or "", row.today_text, row.n_today),
        ("points_desired", row.desired, row.desired_bound or "", row.desired_text, row.n_desired),
    )
    for statistic, value, bound, text, n in told:
        yield Measured(
            unit=unit,
            session=row.session,
            session_date=row.date,
            measure="points",
            option=row.option or "",
            statistic=statistic,
            value=value,
            bound=bound,
            text=text,
            n=n,
        )
    if row.option:
        yield Measured(
            unit=unit,
            session=row.session,
            session_date=row.date,
            measure="points",
            option=row.option,
            statistic="gap",
            value=row.gap,
        )


def _words(unit: str, made: Tables) -> Iterator[Measured]:
    """Proposals with their places, commitments with what became of them, and lifts with their answers."""
    for row in made.questions:
        yield Measured(
            unit=unit,
            session=row.session,
            session_date=row.date,
            measure="proposal",
            dimension=row.question,
            statistic="rank",
            value=row.rank,
            text=row.proposal or "",
        )
    written_down = (("commitment", made.commitments, _OF_COMMITMENT), ("lift", made.lifts, _OF_LIFT))
    for measure, rows, names in written_down:
        for one in rows:
            for name in names:
                yield Measured(
                    unit=unit,
                    session=one.session,
                    session_date=one.date,
                    measure=measure,
                    option=str(one.number),
                    statistic=name,
                    text=written(getattr(one, name)),
                )


#: What is told of each commitment and of each lift, in the order in which it is read.
_OF_COMMITMENT = ("what", "situation", "who", "due", "first_step", "notice", "state", "learnt", "settled_on")
_OF_LIFT = ("asked", "hinders", "level", "sent_on", "expected_by", "answer", "reason", "by", "answered_on")


def _dictionary_head(language: Language) -> list[str]:
    return [phrase(f"export.dictionary.{name}", language) for name in ("column", "code", "meaning")]


def _dictionary(language: Language) -> Iterator[tuple[str, str, str]]:
    """What every column means, and every code that stands in it."""
    for field in fields(Measured):
        yield field.name, "", phrase(f"export.tidy.{field.name}", language)
        for code in _CODES.get(field.name, ()):
            yield field.name, code, phrase(f"export.tidy.{field.name}.{code}", language)


_CODES = {
    "measure": (
        "session",
        "pulse",
        "statement",
        "dilemma_before",
        "dilemma_after",
        "question_before",
        "question_after",
        "question_choice",
        "hands",
        "points",
        "proposal",
        "commitment",
        "lift",
    ),
    "statistic": (
        *("pulse_n", "mean", "low", "high", "difference", "verdict", "after_break", "share", "spread"),
        *("points_today", "points_desired", "gap", "rank"),
        *_OF_COMMITMENT,
        *_OF_LIFT,
    ),
    "bound": ("about", "at_most", "at_least", "under", "over"),
}
