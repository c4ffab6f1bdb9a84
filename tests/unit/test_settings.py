"""Settings: what is read, what is refused and how, and that the operators' page lists them all."""

from __future__ import annotations

import ast
import re
import stat
from pathlib import Path

import pytest

from workshop_app.settings import VARIABLES, SettingError, Settings, listed

MUNICIPAL = {
    "WORKSHOP_PUBLIC_URL": "https://tillit.example",
    "WORKSHOP_OIDC_ISSUER": "https://login.example/kommune/v2.0",
    "WORKSHOP_OIDC_CLIENT_ID": "verkstedet",
    "WORKSHOP_OIDC_CLIENT_SECRET": "en hemmelighet",
    "WORKSHOP_OIDC_LEADERS": "ledere, enhetsledere",
}
MAIL = {
    "WORKSHOP_PUBLIC_URL": "https://tillit.example",
    "WORKSHOP_SMTP_HOST": "post.example.no",
    "WORKSHOP_SMTP_USER": "verkstedet",
    "WORKSHOP_SMTP_PASSWORD": "et passord til posten",
    "WORKSHOP_SMTP_SENDER": "ikke-svar@example.no",
}
PROJECT = Path(__file__).resolve().parents[2]


def test_nothing_has_to_be_set():
    settings = Settings.from_env({})

    assert (settings.host, settings.port, settings.public_url) == ("0.0.0.0", 8080, None)
    assert (settings.require_https, settings.trusted_proxy, settings.minimum_answers) == (False, False, 5)
    assert settings.data_dir == Path("var").absolute()
    assert settings.database_url == f"sqlite:///{Path('var').absolute()}/workshop.db"
    assert settings.content_dir == Path("content").absolute()
    assert (settings.backup_dir, settings.backups_kept) == (Path("var/backups").absolute(), 14)


def test_every_setting_is_shown_and_nothing_secret_of_it():
    given = {
        "WORKSHOP_SECRET_KEY": "hemmelig" * 4,
        "WORKSHOP_DATABASE_URL": "postgresql://ola:p@ss:ord@db:5432/workshop?password=p@ssord",
        "WORKSHOP_TRUSTED_PROXY": "yes",
        "WORKSHOP_BACKUPS_KEPT": "0",
        "WORKSHOP_METRICS_TOKEN": "fortrolig" * 4,
        "WORKSHOP_LOG_FORMAT": "json",
        **MUNICIPAL,
        **MAIL,
    }
    shown = dict(listed(Settings.from_env(given)))

    assert list(shown) == [variable.name for variable in VARIABLES]
    assert shown["WORKSHOP_DATABASE_URL"] == "postgresql://ola:***@db:5432/workshop?password=***"
    assert shown["WORKSHOP_SECRET_KEY"] == shown["WORKSHOP_METRICS_TOKEN"] == "given"
    assert shown["WORKSHOP_OIDC_CLIENT_SECRET"] == shown["WORKSHOP_SMTP_PASSWORD"] == "given"
    assert (shown["WORKSHOP_SMTP_PORT"], shown["WORKSHOP_SMTP_SECURITY"]) == ("587", "starttls")
    assert shown["WORKSHOP_OIDC_LEADERS"] == "ledere, enhetsledere"
    assert shown["WORKSHOP_OIDC_FACILITATORS"] == "none"
    assert shown["WORKSHOP_LOG_FORMAT"] == "json"
    assert (shown["WORKSHOP_TRUSTED_PROXY"], shown["WORKSHOP_REQUIRE_HTTPS"]) == ("yes", "yes")
    assert (shown["WORKSHOP_VALKEY_URL"], shown["WORKSHOP_BACKUPS_KEPT"]) == ("none", "0")


@pytest.mark.parametrize(
    "name", ["WORKSHOP_PUBLIC_URL", "WORKSHOP_OIDC_CLIENT_ID", "WORKSHOP_OIDC_CLIENT_SECRET", "WORKSHOP_OIDC_LEADERS"]
)
def test_a_provider_of_sign_ins_needs_all_that_belongs_to_it(name):
    named = name.removeprefix("WORKSHOP_OIDC_")
    with pytest.raises(SettingError, match=rf"^WORKSHOP_OIDC_ISSUER needs .*{named} to be set\.$"):
        Settings.from_env({**MUNICIPAL, name: ""})


def test_passwords_are_switched_off_only_where_an_administrator_can_come_another_way():
    off = {"WORKSHOP_LOCAL_SIGN_IN": "no"}
    with pytest.raises(SettingError, match="needs WORKSHOP_OIDC_ISSUER and WORKSHOP_OIDC_ADMINISTRATORS to be set"):
        Settings.from_env(off)
    with pytest.raises(SettingError, match="WORKSHOP_LOCAL_SIGN_IN=no needs WORKSHOP_OIDC_ADMINISTRATORS to be set"):
        Settings.from_env({**MUNICIPAL, **off})
    assert not Settings.from_env({**MUNICIPAL, **off, "WORKSHOP_OIDC_ADMINISTRATORS": "sjefer"}).local_sign_in


@pytest.mark.parametrize(
    "name", ["WORKSHOP_SMTP_SENDER", "WORKSHOP_PUBLIC_URL", "WORKSHOP_SMTP_PASSWORD", "WORKSHOP_SMTP_USER"]
)
def test_a_mail_server_needs_all_that_belongs_to_it(name):
    with pytest.raises(SettingError, match=rf" needs {name} to be set\.$"):
        Settings.from_env({**MAIL, name: ""})


@pytest.mark.parametrize(("security", "port"), [("", 587), ("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_mail_servers_port_is_the_usual_one_of_its_kind_of_line(security, port):
    given = {**MAIL, "WORKSHOP_SMTP_USER": "", "WORKSHOP_SMTP_PASSWORD": "", "WORKSHOP_SMTP_SECURITY": security}
    assert Settings.from_env(given).smtp_port == port
    assert Settings.from_env({**given, "WORKSHOP_SMTP_PORT": "2525"}).smtp_port == 2525


def test_no_password_goes_unencrypted_to_a_mail_server_on_another_machine():
    plain = {**MAIL, "WORKSHOP_SMTP_SECURITY": "none"}
    with pytest.raises(SettingError, match=r"^WORKSHOP_SMTP_PASSWORD must not go over the line unencrypted"):
        Settings.from_env(plain)
    assert Settings.from_env({**plain, "WORKSHOP_SMTP_HOST": "localhost"}).smtp_user == "verkstedet"


def test_an_https_public_address_requires_https_unless_told_otherwise():
    public = {"WORKSHOP_PUBLIC_URL": "https://tillit.example/"}

    assert Settings.from_env(public).public_url == "https://tillit.example"
    assert Settings.from_env(public).require_https
    assert not Settings.from_env({**public, "WORKSHOP_REQUIRE_HTTPS": "no"}).require_https


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKSHOP_PORT", "eighty"),
        ("WORKSHOP_PORT", "0"),
        ("WORKSHOP_PORT", "65536"),
        ("WORKSHOP_HOST", "not a host"),
        ("WORKSHOP_PUBLIC_URL", "tillit.example"),
        ("WORKSHOP_PUBLIC_URL", "https://tillit.example/path"),
        ("WORKSHOP_REQUIRE_HTTPS", "perhaps"),
        ("WORKSHOP_TRUSTED_PROXY", "2"),
        ("WORKSHOP_DATABASE_URL", "workshop.db"),
        ("WORKSHOP_VALKEY_URL", "127.0.0.1:6379"),
        ("WORKSHOP_VALKEY_URL", "http://127.0.0.1:6379"),
        ("WORKSHOP_VALKEY_URL", "valkey://"),
        ("WORKSHOP_DATABASE_URL", "mysql://host/name"),
        ("WORKSHOP_SECRET_KEY", "short"),
        ("WORKSHOP_MINIMUM_ANSWERS", "4"),
        ("WORKSHOP_BACKUPS_KEPT", "-1"),
        ("WORKSHOP_LOG_FORMAT", "xml"),
        ("WORKSHOP_METRICS_TOKEN", "short"),
        ("WORKSHOP_OIDC_ISSUER", "login.example.no"),
        ("WORKSHOP_OIDC_ISSUER", "http://login.example.no"),
        ("WORKSHOP_LOCAL_SIGN_IN", "perhaps"),
        ("WORKSHOP_SMTP_HOST", "mail server"),
        ("WORKSHOP_SMTP_PORT", "0"),
        ("WORKSHOP_SMTP_SECURITY", "ssl"),
        ("WORKSHOP_SMTP_SENDER", "Kommunen <post@example.no>"),
        ("WORKSHOP_SMTP_SENDER", "post"),
        ("WORKSHOP_SMTP_LANGUAGE", "sv"),
    ],
)
def test_a_bad_value_is_refused_in_one_sentence(name, value):
    takes = next(variable.takes for variable in VARIABLES if variable.name == name)

    with pytest.raises(SettingError) as refused:
        Settings.from_env({name: value})

    assert str(refused.value).startswith(f"{name} must be {takes}, not ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "name", ["WORKSHOP_SECRET_KEY", "WORKSHOP_DATABASE_URL", "WORKSHOP_VALKEY_URL", "WORKSHOP_METRICS_TOKEN"]
)
def test_a_refusal_never_shows_a_secret(name):
    with pytest.raises(SettingError) as refused:
        Settings.from_env({name: "hemmelig"})

    assert "hemmelig" not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("valkey://:word@127.0.0.1:6379/2", "redis://:word@127.0.0.1:6379/2"),
        ("valkeys://valkey.example", "rediss://valkey.example"),
        ("redis://127.0.0.1", "redis://127.0.0.1"),
        ("unix:///run/valkey.sock", "unix:///run/valkey.sock"),
    ],
)
def test_valkey_is_read_as_its_client_library_knows_it(given, read):
    assert Settings.from_env({"WORKSHOP_VALKEY_URL": given}).valkey_url == read


def test_several_processes_need_what_they_share():
    shared = {
        "WORKSHOP_DATABASE_URL": "postgresql://workshop@127.0.0.1/workshop",
        "WORKSHOP_VALKEY_URL": "valkey://127.0.0.1",
        "WORKSHOP_SECRET_KEY": "x" * 32,
    }

    Settings.from_env(shared).demand_for_several()
    for name in shared:
        with pytest.raises(SettingError, match=name):
            Settings.from_env({**shared, name: ""}).demand_for_several()


def test_reflex_may_not_keep_its_state_elsewhere():
    with pytest.raises(SettingError, match="REFLEX_REDIS_URL must not be set"):
        Settings.from_env({"REFLEX_REDIS_URL": "redis://localhost"})


def test_the_secret_key_is_made_once_and_readable_by_its_owner_only(tmp_path):
    settings = Settings.from_env({"WORKSHOP_DATA_DIR": str(tmp_path / "new")})

    key = settings.secret_key()

    assert len(key) == 64
    assert settings.secret_key() == key
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "new" / "secret.key").stat().st_mode) == 0o600


def test_a_given_secret_key_is_used_and_not_stored(tmp_path):
    settings = Settings.from_env({"WORKSHOP_DATA_DIR": str(tmp_path), "WORKSHOP_SECRET_KEY": "x" * 32})

    assert settings.secret_key() == b"x" * 32
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_that_cannot_be_written_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    settings = Settings.from_env({"WORKSHOP_DATA_DIR": str(tmp_path / "file" / "var")})

    with pytest.raises(SettingError, match=r"No write access to the data folder .*WORKSHOP_DATA_DIR"):
        settings.prepare_data_dir()


def test_the_operators_page_lists_every_setting():
    page = (PROJECT / "docs" / "operations.md").read_text()
    listed = re.findall(r"^\| `(WORKSHOP_\w+)` \| (.*?) \| (.*?) \|", page, re.MULTILINE)

    assert listed == [(one.name, one.default or "none", one.takes) for one in VARIABLES]


def test_only_one_module_reads_the_environment():
    """Access of `os.environ` or `os.getenv` anywhere else would be a setting that nobody can find."""
    readers = {
        file.relative_to(PROJECT).as_posix()
        for file in (PROJECT / "workshop_app").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Attribute)
        and node.attr in {"environ", "getenv", "putenv"}
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
    }

    assert readers == {"workshop_app/settings/environment.py"}
