"""A stream that is over when its time is, whatever its source does meanwhile."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator

from retrieval.prose.model import ModelFailed

_Item = str | None | Exception


def within(seconds: float, opened: Callable[[], Iterator[str]]) -> Iterator[str]:
    """What ``opened`` gives, until ``seconds`` have gone by in all. Raises ModelFailed then, and what it raises.

    The stream is read in a thread of its own, which ends with the next piece after its reader has gone: a source that
    trickles or hangs must not hold up an answer.
    """
    items: queue.Queue[_Item] = queue.Queue()
    left = threading.Event()
    threading.Thread(target=_read, args=(opened, items, left), daemon=True, name="pincite-model").start()
    end = time.monotonic() + seconds
    try:
        while True:
            try:
                item = items.get(timeout=max(end - time.monotonic(), 0.0))
            except queue.Empty:
                raise ModelFailed(f"it took more than {seconds:g} seconds") from None
            if isinstance(item, Exception):
                raise item
            if item is None:
                return
            yield item
    finally:
        left.set()


def _read(opened: Callable[[], Iterator[str]], items: queue.Queue[_Item], left: threading.Event) -> None:
    try:
        for piece in opened():
            if left.is_set():
                return
            items.put(piece)
    except Exception as error:
        items.put(error)
    else:
        items.put(None)
