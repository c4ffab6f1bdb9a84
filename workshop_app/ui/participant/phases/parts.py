"""The few things that stand on more than one of the phone's screens."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.parts import ProposalCard
from workshop_app.ui.elements.commitment_card import commitment_card
from workshop_app.ui.participant.controls import audience, notes, words
from workshop_app.ui.participant.state import PhoneLive


def question() -> rx.Component:
    """What it is about. Fieldsets take their name from it."""
    return shown(
        PhoneLive.frame.question, rx.el.h2(words(text=PhoneLive.frame.question), id="question", class_name="question")
    )


def lead() -> rx.Component:
    """One sentence under the question."""
    return shown(PhoneLive.frame.lead, rx.el.p(PhoneLive.frame.lead, class_name="lead"))


def lines() -> rx.Component:
    """Sentences one under the other."""
    return _listed(PhoneLive.frame.lines, "plain lines")


def explanations() -> rx.Component:
    """Words that are explained."""
    return _listed(PhoneLive.frame.explanations, "plain explanations")


def source() -> rx.Component:
    """Where it is from, or what to bear in mind."""
    return shown(PhoneLive.frame.source, rx.el.p(PhoneLive.frame.source, class_name="source"))


def wait() -> rx.Component:
    """What to do with the phone now: mostly nothing."""
    return shown(PhoneLive.frame.wait, rx.el.p(PhoneLive.frame.wait, class_name="wait"))


def who_sees() -> rx.Component:
    """The label that every screen carries that takes something."""
    return audience(kind=PhoneLive.frame.audience, label=PhoneLive.frame.audience_label)


def own_notes() -> rx.Component:
    """Notes to oneself, where there is something to think about."""
    return rx.cond(
        PhoneLive.frame.notes, notes(activity=PhoneLive.frame.activity, texts=PhoneLive.frame.texts), rx.fragment()
    )


def proposals() -> rx.Component:
    """Proposals to read."""
    return rx.el.ol(
        rx.foreach(PhoneLive.frame.cards, _proposal),
        class_name="proposals-shown",
    )


def lifted() -> rx.Component:
    """What has been lifted to the level above, or what came back."""
    return _listed(PhoneLive.frame.lifted, "plain lifted")


def commitments() -> rx.Component:
    """The cards as they stand."""
    texts = PhoneLive.frame.texts
    return rx.foreach(
        PhoneLive.frame.commitments,
        lambda card: commitment_card(
            card,
            who=texts["stage.card.who"],
            due=texts["stage.card.due"],
            first_step=texts["stage.card.first_step"],
        ),
    )


def shown(text: rx.Var[str], component: rx.Component) -> rx.Component:
    """The component, if there is a text for it."""
    return rx.cond(text != "", component, rx.fragment())


def _proposal(card: rx.Var[ProposalCard]) -> rx.Component:
    return rx.el.li(
        shown(card.note, rx.el.span(card.note, class_name="rank")),
        rx.el.p(words(text=card.text)),
        class_name="card",
    )


def _listed(texts: rx.Var[list[str]], class_name: str) -> rx.Component:
    return rx.cond(
        texts.length() > 0,
        rx.el.ul(rx.foreach(texts, rx.el.li), class_name=class_name),
        rx.fragment(),
    )
