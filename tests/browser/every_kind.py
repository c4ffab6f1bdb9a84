"""Every kind of activity in every phase, and what a person sees there on projector, phone and control screen.

A row holds what stands on each, parts between bars; on projector and phone the first is the heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workshop_app.content_loader import Content, load_content
from workshop_app.domain.agenda import Activity, Agenda
from workshop_app.kinds.dilemma.rules import DilemmaBody
from workshop_app.kinds.question.rules import QuestionBody
from workshop_app.kinds.sort.rules import SortBody

AGENDA = "90-minutter"
_CONTENT = load_content(Path("content"))
_DILEMMA_BODY, _QUESTION_BODY, _SORT_BODY = (
    _CONTENT.activities[id_].body for id_ in ("kunnskap-eller-kultur", "hva-na", "seks-anbefalinger")
)
assert isinstance(_DILEMMA_BODY, DilemmaBody)
assert isinstance(_QUESTION_BODY, QuestionBody)
assert isinstance(_SORT_BODY, SortBody)
_CHOICE = next(question for question in _QUESTION_BODY.questions if question.is_choice)
_STATEMENT = next(question.vote for question in _QUESTION_BODY.questions if question.vote)
#: As many bare phones as there are answers to each question. With so few, figures are as coarse as they can be.
PHONES = 6


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What stands on the screens. `answers` is what each bare phone then answers, or a list with one for each.

    A tuple of `answers` is as many dots for the first, the second … `writes` is what groups then hand in. `fields` is
    how many there are to fill in on a phone.
    """

    stage: str
    phone: str
    control: str
    fields: int = 0
    answers: Any = None
    writes: Sequence[str] = ()

    def given(self) -> list[Any]:
        """An answer for each bare phone; none where nothing is asked."""
        if self.answers is None:
            return []
        return self.answers if isinstance(self.answers, list) else [self.answers] * PHONES


def _closed(question: str, stage: str = "Lukket", *, kept: str = "") -> Seen:
    """A vote that takes no answers and has shown none; `kept` still stands on the projector."""
    return Seen(
        stage=f"{question} | {stage} | {kept}",
        phone=f"{question} | Avstemningen er lukket. Se på skjermen.",
        control="Lukket, ikke vist | Vis resultatet",
    )


_ANSWER = "Svar på telefonen | Svarene vises når vi lukker | 0 av 8 er ferdige"
_OPEN = "Åpen for svar | 0 av 8 er ferdige | Si fra: 20 sekunder igjen | Lukk og vis"
_SEND = "Telles uten navn | Send svaret | Hopp over"
_WAIT = "Følg med på skjermen. Her kommer neste oppgave."
_NOTES = "Stikkord til deg selv | Bare på din telefon"
_GROUPS = "Hvor mange grupper er det?"
_PROPOSALS = ("Vi spør før vi gjør unntak", "Vi prøver ut vaktbytte")
_BOTH = " | ".join(_PROPOSALS)

_DILEMMA = _DILEMMA_BODY.question.nb
_SIDES = "Mest at vi mangler kunnskap | Like mye av begge | Mest kulturen"
_STEPS = "Helt uenig | Ganske uenig | Både og | Ganske enig | Helt enig"
_LADDER = "Endre en rutine | Bytte vakt eller arbeidstid | Kjøpe noe som koster litt | Kurs og opplæring"
_CHANGES = ("rutine", "vakt", "innkjop", "opplaering")
_PRINCIPLES = "Byråkrati | Marked | Tillit"
_TASK = _CHOICE.title.nb
_DONE = "Følge regelen og melde fra | Spørre først | Gjøre unntak og si hvorfor | Få regelen endret"
_LAW = "Lov og forskrift må vi følge."
_RISK = _STATEMENT.text.nb
_OURS, _SORTING = _SORT_BODY.choose.nb, _SORT_BODY.question.nb
_TRIALS, _INSPECTION = (_SORT_BODY.row_texts()[row].nb for row in ("forsok", "tilsyn"))
_SORTED = dict.fromkeys(("samordne", "rammer", "detaljer", "forskning"), "staten") | {"forsok": "vi", "tilsyn": "vi"}
_DECIDED = ("selvstyre", "flatere", "opprydning", "frihet", "fleksibilitet", "byrakrati", "kvalitet", "innovasjon")
_STATEMENTS = ("forskjeller", "helse-og-omsorg", "riktig-niva", "tillit", "dialog")
_PROMISE = "Flytte budsjettmøtet til teamet"


def _question(alone: str, groups: str, plenary: str, *, pairs: bool = False) -> dict[str, Seen]:
    """A question with all votes that any has. `alone`, `groups` and `plenary` say how people sit."""
    beside = "To og to" if pairs else "I grupper"
    talk = {
        "pairs": Seen(
            stage=f"{_TASK} | 2 · To og to | Hva er likt? Hva er nytt?",
            phone=f"{_TASK} | Hva er likt? Hva er nytt? | {_NOTES} | 2 · To og to",
            control="To og to | Snu dere mot den som sitter ved siden av. | Neste: I grupper",
            fields=1,
        )
    }
    return {
        "choosing": Seen(
            stage=f"Hvilket spørsmål skal vi ta i dag? | {_ANSWER} | Hva er et tillitsbasert tilsyn? | {_TASK}",
            phone=f"Hvilket spørsmål skal vi ta i dag? | {_SEND} | Hva er et tillitsbasert tilsyn? | {_TASK}",
            control="Rommet velger | 0 av 8 er ferdige | Lukk og vis",
            fields=2,
            answers="prosedyrer",
        ),
        "chosen": Seen(
            stage=f"{_TASK} | Noen regler er lov. | De andre kommer på senere samlinger.",
            phone=f"{_TASK} | Noen regler er lov. | {_WAIT}",
            control="Spørsmålet er valgt | Velg spørsmålet dere tar | Neste: Første avstemning",
        ),
        "first-vote": Seen(
            stage=f"{_RISK} | {_ANSWER}",
            phone=f"{_RISK} | Første avstemning. Svar før dere snakker sammen. | {_STEPS} | {_SEND}",
            control="Første avstemning | 0 av 8 er ferdige | Tid igjen | Tell hender | Neste: Alene",
            fields=5,
            answers="2",
        ),
        "alone": Seen(
            stage=f"{_TASK} | {alone} | Skriv to stikkord på telefonen. Bare du ser dem.",
            phone=f"{_TASK} | Tenk på en gang en regel eller rutine sto i veien. | {_NOTES} | {alone}",
            control=f"Alene | {_GROUPS} | Neste: {beside}",
            fields=1,
        ),
        **(talk if pairs else {}),
        "groups": Seen(
            stage=f"{_TASK} | {groups} | Hva gjør vi neste gang? | {_LAW} | Én telefon skriver for bordet",
            phone=f"{_TASK} | Hva gjør vi neste gang? | {_LAW} | Gruppens svar. Vises for alle | {_NOTES}",
            control=f"I grupper | {_GROUPS} | Neste: Andre avstemning",
            fields=1,
            writes=_PROPOSALS,
        ),
        "second-vote": Seen(
            stage=f"{_RISK} | Andre avstemning. Det er lov å mene det samme som før. | 0 av 8 er ferdige"
            " | Før samtalen | Etter samtalen",
            phone=f"{_RISK} | Andre avstemning. Det er lov å mene det samme som før. | {_STEPS} | {_SEND}",
            control="Andre avstemning | 0 av 8 er ferdige | Tid igjen | Lukk og vis",
            fields=5,
            answers="4",
        ),
        "compared": Seen(
            stage=f"{_RISK} | Tyngden har flyttet seg mot «Enig». | Før samtalen | Etter samtalen | Uenig | Enig",
            phone=f"{_RISK} | Tyngden har flyttet seg mot «Enig». | Før samtalen | Etter samtalen | {_WAIT}",
            control="Før og etter | Dette viser skjermen | Tyngden har flyttet seg mot «Enig». | Neste: Åpen for svar",
        ),
        "open": Seen(
            stage=f"Hva gjør vi neste gang? | {_ANSWER} | {_LAW}",
            phone=f"Hva gjør vi neste gang? | {_LAW} | {_DONE} | {_SEND}",
            control=_OPEN,
            fields=4,
            answers="2",
        ),
        "counted": Seen(
            stage=f"Hva gjør vi neste gang? | Flest har valgt dette | Spørre først | {_LAW}",
            phone=f"Hva gjør vi neste gang? | Flest har valgt dette | Spørre først | {_WAIT}",
            control="Svarene vises | Flest har valgt dette | Spørre først | Neste: Forslagene kommer inn",
        ),
        "collecting": Seen(
            stage=f"{_TASK} | {groups} | Ett eller to forslag fra hvert bord",
            phone=f"{_TASK} | Gruppens svar. Vises for alle",
            control=f"Forslagene kommer inn | {_GROUPS} | Vises på skjermen | {_BOTH} | Slå sammen | Neste: I plenum",
            fields=1,
        ),
        "plenary": Seen(
            stage=f"{_TASK} | {plenary} | {_BOTH}",
            phone=f"{_TASK} | {_BOTH} | Legg bort telefonen en stund.",
            control=f"I plenum | {_BOTH} | Slå sammen | Neste: Prikker",
        ),
        "dots": Seen(
            stage=f"{_TASK} | Gi 3 prikker | {_BOTH} | Svar på telefonen | 0 av 8 er ferdige",
            phone=f"Du har 3 prikker. Høyst 2 på samme forslag. | 3 prikker igjen | {_BOTH} | {_SEND}",
            control="Prikker | 0 av 8 er ferdige | Si fra: 20 sekunder igjen | Lukk og vis",
            answers=(2, 1),
        ),
        "closed": Seen(
            stage=f"{_TASK} | Lukket | {_BOTH}",
            phone=f"{_TASK} | {_BOTH} | Legg bort telefonen en stund.",
            control="Lukket, ikke vist | Vis resultatet",
        ),
        "revealed": Seen(
            stage=f"{_TASK} | Flest prikker | 1 Vi spør før vi gjør unntak | 2 Vi prøver ut vaktbytte",
            phone=f"{_TASK} | Flest prikker | 1 Vi spør før vi gjør unntak | 2 Vi prøver ut vaktbytte | {_WAIT}",
            control="Resultatet vises | Neste:",
        ),
    }


#: By activity, in the order in which they come, and by phase. What is not in `content/` is made of it in `activities`.
SEEN: Mapping[str, Mapping[str, Seen]] = {
    "styringsprinsipper": {
        "shown": Seen(
            stage=f"Styringsprinsipper | {_PRINCIPLES} | Lillehammer kommune, 11.02.2019",
            phone=f"Styringsprinsipper | Byråkrati: regler, hierarki, autoritet | {_WAIT}",
            control="Styringsprinsipper | Det finnes tre måter å styre på | Neste: Prøvestemme",
        )
    },
    "provestemme": {
        "open": Seen(
            stage=f"Hva har du i koppen? | {_ANSWER} | Kaffe | Te | Vann | Noe annet | Ingenting",
            phone=f"Hva har du i koppen? | Velg én | Kaffe | Te | Vann | Noe annet | Ingenting | {_SEND}",
            control=f"{_OPEN} | Tid igjen | Tell hender",
            fields=5,
            answers=[["te"]] * PHONES,
        ),
        "closed": _closed("Hva har du i koppen?", kept="Kaffe | Te | Vann | Noe annet | Ingenting"),
        "revealed": Seen(
            stage="Hva har du i koppen? | Flest har valgt dette | Te",
            phone=f"Hva har du i koppen? | Flest har valgt dette | Te | {_WAIT}",
            control="Resultatet vises | Dette viser skjermen | Flest har valgt dette | Te | Neste: Tillitspulsen",
        ),
    },
    "tillitspulsen": {
        "open": Seen(
            stage="Svar på telefonen, i stillhet | Alene · i stillhet | Resultatet kommer mot slutten | 0 av 8",
            phone="Tillitspulsen | 13 korte påstander. | Jeg leder Enhet 1 | Start pulsen | Hopp over",
            control="Åpen for svar | 0 av 8 er ferdige | Lederen svarer ikke. | Lukk pulsen",
            answers=[
                {f"{dimension}{item}": 2 + (person + item) % 3 for dimension in "abcd" for item in (1, 2, 3)}
                | {"anchor": 4}
                for person in range(PHONES)
            ],
        ),
        "closed": Seen(
            stage="Resultatet kommer mot slutten | Lukket",
            phone="Tillitspulsen | Pulsen er lukket. Resultatet kommer mot slutten.",
            control="Lukket, ikke vist | Takk. Resultatet ser vi på mot slutten. | Neste: Pulsen i dag",
        ),
    },
    "pulsen-i-dag": {
        "shown": Seen(
            stage="Pulsen i dag | Rom for selvledelse 3,0 | Tillit, rammer og retning 3,0 | 1 er helt uenig",
            phone=f"Pulsen i dag | Rom for selvledelse 3,0 | Tillit, rammer og retning 3,0 | {_WAIT}",
            control="Vises | Dette viser skjermen | Rom for selvledelse 3,0 | Neste: Pulsen i dag",
        )
    },
    "pulsen-siden-sist": {
        "alone": Seen(
            stage="Pulsen i dag | Alene · i stillhet | Rom for selvledelse 3,0 | Hva overrasker deg?",
            phone="Pulsen i dag | Hva overrasker deg? | Rom for selvledelse 3,0",
            control="Alene | Rom for selvledelse 3,0 | Neste: Vises",
        ),
        "shown": Seen(
            stage="Pulsen i dag | Snakk to og to | Rom for selvledelse 3,0 | enn sist. | Trolig mellom"
            " | Tall om lederen vises bare når minst 7 har svart",
            phone="Pulsen i dag | Rom for selvledelse 3,0 | enn sist. | Trolig mellom",
            control="Vises | Snakk to og to i to minutter. | Trolig mellom | Neste: Tiltak fra sist",
        ),
    },
    "tiltak-fra-sist": {
        "open": Seen(
            stage=f"Tiltak fra sist | {_ANSWER} | {_PROMISE} | 01.12.2026 | Har du merket noe til tiltaket?",
            phone=f"Har du merket noe til tiltaket? | {_PROMISE} | Ja, tydelig | Ja, litt | Nei | Vet ikke | {_SEND}",
            control=_OPEN,
            fields=4,
            answers="clearly",
        ),
        "closed": Seen(
            stage=f"Tiltak fra sist | Lukket | {_PROMISE} | Har du merket noe til tiltaket?",
            phone=f"Har du merket noe til tiltaket? | {_PROMISE} | Avstemningen er lukket. Se på skjermen.",
            control="Lukket, ikke vist | Vis resultatet",
        ),
        "revealed": Seen(
            stage=f"{_PROMISE} | Tiltak fra 12.11.2025 | Flest har valgt dette | Ja, tydelig",
            phone=f"{_PROMISE} | Flest har valgt dette | Ja, tydelig | {_WAIT}",
            control="Resultatet vises | Hvordan gikk det? | Gjort | I gang | Ikke begynt | Valgt bort | Hva lærte vi?",
        ),
    },
    "tiltak-fra-sist-2": {
        "open": Seen(
            stage="Det andre tiltaket fra sist | Dere har ikke flere tiltak fra sist.",
            phone="Det andre tiltaket fra sist | Dere har ikke flere tiltak fra sist.",
            control="Åpen for svar | Dere har ikke flere tiltak fra sist.",
        )
    },
    "hundre-poeng": {
        "today": Seen(
            stage=f"Slik er det hos oss i dag. Fordel 100 poeng. | {_ANSWER} | {_PRINCIPLES}",
            phone=f"Slik er det hos oss i dag. Fordel 100 poeng. | 100 poeng igjen | {_PRINCIPLES} | {_SEND}",
            control="Slik er det hos oss i dag | 0 av 8 er ferdige | Neste: Slik vil vi ha det",
            fields=3,
            answers={"hierarki": 50, "marked": 20, "tillit": 30},
        ),
        "desired": Seen(
            stage=f"Slik vil vi ha det. Fordel 100 poeng. | {_ANSWER} | {_PRINCIPLES}",
            phone=f"Slik vil vi ha det. Fordel 100 poeng. | 100 poeng igjen | {_PRINCIPLES} | {_SEND}",
            control="Slik vil vi ha det | 0 av 8 er ferdige | Lukk og vis",
            fields=3,
            answers={"hierarki": 20, "marked": 10, "tillit": 70},
        ),
        "closed": _closed("Slik vil vi ha det. Fordel 100 poeng.", kept=_PRINCIPLES),
        "revealed": Seen(
            stage="Hundre poeng | Størst avstand: Tillit | Slik er det hos oss i dag | Slik vil vi ha det | 30 | 70",
            phone="Hundre poeng | Størst avstand: Tillit | Byråkrati 50 | Marked 20 | Tillit 30 | Tillit 70",
            control="Resultatet vises | Størst avstand: Tillit | Tillit 70 | Neste: Kunnskap eller kultur?",
        ),
    },
    "kunnskap-eller-kultur": {
        "first-vote": Seen(
            stage=f"{_DILEMMA} | {_ANSWER} | Kunnskap: Vi vet ikke nok | Kultur: Vi vet hva som skal til",
            phone=f"{_DILEMMA} | Første avstemning. Svar før dere snakker sammen. | {_SIDES} | {_SEND}",
            control="Første avstemning | 0 av 8 er ferdige | Tell hender | Neste: Samtale ved bordene",
            fields=5,
            answers="mest-kunnskap",
        ),
        "discussion": Seen(
            stage=f"{_DILEMMA} | Snakk sammen ved bordet | Dere trenger ikke bli enige. | Send inn det beste",
            phone=f"{_DILEMMA} | Send inn det beste argumentet for hver side. | Gruppens svar. | {_NOTES}",
            control=f"Samtale ved bordene | {_GROUPS} | Neste: Andre avstemning",
            fields=1,
            writes=("Mest kulturen: Vanene sitter i veggene", "Mest at vi mangler kunnskap: Ingen har lært oss det"),
        ),
        "second-vote": Seen(
            stage=f"{_DILEMMA} | Andre avstemning. | 0 av 8 er ferdige | Før samtalen | Etter samtalen",
            phone=f"{_DILEMMA} | Andre avstemning. Det er lov å mene det samme som før. | {_SIDES} | {_SEND}",
            control="Andre avstemning | 0 av 8 er ferdige | Lukk og vis",
            fields=5,
            answers="mest-kultur",
        ),
        "closed": _closed(_DILEMMA, kept="Før samtalen | Etter samtalen"),
        "revealed": Seen(
            stage=f"{_DILEMMA} | Tyngden har flyttet seg mot «Mest kulturen». | Her finnes ikke noe riktig svar.",
            phone=f"{_DILEMMA} | Tyngden har flyttet seg mot «Mest kulturen». | {_WAIT}",
            control="Resultatet vises | Tyngden har flyttet seg mot «Mest kulturen». | Neste: Hvor kom vi?",
        ),
    },
    "hvor-kom-vi": {
        "open": Seen(
            stage=f"Hva har vi merket hos oss? | {_ANSWER} | Vi har merket det godt | Mer innovasjon",
            phone=f"Hva har vi merket hos oss? | Velg ett svar for hver linje | Flatere struktur | Vet ikke | {_SEND}",
            control=_OPEN,
            fields=8 * 4,
            answers=dict.fromkeys(_DECIDED, "litt"),
        ),
        "closed": _closed("Hva har vi merket hos oss?", kept="Flatere struktur | Mer innovasjon"),
        "revealed": Seen(
            stage="Hva har vi merket hos oss? | Det flest svarte på hver linje | Vi har merket det litt",
            phone="Hva har vi merket hos oss? | Det flest svarte på hver linje | Vi har merket det litt",
            control="Resultatet vises | Det flest svarte på hver linje | Neste: Fem påstander",
        ),
    },
    "fem-pastander": {
        "open": Seen(
            stage=f"Stemmer dette hos oss? | {_ANSWER} | {_STEPS} | Dialog må i noen grad erstatte vedtak",
            phone=f"Stemmer dette hos oss? | {_STEPS} | Dialog må i noen grad erstatte vedtak | {_SEND}",
            control=_OPEN,
            fields=5 * 5,
            answers=dict.fromkeys(_STATEMENTS, "4"),
        ),
        "closed": _closed("Stemmer dette hos oss?", kept=_STEPS),
        "revealed": Seen(
            stage="Stemmer dette hos oss? | Uenig | Både og | Enig | Dialog må i noen grad | 80 % eller høyere",
            phone=f"Stemmer dette hos oss? | Dialog må i noen grad | Enig 80 % eller høyere | {_WAIT}",
            control="Resultatet vises | Enig 80 % eller høyere | Neste: Seks anbefalinger fra Sverige",
        ),
    },
    "seks-anbefalinger": {
        "open": Seen(
            stage=f"{_SORTING} | {_ANSWER} | Statens bord | Vårt bord | {_TRIALS}",
            phone=f"{_SORTING} | {_TRIALS} | Les mer | Staten | Kommunen | Vi | {_SEND}",
            control=_OPEN,
            fields=6 * 3,
            answers=_SORTED,
        ),
        "closed": _closed(_SORTING, kept="Statens bord | Kommunens bord | Vårt bord"),
        "counted": Seen(
            stage=f"{_SORTING} | Det flest svarte på hver linje | {_TRIALS} Vårt bord",
            phone=f"{_SORTING} | Det flest svarte på hver linje | {_TRIALS} Vårt bord",
            control="Svarene vises | Det flest svarte på hver linje | Neste: Prikker",
        ),
        "dots": Seen(
            stage=f"{_OURS} | Gi 3 prikker | {_TRIALS} | {_INSPECTION} | Svar på telefonen | 0 av 8 er ferdige",
            phone=f"{_OURS} | Du har 3 prikker. Høyst 2 på hver. | {_TRIALS} | {_INSPECTION} | {_SEND}",
            control="Prikker | 0 av 8 er ferdige | Lukk og vis",
            answers=(1, 2),
        ),
        "revealed": Seen(
            stage=f"{_OURS} | Flest prikker | 1 {_INSPECTION} | 2 {_TRIALS}",
            phone=f"{_OURS} | Flest prikker | 1 {_INSPECTION} | 2 {_TRIALS} | {_WAIT}",
            control="Resultatet vises | To og to: Hva er et første steg | Neste: Ansvarstrappen",
        ),
    },
    "ansvarstrapp": {
        "picking": Seen(
            stage=f"Hvem bestemmer? | Hvilke avgjørelser skal vi se på? | Vi bestemmer sammen | {_LADDER}",
            phone=f"Hvem bestemmer? | Hvilke avgjørelser skal vi se på? | {_LADDER} | {_WAIT}",
            control="Vi velger avgjørelser | Velg avgjørelsene sammen med rommet | Skriv en egen avgjørelse",
        ),
        "today": Seen(
            stage=f"Hvem bestemmer hos oss i dag? | {_ANSWER} | {_LADDER}",
            phone=f"Hvem bestemmer hos oss i dag? | Velg ett svar for hver linje | {_LADDER} | {_SEND}",
            control="Slik er det hos oss i dag | 0 av 8 er ferdige | Neste: Slik vil vi ha det",
            fields=4 * 5,
            answers=dict.fromkeys(_CHANGES, "2"),
        ),
        "desired": Seen(
            stage=f"Hvem bør bestemme hos oss? | {_ANSWER} | {_LADDER}",
            phone=f"Hvem bør bestemme hos oss? | Velg ett svar for hver linje | {_LADDER} | {_SEND}",
            control="Slik vil vi ha det | 0 av 8 er ferdige | Lukk og vis",
            fields=4 * 5,
            answers=dict.fromkeys(_CHANGES, "4"),
        ),
        "closed": _closed("Hvem bør bestemme hos oss?", kept=_LADDER),
        "revealed": Seen(
            stage="Hvem bestemmer? | Størst avstand: Endre en rutine | 2,0 eller lavere | 4,0 eller høyere",
            phone="Hvem bestemmer? | Slik er det hos oss i dag 2,0 eller lavere | Slik vil vi ha det 4,0 eller høyere",
            control="Resultatet vises | Slik er det hos oss i dag 2,0 eller lavere | Neste: Ett ord fra hver gruppe",
        ),
    },
    "ett-ord": {
        "groups": Seen(
            stage="Hvilket ord tar dere med dere herfra? | Snakk sammen ved bordet | Bli enige om ett ord.",
            phone=f"Hvilket ord tar dere med dere herfra? | Bli enige om ett ord. | Gruppens svar. | {_NOTES}",
            control=f"I grupper | {_GROUPS} | Neste: I plenum",
            fields=1,
            writes=("tillit", "ro"),
        ),
        "plenary": Seen(
            stage="Hvilket ord tar dere med dere herfra? | Alle sammen | tillit | ro",
            phone="Hvilket ord tar dere med dere herfra? | tillit | ro | Fortell hvorfor dere valgte ordet.",
            control="I plenum | Gruppe 1 | tillit | Gruppe 2 | ro | Ta tilbake | Neste: Min lederrolle",
        ),
    },
    "min-lederrolle": {
        "alone": Seen(
            stage="Hva vil du øve på fram til neste gang? | Alene · i stillhet | Ydmykhet: | Risikovillighet:",
            phone=f"Hva vil du øve på fram til neste gang? | Ydmykhet: | Risikovillighet: | {_NOTES}",
            control="Alene | Velg én ting. | Neste: Hva nå?",
            fields=1,
        )
    },
    "hva-na": _question("Alene · i stillhet", "Snakk sammen ved bordet", "Alle sammen"),
    "hva-na-1-2-4-alle": _question("1 · Alene, i stillhet", "4 · To par sammen", "Alle sammen", pairs=True),
    "tiltak": {
        "writing": Seen(
            stage="Dette gjør vi | Ett eller to tiltak. | Flest prikker | Vi spør før vi gjør unntak",
            phone="Tiltak | Vi skriver tiltak sammen. Se på skjermen.",
            control="Tiltakene skrives | Gjør det til et tiltak | Hvem har ansvaret? | Neste: Tiltakene vises",
        ),
        "confirmed": Seen(
            stage=f"Dette gjør vi | {_PROMISE} | Teamlederne | Første fellesmøte",
            phone=f"Tiltak | {_PROMISE} | Legg bort telefonen en stund.",
            control="Tiltakene vises | Dato for neste samling | Neste: Hvor sikre er vi?",
        ),
    },
    "sikkerhet": {
        "open": Seen(
            stage=f"Hvor sikre er vi? | Hvor sikker er du på at dette blir gjort? | {_ANSWER} | {_PROMISE}",
            phone=f"Hvor sikker er du på at dette blir gjort? | {_PROMISE} | Helt usikker | Helt sikker | {_SEND}",
            control=f"{_OPEN} | Tell hender",
            fields=5,
            answers=4,
        ),
        "closed": replace(
            _closed("Hvor sikker er du på at dette blir gjort?"), stage=f"Hvor sikre er vi? | Lukket | {_PROMISE}"
        ),
        "revealed": Seen(
            stage="Hvor sikre er vi? | De fleste er ganske eller helt sikre",
            phone="Hvor sikker er du på at dette blir gjort? | De fleste er ganske eller helt sikre",
            control="Resultatet vises | De fleste er ganske eller helt sikre | Neste: Avslutning",
        ),
    },
    "avslutning": {
        "shown": Seen(
            stage=f"Takk for i dag | {_PROMISE}",
            phone=f"Takk for at du var med. | {_PROMISE}",
            control="Avslutning | Dato for neste samling | Avslutt samlingen",
        )
    },
}


def places() -> Iterator[tuple[str, str]]:
    """Activity and phase of each row, in order."""
    yield from ((activity, phase) for activity, phases in SEEN.items() for phase in phases)


def activities(content: Content) -> tuple[Activity, ...]:
    """Those of the table, each with all that its kind can have."""
    made = {id_: content.activities[id_] for id_ in SEEN}
    for id_ in ("hva-na", "hva-na-1-2-4-alle"):
        made[id_] = with_all_votes(made[id_])
    made["kunnskap-eller-kultur"] = with_arguments(made["kunnskap-eller-kultur"])
    # A vote without planned time.
    made["sikkerhet"] = replace(made["sikkerhet"], minutes={})
    return tuple(made.values())


def every_kind() -> Content:
    """Content whose long agenda is the table's."""
    agenda: Agenda = replace(_CONTENT.agendas[AGENDA], activities=activities(_CONTENT))
    return replace(_CONTENT, agendas={**_CONTENT.agendas, AGENDA: agenda})


def with_arguments(activity: Activity) -> Activity:
    """The dilemma with arguments that groups hand in."""
    assert isinstance(activity.body, DilemmaBody)
    return replace(activity, body=replace(activity.body, arguments=True))


def with_all_votes(activity: Activity) -> Activity:
    """With two questions to choose among, of which one has the votes of all."""
    body = activity.body
    assert isinstance(body, QuestionBody)
    by_id = {question.id: question for question in body.questions}
    return replace(activity, body=replace(body, questions=(by_id["tilsyn"], replace(_CHOICE, vote=_STATEMENT))))
