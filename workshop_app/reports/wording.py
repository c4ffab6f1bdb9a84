"""Shown values as words in one language: what pages and charts of a unit are written with.

Nothing here rounds or hedges by itself: a figure is written as coarsely as `disclosure` has let it through.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop_app.domain.agenda import Language, Text
from workshop_app.domain.disclosure import Bound, Figure, Mean
from workshop_app.phrases import fill, phrase
from workshop_app.phrases.formatting import format_decimal

_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Words:
    """One language, and the slots that texts from `content/` may have."""

    language: Language
    unit: str = ""
    leader_role: str = ""

    def say(self, key: str, **slots: object) -> str:
        """A phrase."""
        return phrase(key, self.language.value, **slots)

    def text(self, text: Text) -> str:
        """A text from `content/`."""
        language = self.language
        return fill(text.in_language(language), language.value, unit=self.unit, leader_role=self.leader_role)

    def tenths(self, tenths: int) -> str:
        """A place on the scale: 34 is «3,4»."""
        return format_decimal(tenths / 10, self.language.value)

    def mean(self, mean: Mean) -> str:
        """A mean on the scale: «3,5», or «4,5 eller høyere» at the ends."""
        return self._hedged(self.tenths(mean.tenths), mean.bound)

    def points(self, figure: Figure) -> str:
        """Points: «35», or «10 eller lavere»."""
        return self._hedged(str(figure.value), figure.bound)

    def percent(self, figure: Figure) -> str:
        """A share: «35 %», or «20 % eller lavere»; «Over 90 %» where many have answered."""
        if figure.bound in (Bound.UNDER, Bound.OVER):
            return self.say("result.under_10" if figure.bound is Bound.UNDER else "result.over_90")
        return self._hedged(f"{figure.value}{_NO_BREAK}%", figure.bound)

    def _hedged(self, written: str, bound: Bound) -> str:
        match bound:
            case Bound.ABOUT:
                return written
            case Bound.AT_MOST | Bound.UNDER:
                return self.say("result.bottom", x=written)
            case Bound.AT_LEAST | Bound.OVER:
                return self.say("result.top", x=written)
