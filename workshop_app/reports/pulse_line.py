"""One dimension over time: its drawing, its table, and where and why the line is broken."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from workshop_app.domain.commitments import CommitmentState
from workshop_app.domain.disclosure import Bound, ShownLine, ShownPoint
from workshop_app.domain.reorganisation import BREAKS, Reorganisation
from workshop_app.domain.statistics import Verdict
from workshop_app.phrases.formatting import format_date
from workshop_app.reports.line_charts import LineChart, Point, Series, line_chart
from workshop_app.reports.parts import Chart, Row, Table
from workshop_app.reports.reorganised import turns_told
from workshop_app.reports.unit_figures import SessionFigures, UnitFigures
from workshop_app.reports.wording import Words

_BOTTOM, _TOP = 10, 50
_LARGE, _SMALL = 13.0, 7.0
_CLAIMS = frozenset({Verdict.HIGHER, Verdict.LOWER, Verdict.MAYBE_HIGHER, Verdict.MAYBE_LOWER})


@dataclass(frozen=True, kw_only=True)
class Break:
    """Where figures before and after can't be compared: before the session with that number."""

    slot: int
    mark: str
    sentence: str


def known(line: ShownLine) -> list[tuple[int, ShownPoint]]:
    """The sessions that have a figure, by their number from 0."""
    return [(slot, point) for slot, point in enumerate(line.points) if point.mean is not None]


@dataclass(frozen=True)
class PulseLine:
    """One line of a unit's figures, in words. `id` names its drawing on the page."""

    unit: UnitFigures
    words: Words
    shown: ShownLine
    id: str
    title: str

    def day(self, slot: int) -> str:
        """The date of a session."""
        return format_date(self.unit.sessions[slot].occasion.record.held_on)

    def written(self, point: ShownPoint) -> str:
        """The figure of a session, and nothing where it has none."""
        return self.words.mean(point.mean) if point.mean else ""

    @cached_property
    def breaks(self) -> tuple[Break, ...]:
        """All breaks, oldest first."""
        placed = known(self.shown)
        pairs = pairwise(placed)
        return tuple(self._break(before, slot) for (before, _), (slot, point) in pairs if point.after_break)

    def chart(self, *, is_large: bool) -> Chart:
        """The drawing with its sentence and its table. Kept commitments are marked on a large one.

        Several sittings are one measurement, so only the one that has it is drawn.
        """
        drawn = [slot for slot, session in enumerate(self.unit.sessions) if not session.is_counted_with_others]
        kept = tuple(max(0, bisect_right(drawn, slot) - 1) for slot in _kept_after(self.unit)) if is_large else ()
        drawing = LineChart(
            id=self.id,
            title=self.title,
            description=self._says(),
            dates=[self.day(slot) for slot in drawn],
            series=[Series(points=[self._placed(self.shown.points[slot]) for slot in drawn])],
            bottom=_BOTTOM,
            top=_TOP,
            guides=self._guides(),
            breaks={drawn.index(one.slot): one.mark if is_large else "" for one in self.breaks},
            kept=kept,
            start=self.words.say("figures.start") if is_large else "",
            band=self._band() if is_large else "",
            plot=_LARGE if is_large else _SMALL,
        )
        return Chart(
            svg=line_chart(drawing),
            says=self._says(),
            reading=self._reading(kept),
            table=self._table(),
        )

    def _break(self, before: int, slot: int) -> Break:
        sessions, history = self.unit.sessions, self.unit.history
        first, second = sessions[before], sessions[slot]
        days = (first.occasion.record.held_on, second.occasion.record.held_on)
        is_same_wording = _version(first) == _version(second)
        if is_same_wording and (changed := _latest(history.other_people, *days)):
            turns = tuple(one for one in history.reorganised if one.day == changed and one.turn in BREAKS)
            mark, sentence = "figures.reorganised", self._reorganised(changed, turns)
        elif is_same_wording and (changed := _latest(history.new_leaders, *days)):
            mark, sentence = "figures.new_leader", self.words.say("unit.new_leader", date=changed)
        else:
            mark, sentence = "figures.new_wording", self.words.say("verdict.version", date=days[1])
        return Break(slot=slot, mark=self.words.say(mark), sentence=sentence)

    def _reorganised(self, day: date, turns: tuple[Reorganisation, ...]) -> str:
        if not turns:
            return self.words.say("unit.reorganised", date=day)
        return " ".join((*turns_told(turns, self.words), self.words.say("unit.not_comparable")))

    def _placed(self, point: ShownPoint) -> Point | None:
        if point.mean is None:
            return None
        return Point(
            value=point.mean.tenths,
            label=self.written(point),
            low=point.low,
            high=point.high,
            is_open=point.mean.bound is not Bound.ABOUT,
            is_joined=not point.after_break,
        )

    def _says(self) -> str:
        """From the first session that can be compared to the latest."""
        since = self.breaks[-1].slot if self.breaks else 0
        placed = [(slot, point) for slot, point in known(self.shown) if slot >= since]
        (first, begun), (last, now) = placed[0], placed[-1]
        if first == last:
            return self.words.say("figures.only", date=self.day(last), value=self.written(now))
        return self.words.say(
            "figures.since_break" if since else "figures.from_to",
            first_date=self.day(first),
            first=self.written(begun),
            last_date=self.day(last),
            last=self.written(now),
        )

    def _guides(self) -> dict[int, str]:
        """The ends of the scale in the words that were answered with, and its middle."""
        ends = {10 * step: self.words.say(f"scale.agree.{step}") for step in (1, 5)}
        return {**ends, (_BOTTOM + _TOP) // 2: ""}

    def _band(self) -> str:
        _, latest = known(self.shown)[-1]
        low, high = (self.words.tenths(end or 0) for end in (latest.low, latest.high))
        return self.words.say("unit.band", low=low, high=high)

    def _reading(self, kept: tuple[int, ...]) -> list[str]:
        is_open = any(point.mean.bound is not Bound.ABOUT for _, point in known(self.shown) if point.mean)
        keys = [
            *(["unit.open_ring"] if is_open else []),
            *(["unit.kept_on_line"] if kept else []),
        ]
        return [self.words.say(key) for key in keys]

    def _table(self) -> Table:
        heads = ("figures.session", "figures.mean", "figures.interval", "figures.answered", "history.since_last")
        return Table(
            caption=self.title,
            heads=[self.words.say(head) for head in heads],
            rows=[self._row(slot, point) for slot, point in enumerate(self.shown.points)],
        )

    def _row(self, slot: int, point: ShownPoint) -> Row:
        say, tenths = self.words.say, self.words.tenths
        if point.mean is None:
            is_elsewhere = self.unit.sessions[slot].is_counted_with_others
            nothing = say("sittings.with_others_short" if is_elsewhere else "result.hidden")
            return Row(head=self.day(slot), cells=[nothing, "", "", ""])
        between = say("figures.between", low=tenths(point.low or 0), high=tenths(point.high or 0))
        broken = next((one.sentence for one in self.breaks if one.slot == slot), "")
        sentence = broken or (say(f"verdict.{point.verdict}") if point.verdict else "")
        compared = f"{sentence.rstrip('.')}{self._difference(point)}." if sentence else ""
        cells = [self.written(point), between, str(point.n), compared]
        return Row(head=self.day(slot), cells=cells)

    def _difference(self, point: ShownPoint) -> str:
        """In figures only what the words claim anyhow: a number beside «we can't say» would be read as a change."""
        if not point.difference or point.verdict not in _CLAIMS:
            return ""
        key = "figures.higher_by" if point.difference > 0 else "figures.lower_by"
        return f" ({self.words.say(key, x=self.words.tenths(abs(point.difference)))})"


def _version(session: SessionFigures) -> tuple[str, int] | None:
    instrument = session.instrument
    return (instrument.id, instrument.version) if instrument else None


def _kept_after(figures: UnitFigures) -> tuple[int, ...]:
    """For each commitment that is done, the number of the last session before that was said."""
    days = [session.occasion.record.held_on for session in figures.sessions]
    settled = (
        line.card.settled_on
        for line in figures.commitments
        if line.card.state is CommitmentState.DONE and line.card.settled_on
    )
    return tuple(sum(day <= one for day in days) - 1 for one in settled)


def _latest(days: Iterable[date], after: date, until: date) -> date | None:
    return max((day for day in days if after < day <= until), default=None)
