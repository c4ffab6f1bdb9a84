"""The sections of a unit's page below its commitments. Functions of the report's Vars; no State."""

from __future__ import annotations

import reflex as rx

from workshop_app.reports.dilemma_part import DilemmaPart, DilemmaVote
from workshop_app.reports.points_part import OptionOverTime, PointsPart
from workshop_app.reports.pulse_part import PulsePart, Side, Statement
from workshop_app.reports.question_votes import TakenVote
from workshop_app.reports.questions_part import QuestionsPart, Taken, TopProposal
from workshop_app.ui.desk import say
from workshop_app.ui.elements.charted import as_table, charted


def section(id_: str, title: rx.Var | str, *content: rx.Component) -> rx.Component:
    """A part of the page that its list of contents leads to."""
    return rx.el.section(
        rx.el.h2(title, id=id_, tab_index=-1), *content, aria_labelledby=id_, class_name="stack page-section"
    )


def pulse(part: rx.Var[PulsePart]) -> rx.Component:
    """The headline in words, its line, the anchor beside it, and the other dimensions smaller."""
    figures = rx.fragment(
        rx.el.div(
            rx.el.p(part.verdict, class_name="verdict"),
            rx.el.p(rx.foreach(part.sentences, lambda one: rx.el.span(one, " ")), class_name="prose"),
            rx.el.p(part.trend, class_name="prose"),
            charted(part.chart, class_name="chart-main"),
            rx.el.p(rx.foreach(part.caption, lambda one: rx.el.span(one, " ")), class_name="help"),
            class_name="card reading",
        ),
        rx.el.div(
            rx.el.h3(part.anchor_title),
            rx.el.p("«", part.anchor_text, "»", class_name="wording"),
            _side(part.anchor),
            class_name="card reading",
        ),
        rx.cond(part.others.length() > 0, _others(part)),
    )
    return section(
        "puls",
        part.title,
        rx.cond(part.nothing != "", rx.el.p(part.nothing, class_name="nothing-shown"), figures),
        rx.cond(part.leader_hidden != "", rx.el.p(part.leader_hidden, class_name="help")),
    )


def _others(part: rx.Var[PulsePart]) -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.h3(part.others_title, " ", rx.el.span(part.exploratory, class_name="state")),
            rx.el.p(part.others_note, class_name="help"),
        ),
        rx.el.div(
            rx.foreach(
                part.others,
                lambda side: rx.el.section(
                    rx.el.h4(side.title), _side(side), class_name=rx.cond(side.is_open, "card side wide", "card side")
                ),
            ),
            class_name="sides",
        ),
    )


def _side(side: rx.Var[Side]) -> rx.Component:
    return rx.fragment(
        rx.cond(side.hidden != "", rx.el.p(side.hidden, class_name="nothing-shown")),
        rx.cond(
            side.hidden == "",
            rx.fragment(
                rx.el.p(side.says),
                rx.cond(side.verdict != "", rx.el.p(side.verdict, class_name="help")),
                charted(side.chart),
            ),
        ),
        rx.cond(
            side.statements.length() > 0,
            rx.el.details(
                rx.el.summary(side.statements_title),
                rx.el.div(rx.foreach(side.statements, _statement), class_name="statements"),
                as_table(side.statements_table),
                open=side.is_open,
                class_name="side-statements",
            ),
        ),
    )


def _statement(statement: rx.Var[Statement]) -> rx.Component:
    return rx.el.div(
        rx.el.p("«", statement.text, "»"),
        rx.html(statement.svg),
        rx.cond(statement.spread != "", rx.el.p(statement.spread + ".", class_name="help")),
        class_name="charted statement",
    )


def dilemma(part: rx.Var[DilemmaPart]) -> rx.Component:
    """The latest dilemma, and those before it to unfold."""
    return section(
        "dilemma",
        part.title,
        rx.el.p(part.question, class_name="wording"),
        rx.foreach(part.latest, _vote),
        rx.cond(
            part.earlier.length() > 0,
            rx.el.details(
                rx.el.summary(part.earlier_title),
                rx.el.div(rx.foreach(part.earlier, _vote), class_name="sides"),
                class_name="unfolded",
            ),
        ),
        rx.el.p(part.note, class_name="help"),
    )


def _vote(vote: rx.Var[DilemmaVote]) -> rx.Component:
    return rx.el.section(
        rx.el.h3(vote.date),
        rx.cond(vote.hidden != "", rx.el.p(vote.hidden, class_name="nothing-shown")),
        rx.cond(
            vote.hidden == "",
            rx.fragment(
                rx.el.p(vote.shift, class_name="conclusion"),
                rx.cond(
                    vote.held != "",
                    rx.el.p(rx.el.strong(say("dilemma.held")), " ", vote.held),
                ),
                charted(vote.chart),
                rx.el.p(vote.answered, class_name="help"),
            ),
        ),
        class_name="card side",
    )


def points(part: rx.Var[PointsPart]) -> rx.Component:
    """Each option by itself: how it is, how it is wanted, and the distance between."""
    return section(
        "poeng",
        part.title,
        rx.cond(part.nothing != "", rx.el.p(part.nothing, class_name="nothing-shown")),
        rx.cond(part.sentence != "", rx.el.p(part.sentence, class_name="conclusion")),
        rx.cond(part.options.length() > 0, rx.el.div(rx.foreach(part.options, _option), class_name="card multiples")),
    )


def _option(option: rx.Var[OptionOverTime]) -> rx.Component:
    return rx.el.section(
        rx.el.h3(option.name, class_name="shaped"),
        rx.cond(option.help != "", rx.el.p(option.help, class_name="help")),
        rx.el.p(option.says),
        charted(option.chart),
        class_name="side mark-" + option.id,
    )


def questions(part: rx.Var[QuestionsPart]) -> rx.Component:
    """Which of the five questions have been taken, and what came of them."""
    return section(
        "hva-na",
        part.title,
        rx.el.p(part.sentence, class_name="conclusion"),
        rx.el.ul(rx.foreach(part.taken, _taken), class_name="taken"),
        rx.cond(
            part.left.length() > 0,
            rx.el.div(
                rx.el.h3(part.left_title),
                rx.el.ul(rx.foreach(part.left, rx.el.li), class_name="proposals"),
                class_name="reading",
            ),
        ),
    )


def _taken(taken: rx.Var[Taken]) -> rx.Component:
    return rx.el.li(
        rx.el.p(rx.el.a(taken.date, href=taken.path), class_name="eyebrow"),
        rx.el.h3(taken.title),
        rx.foreach(taken.votes, _vote_in_question),
        rx.cond(
            taken.top.length() > 0,
            rx.fragment(rx.el.h4(taken.top_title), rx.el.ol(rx.foreach(taken.top, _top), class_name="top")),
        ),
        rx.cond(
            taken.became.length() > 0,
            rx.fragment(
                rx.el.h4(taken.became_title), rx.el.ul(rx.foreach(taken.became, rx.el.li), class_name="proposals")
            ),
        ),
        class_name="card",
    )


def _vote_in_question(vote: rx.Var[TakenVote]) -> rx.Component:
    return rx.el.section(
        rx.foreach(vote.wording, lambda words: rx.el.p(words, class_name="wording")),
        rx.cond(vote.hidden != "", rx.el.p(vote.hidden, class_name="nothing-shown")),
        rx.cond(vote.sentence != "", rx.el.p(vote.sentence, class_name="conclusion")),
        rx.cond(vote.chart.svg != "", charted(vote.chart)),
        rx.cond(vote.answered != "", rx.el.p(vote.answered, class_name="help")),
        class_name="side",
    )


def _top(top: rx.Var[TopProposal]) -> rx.Component:
    return rx.el.li(rx.el.span(top.rank, class_name="rank"), rx.el.span(top.text))
