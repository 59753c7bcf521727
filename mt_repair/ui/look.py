"""How the page looks: plain fonts of the machine, one set of colours for light and one for dark."""

from __future__ import annotations

import gradio as gr

from mt_repair.ui.build import asset

CSS = asset("desk.css")
_SANS = ["system-ui", "-apple-system", "Segoe UI", "Noto Sans", "Noto Sans SC", "sans-serif"]


def theme() -> gr.Theme:
    """Return a theme that fetches nothing."""
    return gr.themes.Base(
        primary_hue="stone",
        neutral_hue="stone",
        font=_SANS,
        font_mono=["ui-monospace", "monospace"],
    )
