"""Metrics: how good a text is, beside its reference and its source; nothing here repairs."""
