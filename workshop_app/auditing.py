"""Asks the public lists of known weaknesses about every package, and says plainly about how many they answered.

pip-audit calls a package that its list does not know «not audited» and ends well all the same. Behind a mirror without
such lists that is all of them, so «nothing found» alone says nothing.

Run by `make audit`, and knows the standard library only.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PROJECT = Path(__file__).resolve().parent.parent
_PIP_AUDIT = (
    str(_PROJECT / ".build" / "tools" / "bin" / "pip-audit"),
    *("--requirement", str(_PROJECT / "requirements" / "runtime.txt"), "--require-hashes", "--disable-pip"),
    *("--progress-spinner", "off", "--format", "json"),
)
_NPM_AUDIT = ("npm", "--loglevel=silent", "audit", "--package-lock-only", "--json")
#: Exit codes beside 0: something was found; nothing was, but not all could be asked about.
_FOUND, _NOT_ASKED = 1, 2


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a list said about the packages of one kind. `why_not`: the first reason where it said nothing."""

    kind: str
    packages: int
    answered: int
    found: Sequence[str] = ()
    why_not: str = ""

    def told(self) -> list[str]:
        """It in lines, findings last."""
        lines = [f"{self.kind}: {self.packages} listed, {self.answered} answered for, {len(self.found)} findings."]
        if self.answered < self.packages:
            lines.append(f"  Not answered: {self.packages - self.answered}. {self.why_not}")
        return [*lines, *(f"  {finding}" for finding in self.found)]


def of_python(report: Mapping[str, Any]) -> Answer:
    """What pip-audit's report says."""
    packages = report["dependencies"]
    skipped = [package["skip_reason"] for package in packages if "skip_reason" in package]
    found = [
        f"{package['name']} {package['version']}: {weakness['id']}, mended in {_versions(weakness['fix_versions'])}"
        for package in packages
        for weakness in package.get("vulns", ())
    ]
    return Answer(
        kind="Python packages",
        packages=len(packages),
        answered=len(packages) - len(skipped),
        found=found,
        why_not=skipped[0] if skipped else "",
    )


def of_npm(report: Mapping[str, Any], *, packages: int) -> Answer:
    """What npm's report says about so many packages: all of them, or why none."""
    if "vulnerabilities" not in report:
        why = report.get("message") or report.get("error", {}).get("summary") or "npm gave no report."
        return Answer(kind="npm packages", packages=packages, answered=0, why_not=str(why))
    found = [
        f"{name}: {weakness['title']} ({weakness['severity']}), {weakness['url']}"
        for name, package in report["vulnerabilities"].items()
        for weakness in package["via"]
        if isinstance(weakness, dict)  # else the name of another package that is listed itself
    ]
    return Answer(kind="npm packages", packages=packages, answered=packages, found=found)


def exit_code(answers: Sequence[Answer]) -> int:
    """0 only where everything was asked about and nothing found."""
    if any(answer.found for answer in answers):
        return _FOUND
    return _NOT_ASKED if any(answer.answered < answer.packages for answer in answers) else 0


def main() -> int:
    """Ask both, and print what came of it."""
    lock = json.loads((_PROJECT / "reflex.lock" / "package-lock.json").read_text(encoding="utf-8"))
    listed = sum(1 for path in lock["packages"] if path)
    answers = [of_python(_asked(_PIP_AUDIT)), of_npm(_asked(_NPM_AUDIT), packages=listed)]
    for answer in answers:
        print("\n".join(answer.told()))
    code = exit_code(answers)
    if code == _NOT_ASKED:
        print("This is no clean bill: run it where the public lists can be reached.")
    return code


def _asked(command: Sequence[str]) -> Mapping[str, Any]:
    """The report of a program, which ends with an error where it has found something too."""
    done = subprocess.run(command, cwd=_PROJECT / "reflex.lock", capture_output=True, text=True, check=False)  # noqa: S603 -- our own command
    try:
        report: Mapping[str, Any] = json.loads(done.stdout)
    except ValueError:
        last = (done.stderr.strip().splitlines() or ["It said nothing."])[-1]
        sys.exit(f"{Path(command[0]).name} gave no report: {last}")
    return report


def _versions(versions: Sequence[str]) -> str:
    return ", ".join(versions) or "no version yet"


if __name__ == "__main__":
    sys.exit(main())
