"""The page of one agenda: its steps, and beside them what phone and projector will show."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.agendas.editor import STEP, AgendaEditor, Choice
from workshop_app.ui.agendas.in_browser import step_form, step_list
from workshop_app.ui.desk import page_of, say
from workshop_app.ui.elements.desk_page import heading
from workshop_app.ui.elements.form_field import form_field, refusal, select_field
from workshop_app.ui.elements.picture import PHONE, PROJECTOR, picture

_LIST_WORDS = {"up": "action.move_up", "down": "action.move_down"}
_FORM_WORDS = ("save", "unfit", "nn", "en", "translate", "translated", "rowIn", "rowOut", "rowDown", "groupOut")


def editor() -> rx.Component:
    """One agenda."""
    return page_of(
        AgendaEditor,
        heading(
            AgendaEditor.title,
            above=rx.el.p(rx.el.a(say("agendas.title"), href="/agendaer"), class_name="eyebrow"),
            below=rx.cond(AgendaEditor.is_own, rx.fragment(), rx.el.p(say("agendas.ships"), class_name="lead")),
            action=rx.el.a(
                say("agendas.export"),
                href=f"/agendaer/{AgendaEditor.agenda}/fil.toml",
                download=True,
                class_name="button button-quiet",
            ),
        ),
        rx.cond(AgendaEditor.is_own, _name()),
        rx.el.div(
            refusal(AgendaEditor.error, AgendaEditor.wrong),
            rx.el.p(AgendaEditor.announcement, role="status", class_name="saved"),
            class_name="agenda-said",
        ),
        rx.el.div(
            rx.el.div(_steps(), rx.cond(AgendaEditor.is_own, _adding()), class_name="stack"),
            rx.el.div(_preview(), rx.cond(AgendaEditor.is_own, _step()), class_name="stack"),
            class_name="agenda-editor",
        ),
        rx.cond(AgendaEditor.is_own, _deleting()),
    )


def _name() -> rx.Component:
    return rx.el.form(
        form_field(
            "title",
            say("agendas.name"),
            required=True,
            auto_complete="off",
            default_value=AgendaEditor.title,
            # A field that is not controlled keeps its text: another name makes another field.
            key=AgendaEditor.title,
            error=AgendaEditor.error,
            wrong=AgendaEditor.wrong,
        ),
        rx.el.button(say("agendas.rename"), type="submit", class_name="button"),
        on_submit=AgendaEditor.rename,
        no_validate=True,
        class_name="card agenda-name",
    )


def _steps() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(say("prepare.steps"), id="steg"),
            rx.el.p(AgendaEditor.total, class_name="total"),
            class_name="plan-head",
        ),
        rx.foreach(AgendaEditor.advice, lambda line: rx.el.p(line, class_name="notice")),
        rx.cond(AgendaEditor.is_own, rx.el.p(say("agendas.move_help"), class_name="help")),
        step_list(
            rows=AgendaEditor.rows,
            chosen=AgendaEditor.step,
            movable=AgendaEditor.is_own,
            texts={word: say(key, step="{step}") for word, key in _LIST_WORDS.items()},
            on_choose=AgendaEditor.choose,
            on_move=AgendaEditor.move,
        ),
        aria_labelledby="steg",
        class_name="card stack",
    )


def _adding() -> rx.Component:
    return rx.el.form(
        select_field(
            "wanted",
            say("agendas.add"),
            rx.el.optgroup(rx.foreach(AgendaEditor.own_kinds, _option), label=say("agendas.add.own")),
            rx.el.optgroup(rx.foreach(AgendaEditor.shipped_steps, _option), label=say("agendas.add.shipped")),
            help_text=say("agendas.add.help"),
        ),
        rx.el.div(rx.el.button(say("agendas.add.do"), type="submit", class_name="button"), class_name="buttons"),
        on_submit=AgendaEditor.add,
        class_name="card stack",
    )


def _option(choice: rx.Var[Choice]) -> rx.Component:
    return rx.el.option(choice.label, value=choice.id)


def _preview() -> rx.Component:
    shown = f"?steg={AgendaEditor.step}&fase={AgendaEditor.phase}&v={AgendaEditor.version}"
    place = f"/forhandsvisning/{AgendaEditor.agenda}"
    return rx.el.section(
        rx.el.div(
            rx.el.h2(AgendaEditor.step_title, id=STEP, tab_index=-1),
            rx.cond(
                AgendaEditor.phases.length() > 1,
                rx.el.div(
                    rx.el.label(say("agendas.phase"), html_for="fase"),
                    rx.el.select(
                        rx.foreach(AgendaEditor.phases, _option),
                        id="fase",
                        value=AgendaEditor.phase,
                        on_change=AgendaEditor.choose_phase,
                    ),
                    class_name="agenda-phase",
                ),
            ),
            class_name="plan-head",
        ),
        rx.el.div(
            rx.el.figure(
                picture(path=f"{place}/skjerm{shown}", title=say("agendas.preview.stage"), **PROJECTOR),
                rx.el.figcaption(say("agendas.preview.stage"), class_name="help"),
            ),
            rx.el.figure(
                picture(path=f"{place}/telefon{shown}", title=say("agendas.preview.phone"), **PHONE),
                rx.el.figcaption(say("agendas.preview.phone"), class_name="help"),
            ),
            class_name="agenda-preview",
        ),
        rx.el.p(say("agendas.preview.help"), class_name="help"),
        class_name="card stack",
    )


def _step() -> rx.Component:
    return rx.el.section(
        rx.el.h2(say("agendas.change_step")),
        step_form(
            form=AgendaEditor.form,
            value=AgendaEditor.value,
            mistakes=AgendaEditor.mistakes,
            texts={word: say(f"agendas.form.{word.lower()}") for word in _FORM_WORDS},
            on_save=AgendaEditor.save_step,
            # What has been typed stays until it has been kept.
            key=f"{AgendaEditor.step}/{AgendaEditor.version}",
        ),
        _swapping(),
        _asked(
            "step",
            question=say("agendas.remove.ask"),
            button=say("agendas.remove"),
            yes=say("agendas.remove.do"),
            on_yes=AgendaEditor.remove,
        ),
        class_name="card stack",
    )


def _swapping() -> rx.Component:
    """Folded away: most steps stay."""
    return rx.el.details(
        rx.el.summary(say("agendas.swap")),
        rx.el.form(
            select_field(
                "instead",
                say("agendas.swap.with"),
                rx.foreach(AgendaEditor.other_steps, _option),
                help_text=say("agendas.swap.help"),
            ),
            rx.el.div(rx.el.button(say("agendas.swap.do"), type="submit", class_name="button"), class_name="buttons"),
            on_submit=AgendaEditor.swap,
            class_name="stack",
        ),
        # Another step begins folded.
        key=AgendaEditor.step,
    )


def _deleting() -> rx.Component:
    return rx.el.section(
        _asked(
            "agenda",
            question=say("agendas.delete.ask"),
            button=say("agendas.delete"),
            yes=say("agendas.delete.do"),
            on_yes=AgendaEditor.delete,
        ),
        class_name="card stack",
    )


def _asked(what: str, *, question: str, button: str, yes: str, on_yes: rx.EventHandler) -> rx.Component:
    """A button that takes something away, and the question before it does."""
    return rx.cond(
        AgendaEditor.asking == what,
        rx.el.div(
            rx.el.p(question),
            rx.el.div(
                rx.el.button(yes, type="button", on_click=on_yes, class_name="button button-danger", auto_focus=True),
                rx.el.button(
                    say("action.cancel"), type="button", on_click=AgendaEditor.ask(""), class_name="button button-quiet"
                ),
                class_name="buttons",
            ),
            class_name="notice",
        ),
        rx.el.div(
            rx.el.button(button, type="button", on_click=AgendaEditor.ask(what), class_name="button button-quiet"),
            class_name="buttons",
        ),
    )
