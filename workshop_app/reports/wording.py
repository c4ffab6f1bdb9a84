"""One language, with all that a unit's page asks of it: phrases, texts of `content/`, figures as files have them."""

from __future__ import annotations

from dataclasses import dataclass

from workshop_app.domain.agenda import Language, Text
from workshop_app.domain.agreement import Spread
from workshop_app.domain.disclosure import Figure, Mean
from workshop_app.phrases import fill, phrase
from workshop_app.reports.figure_words import mean_text, percent_text, points_text, spread_text, tenths_text


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
        return tenths_text(tenths, self.language.value)

    def mean(self, mean: Mean) -> str:
        """A mean on the scale: «3,5», or «4,5 eller høyere» at the ends."""
        return mean_text(mean, self.language.value)

    def points(self, figure: Figure) -> str:
        """Points: «35», or «10 eller lavere»."""
        return points_text(figure, self.language.value)

    def percent(self, figure: Figure) -> str:
        """A share: «35 %», or «20 % eller lavere»; «Over 90 %» where many have answered."""
        return percent_text(figure, self.language.value)

    def spread(self, spread: Spread | None) -> str:
        """How alike answers are: «Svarene er delte», or nothing."""
        return spread_text(spread, self.language.value)
