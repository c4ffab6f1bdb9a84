"""The page `/stilguide`: colours, letters and every element in every state. Served only where a setting asks for it.

Made of the very functions that the screens are made of. In English, since nobody but developers reads it.
"""

from __future__ import annotations

import reflex as rx

from workshop_app.domain.session import Look
from workshop_app.ui.elements.bars import bar_figure, scale_figure
from workshop_app.ui.elements.commitment_card import commitment_card
from workshop_app.ui.elements.marks import mark, phone
from workshop_app.ui.elements.quotation import quotation
from workshop_app.ui.participant.controls import audience, ballot
from workshop_app.ui.stage.phases.join import join_panel
from workshop_app.ui.stage.phases.quiet import black, waiting
from workshop_app.ui.stage.screens import SCREENS
from workshop_app.ui.style_guide import examples

_COLOURS = {
    "Ground": ("paper", "surface", "sunken"),
    "Ink and lines": ("ink", "ink-soft", "line", "line-soft"),
    "What can be pressed": ("fjord", "fjord-deep", "fjord-tint", "on-fjord", "focus"),
    "What went wrong, what went well": ("alert", "alert-tint", "calm", "calm-tint"),
    "Principles": ("hierarki", "marked", "tillit"),
}
_SIZES = ("small", "body", "large", "lead", "title")
_SPACES = range(1, 8)
_PRINCIPLES = {"hierarki": "Byråkrati", "marked": "Marked", "tillit": "Tillit"}
_SAMI = "Lillehámmera · áčđŋšŧž ÁČĐŊŠŦŽ · æøå ÆØÅ · Æ, Ø og 0 · 4FQ 3Q7"


def page() -> rx.Component:
    """The style guide."""
    return rx.el.main(
        rx.el.h1("The design language"),
        rx.el.p(
            "The reasons are in docs/design.md. Colours follow this device; the projector has its own three looks."
        ),
        _section("Colours", *(_swatches(group) for group in _COLOURS)),
        _section("Principles", rx.el.div(*map(_principle, _PRINCIPLES), class_name="guide-row")),
        _section(
            "Letters",
            rx.el.p(_SAMI, lang="se", class_name="guide-letters"),
            rx.el.dl(*(_size(size) for size in _SIZES)),
        ),
        _section("Space", rx.el.ul(*map(_space, _SPACES))),
        _section("Drawings", rx.el.div(mark(), phone(), class_name="guide-row guide-drawings")),
        _section("Buttons", rx.el.div(*_buttons(), class_name="guide-row")),
        _section("Fields", _field(), _field(wrong=True)),
        _section("Notices", *map(_notice, ("", "alert", "calm"))),
        _section(
            "Who sees it",
            rx.el.div(
                *(audience(kind=kind, label=kind) for kind in ("private", "counted", "shown")),
                class_name="phone guide-phone",
            ),
        ),
        _section("Figures", bar_figure(rx.Var.create(examples.SHARES)), bar_figure(rx.Var.create(examples.NAMED))),
        _section("Points", bar_figure(rx.Var.create(examples.POINTS))),
        _section("Means", scale_figure(rx.Var.create(examples.MEANS))),
        _section("Quotation", quotation(rx.Var.create(examples.QUOTE))),
        _section(
            "Commitment",
            commitment_card(rx.Var.create(examples.COMMITMENT), who="Hvem", due="Frist", first_step="Første steg"),
        ),
        _section(
            "On the phone", rx.el.div(_on_phone(examples.CHOICE), _on_phone(examples.SHARING), class_name="guide-row")
        ),
        *(_looks(name) for name in (*examples.STAGES, *_OVER)),
        class_name="guide",
        lang="en",
    )


def _section(title: str, *content: rx.Component) -> rx.Component:
    return rx.el.section(rx.el.h2(title), *content)


def _swatches(group: str) -> rx.Component:
    return rx.el.div(
        rx.el.h3(group), rx.el.ul(*map(_swatch, _COLOURS[group]), class_name="guide-swatches"), class_name="guide-group"
    )


def _swatch(name: str) -> rx.Component:
    return rx.el.li(rx.el.span(style={"background": f"var(--{name})"}), f"--{name}")


def _principle(name: str) -> rx.Component:
    return rx.el.figure(
        rx.el.div(class_name="guide-surface"),
        rx.el.figcaption(_PRINCIPLES[name], class_name="shaped"),
        class_name=f"mark-{name}",
    )


def _size(name: str) -> rx.Component:
    return rx.el.div(
        rx.el.dt(f"--text-{name}"),
        rx.el.dd("Svarene brukes til samtale og forbedring.", lang="nb", style={"fontSize": f"var(--text-{name})"}),
    )


def _space(step: int) -> rx.Component:
    return rx.el.li(rx.el.span(style={"width": f"var(--space-{step})"}), f"--space-{step}", class_name="guide-space")


def _buttons() -> tuple[rx.Component, ...]:
    kinds = ("", "button-primary", "button-quiet", "button-danger")
    words = ("Send inn", "Lukk og vis", "Hopp over", "Avslutt samlingen")
    usual = (
        rx.el.button(word, type="button", class_name=f"button {kind}") for kind, word in zip(kinds, words, strict=True)
    )
    focused = rx.el.button("Med fokus", type="button", class_name="button guide-focus")
    off = rx.el.button("Ikke nå", type="button", disabled=True, class_name="button")
    return (*usual, focused, off)


def _field(*, wrong: bool = False) -> rx.Component:
    name = "guide-wrong" if wrong else "guide-field"
    return rx.el.div(
        rx.el.label("Hva heter enheten?", html_for=name),
        rx.el.p("Slik de som jobber der, sier det.", class_name="help"),
        rx.el.input(id=name, type="text", aria_invalid="true" if wrong else "false"),
        rx.el.p("Skriv et navn." if wrong else "", class_name="field-error"),
        class_name="field",
    )


def _notice(kind: str) -> rx.Component:
    return rx.el.p("Svaret er mottatt. Du kan endre det til avstemningen lukkes.", class_name=f"notice notice-{kind}")


def _on_phone(view: examples.BallotView) -> rx.Component:
    return rx.el.div(
        rx.el.h3("Hva står mest i veien?", id="question", class_name="question"),
        ballot(ballot=view, explanations=[]),
        class_name="phone guide-phone",
    )


def _over_join() -> rx.Component:
    return join_panel(rx.Var.create(examples.STAGES["A slide"]), rx.Var.create(examples.COUNTS))


#: What may lie over any screen, and what stands there before there is one.
_OVER = {
    "The way in": _over_join,
    "Nothing yet": lambda: waiting(rx.Var.create("")),
    "A wrong address": lambda: waiting(rx.Var.create("Denne lenken virker ikke.")),
    "Black": lambda: black(rx.Var.create(examples.STAGES["A slide"])),
}


def _looks(name: str) -> rx.Component:
    return _section(
        f"Projector: {name}",
        rx.el.div(
            *(
                rx.el.div(
                    rx.el.div(_screen(name), class_name="stage", custom_attrs={"data-look": look}),
                    class_name="guide-wall",
                )
                for look in Look
            ),
            class_name="guide-walls",
        ),
    )


def _screen(name: str) -> rx.Component:
    if name in _OVER:
        return _OVER[name]()
    frame = examples.STAGES[name]
    return rx.el.div(
        SCREENS[frame.screen](rx.Var.create(frame), rx.Var.create(examples.COUNTS)), class_name="stage-screen"
    )
