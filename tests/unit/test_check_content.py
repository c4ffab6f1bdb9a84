"""`workshop check-content`: every mistake of a file, wherever the file lies, in the reader's language."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from workshop_app.command_line import main

SHIPPED = Path(__file__).parents[2] / "content"
NO_PULSE = """
title = "En halvtime om vaktene"
lobby_say = []

[[parts]]
heading = "Vaktene"
activities = ["velkommen", { id = "pause", kind = "slide", title = "Pause" }]
"""


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "content"))
    monkeypatch.setenv("WORKSHOP_CONTENT_DIR", str(folder))
    return folder


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    """The exit code, and the lines that were told."""
    code = main(["check-content", *arguments])
    captured = capsys.readouterr()
    return code, (captured.err if code else captured.out).splitlines()


def test_shipped_content_is_in_order(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys) == (0, ["Ingen feil i filene"])


def test_one_file_of_the_folder_is_told_alone(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken, whole = content / "activities" / "velkommen.toml", content / "activities" / "svarene.toml"
    broken.write_text(broken.read_text(encoding="utf-8").replace("kind =", "kinds ="), encoding="utf-8")

    assert told(capsys, str(broken)) == (1, ["content/activities/velkommen.toml: kind: mangler"])
    assert told(capsys, str(whole), "--language", "en") == (0, [f"No mistakes in {whole}"])
    assert told(capsys)[0] == 1


def test_an_agenda_from_anywhere_is_read_with_what_it_names(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "Vaktene våre.toml"
    file.write_text(NO_PULSE, encoding="utf-8")

    code, lines = told(capsys, str(file))

    assert code == 0
    assert lines == [
        f"{file}: parts: har ingen puls. Da viser samlingen ikke noe om utviklingen over tid",
        f"Ingen feil i {file}",
    ]


def test_every_mistake_of_such_a_file_is_told_with_its_key(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "vaktene.toml"
    file.write_text(NO_PULSE.replace('"velkommen"', '"velkomen"').replace('"Pause"', '"<i>Pause"'), encoding="utf-8")

    assert told(capsys, str(file), "--language", "nn") == (
        1,
        [
            f"{file}: parts[1].activities[1]: det er inga fil som heiter velkomen.toml",
            f"{file}: parts[1].activities[2].title.nb: har kode (<i>). Skriv rein tekst",
        ],
    )


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (b"colour = 1", "er verken et opplegg, et steg, spørsmål eller en puls"),
        ("title = 'Første'".encode("latin-1"), "kan ikke leses. Lagre filen som tekst i UTF-8"),
        ("title = 'Første'".encode("utf-16"), "kan ikke leses. Lagre filen som tekst i UTF-8"),
        (b"PK\x03\x04\xff", "kan ikke leses. Lagre filen som tekst i UTF-8"),
        (b"title = 'A'\r\nlobby_say:\r\n", "kan ikke leses som TOML. Feilen er på linje 2, tegn 10."),
        (b"", "er tom"),
        (b"#" * 1_000_001, "er for stor. Et opplegg kan fylle 1000 kB"),
        (b"a = " + b"[" * 100_000, "kan ikke leses som TOML"),
        (None, "finnes ikke"),
    ],
)
def test_what_is_no_content_file_is_explained(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], written: bytes | None, why: str
) -> None:
    file = tmp_path / "noe.toml"
    if written is not None:
        file.write_bytes(written)

    code, lines = told(capsys, str(file))

    assert code == 1
    assert lines[0].startswith(f"{file}: {why}")


def test_a_file_that_windows_has_marked_is_read(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "vaktene.toml"
    file.write_text(NO_PULSE, encoding="utf-8-sig")
    assert told(capsys, str(file))[0] == 0
