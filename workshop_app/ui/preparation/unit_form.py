"""The page where a unit is made or changed."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.desk import page_of, say
from workshop_app.ui.elements.desk_page import heading
from workshop_app.ui.elements.form_field import form_field, refusal, required_note, select_field
from workshop_app.ui.preparation.units import UnitForm


def unit_form() -> rx.Component:
    """A new unit, or one to change."""
    is_new = UnitForm.unit == ""
    return page_of(
        UnitForm,
        rx.el.div(
            heading(
                rx.cond(is_new, say("units.new"), say("units.edit")),
                above=rx.cond(UnitForm.is_first, rx.el.p(say("units.first"), class_name="eyebrow")),
            ),
            rx.el.form(
                required_note(),
                refusal(UnitForm.error, UnitForm.wrong),
                *_unit_fields(),
                rx.el.div(
                    rx.el.button(
                        rx.cond(is_new, say("units.create_and_go_on"), say("action.save")),
                        type="submit",
                        class_name="button button-primary",
                    ),
                    rx.el.a(
                        say("action.cancel"),
                        href=rx.cond(is_new, "/enheter", f"/enheter/{UnitForm.unit}"),
                        class_name="button button-quiet",
                    ),
                    class_name="buttons",
                ),
                on_submit=UnitForm.save,
                no_validate=True,
                class_name="stack",
            ),
            class_name="card stack",
        ),
        narrow=True,
    )


def _unit_fields() -> list[rx.Component]:
    return [
        _field("name", say("setup.unit"), help_text=say("units.name_example"), required=True),
        _field("leader_role", say("setup.leader_role"), help_text=say("units.leader_role_example"), required=True),
        _field("agreed_roles", say("setup.agreed_roles"), help_text=say("units.agreed_roles_help")),
        rx.cond(
            UnitForm.parents.length() > 0,
            select_field(
                "parent",
                say("units.parent"),
                rx.el.option(say("units.parent.none"), value=""),
                rx.foreach(UnitForm.parents, lambda one: rx.el.option(one.name, value=one.id)),
                help_text=say("units.parent.help"),
                default_value=UnitForm.filled["parent"],
            ),
        ),
        _field("discussed_on", say("units.discussed_on"), help_text=say("units.discussed_on.help"), type="date"),
        rx.cond(
            UnitForm.unit != "",
            _field(
                "reorganised_on", say("units.reorganised_on"), help_text=say("units.reorganised_on.help"), type="date"
            ),
        ),
    ]


def _field(name: str, label: str, **attributes: object) -> rx.Component:
    return form_field(
        name,
        label,
        default_value=UnitForm.filled[name],
        error=UnitForm.error,
        wrong=UnitForm.wrong,
        auto_complete="off",
        **attributes,
    )
