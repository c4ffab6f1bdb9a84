"""The pages where administrators keep the municipality in order."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.administration.tree import Branch, Place, UnitsInOrder
from workshop_app.ui.desk import page_of, say
from workshop_app.ui.elements.desk_page import heading
from workshop_app.ui.elements.form_field import form_field, lines_field, refusal, select_field


def units_in_order() -> rx.Component:
    """«Ordne enhetene»."""
    return page_of(
        UnitsInOrder,
        heading(
            say("tree.title"),
            above=rx.el.p(rx.el.a(say("units.title"), href="/enheter"), class_name="eyebrow"),
            below=rx.el.p(say("tree.explain"), class_name="lead"),
            action=rx.el.a(say("import.title"), href="/enheter/importer", class_name="button"),
        ),
        rx.el.p(UnitsInOrder.said, role="status", class_name="saved"),
        rx.el.ul(rx.foreach(UnitsInOrder.branches, _branch), class_name="tree"),
        _new_unit(),
    )


def _branch(branch: rx.Var[Branch]) -> rx.Component:
    is_open = UnitsInOrder.chosen == branch.id
    return rx.el.li(
        rx.el.div(
            rx.el.a(branch.name, href=branch.path, class_name="tile-name"),
            rx.cond(branch.under != "", rx.el.span(branch.under, class_name="visually-hidden")),
            rx.cond(branch.closed != "", rx.el.span(branch.closed, class_name="state")),
        ),
        rx.el.button(
            rx.cond(is_open, say("action.cancel"), say("action.change")),
            type="button",
            aria_label=rx.cond(is_open, say("action.cancel"), branch.edit),
            aria_expanded=rx.cond(is_open, "true", "false"),
            on_click=UnitsInOrder.choose(branch.id),
            # A new key makes a new button, and a new button with autofocus takes the focus.
            auto_focus=branch.focus != "",
            key="button" + branch.focus,
            class_name="button",
        ),
        rx.cond(is_open, rx.el.div(_form(), rx.cond(~UnitsInOrder.chosen_closed, _others()), class_name="branch-form")),
        style={"--depth": branch.depth.to_string()},
        class_name="tree-unit tree-branch",
        key=branch.id,
    )


def _form() -> rx.Component:
    common = {"error": UnitsInOrder.error, "wrong": UnitsInOrder.wrong, "auto_complete": "off"}
    return rx.el.form(
        refusal(UnitsInOrder.error, UnitsInOrder.wrong),
        form_field(
            "name",
            say("setup.unit"),
            required=True,
            default_value=UnitsInOrder.filled["name"],
            **{**common, "auto_focus": True},
        ),
        _parent_field("parent", UnitsInOrder.chosen_places, chosen=UnitsInOrder.filled["parent"]),
        rx.el.div(
            rx.el.button(say("action.save"), type="submit", class_name="button button-primary"),
            rx.cond(
                UnitsInOrder.chosen_closed,
                rx.el.button(say("tree.reopen"), type="button", on_click=UnitsInOrder.reopen, class_name="button"),
                rx.el.button(say("tree.close"), type="button", on_click=UnitsInOrder.close, class_name="button"),
            ),
            class_name="buttons",
        ),
        rx.cond(~UnitsInOrder.chosen_closed, rx.el.p(say("tree.close.help"), class_name="help")),
        on_submit=UnitsInOrder.save,
        no_validate=True,
        class_name="stack",
    )


def _others() -> rx.Component:
    """What is done once in a reorganisation."""
    return rx.fragment(
        rx.el.details(rx.el.summary(say("tree.merge")), _merging(), class_name="closing"),
        rx.el.details(rx.el.summary(say("tree.split")), _splitting(), class_name="closing"),
    )


def _merging() -> rx.Component:
    return rx.el.form(
        rx.el.p(say("tree.merge.help"), class_name="help"),
        select_field(
            "merge_into",
            say("tree.merge.into"),
            rx.foreach(UnitsInOrder.chosen_places, lambda one: rx.el.option(one.name, value=one.id)),
            error=rx.cond(UnitsInOrder.wrong == "merge_into", UnitsInOrder.error, ""),
        ),
        form_field(
            "merge_name",
            say("tree.merge.name"),
            help_text=say("tree.merge.name.help"),
            error=UnitsInOrder.error,
            wrong=UnitsInOrder.wrong,
            auto_complete="off",
        ),
        rx.el.button(say("tree.merge.do"), type="submit", class_name="button"),
        on_submit=UnitsInOrder.merge,
        no_validate=True,
        class_name="stack",
    )


def _splitting() -> rx.Component:
    return rx.el.form(
        rx.el.p(say("tree.split.help"), class_name="help"),
        lines_field("split_name", say("tree.split.names"), rows=4, error=UnitsInOrder.error, wrong=UnitsInOrder.wrong),
        rx.el.label(
            rx.el.input(type="checkbox", name="split_goes_on", default_checked=True),
            rx.el.span(say("tree.split.goes_on")),
            class_name="choice",
        ),
        rx.el.button(say("tree.split.do"), type="submit", class_name="button"),
        on_submit=UnitsInOrder.split,
        no_validate=True,
        class_name="stack",
    )


def _new_unit() -> rx.Component:
    common = {"error": UnitsInOrder.error, "wrong": UnitsInOrder.wrong, "auto_complete": "off", "required": True}
    return rx.el.section(
        rx.el.h2(say("units.new"), id="ny"),
        rx.el.form(
            rx.cond(UnitsInOrder.chosen == "", refusal(UnitsInOrder.error, UnitsInOrder.wrong)),
            form_field("new_name", say("setup.unit"), **common),
            form_field(
                "new_leader_role", say("setup.leader_role"), help_text=say("units.leader_role_example"), **common
            ),
            _parent_field("new_parent", UnitsInOrder.places),
            rx.el.button(say("units.create"), type="submit", class_name="button button-primary"),
            on_submit=UnitsInOrder.create,
            no_validate=True,
            key=UnitsInOrder.created.to_string(),
            class_name="stack",
        ),
        aria_labelledby="ny",
        class_name="card stack",
    )


def _parent_field(name: str, places: rx.Var[list[Place]], *, chosen: rx.Var[str] | str = "") -> rx.Component:
    return select_field(
        name,
        say("units.parent"),
        rx.el.option(say("units.parent.none"), value=""),
        rx.foreach(places, lambda one: rx.el.option(one.name, value=one.id)),
        help_text=say("units.parent.help"),
        default_value=chosen,
    )
