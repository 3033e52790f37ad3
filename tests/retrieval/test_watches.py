"""Standing answers over an index that really changes."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from retrieval.answer import Answer, Question, Status
from retrieval.database import Place
from retrieval.errors import IndexMissing, UsageError
from retrieval.index import Index
from retrieval.verify import Finding
from retrieval.view import View
from retrieval.watches import Watches
from tests.retrieval.indexed import MODEL, First, ingested, written

FINE = "# The fine\n\nHarbor Foods paid a fine of €40,000 in 2021. It denied it.\n"
ASKED = Question(question="How much was the fine?")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of two documents."""
    ingested(tmp_path / "index", written(tmp_path / "sources", fine=FINE, other="# Other\n\nA fact is here.\n"))
    return tmp_path / "index"


@pytest.fixture
def watches(place: Place, folder: Path) -> Watches:
    """One standing answer."""
    kept = Watches(place)
    kept.add(ASKED, First(folder).ask(ASKED), owner="anna", place="#legal")
    return kept


class _Scoped(First):
    """Refuses, as the assistant does, what asks about a document that is gone."""

    def ask(self, question: Question) -> Answer:
        """The first sentence."""
        store = Index.open(self._folder, MODEL).store
        for doc_id in question.scope:
            if store.current_version(doc_id) is None:
                raise UsageError(f"There is no document {doc_id!r} in the index")
        return super().ask(question)


class _Broken(First):
    """Cannot be asked at all."""

    def ask(self, question: Question) -> Answer:
        """Refuse."""
        raise IndexMissing(f"There is no index for {question.question!r}")


def _changed(tmp_path: Path, **texts: str | None) -> None:
    for name, text in texts.items():
        if text is None:
            (tmp_path / "sources" / f"{name}.md").unlink()
        else:
            written(tmp_path / "sources", **{name: text})
    ingested(tmp_path / "index", tmp_path / "sources", prune=True)


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"other": "# Other\n\nQuite another fact.\n"},
        {"fine": FINE.replace("It denied it.", "It admitted it.")},
        {"fine": f"{FINE}\n## More\n\nMore is said here.\n"},
    ],
)
def test_what_does_not_touch_an_answer_is_no_change(
    tmp_path: Path, folder: Path, watches: Watches, texts: dict[str, str]
) -> None:
    _changed(tmp_path, **texts)
    assert list(watches.changes(First(folder), partial(View, Index(folder)))) == []


def test_a_changed_span_gives_the_old_and_the_new_answer(tmp_path: Path, folder: Path, watches: Watches) -> None:
    _changed(tmp_path, fine=FINE.replace("40,000", "50,000"))
    [change] = watches.changes(First(folder), partial(View, Index(folder)))
    assert change.old.answer == "Harbor Foods paid a fine of €40,000 in 2021. [1]"
    assert change.new.answer == "Harbor Foods paid a fine of €50,000 in 2021. [1]"
    assert (change.differs, [each.finding for each in change.lost]) == (True, [Finding.CHANGED])
    assert (change.watch.owner, change.watch.place) == ("anna", "#legal")


def test_a_source_that_is_gone_is_a_change(tmp_path: Path, folder: Path, watches: Watches) -> None:
    _changed(tmp_path, fine=None)
    [change] = watches.changes(First(folder), partial(View, Index(folder)))
    assert (change.new.status, [each.finding for each in change.lost]) == (Status.NOT_FOUND, [Finding.GONE])


def test_an_answer_from_a_document_that_is_gone_is_a_change_and_the_others_are_looked_at_too(
    tmp_path: Path, folder: Path, watches: Watches
) -> None:
    only = Question(question="How much was the fine?", scope=("fine.md",))
    watches.add(only, First(folder).ask(only), owner="ben")
    _changed(tmp_path, fine=None)
    anna, ben = watches.changes(_Scoped(folder), partial(View, Index(folder)))
    assert (anna.watch.owner, ben.watch.owner, ben.new.status) == ("anna", "ben", Status.NOT_FOUND)
    assert (ben.new.reason, ben.new.question) == ("There is no document 'fine.md' in the index", only.question)
    assert [each.finding for each in ben.lost] == [Finding.GONE]
    watches.seen(anna)
    watches.seen(ben)
    assert list(watches.changes(_Scoped(folder), partial(View, Index(folder)))) == []


def test_an_assistant_that_cannot_be_asked_is_no_change(folder: Path, watches: Watches) -> None:
    with pytest.raises(IndexMissing):
        next(watches.changes(_Broken(folder), partial(View, Index(folder))))


def test_a_better_answer_is_a_change_though_every_span_stands(tmp_path: Path, folder: Path, watches: Watches) -> None:
    _changed(tmp_path, fine=FINE.replace("# The fine\n\n", "# The fine\n\nHarbor Foods paid a fine twice. "))
    [change] = watches.changes(First(folder), partial(View, Index(folder)))
    assert (change.differs, change.lost) == (True, ())


def test_a_change_is_found_until_its_owner_has_been_told(tmp_path: Path, folder: Path, watches: Watches) -> None:
    _changed(tmp_path, fine=FINE.replace("40,000", "50,000"))
    for _ in range(2):
        [change] = watches.changes(First(folder), partial(View, Index(folder)))
    watches.seen(change)
    assert list(watches.changes(First(folder), partial(View, Index(folder)))) == []
    assert watches.all()[0].answer == change.new


def test_a_question_is_saved_once_for_each_owner_and_place(folder: Path, watches: Watches) -> None:
    answer = First(folder).ask(ASKED)
    asked = ASKED.model_copy(update={"who": "anna", "place": "#legal"})
    again = watches.add(asked, answer, owner="anna", place="#legal")
    other = watches.add(asked, answer, owner="ben")
    assert [each.id for each in watches.all("anna")] == [again.id]
    assert {each.id for each in watches.all()} == {again.id, other.id}


def test_what_is_removed_is_watched_no_more(watches: Watches) -> None:
    [saved] = watches.all()
    watches.remove(saved.id)
    assert watches.all() == []
    with pytest.raises(UsageError, match="pincite watch list"):
        watches.remove(saved.id)
