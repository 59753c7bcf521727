"""The Ray cluster that a batch runs on, and what is set there: quiet, nothing sent anywhere."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from typing import Any

import ray
import ray.data
from ray.data import DataContext

from mt_repair.batch.shards import SHARD_BYTES
from mt_repair.errors import InputError

_STORE = 256 << 20  # bytes of memory for what is between processes, on a cluster of this machine
_PATIENCE = 10  # seconds that a cluster may take to answer
_CONTEXT = {
    "enable_progress_bars": False,
    "print_on_execution_start": False,
    "target_max_block_size": SHARD_BYTES,  # what an actor gets at once; a hundred megabytes else
}


@contextmanager
def cluster(workers: int) -> Iterator[int]:
    """Give the number of actors to use, of those asked for or all, on the cluster that there is.

    That is the one that RAY_ADDRESS names, else this machine alone.
    Raises InputError where the one that is named does not answer.
    """
    with _unheard(), _connected(workers), _set_up():
        yield workers or int(ray.cluster_resources().get("CPU", 1))


@contextmanager
def _connected(workers: int) -> Iterator[None]:
    if ray.is_initialized():
        yield
        return
    try:
        with _own_signals():
            _connect(workers)
        yield
    finally:
        ray.shutdown()


@contextmanager
def _set_up() -> Iterator[None]:
    context, logger = DataContext.get_current(), logging.getLogger("ray.data")
    usual = {name: getattr(context, name) for name in _CONTEXT}
    level = logger.level
    try:
        logger.setLevel(logging.CRITICAL)
        for name, value in _CONTEXT.items():
            setattr(context, name, value)
        yield
    finally:
        logger.setLevel(level)
        for name, value in usual.items():
            setattr(context, name, value)


@contextmanager
def _own_signals() -> Iterator[None]:
    """Let SIGTERM do afterwards what it did: Ray has it end the process with a code of its own."""
    usual = signal.getsignal(signal.SIGTERM)
    yield
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, usual)


@contextmanager
def _unheard() -> Iterator[None]:
    """Keep from our users what Ray says, on standard output and, past Python, on standard error.

    It tells of workers that it replaces, and takes much for an error. Its logs have it all.
    """
    with ExitStack() as stack:
        nowhere = stack.enter_context(open(os.devnull, "w"))
        stack.enter_context(redirect_stdout(nowhere))
        usual = sys.__stderr__
        if usual is not None and sys.stderr is usual:
            usual.flush()
            ours = os.dup(2)
            stack.callback(os.close, ours)
            stack.callback(os.dup2, ours, 2)
            os.dup2(nowhere.fileno(), 2)
            said = open(ours, "w", 1, usual.encoding, usual.errors, closefd=False)  # noqa: SIM115
            stack.enter_context(redirect_stderr(stack.enter_context(said)))
        yield


def _connect(workers: int) -> None:
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
    named = os.environ.get("RAY_ADDRESS", "local")
    if named == "local":  # and not what else runs on this machine, which may end before us
        ray.init(
            address=named,
            num_cpus=workers or None,
            object_store_memory=_STORE,
            include_dashboard=False,
            **quiet,
        )
        return
    try:
        _ask(named)
        ray.init(address=named, **quiet)
    except (OSError, RuntimeError) as error:
        what = f"no Ray cluster lets us in there ({str(error).splitlines()[0]})"
        remedy = "check RAY_ADDRESS, RAY_AUTH_TOKEN_PATH and that it has this version of Ray"
        raise InputError.one(f"RAY_ADDRESS {named}", None, what, remedy) from None


def _ask(address: str) -> None:
    """Raise OSError where nothing listens at an address: Ray itself asks on for minutes."""
    host, _, port = address.rpartition(":")
    if host and port.isdigit() and "//" not in host:
        socket.create_connection((host.strip("[]"), int(port)), _PATIENCE).close()
