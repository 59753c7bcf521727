"""Models in ONNX: loaded by onnxruntime, which is told to send nothing and to drop no Ctrl-C."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_ENDING = (signal.SIGINT, signal.SIGTERM)


def runtime() -> ModuleType:
    """Return onnxruntime, imported before anything else imports it. Raises ImportError."""
    # From 1.32 on it reports its use over the network, and keeps a database of it, unless told.
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    with _signals_held():
        import onnxruntime
    return cast("ModuleType", onnxruntime)


def load_session(model: bytes | str) -> InferenceSession:
    """Load a model, given as its bytes or its path, to be run alone and on one thread.

    So its answer never depends on the company, and processes that are forked from this one can
    run it too: no thread is started. Raises ImportError without onnxruntime.
    """
    onnxruntime = runtime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session: InferenceSession = onnxruntime.InferenceSession(
        model, options, providers=["CPUExecutionProvider"]
    )
    session._model_bytes = None  # else it keeps the file beside what it made of it
    return session


@contextmanager
def _signals_held() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM wait: onnxruntime's native start drops what is raised in it.

    Python runs its handlers in the main thread alone, so other threads need none of it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {number: signal.getsignal(number) for number in _ENDING}
    for number, handler in before.items():
        if callable(handler):
            signal.signal(number, lambda number, _: came.append(number))
    try:
        yield
    finally:
        for number, handler in before.items():
            if callable(handler):
                signal.signal(number, handler)
        for one in came:
            signal.raise_signal(one)
