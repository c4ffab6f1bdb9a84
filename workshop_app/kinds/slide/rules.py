"""The rules of a slide: nothing is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from workshop_app.domain.agenda import Column, Phase, Quotation, Text
from workshop_app.domain.body import Body
from workshop_app.domain.phases import Course


@dataclass(frozen=True, kw_only=True)
class SlideBody(Body):
    """Something to look at together."""

    kind: Literal["slide"]
    lead: Text | None = None
    lines: tuple[Text, ...] = ()
    columns: tuple[Column, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    source: Text | None = None
    course: ClassVar = Course(first=Phase.SHOWN)


FORM = SlideBody
