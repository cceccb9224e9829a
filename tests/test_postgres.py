"""The record on PostgreSQL: a server that goes away in the middle, and many at work at once."""

import threading

import pytest
from sqlalchemy import func, select
from tools import prepared

from dateline.store import schema as t
from dateline.store.doctor import examine
from dateline.store.faults import StoreError
from dateline.store.ingesting import Desk, Watch, ingest
from dateline.store.opening import open_store, reading
from dateline.store.receipts import pending
from test_store import MOMENT, RULES, add, coder, dump


def test_a_server_that_is_restarted_in_the_middle_loses_nothing(postgres, engines, tmp_path):
    engine, stories = open_store(postgres.database(), create=True), prepared.stories(10)
    seen = []

    def cut(phase, story):
        seen.append(phase)
        if phase == "recorded" and seen.count("recorded") == 3:
            postgres.stop()

    try:
        with pytest.raises(StoreError, match="run the command again"):
            add(engine, stories, phase=cut)
    finally:
        postgres.start()
    engine.dispose()
    waiting = pending(engine)
    assert 0 < len(waiting) < 10
    add(engine, stories)
    calm = open_store(str(tmp_path / "calm.db"), create=True)
    add(calm, stories)
    assert dump(engine) == dump(calm)


def test_writers_and_readers_at_once(postgres, engines, tmp_path):
    place, stories, faults, ended = postgres.database(), prepared.stories(24, seed=5), [], threading.Event()

    def write(share):
        try:
            engine = open_store(place, create=True)
            ingest(Desk(engine, lambda: MOMENT, Watch(), RULES), share, coder())
        except Exception as error:
            faults.append(error)

    def read():
        try:
            engine = open_store(place)
            while not ended.wait(0.05):
                with reading(engine) as connection:
                    connection.execute(select(func.count()).select_from(t.records)).scalar_one()
        except Exception as error:
            faults.append(error)

    open_store(place, create=True)
    writers = [threading.Thread(target=write, args=(stories[k::4] + stories[:2],)) for k in range(4)]
    readers = [threading.Thread(target=read) for _ in range(4)]
    for thread in (*writers, *readers):
        thread.start()
    for thread in writers:
        thread.join()
    ended.set()
    for thread in readers:
        thread.join()
    assert faults == []
    engine, calm = open_store(place), open_store(str(tmp_path / "calm.db"), create=True)
    add(calm, stories)
    assert dump(engine) == dump(calm)
    assert not any(finding.faults for finding in examine(engine))


def test_what_is_wrong_with_an_address_is_said(postgres, engines):
    url = postgres.database()
    with pytest.raises(StoreError, match="dateline add"):
        open_store(url)
    with pytest.raises(StoreError, match="createdb"):
        open_store(url.replace("/d", "/x", 1))
    with pytest.raises(StoreError, match="check that the server runs"):
        open_store("postgresql://dateline@/x?host=/nowhere")
