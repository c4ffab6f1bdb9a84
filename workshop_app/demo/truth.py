"""What is true of the made-up municipality: the values that its answers are drawn from.

Shown nowhere in the interface; there only what a real municipality would see of such answers is shown.
Whoever wants to know how well the figures tell the truth compares them with this file.

A `level` is the expected answer to a statement of a dimension, from 1 to 5, in the first quarter;
`change` is added per quarter. What is not named does not change. Quarters count from 0, oldest first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from workshop_app.domain.agenda import Text

MUNICIPALITY = "Eksempel kommune"
QUARTERS = 8

#: Spread of answers to one statement before they are put on the five steps, and the shares of its variance
#: that come from the person and from the person's view of the dimension. The rest is of the moment. On the
#: five steps this makes person scores with a standard deviation of about 0.85 and statements of one
#: dimension that correlate by about 0.5.
ITEM_SD = 1.1
SHARE_OF_PERSON = 0.33
SHARE_OF_DIMENSION = 0.22
#: How likely each statement is answered with «Vet ikke», and any other vote not at all.
DONT_KNOW = 0.03
STAYS_OUT = 0.04
#: How much easier or harder the first, second and third statement of a dimension are agreed with.
ITEM_OFFSETS = (0.15, -0.2, 0.05)

_LEVELS: Mapping[str, float] = MappingProxyType({"a": 3.4, "b": 3.6, "c": 3.7, "d": 3.2})


@dataclass(frozen=True, kw_only=True)
class EarlierWording:
    """The version of the pulse before the one in `content/`: one statement in other words.

    It was answered `shift` points lower only because of its words: the reason for the break in the line.
    `until` is the first quarter that asks today's wording.
    """

    item: str
    text: Text
    shift: float
    until: int


EARLIER_WORDING = EarlierWording(
    item="a2",
    text=Text(
        nb="Jeg kan ta alle avgjørelser i arbeidet mitt uten å spørre noen.",
        nn="Eg kan ta alle avgjerder i arbeidet mitt utan å spørje nokon.",
        en="I can make all decisions in my work without asking anybody.",
    ),
    shift=-0.4,
    until=2,
)


@dataclass(frozen=True, kw_only=True)
class UnitTruth:
    """One unit. `answers` is how many answer the pulse in each quarter, None where there is no session.

    From quarter `reorganised` on, other people work here, whose levels lie `shift` from those before.
    `points` is how 100 points are expected to be shared out today and as wanted, by option id; `dilemma`
    the expected answer to the dilemma on its five steps.
    """

    key: str
    name: str
    leader_role: str
    under: str | None = None
    agreed_roles: str = ""
    answers: tuple[int | None, ...] = (None,) * QUARTERS
    level: Mapping[str, float] = field(default_factory=dict)
    change: Mapping[str, float] = field(default_factory=dict)
    reorganised: int | None = None
    shift: float = 0.0
    trust_today: int = 30
    trust_wanted: int = 60
    dilemma: float = 3.4

    def expected(self, dimension: str, quarter: int) -> float:
        """The true level of a dimension in a quarter."""
        begun = self.level.get(dimension, _LEVELS.get(dimension, _LEVELS["a"]))
        since = self.shift if self.reorganised is not None and quarter >= self.reorganised else 0.0
        return begun + self.change.get(dimension, 0.0) * quarter + since

    def shares(self, option: str, *, wanted: bool) -> float:
        """The expected points of one option; an option that is not known here shares like the others."""
        trust = self.trust_wanted if wanted else self.trust_today
        rest = 100.0 - trust
        return {"tillit": float(trust), "hierarki": rest * 0.7, "marked": rest * 0.3}.get(option, 100 / 3)


#: How much more than others an option of a plain choice is liked. What is not named weighs 1.
LIKED: Mapping[str, float] = MappingProxyType(
    {"kaffe": 5.0, "te": 2.0, "vann": 2.0, "vurdering": 1.5, "vilje": 3.0, "begge": 4.0, "ingen": 0.4}
)
#: The expected answer to how sure one is that it will be done, on five steps.
CONFIDENCE = 3.9
#: The share that votes for the question that most want.
WANTED = 0.6

UNITS = (
    UnitTruth(
        key="helse",
        name="Helse og mestring",
        leader_role="kommunalsjefen",
        agreed_roles="kommunedirektøren",
        answers=(9, 8, 9, 10, 9, 8, 9, 9),
        level={"a": 3.7, "b": 3.8, "c": 3.8},
        trust_today=35,
    ),
    UnitTruth(
        key="hjemme-nord",
        name="Hjemmetjenesten nord",
        leader_role="enhetslederen",
        under="helse",
        agreed_roles="kommunalsjefen",
        answers=(17, 18, 16, 19, 18, 20, 18, 19),
        level={"a": 2.8, "b": 3.3},
        change={"a": 0.16, "b": 0.05},
        trust_today=25,
    ),
    UnitTruth(
        key="hjemme-sor",
        name="Hjemmetjenesten sør",
        leader_role="enhetslederen",
        under="helse",
        answers=(14, 15, 13, 16, 24, 25, 23, 24),
        reorganised=4,
        shift=-0.35,
    ),
    UnitTruth(
        key="legevakt",
        name="Legevakten",
        leader_role="avdelingslederen",
        under="helse",
        answers=(7, 6, 8, 7, 6, 7, 5, 8),
        level={"a": 3.2, "c": 3.5},
        dilemma=2.6,
    ),
    UnitTruth(
        key="friskliv",
        name="Frisklivssentralen",
        leader_role="avdelingslederen",
        under="helse",
        answers=(4, 4, 4, None, 4, 4, 4, 4),
        level={"a": 4.0},
    ),
    UnitTruth(key="oppvekst", name="Oppvekst og kultur", leader_role="kommunalsjefen"),
    UnitTruth(
        key="barnehage",
        name="Fabeldalen barnehage",
        leader_role="styreren",
        under="oppvekst",
        answers=(12, 11, 13, 12, 12, 14, 13, 12),
        level={"a": 3.0, "b": 3.7},
        change={"a": 0.14},
        trust_today=40,
        trust_wanted=65,
    ),
    UnitTruth(
        key="skole",
        name="Sagnbakken skole",
        leader_role="rektoren",
        under="oppvekst",
        agreed_roles="kommunalsjefen",
        answers=(34, 36, 33, 38, 35, 37, 36, 39),
        level={"a": 3.5, "d": 2.9},
        dilemma=3.7,
    ),
    UnitTruth(
        key="ungdomsskole",
        name="Fabelbakken ungdomsskole",
        leader_role="rektoren",
        under="oppvekst",
        answers=(41, 43, 40, 45, None, 44, 42, 45),
        level={"a": 3.1, "b": 3.3, "c": 3.4, "d": 2.7},
        trust_today=20,
    ),
    UnitTruth(
        key="bibliotek",
        name="Eventyrbiblioteket",
        leader_role="biblioteksjefen",
        under="oppvekst",
        answers=(None, None, None, None, None, None, None, 11),
        level={"a": 3.9, "b": 3.9},
        trust_today=45,
    ),
    UnitTruth(
        key="teknisk",
        name="Teknisk drift",
        leader_role="driftslederen",
        answers=(21, 20, 22, 19, 21, 23, 20, 22),
        level={"a": 3.6},
        dilemma=3.0,
    ),
    UnitTruth(
        key="vei",
        name="Vei og vann",
        leader_role="formannen",
        under="teknisk",
        answers=(6, 7, 6, 5, 6, 7, 6, 6),
        level={"a": 3.8, "d": 3.6},
    ),
)
