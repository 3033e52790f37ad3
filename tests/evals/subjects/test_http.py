from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from evals.subjects.http import HttpSubject
from evals.subjects.subject import SubjectError
from retrieval.answer import Question, Status
from tests.evals.subjects.speaker import answer


class _Handler(BaseHTTPRequestHandler):
    """Answers as the question asks for."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        word = asked["question"]
        if word == "stall":
            time.sleep(1.5)
        if word == "drop":
            self.connection.close()
            return
        body = json.dumps(answer(asked)).encode() if word != "lie" else b'{"status": "sure"}'
        self.send_response(500 if word == "fail" else 200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        if word == "drip":
            for byte in body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(0.02)
        elif word == "half":
            self.wfile.write(body[:10])
        else:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _served() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # who hangs up is not our business
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/ask"
        server.shutdown()
        thread.join()


def test_a_question_is_posted_and_the_answer_read() -> None:
    with _served() as url:
        subject = HttpSubject(url)
        assert subject.ask(Question(question="one")).answer.status is Status.NOT_FOUND
        subject.close()


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("fail", "HTTP 500"),
        ("lie", "does not keep to the schema: status"),
        ("half", "http://"),
        ("drop", "http://"),
        ("stall", "timed out"),
        ("drip", r"no whole answer within 0\.4 seconds"),
    ],
)
def test_whatever_is_no_good_answer_is_said_and_the_next_question_is_answered(word: str, said: str) -> None:
    with _served() as url:
        subject = HttpSubject(url, patience=0.4)
        with pytest.raises(SubjectError, match=said):
            subject.ask(Question(question=word))
        assert subject.ask(Question(question="next")).answer.status is Status.NOT_FOUND
        subject.close()


def test_of_an_address_only_what_holds_no_secret_is_told() -> None:
    told, other = (HttpSubject(f"https://me:{word}@[::1]:80/ask?key={word}#x") for word in ("hush", "hash"))
    assert told.name == "https://…@[::1]:80/ask"
    assert "hush" not in str(told.describe())
    assert told.describe() != other.describe()
    assert HttpSubject("http://localhost/ask").describe() == {"address": "http://localhost/ask"}


def test_an_address_that_nobody_answers_is_said() -> None:
    with _served() as url:
        pass
    subject = HttpSubject(url, patience=2)
    with pytest.raises(SubjectError, match="http://"):
        subject.ask(Question(question="one"))
    subject.close()
