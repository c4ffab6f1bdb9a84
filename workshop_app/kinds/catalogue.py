"""Which kinds of activities there are: one to each package in this folder.

Knows the `rules` only, so that whoever reads content needs no screens.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import get_args, get_type_hints

import workshop_app.kinds
from workshop_app.domain.body import Body


@cache
def forms() -> Mapping[str, type[Body]]:
    """The form of each kind's content, by the name that content files call it by."""
    packages = sorted(found.name for found in pkgutil.iter_modules(workshop_app.kinds.__path__) if found.ispkg)
    bodies = [import_module(f"{workshop_app.kinds.__name__}.{package}.rules").FORM for package in packages]
    return MappingProxyType({kind_of(body): body for body in bodies})


def kind_of(form: type[Body]) -> str:
    """What the kind with that form is called in files."""
    return str(get_args(get_type_hints(form)["kind"])[0])
