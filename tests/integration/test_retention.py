"""What has been kept long enough is deleted by the house itself, and nothing before that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from tests.integration.conftest import HouseFactory
from tests.integration.house import House
from workshop_app.domain.commitments import CommitmentState
from workshop_app.domain.retention import texts_before, totals_before
from workshop_app.domain.session import Stage
from workshop_app.persistence.tables import (
    AggregateRow,
    CommitmentRow,
    EventRow,
    ProposalRow,
    ProposalState,
    RunRow,
    SessionRow,
)

NOW = datetime.now(UTC)


def _leave_behind(house: House, *, ended_at: datetime) -> None:
    with house.database.unit_of_work() as db:
        db.execute(update(SessionRow).where(SessionRow.id == house.session_id).values(ended_at=ended_at))
        db.add(RunRow(id="run", session_id=house.session_id, activity_id="a", part="vote", repetition=1, sealed=True))
        db.flush()
        db.add(AggregateRow(run_id="run", round="vote", figures="{}"))
        for id_, target in (("kept", None), ("merged", "kept")):
            db.add(
                ProposalRow(
                    id=id_,
                    session_id=house.session_id,
                    activity_id="a",
                    group=1,
                    position=1,
                    text="Tekst",
                    state=ProposalState.SHOWN,
                    merged_into=target,
                )
            )
            db.flush()
        db.add(
            CommitmentRow(
                id="card",
                session_id=house.session_id,
                position=1,
                what="Noe",
                situation="",
                who="",
                first_step="",
                notice="",
                proposal_id="kept",
                state=CommitmentState.NOT_STARTED,
                learnt="",
            )
        )


def _left(house: House) -> tuple[int, int, int]:
    with house.database.reading() as db:
        tables = (ProposalRow, CommitmentRow, AggregateRow)
        proposals, cards, aggregates = (db.scalar(select(func.count()).select_from(table)) for table in tables)
        return proposals or 0, cards or 0, aggregates or 0


def test_everything_stays_the_day_before(house: House) -> None:
    _leave_behind(house, ended_at=texts_before(NOW) + timedelta(days=1))
    house.facilitation.keep_house()
    assert _left(house) == (2, 1, 1)


def test_texts_go_after_two_years_and_totals_stay(house: House) -> None:
    _leave_behind(house, ended_at=texts_before(NOW) - timedelta(days=1))
    house.facilitation.keep_house()
    assert _left(house) == (0, 0, 1)


def test_totals_go_after_five_years(house: House) -> None:
    _leave_behind(house, ended_at=totals_before(NOW) - timedelta(days=1))
    house.facilitation.keep_house()
    assert _left(house) == (0, 0, 0)


def test_the_periods_are_whole_months() -> None:
    assert texts_before(datetime(2026, 11, 24, tzinfo=UTC)) == datetime(2024, 11, 24, tzinfo=UTC)
    assert totals_before(datetime(2028, 2, 29, tzinfo=UTC)) == datetime(2023, 2, 28, tzinfo=UTC)


def test_a_session_that_cannot_be_cleared_up_keeps_nobody_elses_from_it(house: House, new_house: HouseFactory) -> None:
    """Its log has been damaged; the one after it is ended all the same, and what is old goes."""
    other = new_house()
    for one in (house, other):
        one.open_lobby()
        one.press()
    with house.database.unit_of_work() as db:
        long_ago = NOW - timedelta(days=1)
        db.execute(update(EventRow).values(at=long_ago))
        db.execute(update(EventRow).where(EventRow.session_id == house.session_id).values(kind="unheard-of"))
    with pytest.raises(ValueError, match="unheard-of"):
        house.facilitation.keep_house()
    assert other.live.stage is Stage.ENDED
