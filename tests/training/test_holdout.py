import json
from collections.abc import Iterable
from pathlib import Path

from training.holdout import LeakFilter, held_out
from training.sets import QuestionSet

LONG = "The committee met on the second floor of the old customs house and took its decision there in the evening"


def test_the_same_part_of_the_documents_is_held_out_every_time(tmp_path: Path) -> None:
    one, two = (kept_out(tmp_path, map(str, range(100)), "some set") for _ in range(2))
    assert one == two
    assert len(one) == 15


def test_a_written_collection_stays_where_it_is_when_others_join(tmp_path: Path) -> None:
    some, more = (kept_out(tmp_path, [f"{number}#a" for number in range(count)]) for count in (100, 300))
    assert some == {doc_id for doc_id in more if int(doc_id.removesuffix("#a")) < 100}
    assert 0.1 < len(more) / 300 < 0.3


def kept_out(folder: Path, doc_ids: Iterable[str], name: str = "written") -> frozenset[str]:
    rows = [{"question": "?", "evidence": [{"doc_id": doc_id, "start": 0, "end": 1}]} for doc_id in doc_ids]
    (folder / "questions.dev.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return held_out(QuestionSet(name, folder))


def test_a_passage_that_repeats_a_held_out_text_is_told_apart() -> None:
    known = LeakFilter([f"{LONG}. Something short."])
    assert known.leaks(LONG.upper())
    assert not known.leaks(LONG.replace("evening", "morning"))
