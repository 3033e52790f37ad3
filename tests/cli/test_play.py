"""``pincite play`` as a person calls it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.cli.calling import Caller
from tests.conftest import ROOT


def test_without_an_index_it_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called = Caller(tmp_path / "none", monkeypatch, capsys)("play")
    assert "There is no index" in called.refusal
    assert "pincite ingest" in called.refusal


@pytest.mark.slow
@pytest.mark.xdist_group("model")
def test_it_prints_its_address_serves_the_page_keeps_nothing_and_ends_with_ctrl_c(
    corpus_index: Path, tmp_path: Path
) -> None:
    call = [sys.executable, "-m", "cli", "play", "--index", str(corpus_index)]
    # A proxy and a real token must not matter: nothing leaves this machine.
    outside = {
        "http_proxy": "http://127.0.0.1:9",
        "SLACK_BOT_TOKEN": "xoxb-real",
        "SLACK_API_URL": "http://127.0.0.1:9/",
        "PINCITE_HOME": str(tmp_path / "home"),
    }
    with subprocess.Popen(
        call, cwd=ROOT, env=os.environ | outside, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
            assert found
            assert "<title>Pincite" in httpx.get(found[0], trust_env=False).text
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 0
    assert "has stopped" in out
    assert err == ""
    assert not (tmp_path / "home").exists()
