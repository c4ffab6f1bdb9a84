"""What `make audit` makes of the reports of pip-audit and npm, in the shapes that these write."""

from __future__ import annotations

from workshop_app.auditing import exit_code, of_npm, of_python

CLEAN = {"name": "alembic", "version": "1.20.1", "vulns": []}
WEAK = {
    "name": "authlib",
    "version": "1.0.0",
    "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["1.0.1"], "aliases": ["CVE-2026-1"], "description": "…"}],
}
UNKNOWN = {"name": "uvloop", "skip_reason": "Dependency not found on PyPI and could not be audited: uvloop (0.23.0)"}
WEAK_NPM = {
    "auditReportVersion": 2,
    "vulnerabilities": {
        "vite": {
            "name": "vite",
            "severity": "high",
            "via": [{"title": "Reads too much", "severity": "high", "url": "https://github.com/advisories/GHSA-1"}],
        },
        "@react-router/dev": {"name": "@react-router/dev", "severity": "high", "via": ["vite"]},
    },
}
#: What a registry says that has packages and no list of weaknesses.
REFUSED_NPM = {"message": "405 Method Not Allowed", "statusCode": 405, "error": {"summary": "", "detail": ""}}


def test_all_asked_about_and_nothing_found_is_a_clean_bill() -> None:
    answers = [
        of_python({"dependencies": [CLEAN]}),
        of_npm({"auditReportVersion": 2, "vulnerabilities": {}}, packages=180),
    ]
    assert [answer.told() for answer in answers] == [
        ["Python packages: 1 listed, 1 answered for, 0 findings."],
        ["npm packages: 180 listed, 180 answered for, 0 findings."],
    ]
    assert exit_code(answers) == 0


def test_what_nobody_answered_for_is_no_clean_bill() -> None:
    python = of_python({"dependencies": [CLEAN, UNKNOWN]})
    assert python.told() == [
        "Python packages: 2 listed, 1 answered for, 0 findings.",
        f"  Not answered: 1. {UNKNOWN['skip_reason']}",
    ]
    npm = of_npm(REFUSED_NPM, packages=180)
    assert npm.told() == [
        "npm packages: 180 listed, 0 answered for, 0 findings.",
        "  Not answered: 180. 405 Method Not Allowed",
    ]
    assert exit_code([python]) == exit_code([npm]) == 2


def test_each_finding_is_told_once_with_what_mends_it() -> None:
    python, npm = of_python({"dependencies": [WEAK, UNKNOWN]}), of_npm(WEAK_NPM, packages=180)
    assert python.found == ["authlib 1.0.0: PYSEC-2026-1, mended in 1.0.1"]
    assert npm.found == ["vite: Reads too much (high), https://github.com/advisories/GHSA-1"]
    assert exit_code([python, npm]) == 1
