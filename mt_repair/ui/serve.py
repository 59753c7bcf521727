"""The page served: on this machine alone unless told otherwise, and asking nobody else."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from mt_repair.errors import InputError
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.ui.pipelines import Pipelines
from mt_repair.ui.settings import LOCAL, Settings, is_local

if TYPE_CHECKING:
    from gradio import Blocks
    from starlette.middleware import Middleware as Layer

_ROOM = 1_000_000  # bytes of a message besides its files


def serve(settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve the page until it is interrupted; `ready` is told its address.

    Raises InputError as `started` does.
    """
    page, address = started(settings)
    ready(address)
    try:
        threading.Event().wait()
    finally:
        page.close(verbose=False)


def started(settings: Settings) -> tuple[Blocks, str]:
    """Start the page's server and return the page with its address.

    Raises InputError where a glossary, the workspace or the port cannot be used.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    pipelines = Pipelines(settings.glossaries, settings.shipped)
    # Gradio takes a second to load, the names another: both at once.
    warming = threading.Thread(target=pipelines.warm, daemon=True)
    warming.start()
    from starlette.middleware import Middleware

    from mt_repair.ui.build import build
    from mt_repair.ui.headers import Guard

    page = build(settings, pipelines)
    warming.join()
    local = settings.host == LOCAL or is_local(settings.host)
    guard = Middleware(
        Guard,
        hosts=("127.0.0.1", "localhost", "[::1]") if local and not settings.auth else (),
        # A message may hold text, Chinese and glossaries, a third longer in base64.
        largest=4 * settings.largest + _ROOM,
    )
    try:
        address = _launched(page, settings, guard)
    except OSError:
        port = settings.port or "7860 to 7959"
        raise InputError.one(
            "--port", None, f"{port} cannot be listened to", "name another port"
        ) from None
    # What only the glossary's tab waits for.
    threading.Thread(target=shipped_terms, kwargs={"examples": True}, daemon=True).start()
    return page, address


def _launched(page: Blocks, settings: Settings, guard: Layer) -> str:
    """Start the server and return its address; raises OSError where the port is taken."""
    from mt_repair.ui.look import CSS, theme

    _, address, _ = page.launch(
        server_name=settings.host,
        server_port=settings.port,
        auth=list(settings.auth) or None,
        max_file_size=settings.largest,
        app_kwargs={"middleware": [guard], "docs_url": None, "redoc_url": None},
        theme=theme(),
        css=CSS,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        share=False,
        pwa=False,
        mcp_server=False,
        ssr_mode=False,
        quiet=True,
        prevent_thread_lock=True,
        show_error=False,
    )
    return str(address)
