"""What loads models sends nothing, leaves nothing behind, and heeds Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mt_repair.onnx import load_session

DROPS_CTRL_C = """
import os, signal
try:
    os.kill(os.getpid(), signal.SIGINT)
    for _ in range(1000):
        pass
except KeyboardInterrupt:
    pass
"""


def test_ctrl_c_is_heeded_while_the_library_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "onnxruntime.py").write_text(DROPS_CTRL_C)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "onnxruntime", raising=False)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    done = threading.Event()
    other = threading.Thread(target=done.wait)  # which may be the one that a signal reaches
    other.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            load_session(b"")
    finally:
        after = signal.signal(signal.SIGINT, before)
        sys.modules.pop("onnxruntime", None)
        done.set()
        other.join()
    assert after is signal.default_int_handler


def test_nothing_is_kept_for_sending(tmp_path: Path) -> None:
    code = "from mt_repair.language.lac import tagged; print(tagged('拍拍网上线了'))"
    kept = ("PATH", "PYTHONPATH", "SYSTEMROOT")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    env |= {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    got = subprocess.run(
        [sys.executable, "-c", code], check=False, env=env, capture_output=True, timeout=120
    )
    assert got.returncode == 0, got.stderr
    assert list(tmp_path.rglob("*.db*")) == []
