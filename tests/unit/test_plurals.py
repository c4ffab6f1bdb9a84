"""A number in a sentence reads right whether it is none, one, two or five: «1 prikk», and never «1 prikker»."""

from __future__ import annotations

import re
import tomllib

import pytest

from workshop_app import phrases
from workshop_app.phrases import phrase, slots

#: What the app counts, and what goes with it: in the form for one, where the language has one of its own, and for more.
FORMS = {
    "nb": {
        "one": "sekund minutt dag uke måned prikk enhet samling økt gruppe rad linje puls passnøkkel endring egen "
        "er_ferdig",
        "more": "sekunder minutter dager uker måneder prikker enheter samlinger økter grupper rader linjer pulser "
        "passnøkler endringer avgjørelser innlogginger samlede utløpte egne hender er_ferdige",
    },
    "nn": {
        "one": "dag veke månad prikk eining samling økt gruppe rad linje puls passnøkkel endring eige er_ferdig",
        "more": "dagar veker månader prikkar einingar samlingar økter grupper rader linjer pulsar passnøklar endringar "
        "avgjerder innloggingar utgåtte eigne leverte sende lesne brukte hender er_ferdige",
    },
    "en": {
        "one": "second minute day week month dot unit session sitting group row line pulse passkey change sign-in "
        "total proposal commitment answer character point thing step is has writes",
        "more": "seconds minutes days weeks months dots units sessions sittings groups rows lines pulses passkeys "
        "changes sign-ins totals proposals commitments answers characters points things steps are have write hands",
    },
}
#: Slots that hold names, also where «is» or «has» comes after.
OF_NAMES = {"name", "level", "step", "unit", "slot", "controller", "id", "first", "last"}
#: Sentences whose number is never one: a limit of the app, or said only from two and up.
NEVER_ONE = {
    "agendas.too_many",
    "audit.detail.months",
    "audit.detail.threshold",
    "audit.explain",
    "control.refused.few_for_texts",
    "export.rules.interval",
    "export.rules.leader",
    "export.rules.mean",
    "export.rules.share",
    "export.rules.statements",
    "export.rules.threshold",
    "import.too_long",
    "import.too_many",
    "join.promise.2",
    "mistake.too_long",
    "mistake.too_long_session",
    "municipality.roll_up",
    "passkey.too_many",
    "people.close.help",
    "pick.full",
    "pick.own.help",
    "points.in_words",
    "pulse.who_sees",
    "result.leader_hidden",
    "setup.password_help",
    "setup.password_long",
    "setup.password_short",
    "sittings.number",
    "sittings.refused.many",
    "sittings.who_sees",
    "trend.falling",
    "trend.rising",
    "trend.unsure",
    "wifi.long_name",
}


CATALOGUE = {
    key: entry for file in phrases.files() for key, entry in tomllib.loads(file.read_text(encoding="utf-8")).items()
}


def _words(language: str, *forms: str) -> str:
    """A pattern for what may stand after a number."""
    return "|".join(word.replace("_", " ") for form in forms for word in FORMS[language][form].split())


def _counted(entry: dict[str, str]) -> set[str]:
    """The slots that stand right before something counted, in any of the languages.

    Of «3 of 5 are done» it is the 3 that counts, unless the phrase says otherwise.
    """
    found = {
        slot
        for language in phrases.LANGUAGES
        for slot in re.findall(rf"\{{(\w+)\}} (?:{_words(language, 'one', 'more')})\b", entry[language])
    }
    whole = {"total"} - {entry.get("counts")}
    return found - OF_NAMES - whole


COUNTED = {key: counted for key, entry in CATALOGUE.items() if (counted := _counted(entry))}


def _reads_wrong(key: str, language: str, slot: str, n: int) -> bool:
    """Whether `n` stands before a word in the form of another number; all other slots say seven."""
    told = phrase(key, language, **(dict.fromkeys(slots(CATALOGUE[key][language]), 7) | {slot: n}))
    other = _words(language, "more" if n == 1 else "one")
    return bool(re.search(rf"(?<![\d.,]){n} (?:{other})\b", told))


@pytest.mark.parametrize("language", phrases.LANGUAGES)
@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_what_is_counted_stands_in_the_form_for_its_number(language: str, n: int) -> None:
    read = {key for key in COUNTED if n != 1 or key not in NEVER_ONE}
    assert [(key, slot) for key in sorted(read) for slot in COUNTED[key] if _reads_wrong(key, language, slot, n)] == []


def test_the_test_looks_at_what_is_counted() -> None:
    assert COUNTED["dots.left"] == {"n"}
    assert COUNTED["control.counts"] == {"done"}
    assert COUNTED.keys() >= NEVER_ONE
