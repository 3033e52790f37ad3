"""What libraries import on the side and nothing here uses: a command line, a converter of models, telemetry."""

from __future__ import annotations

import sys

_UNUSED = ("httpx._main", "openvino.tools.ovc", "openvino_telemetry")


def leave_out_unused() -> None:
    """Set up the libraries, before their first import, to do without it: that is a tenth of a cold question's time."""
    for name in _UNUSED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # what ``import`` takes for a missing module
