"""Numbers come from `domain.disclosure` only: nobody else opens an aggregate. Read from the source, so new code counts.

It goes by names, so it can't find who is set on hiding what is done; it finds who forgot.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path("workshop_app")
#: Those who make aggregates, keep them, or decide what may be shown of them.
READERS = (
    "domain/tally.py",
    "domain/pulse_scoring.py",
    "domain/statistics.py",
    "domain/disclosure/",
    "persistence/",
)
#: Those who read them from the database and pass them on unopened.
PASSERS = (
    "services/sealing.py",
    "services/pooling.py",
    "services/snapshot.py",
    "services/history.py",
    "services/pulses.py",
    "services/votes_before.py",
    "demo/playing.py",
)

#: Those who count ballots, and hand what they have counted to `disclosure` unopened.
COUNTERS = "kinds/*/rules.py"
#: What turns ballots into figures.
COUNTING = {"pulse_figures", "pulse_sums", "pooled_pulse", "PulseSums"}

#: What opens an aggregate, or takes the exact sums that are in it.
OPENERS = {"sample_of", "Sample", "mean_on_scale", "mean_points"}
KEYS = {"figures", "squares", "moves"}
#: Attributes by that name that are no aggregate's: all of a session's aggregates, the query for them, and how a part of
#: a kind counts.
OTHER_FIGURES = {"snapshot", "runs", "counting"}


def cheats(source: str, *, passes_on: bool = False) -> list[str]:
    """What in this module reads aggregates, with its line."""
    tree = ast.parse(source)
    annotations = {id(node) for each in _annotations(tree) for node in ast.walk(each)}
    nodes = [node for node in ast.walk(tree) if id(node) not in annotations]
    return [f"{node.lineno}: {what}" for node in nodes for what in _reads(node, passes_on=passes_on)]


def _annotations(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        match node:
            case ast.arg(annotation=ast.expr() as found) | ast.AnnAssign(annotation=found):
                yield found
            case ast.FunctionDef(returns=ast.expr() as found) | ast.AsyncFunctionDef(returns=ast.expr() as found):
                yield found


def _reads(node: ast.AST, *, passes_on: bool) -> Iterator[str]:
    match node:
        case ast.Attribute(attr="figures", value=value) if _name(value) not in OTHER_FIGURES:
            yield "opens an aggregate"
        case ast.Attribute(attr="from_json" | "to_json", value=value) if _name(value) == "Aggregate" and not passes_on:
            yield "makes an aggregate"
        case ast.Name(id="Aggregate") if not passes_on:
            yield "uses aggregates"
        case ast.Subscript(slice=ast.Constant(value=str() as key)) if key in KEYS:
            yield f"reads {key}"
        case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str() as key), *_]) if key in KEYS:
            yield f"reads {key}"
        case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Constant(value="figures"), *_]):
            yield "opens an aggregate"
        case ast.ImportFrom(module=str(), names=names):
            opening = OPENERS if passes_on else OPENERS | COUNTING
            yield from (f"imports {one.name}" for one in names if one.name in opening)


def _name(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if not _inside(path).startswith(READERS)]


def _inside(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", modules(), ids=_inside)
def test_nobody_else_reads_aggregates(path: Path) -> None:
    passes_on = _inside(path) in PASSERS or path.match(COUNTERS)
    assert cheats(path.read_text(encoding="utf-8"), passes_on=passes_on) == []


@pytest.mark.parametrize("place", [*READERS, *PASSERS])
def test_those_who_may_are_there(place: str) -> None:
    assert (PACKAGE / place).exists()


@pytest.mark.parametrize(
    "source",
    [
        "def mean(aggregate):\n    return aggregate.figures['dimensions']['a']['mean']",
        "def mean(counted):\n    return getattr(counted[0], 'figures')",
        "def mean(text):\n    return json.loads(text)['figures']",
        "def mean(text):\n    return json.loads(text).get('figures', {})",
        "def spread(kept):\n    return kept['squares']",
        "from workshop_app.domain.disclosure.spread import sample_of",
        "from workshop_app.domain.statistics import Estimate, Sample",
        "from workshop_app.domain.disclosure.coarsening import mean_on_scale",
        "def count(text):\n    return Aggregate.from_json(json.loads(text)).n",
        "def hidden(run):\n    return show_vote(run, vote=Aggregate('vote', 0), k=5)",
        "async def flow(run):\n    return run.aggregates[0].figures",
    ],
)
def test_a_module_that_cheats_is_found(source: str) -> None:
    assert cheats(source) != []


@pytest.mark.parametrize(
    "source",
    [
        "from workshop_app.domain.tally import Aggregate\ndef f(one: Aggregate) -> list[Aggregate]: ...",
        "class Occasion:\n    counted: tuple[Aggregate, ...]",
        "def shown(self):\n    return show(self.activity, aggregates=self.snapshot.figures.get(self.key, ()))",
        "from workshop_app.live.views.figures import bar_groups",
    ],
)
def test_a_module_that_passes_on_is_not(source: str) -> None:
    assert cheats(source) == []


def test_those_who_pass_aggregates_on_may_not_open_them() -> None:
    reading = "def f(texts):\n    return [Aggregate.from_json(json.loads(text)) for text in texts]"
    assert cheats(reading, passes_on=True) == []
    assert cheats(reading.replace("))", ")).figures"), passes_on=True) != []


def test_kinds_that_count_may_not_open_what_was_counted() -> None:
    showing = "def shown(self, sealed):\n    return show_vote(vote=sealed.of('vote'), k=sealed.k)"
    assert cheats(showing, passes_on=True) == []
    assert cheats(showing.replace("of('vote')", "of('vote').figures"), passes_on=True) != []
