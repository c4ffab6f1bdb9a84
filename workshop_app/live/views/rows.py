"""Several rows with the same answers to each, on projector and phones: open, closed, and sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workshop_app.domain.agenda import Activity
from workshop_app.kinds.rows import Row, SteppedRowsBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.parts import Bar, BarGroup, Column, OptionView
from workshop_app.live.views.frames.phone import BallotView, ItemView, PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.votes import RESULTS, closed_stage, open_stage, phone_vote, result_stage
from workshop_app.reports.figure_words import option_labels, row_labels


def rows_ballot(scene: Scene, rows: Sequence[Row], options: Sequence[OptionView]) -> BallotView:
    """The rows and their answers: `label` of an option is what its button says, `help` the whole answer."""
    items = [ItemView(id=row.id, text=scene.text(row.text), help=scene.text(row.help)) for row in rows]
    return BallotView(widget="rows", items=items, options=list(options), steps=[option.help for option in options])


def stepped_ballot(scene: Scene, body: SteppedRowsBody) -> BallotView:
    """The rows on numbered steps, whose words stand above them."""
    steps = [OptionView(id=n, label=n, help=scene.text(step)) for n, step in body.option_texts().items()]
    return replace(rows_ballot(scene, body.rows, steps), shape="steps")


def rows_phone(scene: Scene, activity: Activity, shown: StageFrame, *, lead: str = "") -> PhoneFrame:
    """The ballot, a moment's wait, and the result that the projector has `shown`."""
    return phone_vote(scene, activity, shown, question=shown.question, lead=lead)


def rows_stage(scene: Scene, activity: Activity, *, question: str, numbered: bool = False) -> StageFrame:
    """The rows under the answers to them, empty until there are figures; these come where they were waited for."""
    if scene.phase in RESULTS:
        frame = result_stage(scene, activity, question=question)
        columns = _heads(frame.groups) if frame.caption else []
        return replace(frame, screen="matrix", columns=columns) if frame.groups else frame
    vote = open_stage if scene.phase in activity.body.course.rounds else closed_stage
    return with_places(scene, activity, vote(scene, question=question), numbered=numbered)


def with_places(scene: Scene, activity: Activity, frame: StageFrame, *, numbered: bool) -> StageFrame:
    """The frame over the rows: where their bars will stand, or `numbered` as on the phones where one mean will."""
    labels = option_labels(activity, scene.language)
    cells = [Bar(text=str(number) if numbered else "") for number in range(1, len(labels) + 1)]
    return replace(
        frame,
        screen="matrix",
        columns=[Column(heading=label) for label in labels.values()],
        places=[BarGroup(title=row, bars=cells) for row in row_labels(activity, scene.language).values()],
    )


def _heads(groups: Sequence[BarGroup]) -> list[Column]:
    """What stands above the bars: alike in all rows that have any."""
    bars = next(group.bars for group in groups if group.bars)
    return [Column(heading=bar.label) for bar in bars]
