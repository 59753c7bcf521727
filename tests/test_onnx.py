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


FORKED = """
import os
from mt_repair.detect.reader import read, shipped_reader
from mt_repair.language import lac

def threads():
    return len(os.listdir("/proc/self/task"))

def asked():
    lac._kept.clear()
    reader = shipped_reader()
    return lac.tagged("拍拍网上线了"), read(reader, "Sellers on pat left.", 11, 14, "Paipai ; org ; ")

import numpy  # whose own thread stops before a fork and starts after it
before = threads()
here = asked()
assert threads() == before, "a thread does not outlive a fork"
child = os.fork()
if not child:
    os._exit(asked() != here)
assert os.waitpid(child, 0)[1] == 0
"""


@pytest.mark.skipif(sys.platform != "linux", reason="where batches fork")
def test_a_loaded_model_runs_in_a_forked_process() -> None:
    subprocess.run([sys.executable, "-c", FORKED], check=True, timeout=120)
