"""A session's page: what was agreed first, then what was asked and what it showed."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.parts import Bar, BarGroup, ProposalCard
from workshop_app.live.views.report import Agreed, Asked, Fact, Planned, Report
from workshop_app.ui.desk import say
from workshop_app.ui.elements.desk_page import heading


def session_report(
    report: rx.Var[Report], *, control: rx.Var[str], guess: rx.Var[str], together: rx.Component
) -> rx.Component:
    """Everything that is kept of a session, in its own language. `together`: the other sittings of its workshop."""
    return rx.el.article(
        heading(
            report.title,
            above=rx.el.p(rx.el.a(report.unit, href=report.unit_path), class_name="eyebrow"),
            below=rx.el.p(
                report.date, rx.el.span(report.state, class_name="state state-" + report.stage), class_name="lead"
            ),
            action=rx.cond(
                control != "",
                rx.el.div(
                    rx.el.a(say("paper.link"), href=report.paper_path, class_name="button"),
                    rx.el.a(say("session.control"), href=control, class_name="button button-primary"),
                    class_name="buttons",
                ),
            ),
        ),
        rx.cond(guess != "", _guess(guess)),
        together,
        rx.cond(report.nothing != "", rx.el.p(report.nothing, class_name="notice")),
        rx.cond(report.planned.length() > 0, _planned(report)),
        rx.cond((report.agreed.length() > 0) | (report.no_agreed != ""), _agreements(report)),
        rx.cond(report.asked.length() > 0, _asked_section(report)),
        lang=report.language,
        class_name="report stack",
    )


def _guess(path: rx.Var[str]) -> rx.Component:
    return rx.el.p(rx.el.a(say("guess.link"), href=path), lang="nb", class_name="notice notice-calm")


def _planned(report: rx.Var[Report]) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(report.planned_title, id="steg"),
            rx.el.p(report.planned_total, class_name="total"),
            class_name="plan-head",
        ),
        rx.el.ol(rx.foreach(report.planned, _planned_step), class_name="card planned"),
        aria_labelledby="steg",
        class_name="stack",
    )


def _planned_step(step: rx.Var[Planned]) -> rx.Component:
    return rx.el.li(rx.el.span(step.title), rx.el.span(step.minutes, class_name="minutes"))


def _agreements(report: rx.Var[Report]) -> rx.Component:
    return rx.el.section(
        rx.el.h2(report.agreed_title, id="tiltak"),
        rx.cond(report.no_agreed != "", rx.el.p(report.no_agreed, class_name="help")),
        rx.el.ul(rx.foreach(report.agreed, _agreement), class_name="agreements"),
        rx.cond(report.lifted.length() > 0, rx.el.ul(rx.foreach(report.lifted, rx.el.li), class_name="proposals")),
        rx.cond(report.next_date != "", rx.el.p(report.next_date, class_name="notice notice-calm")),
        rx.cond(
            report.calendar != "",
            rx.el.p(rx.el.a(report.calendar, href=report.calendar_path, class_name="button")),
        ),
        aria_labelledby="tiltak",
        class_name="stack",
    )


def _agreement(card: rx.Var[Agreed]) -> rx.Component:
    return rx.el.li(
        rx.el.h3(card.what),
        rx.el.dl(rx.foreach(card.facts, _fact), class_name="facts"),
        class_name="card agreement",
    )


def _fact(fact: rx.Var[Fact]) -> rx.Component:
    return rx.el.div(rx.el.dt(fact.label), rx.el.dd(fact.text))


def _asked_section(report: rx.Var[Report]) -> rx.Component:
    return rx.el.section(
        rx.el.h2(report.asked_title, id="spurt"),
        rx.el.p(report.caption, class_name="help"),
        rx.foreach(report.asked, _asked),
        rx.el.p(report.purpose, class_name="help"),
        aria_labelledby="spurt",
        class_name="stack",
    )


def _asked(asked: rx.Var[Asked]) -> rx.Component:
    return rx.el.section(
        rx.cond(asked.part != "", rx.el.p(asked.part, class_name="eyebrow")),
        rx.el.h3(asked.title),
        rx.foreach(asked.wording, lambda line: rx.el.p(line, class_name="wording")),
        rx.cond(asked.hidden != "", rx.el.p(asked.hidden, class_name="nothing-shown")),
        rx.cond(asked.sentence != "", rx.el.p(asked.sentence, class_name="conclusion")),
        rx.el.div(rx.foreach(asked.groups, _group), class_name="groups"),
        rx.cond(asked.top.length() > 0, _top(asked)),
        rx.cond(asked.proposals.length() > 0, _proposals(asked)),
        rx.foreach(asked.notes, lambda line: rx.el.p(line, class_name="help")),
        rx.cond(asked.statements.length() > 0, _statements(asked)),
        class_name="card asked",
    )


def _group(group: rx.Var[BarGroup]) -> rx.Component:
    return rx.el.figure(
        rx.cond(group.title != "", rx.el.figcaption(group.title)),
        rx.el.p(group.sentence, class_name="visually-hidden"),
        rx.cond(group.note != "", rx.el.p(group.note, class_name="help")),
        rx.el.div(rx.foreach(group.bars, _bar), aria_hidden="true", class_name="bars"),
    )


def _bar(bar: rx.Var[Bar]) -> rx.Component:
    return rx.el.div(
        rx.el.span(bar.label, class_name="bar-label"),
        rx.el.span(rx.el.span(class_name="bar-fill"), class_name=f"bar-plot mark-{bar.mark}"),
        rx.el.span(bar.text, class_name="bar-text"),
        class_name=f"bar bound-{bar.bound}",
        style={"--width": f"{bar.width}"},
    )


def _top(asked: rx.Var[Asked]) -> rx.Component:
    return rx.fragment(
        rx.el.h4(asked.top_title),
        rx.el.ul(rx.foreach(asked.top, _place), class_name="top"),
    )


def _place(card: rx.Var[ProposalCard]) -> rx.Component:
    return rx.el.li(rx.el.span(card.note, class_name="rank"), rx.el.span(card.text))


def _proposals(asked: rx.Var[Asked]) -> rx.Component:
    return rx.fragment(
        rx.el.h4(asked.proposals_title),
        rx.el.ul(rx.foreach(asked.proposals, rx.el.li), class_name="proposals"),
    )


def _statements(asked: rx.Var[Asked]) -> rx.Component:
    return rx.el.details(
        rx.el.summary(asked.statements_title),
        rx.el.ol(rx.foreach(asked.statements, rx.el.li)),
    )
