"""Draws `docs/phases.md` from the courses of the kinds: `python -m docs.draw_phases`. A test keeps it current."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workshop_app.domain.agenda import Phase
from workshop_app.domain.body import Body
from workshop_app.domain.phases import Course, Move
from workshop_app.kinds.catalogue import forms

FILE = Path(__file__).parent / "phases.md"

_HEAD = """\
# Phases

Drawn from `workshop_app/kinds/*/rules.py` by `python -m docs.draw_phases`; don't edit it by hand.

An activity is always in exactly one phase. **next** is the one big button: while a vote is open it
closes and shows. **close** closes and keeps hidden, **back** undoes as far as anything can be undone,
**repeat** asks the same once more and replaces the old figures. Not drawn: next in a last phase
leads to the following activity, back in a first phase to the one before, and skip leaves from any
phase. Leaving seals whatever is left of a vote. What is sealed takes no answers again: back passes
it by, and coming back to the activity shows where it rests.
"""


def drawn() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(line for kind, form in forms().items() for line in _section(kind, form))])


def _section(kind: str, form: type[Body]) -> Iterator[str]:
    course = form.course
    yield f"## {kind}\n"
    if form.is_confidential:
        yield "Asked only over an encrypted connection, or after the facilitator has accepted plain http.\n"
    yield "```mermaid"
    yield "stateDiagram-v2"
    for phase in course.phases:
        yield f'    state "{_label(course, phase)}" as {_name(phase)}'
    yield f"    [*] --> {_name(course.first)}"
    for (source, target), moves in _ways(course).items():
        yield f"    {_name(source)} --> {_name(target)}: {', '.join(moves)}"
    yield "```\n"
    if course.rounds:
        yield f"Rests in {_rests(course)} once it is sealed.\n"


def _rests(course: Course) -> str:
    return " or ".join(dict.fromkeys(f"*{course.rest(phase).value}*" for phase in course.rounds))


def _ways(course: Course) -> dict[tuple[Phase, Phase], list[Move]]:
    ways: dict[tuple[Phase, Phase], list[Move]] = {}
    for (source, move), target in course.ways.items():
        ways.setdefault((source, target), []).append(move)
    return ways


def _label(course: Course, phase: Phase) -> str:
    parts = [phase.value]
    if phase in course.rounds:
        parts.append(f"takes answers: {course.rounds[phase][1]}")
    if phase in course.sealing:
        parts.append(f"seals: {course.sealing[phase]}")
    return " · ".join(parts)


def _name(phase: Phase) -> str:
    return phase.value.replace("-", "_")


if __name__ == "__main__":
    FILE.write_text(drawn(), encoding="utf-8")
