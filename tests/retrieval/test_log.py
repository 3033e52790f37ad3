"""The log of answers in a real file: what is kept, that it is never changed, and that what is deleted is gone."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.exc import IntegrityError

from retrieval.answer import Answer, Question, Status
from retrieval.database import Place, open_database
from retrieval.errors import UsageError
from retrieval.index import Index
from retrieval.log import AnswerLog
from retrieval.recorder import IndexState, Recorder, recorded
from retrieval.settings import Keep, Settings
from tests.postgres import Server
from tests.retrieval.indexed import ingested, written
from tests.retrieval.prose.given import Given

ASKED = Question(question="Who sued LinkedIn?", who="anna", place="#legal")


def _answer(name: str, question: str = "Who?") -> Answer:
    return Answer(id=name, question=question, status=Status.ANSWERED, answer="He did. [1]", confidence=0.5)


def test_an_answer_is_kept_as_it_was_given(place: Place) -> None:
    log = AnswerLog(place)
    log.add(_answer("a1"), who="anna", place="#legal", index_state="3:abc")
    log.add_feedback("a1", who="ben", kind="wrong", note="it was she")
    log.close()
    [entry] = AnswerLog(place).newest(5)
    assert (entry.answer, entry.who, entry.place, entry.index_state) == (_answer("a1"), "anna", "#legal", "3:abc")
    assert [(each.who, each.kind, each.note) for each in entry.feedback] == [("ben", "wrong", "it was she")]


def test_entries_are_found_by_number_by_id_and_by_how_it_begins(place: Place) -> None:
    log = AnswerLog(place)
    for name in ("aa1", "ab2", "ab2", "100%"):
        log.add(_answer(name))
    found = {
        name: entry.n if (entry := log.find(name)) else None for name in ("1", "aa1", "a", "ab2", "%", "_", "", "9")
    }
    assert found == {"1": 1, "aa1": 1, "a": 3, "ab2": 3, "%": None, "_": None, "": None, "9": None}
    assert [entry.n for entry in log.newest(2)] == [4, 3]
    assert [entry.n for entry in log.all()] == [1, 2, 3, 4]


def test_a_number_that_is_not_there_is_not_taken_for_the_beginning_of_an_id(place: Place) -> None:
    log = AnswerLog(place)
    log.add(_answer("7123456789abcdef"))
    assert [entry and entry.n for entry in map(log.find, ("7", "7123456", "71234567", "7123456789a"))] == [
        None,
        None,
        1,
        1,
    ]


def test_feedback_on_an_answer_that_is_not_there_is_refused(place: Place) -> None:
    with pytest.raises(UsageError, match="pincite log"):
        AnswerLog(place).add_feedback("x", who="", kind="right")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE answers SET who = 'nobody'",
        "DELETE FROM answers",
        "UPDATE feedback SET kind = 'right'",
        "DELETE FROM feedback",
    ],
)
def test_no_entry_can_be_changed_or_deleted(place: Place, change: str) -> None:
    log = AnswerLog(place)
    log.add(_answer("a1"))
    log.add_feedback("a1", who="ben", kind="wrong")
    with _other(place) as other, pytest.raises(IntegrityError, match="never changed"):
        other.execute(text(change))
    assert len(next(log.all()).feedback) == 1


@pytest.mark.parametrize("table", ["answers", "feedback"])
def test_the_tables_of_a_server_cannot_be_emptied_either(postgres: Server, table: str) -> None:
    url = postgres.new_database()
    AnswerLog(url).add(_answer("a1"))
    with _other(url) as other, pytest.raises(IntegrityError, match="never changed"):
        other.execute(text(f"TRUNCATE {table}"))
    assert len(AnswerLog(url).newest(9)) == 1


def test_what_is_too_old_is_forgotten_and_the_rest_stays_as_it_is(place: Place) -> None:
    log = AnswerLog(place)
    log.add(_answer("old"))
    log.add_feedback("old", who="ben", kind="wrong", note="it was she")
    assert log.forget(timedelta(days=1)) == 0
    assert log.forget(timedelta(0)) == 1
    log.add(_answer("new"))
    assert [entry.answer.id for entry in log.all()] == ["new"]
    with _other(place) as other, pytest.raises(IntegrityError, match="never changed"):
        other.execute(text("DELETE FROM answers"))


def test_what_is_too_old_is_gone_from_the_file_itself(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = AnswerLog(path)
    for number in range(200):
        log.add(_answer(f"a{number}", "What is the SECRETWORD?"), who="anna")
    log.add_feedback("a7", who="ben", kind="wrong", note="OTHERWORD")
    size = path.stat().st_size
    assert log.forget(timedelta(days=1)) == 0
    assert log.forget(timedelta(0)) == 200
    log.add(_answer("new", "And now?"))
    log.close()
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"SECRETWORD" not in left
    assert b"OTHERWORD" not in left
    assert path.stat().st_size < size
    assert [entry.answer.id for entry in AnswerLog(path).all()] == ["new"]


def test_only_its_owner_can_read_the_file(tmp_path: Path) -> None:
    AnswerLog(tmp_path / "log.sqlite3").close()
    assert stat.S_IMODE((tmp_path / "log.sqlite3").stat().st_mode) == 0o600


def test_a_file_that_is_no_log_is_refused(tmp_path: Path) -> None:
    (tmp_path / "log.sqlite3").write_text("no database, but long enough to be taken for one" * 50)
    with pytest.raises(UsageError, match="PINCITE_LOG=off"):
        AnswerLog(tmp_path / "log.sqlite3")


def test_many_threads_lose_nothing(place: Place) -> None:
    log = AnswerLog(place)

    def write(first: int) -> None:
        for number in range(10):
            log.add(_answer(f"{first}-{number}"))

    threads = [threading.Thread(target=write, args=(first,)) for first in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({entry.answer.id for entry in log.all()}) == 80


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings over an index of one document."""
    ingested(tmp_path / "index", written(tmp_path / "sources", a="# A\n\nA fact is here.\n"))
    return Settings(home=tmp_path / "home", index=tmp_path / "index")


@pytest.mark.parametrize(
    ("keep", "kept"), [(Keep.ALL, [("anna", "#legal")]), (Keep.ANSWERS, [("", "")]), (Keep.OFF, None)]
)
def test_the_setting_says_what_is_kept(settings: Settings, keep: Keep, kept: list[tuple[str, str]] | None) -> None:
    assistant = recorded(Given(("He did.",)), settings.model_copy(update={"log": keep}))
    answer = assistant.ask(ASKED)
    path = settings.log_place
    assert isinstance(path, Path)
    assert path.exists() == (kept is not None)
    if kept is not None:
        entries = AnswerLog(path).newest(9)
        assert [(entry.who, entry.place) for entry in entries] == kept
        assert entries[0].answer == answer
        assert b"anna" in path.read_bytes() or keep is Keep.ANSWERS
    assert assistant.explain(ASKED) == "explained: Who sued LinkedIn?"


def test_an_answer_is_given_even_when_it_cannot_be_logged(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    log = AnswerLog(settings.log_place)
    with log._engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE answers RENAME TO away")
    recorder = Recorder(Given(("He did.",)), log, Index(settings.index_dir).store, names=True)
    assert recorder.ask(ASKED).answer == "He did. [1]"
    assert "could not be logged" in caplog.text


def test_the_state_of_the_index_changes_with_its_documents_only(settings: Settings, tmp_path: Path) -> None:
    state = IndexState(Index(settings.index_dir).store)
    first = state.now()
    ingested(tmp_path / "index", tmp_path / "sources")
    assert state.now() == first
    ingested(tmp_path / "index", written(tmp_path / "sources", a="# A\n\nAnother fact is here.\n"))
    assert (first.split(":")[1] == state.now().split(":")[1], first.split(":")[0], state.now().split(":")[0]) == (
        False,
        "1",
        "2",
    )


@contextmanager
def _other(place: Place) -> Iterator[Connection]:
    """A connection that is none of the log's."""
    engine = open_database(place, MetaData())
    with engine.begin() as connection:
        yield connection
    engine.dispose()
