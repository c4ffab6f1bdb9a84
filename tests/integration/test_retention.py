"""What has been kept long enough is deleted by the house itself, and nothing before that."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from tests.integration.conftest import HouseFactory
from tests.integration.house import KARI, House
from workshop_app.domain.commitments import CommitmentState
from workshop_app.domain.retention import Periods
from workshop_app.domain.session import Stage
from workshop_app.persistence import people
from workshop_app.persistence.tables.accounts import SignInRow
from workshop_app.persistence.tables.sessions import EventRow, SessionRow
from workshop_app.persistence.tables.texts import CommitmentRow, ProposalRow, ProposalState
from workshop_app.persistence.tables.votes import AggregateRow, RunRow
from workshop_app.services import clock
from workshop_app.services.retention import Retention

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
    _leave_behind(house, ended_at=Periods().texts_before(NOW) + timedelta(days=1))
    Retention(database=house.database).carry_out_daily()
    assert _left(house) == (2, 1, 1)


def test_texts_go_after_two_years_and_totals_stay(house: House) -> None:
    _leave_behind(house, ended_at=Periods().texts_before(NOW) - timedelta(days=1))
    Retention(database=house.database).carry_out_daily()
    assert _left(house) == (0, 0, 1)


def test_totals_go_after_five_years(house: House) -> None:
    _leave_behind(house, ended_at=Periods().totals_before(NOW) - timedelta(days=1))
    Retention(database=house.database).carry_out_daily()
    assert _left(house) == (0, 0, 0)


def test_a_dry_run_says_what_would_go_and_deletes_nothing(house: House) -> None:
    _leave_behind(house, ended_at=Periods().totals_before(NOW) - timedelta(days=1))
    retention = Retention(database=house.database)
    assert retention.try_out() == {"commitments": 1, "proposals": 2, "totals": 1}
    assert _left(house) == (2, 1, 1)
    assert retention.recorded() == []


def test_what_is_deleted_is_on_record_as_numbers_and_a_day(house: House) -> None:
    _leave_behind(house, ended_at=Periods().texts_before(NOW) - timedelta(days=1))
    retention = Retention(database=house.database)
    for _ in range(2):
        retention.carry_out_daily()
    deleted = [("commitments", 1), ("proposals", 2)]
    assert [(line.day, line.what, line.number) for line in retention.recorded()] == [
        (clock.today(), what, number) for what, number in deleted
    ]
    with house.database.unit_of_work() as db:
        db.add(RunRow(id="more", session_id=house.session_id, activity_id="b", part="vote", repetition=1, sealed=True))
        db.flush()
        db.add(AggregateRow(run_id="more", round="vote", figures="{}"))
        db.execute(update(SessionRow).values(ended_at=Periods().totals_before(NOW) - timedelta(days=1)))
    assert retention.carry_out() == {"totals": 2}
    assert [(line.what, line.number) for line in retention.recorded()] == [*deleted, ("totals", 2)]


def test_it_is_done_once_a_day_also_by_several_at_once(house: House) -> None:
    retention = Retention(database=house.database)
    with ThreadPoolExecutor(4) as workers:
        for done in [workers.submit(retention.carry_out_daily) for _ in range(4)]:
            done.result()
    _leave_behind(house, ended_at=Periods().texts_before(NOW) - timedelta(days=1))
    retention.carry_out_daily()
    assert _left(house) == (2, 1, 1)
    with house.database.unit_of_work() as db:
        people.mark_cleared(db, clock.today() - timedelta(days=1))
    retention.carry_out_daily()
    assert _left(house) == (0, 0, 1)


def test_the_municipalitys_own_periods_hold(house: House) -> None:
    periods = Periods(months_of_texts=12, years_of_totals=2)
    _leave_behind(house, ended_at=periods.totals_before(NOW) - timedelta(days=1))
    with house.database.unit_of_work() as db:
        found = people.municipality(db)
        assert found is not None
        people.change_municipality(db, replace(found, periods=periods))
    Retention(database=house.database).carry_out_daily()
    assert _left(house) == (0, 0, 0)


def test_a_sign_in_that_has_run_out_is_deleted_and_one_that_has_not_stays(house: House) -> None:
    with house.database.unit_of_work() as db:
        for token, hours in ((b"over", -1), (b"good", 1)):
            expires_at = NOW + timedelta(hours=hours)
            db.add(SignInRow(person_id=KARI.id, token_hash=token, expires_at=expires_at))
    assert Retention(database=house.database).carry_out() == {"sign_ins": 1}
    with house.database.reading() as db:
        assert db.scalars(select(SignInRow.token_hash)).all() == [b"good"]


def test_the_periods_are_whole_months() -> None:
    assert Periods().texts_before(datetime(2026, 11, 24, tzinfo=UTC)) == datetime(2024, 11, 24, tzinfo=UTC)
    assert Periods().totals_before(datetime(2028, 2, 29, tzinfo=UTC)) == datetime(2023, 2, 28, tzinfo=UTC)


def test_a_session_that_cannot_be_cleared_up_keeps_nobody_elses_from_it(house: House, new_house: HouseFactory) -> None:
    """Its log has been damaged; the one after it is ended all the same."""
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
