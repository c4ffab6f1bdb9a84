"""Kinds beside those of the ninety minutes, on a phone and the projector: words, own thoughts, rows."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, expect

from benchmarks.prepared import Prepared, prepare
from tests.browser.axe import found_by_axe
from tests.browser.control_room import take_control
from tests.browser.legible import out_of_place
from tests.browser.phones import RECEIVED, arrive, sees
from tests.browser.screens import Screens
from tests.browser.stage_room import StageRoom
from tests.servers import Server
from workshop_app.content_loader import load_content
from workshop_app.persistence import proposals

#: Three means and five aims of the council's decision, by the ids that ballots store.
DECIDED = ("selvstyre", "flatere", "opprydning", "frihet", "fleksibilitet", "byrakrati", "kvalitet", "innovasjon")
#: The first three decisions of the ladder, and one that nobody had thought of.
FIRST_THREE = ("Endre en rutine", "Bytte vakt eller arbeidstid", "Kjøpe noe som koster litt")
OWN, OWN_ID = "Hvem som tar telefonen", "hvem-som-tar-telefonen"


def beginning_with(server: Server, activity: str) -> Prepared:
    """A session with one more step before all others."""
    content = load_content(Path("content"))
    agenda = content.agendas["90-minutter"]
    steps = (content.activities[activity], *agenda.activities)
    agendas = {**content.agendas, agenda.id: replace(agenda, activities=steps)}
    return prepare(server.data_dir, content=replace(content, agendas=agendas))


def choose(phone: Page, *words: str) -> None:
    for word in words:
        phone.get_by_role("checkbox", name=word, exact=True).check()


def test_three_words_are_chosen_and_come_back_as_shares_of_the_principles(
    shared_server: Server, screens: Screens
) -> None:
    with StageRoom(shared_server, phones=9, prepared=beginning_with(shared_server, "tre-ord")) as room:
        stage, phone = screens.open("projector", room.url), arrive(screens, room)
        room.go_to("tre-ord", "open")
        sees(phone, "Hvilke tre ord passer best på hverdagen vår?")
        choose(phone, "Regler", "Samarbeid", "Samtaler")
        phone.get_by_role("checkbox", name="Pris", exact=True).click(force=True)
        expect(phone.get_by_role("checkbox", checked=True)).to_have_count(3)
        phone.get_by_role("button", name="Send svaret").click()
        sees(phone, RECEIVED)

        room.answer([["samarbeid", "samtaler", "verdifellesskap"]] * 5 + [["regler", "hierarki", "pris"]] * 4)
        room.press()

        expect(stage.locator(".bar-fill")).to_have_count(3)
        expect(stage.get_by_text("Søylene viser andelen av alt som ble valgt.")).to_be_visible()
        sees(phone, "Søylene viser andelen av alt som ble valgt.")
        for text in ("Regler", "Samtaler"):
            assert text not in stage.inner_text("main")


def test_own_thoughts_are_written_on_the_phone_and_sent_nowhere(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=1, prepared=beginning_with(shared_server, "min-lederrolle")) as room:
        stage, phone = screens.open("projector", room.url), arrive(screens, room)
        sent: list[str] = []
        phone.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))))
        phone.reload()
        room.go_to("min-lederrolle", "alone")
        sees(phone, "Hva vil du øve på fram til neste gang?")
        expect(stage.locator("main li")).to_have_count(3)
        phone.get_by_role("textbox").fill("lytte lenger")
        phone.get_by_role("textbox").blur()
        room.press()
        sees(phone, "Følg med på skjermen. Her kommer neste oppgave.")
        assert sent
        assert not any("lytte" in frame for frame in sent)


def mark(phone: Page, **answers: str) -> None:
    """One answer in each of the named rows."""
    for row, answer in answers.items():
        phone.get_by_role("group", name=row).get_by_role("radio", name=answer).check()


def test_how_far_we_came_is_answered_row_by_row_and_shown_row_by_row(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=9, prepared=beginning_with(shared_server, "hvor-kom-vi")) as room:
        stage, phone = screens.open("projector", room.url), arrive(screens, room)
        room.go_to("hvor-kom-vi", "open")
        sees(phone, "Hva har vi merket hos oss?")
        expect(stage.locator(".matrix-label")).to_have_count(8)
        expect(stage.locator(".matrix-head")).to_have_count(4)
        empty = stage.locator(".matrix-cell .bar-plot")
        expect(empty).to_have_count(8 * 4)
        track = empty.nth(2 * 4).bounding_box()
        mark(phone, **{"Flatere struktur": "Vi har merket det litt", "Mer innovasjon": "Vet ikke"})
        sees(phone, "Du har svart på 2 av 8. Du kan sende likevel.")
        phone.get_by_role("button", name="Send svaret").click()
        sees(phone, RECEIVED)
        phone.reload()
        expect(phone.get_by_role("radio", checked=True)).to_have_count(2)

        room.answer([dict.fromkeys(DECIDED[:-1], "litt")] * 4 + [dict.fromkeys(DECIDED[1:-1], "godt")] * 5)
        room.press()

        expect(stage.locator(".matrix-cell")).to_have_count(6 * 4)
        room.is_shown_on(stage)
        assert list(out_of_place(stage)) == []
        # The first row has no bars; that of the third grows in the track that waited for it.
        assert stage.locator(".matrix-cell .bar-plot").nth(1 * 4).bounding_box() == track
        few = stage.locator(".matrix-row").filter(has_text="For få svar til å vise tall")
        expect(few.locator(".matrix-label")).to_have_text(["Økonomisk selvstyre", "Mer innovasjon"])
        sees(phone, "For få svar til å vise tall")


def test_statements_on_one_scale_come_by_agreement_and_least_first(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=11, prepared=beginning_with(shared_server, "fem-pastander")) as room:
        stage, phone = screens.open("projector", room.url), arrive(screens, room)
        room.go_to("fem-pastander", "open")
        sees(phone, "Stemmer dette hos oss?")
        mark(phone, **{"Dialog må i noen grad erstatte vedtak": "Ganske enig"})
        phone.get_by_role("button", name="Send svaret").click()
        sees(phone, RECEIVED)

        alike = dict.fromkeys(("forskjeller", "helse-og-omsorg", "riktig-niva", "tillit"), "4")
        room.answer([{**alike, "dialog": "1"}] * 5 + [{**alike, "dialog": "5"}] * 6)
        room.press()

        expect(stage.locator(".matrix-label").first).to_have_text("Dialog må i noen grad erstatte vedtak")
        expect(stage.locator(".matrix-said").first).to_have_text("Svarene spriker")
        expect(stage.locator(".result-sentence")).to_have_text("Øverst står det vi er minst enige om.")
        sees(phone, "Svarene spriker")


def pick_decisions(control: Page) -> None:
    """One of the agenda's out, and one of the room's own in; a fifth is refused with a reason."""
    control.get_by_role("button", name="Kurs og opplæring").click()
    expect(control.get_by_role("button", name="Kurs og opplæring")).to_have_attribute("aria-pressed", "false")
    control.get_by_label("Skriv en egen avgjørelse").fill(OWN)
    control.get_by_role("button", name="Ta den med").click()
    expect(control.get_by_role("button", name=OWN)).to_have_attribute("aria-pressed", "true")
    control.get_by_role("button", name="Når vi tar ferie").click()
    expect(control.get_by_text("Dere har valgt 4. Ta bort en før du tar med en ny.")).to_be_visible()
    assert found_by_axe(control) == []


def test_who_decides_is_answered_twice_and_shown_side_by_side(shared_server: Server, screens: Screens) -> None:
    with StageRoom(shared_server, phones=8, prepared=beginning_with(shared_server, "ansvarstrapp")) as room:
        stage, phone = screens.open("projector", room.url), arrive(screens, room)
        control = take_control(screens, shared_server, room.prepared)
        room.go_to("ansvarstrapp", "picking")
        pick_decisions(control)
        decisions = ("rutine", "vakt", "innkjop", OWN_ID)
        expect(stage.locator(".matrix-label")).to_have_text([*FIRST_THREE, OWN])
        sees(phone, OWN)
        for phase, question, step in (("today", "i dag", "2"), ("desired", "bør", "4")):
            room.go_to("ansvarstrapp", phase)
            sees(phone, re.compile(f"Hvem .*{question}"))
            mark(phone, **{"Endre en rutine": "Vi bestemmer sammen"})
            phone.get_by_role("button", name="Send svaret").click()
            sees(phone, RECEIVED)
            room.answer([dict.fromkeys(decisions, step)] * 8)
        room.press()

        expect(stage.locator(".matrix-head")).to_have_text(["Slik er det hos oss i dag", "Slik vil vi ha det"])
        expect(stage.locator(".matrix-cell .bar-text")).to_have_text(["2,0", "4,0"] * 4)
        expect(stage.locator(".matrix-label")).to_have_text([*FIRST_THREE, OWN])
        expect(control.get_by_label("Skriv en egen avgjørelse")).to_have_count(0)
        sees(phone, "Slik vil vi ha det")


def test_a_groups_word_is_one_word_and_stands_on_the_projector_once_it_is_approved(
    shared_server: Server, screens: Screens
) -> None:
    with StageRoom(shared_server, phones=5, prepared=beginning_with(shared_server, "ett-ord")) as room:
        stage, phone = screens.open("projector", room.url), arrive(screens, room)
        room.go_to("ett-ord", "groups")
        room.tell("set_groups", count=2)
        phone.get_by_role("button", name="Jeg skriver for gruppen").click()
        phone.get_by_role("button", name="Gruppe 1", exact=True).click()
        word = phone.get_by_role("textbox", name="Gruppens ord")
        word.fill("to ord")
        phone.get_by_role("button", name="Send ordet til skjermen").click()
        sees(phone, "Skriv bare ett ord.")
        word.fill("arbeidsglede")
        phone.get_by_role("button", name="Send ordet til skjermen").click()
        expect(phone.locator(".own-proposal")).to_contain_text("arbeidsglede")
        assert "arbeidsglede" not in stage.inner_text("main")

        with room.prepared.database.reading() as db:
            (sent,) = proposals.list_proposals(db, room.prepared.session_id)
        room.tell("approve", proposal=sent.id)

        expect(stage.locator(".wall-card")).to_have_text("arbeidsglede")
