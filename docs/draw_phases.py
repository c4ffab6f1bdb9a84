"""Draws `docs/phases.md` from the transition tables: `python -m docs.draw_phases`. A test keeps it current."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workshop_app.domain.agenda import Kind, Phase
from workshop_app.domain.phases import CONFIDENTIAL, FIRST, RESTING, ROUNDS, SEALING, TRANSITIONS, Move, phases

FILE = Path(__file__).parent / "phases.md"

_HEAD = """\
# Phases

Drawn from `workshop_app/domain/phases.py` by `python -m docs.draw_phases`; don't edit it by hand.

An activity is always in exactly one phase. **next** is the one big button: while a vote is open it
closes and shows. **close** closes and keeps hidden, **back** undoes as far as anything can be undone,
**repeat** asks the same once more and replaces the old figures. Not drawn: next in a last phase
leads to the following activity, back in a first phase to the one before, and skip leaves from any
phase. Leaving seals whatever is left of a vote. What is sealed takes no answers again: back passes
it by, and coming back to the activity shows where it rests.
"""


def drawn() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(line for kind in Kind for line in _section(kind))])


def _section(kind: Kind) -> Iterator[str]:
    yield f"## {kind.value}\n"
    if kind in CONFIDENTIAL:
        yield "Asked only over an encrypted connection, or after the facilitator has accepted plain http.\n"
    yield "```mermaid"
    yield "stateDiagram-v2"
    for phase in phases(kind):
        yield f'    state "{_label(kind, phase)}" as {_name(phase)}'
    yield f"    [*] --> {_name(FIRST[kind])}"
    for (source, target), moves in _ways(kind).items():
        yield f"    {_name(source)} --> {_name(target)}: {', '.join(moves)}"
    yield "```\n"
    if kind in RESTING:
        yield f"Rests in *{RESTING[kind].value}* once it is sealed.\n"


def _ways(kind: Kind) -> dict[tuple[Phase, Phase], list[Move]]:
    ways: dict[tuple[Phase, Phase], list[Move]] = {}
    for (source, move), target in TRANSITIONS[kind].items():
        ways.setdefault((source, target), []).append(move)
    return ways


def _label(kind: Kind, phase: Phase) -> str:
    parts = [phase.value]
    if (kind, phase) in ROUNDS:
        parts.append(f"takes answers: {ROUNDS[kind, phase][1]}")
    if (kind, phase) in SEALING:
        parts.append(f"seals: {SEALING[kind, phase]}")
    return " · ".join(parts)


def _name(phase: Phase) -> str:
    return phase.value.replace("-", "_")


if __name__ == "__main__":
    FILE.write_text(drawn(), encoding="utf-8")
