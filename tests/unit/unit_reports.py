"""Units with a past, without a database: what tests of the unit's page are told with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date

from benchmarks.past_sessions import Past, occasion, quarters
from workshop_app.domain.disclosure import Audience
from workshop_app.domain.tally import Aggregate
from workshop_app.persistence.people import Municipality
from workshop_app.persistence.units import Unit
from workshop_app.reports.unit_figures import UnitFigures, unit_figures
from workshop_app.reports.unit_page import UnitReport, unit_report
from workshop_app.services.history import Occasion, UnitHistory

UNIT = Unit(
    id="unit",
    name="Hjemmetjenesten sør",
    leader_role="avdelingslederen",
    agreed_roles="tjenestelederen",
    discussed_on=date(2023, 1, 5),
)
DAYS = quarters(10)


def past(number: int, people: int = 12, **chosen: object) -> Past:
    """The session of that quarter."""
    return Past(**{"id": f"s{number}", "held_on": DAYS[number], "people": people, "seed": number, **chosen})


def figures_of(
    pasts: Sequence[Past], *, audience: Audience = Audience.UNIT, reorganised_on: date | None = None
) -> UnitFigures:
    return unit_figures(history_of([occasion(one) for one in pasts], audience=audience, reorganised_on=reorganised_on))


def history_of(
    occasions: Sequence[Occasion], *, audience: Audience = Audience.UNIT, reorganised_on: date | None = None
) -> UnitHistory:
    return UnitHistory(
        municipality=Municipality(name="Nordre Land kommune", privacy_contact="personvern@example.no"),
        unit=replace(UNIT, reorganised_on=reorganised_on),
        occasions=tuple(occasions),
        spread={},
        audience=audience,
        minimum=5,
    )


def page_of(pasts: Sequence[Past], **chosen: object) -> UnitReport:
    return unit_report(figures_of(pasts, **chosen))


def with_means(means: Sequence[float], *, people: int = 25) -> list[Occasion]:
    """Sessions whose headline means are these; all else is as it came out."""
    made = []
    for number, mean in enumerate(means):
        one = occasion(past(number, people))
        key = next(key for key in one.counted if key[1] == "pulse")
        (pulse,) = one.counted[key]
        assert pulse.figures is not None
        kept = {"n": people, "mean": mean, "squares": people * (mean**2 + 0.25)}
        dimensions = {**pulse.figures["dimensions"], "a": kept}
        changed = Aggregate("pulse", people, {**pulse.figures, "dimensions": dimensions})
        made.append(replace(one, counted={**one.counted, key: (changed,)}))
    return made


def texts(value: object) -> Iterator[str]:
    """Every text in a page, drawings included."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts(one)
