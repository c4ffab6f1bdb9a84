"""What the elements are shown with: figures and texts that nobody said, with the shapes of real ones."""

from __future__ import annotations

from collections.abc import Sequence

from workshop_app.live.views.frames.counts import Counts
from workshop_app.live.views.frames.parts import (
    Bar,
    BarGroup,
    Column,
    CommitmentView,
    OptionView,
    ProposalCard,
    Quote,
    Timer,
)
from workshop_app.live.views.frames.phone import BallotView
from workshop_app.live.views.frames.stage import StageFrame

_PRINCIPLES = (("hierarki", "Byråkrati"), ("marked", "Marked"), ("tillit", "Tillit"))
_QUESTION = (
    "Hva står mest i veien for tillitsbasert ledelse hos oss: at vi mangler kunnskap, eller at kulturen holder igjen?"
)
_ANSWERS = (
    "Nesten bare at vi mangler kunnskap",
    "Mest at vi mangler kunnskap",
    "Like mye av begge",
    "Mest kulturen",
    "Nesten bare kulturen",
)
_PROPOSALS = (
    "Vi rydder i skjemaene: ett skjema i stedet for tre ved innleggelse.",
    "Den som har vakt, avgjør bytte av vakter uten å spørre.",
    "Ti minutter hver fredag der vi sier hva som ikke virker.",
    "Nyansatte får en fast makker de fire første ukene.",
)

COUNTS = Counts(here=22, done=17, total=22, here_line="22 er med", done_line="17 av 22 er ferdige")
NOBODY = Counts()
QUOTE = Quote(
    text="Gjennom involvering, delegering og oppbygging av kompetanse er målet å skape en organisasjon som i langt "
    "høyere grad er selvledende.",
    source="Lillehammer kommune, 11.02.2019",
    note="Fra lysbildene «Tillitsbasert ledelse».",
)
COMMITMENT = CommitmentView(
    position=1,
    what="Vi rydder i skjemaene: ett i stedet for tre",
    who="Fagsykepleieren",
    due="14.01.2027",
    first_step="Samle de tre skjemaene til torsdag",
)


_BOUNDS = {"": "", "below": " eller lavere", "above": " eller høyere"}


def _shares(title: str, *figures: tuple[int, str]) -> BarGroup:
    bars = [
        Bar(
            id=str(at),
            label=label,
            text=f"{width} %{_BOUNDS[bound]}",
            width=width,
            bound=bound,
        )
        for at, (label, (width, bound)) in enumerate(zip(_ANSWERS, figures, strict=True))
    ]
    return BarGroup(title=title, bars=bars, sentence=title)


def _points(title: str, *points: int) -> BarGroup:
    bars = [
        Bar(id=mark, label=label, text=str(width), width=width, mark=mark)
        for (mark, label), width in zip(_PRINCIPLES, points, strict=True)
    ]
    return BarGroup(title=title, bars=bars, sentence=title)


SHARES = _shares("", (20, "below"), (35, ""), (10, ""), (45, ""), (80, "above"))
NAMED = BarGroup(bars=[Bar(id="a", label="Mest kulturen"), Bar(id="b", label="Like mye av begge")], sentence="Flest")
POINTS = _points("Slik er det hos oss i dag", 45, 20, 35)
MEANS = BarGroup(
    bars=[
        Bar(label="Rom for selvledelse", text="3,4", width=60),
        Bar(label="Tillit, rammer og retning", text="4,1", width=78),
        Bar(label="Handlingsrom", text="under 2,0", width=25, bound="below"),
    ],
    sentence="Snitt",
)

_FRAME = StageFrame(
    version=1,
    part="Dilemma",
    code="4FQ 3Q7",
    address="tillit.example.org",
    texts={
        "code": "Kode",
        "scan": "Skann koden med kameraet",
        "or_type": "eller gå til tillit.example.org og skriv",
        "nothing_to_install": "Ingen app. Ingen innlogging.",
        "minutes_left": "{n} minutter igjen",
        "minute_left": "1 minutt igjen",
        "time_soon": "Snart ferdig",
        "who": "Hvem",
        "due": "Frist",
        "first_step": "Første steg",
        "lost": "Uten forbindelse. Det som står her, er fra like før.",
        "blank": "Skjermen er skjult.",
    },
    timer=Timer(planned=300, gone=60, key="guide"),
)


def _frame(**values: object) -> StageFrame:
    return StageFrame(**{**_FRAME.__dict__, **values})


def _rows(question: str, heads: Sequence[str], cells: list[Bar]) -> StageFrame:
    return _frame(
        screen="matrix",
        question=question,
        prompt="Svar på telefonen",
        hint="Svarene vises når vi lukker",
        counting="done",
        columns=[Column(heading=head) for head in heads],
        places=[BarGroup(title=row, bars=cells) for row in ("Flatere struktur", "Større faglig frihet", "Innovasjon")],
    )


#: The projector's screens by what they show: the name of the screen and its frame.
STAGES: dict[str, StageFrame] = {
    "A slide": _frame(screen="slide", title="Velkommen", lead="Om tillit, og om hva vi bestemmer selv", quotes=[QUOTE]),
    "The principles": _frame(
        screen="slide",
        title="Styringsprinsipper",
        columns=[
            Column(heading=name, lines=["Samarbeid", "Samtaler", "Verdifellesskap"], mark=mark)
            for mark, name in _PRINCIPLES
        ],
    ),
    "A vote that is open": _frame(
        screen="vote",
        question=_QUESTION,
        prompt="Svar på telefonen",
        hint="Svarene vises når vi lukker",
        counting="done",
        places=[BarGroup(bars=[Bar(id=label, label=label) for label in _ANSWERS])],
    ),
    "A vote that is closed": _frame(screen="vote", question=_QUESTION, prompt="Lukket", timer=Timer()),
    "Rows that wait for answers": _rows("Hva har vi merket hos oss?", ("Godt", "Litt", "Ikke"), [Bar()] * 3),
    "Decisions on numbered steps": _rows(
        "Hvem bestemmer hos oss i dag?",
        ("Lederen alene", "Vi sammen", "Vi selv"),
        [Bar(text=str(step)) for step in (1, 2, 3)],
    ),
    "A result": _frame(
        screen="result", question=_QUESTION, groups=[SHARES], caption="I små grupper svinger tallene mye av seg selv."
    ),
    "Before and after": _frame(
        screen="result",
        question=_QUESTION,
        sentence="Tyngden har flyttet seg mot «Mest kulturen».",
        groups=[
            _shares("Før samtalen", (20, "below"), (35, ""), (20, "below"), (35, ""), (20, "below")),
            _shares("Etter samtalen", (20, "below"), (20, "below"), (20, "below"), (65, ""), (35, "")),
        ],
    ),
    "Today and wanted": _frame(
        screen="result",
        title="Hundre poeng",
        sentence="Størst avstand: Tillit",
        groups=[POINTS, _points("Slik vil vi ha det", 25, 15, 60)],
    ),
    "The pulse": _frame(
        screen="pulse", title="Pulsen i dag", groups=[MEANS], sentence="1 = helt uenig · 5 = helt enig", timer=Timer()
    ),
    "Too few answers": _frame(
        screen="too-few", title="Pulsen i dag", sentence="For få svar til å vise tall. Snakk sammen i stedet."
    ),
    "Few proposals": _frame(
        screen="cards",
        question="Hva gjør vi hvis prosedyrer/regler kommer i veien for gode løsninger?",
        mode="Alle sammen",
        cards=[ProposalCard(id=text, text=text) for text in _PROPOSALS],
    ),
    "No proposals": _frame(
        screen="cards", question="Hvordan unngår vi unødvendig rapportering?", sentence="Ingen forslag ennå."
    ),
    "Most dots": _frame(
        screen="top",
        question="Hvordan unngår vi unødvendig rapportering?",
        prompt="Flest prikker",
        cards=[
            ProposalCard(id="1", text=_PROPOSALS[0], note="1"),
            ProposalCard(id="2", text=_PROPOSALS[1], note="2 · Likt antall prikker"),
            ProposalCard(id="3", text=_PROPOSALS[2], note="2 · Likt antall prikker"),
        ],
    ),
    "What we do": _frame(
        screen="ended", title="Takk for i dag", commitments=[COMMITMENT], closing="Neste samling: 14.01"
    ),
}

_TEXTS = {
    "one": "Velg ett",
    "button.send": "Send inn",
    "button.change": "Endre svaret",
    "button.withdraw": "Trekk svaret",
    "button.skip": "Hopp over",
    "points.left": "{n} poeng igjen",
    "points.none_left": "Alle poengene er fordelt",
    "points.over": "{n} poeng for mye",
    "points.more": "Mer til {name}",
    "points.less": "Mindre til {name}",
    "points.field": "Poeng til {name}",
}
CHOICE = BallotView(
    run="guide-choice",
    round="vote",
    widget="choice",
    options=[OptionView(id=str(at), label=label) for at, label in enumerate(_ANSWERS)],
    texts=_TEXTS,
)
SHARING = BallotView(
    run="guide-points",
    round="today",
    widget="points",
    options=[OptionView(id=mark, label=label, mark=mark) for mark, label in _PRINCIPLES],
    total=100,
    step=10,
    texts=_TEXTS,
)
