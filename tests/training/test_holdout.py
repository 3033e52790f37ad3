import json
from pathlib import Path

from training.holdout import LeakFilter, held_out
from training.sets import QuestionSet

LONG = "The committee met on the second floor of the old customs house and took its decision there in the evening"


def test_the_same_part_of_the_documents_is_held_out_every_time(tmp_path: Path) -> None:
    rows = [{"question": "?", "evidence": [{"doc_id": str(number), "start": 0, "end": 1}]} for number in range(100)]
    (tmp_path / "questions.dev.jsonl").write_text("\n".join(map(json.dumps, rows)))
    one, two = (held_out(QuestionSet("some set", tmp_path)) for _ in range(2))
    assert one == two
    assert len(one) == 15


def test_a_passage_that_repeats_a_held_out_text_is_told_apart() -> None:
    known = LeakFilter([f"{LONG}. Something short."])
    assert known.leaks(LONG.upper())
    assert not known.leaks(LONG.replace("evening", "morning"))
