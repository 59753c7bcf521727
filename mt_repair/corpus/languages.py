"""Which language a code in a file stands for: zh, en or another.

Files write BCP 47 (zh-Hans-CN, en-US), the locales of Java and gettext (zh_CN), ISO 639-2
(zho, eng) and any capitals (EN-US).
"""

from __future__ import annotations

import re

ZH, EN = "zh", "en"

_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)
_NAMES = {"zho": ZH, "chi": ZH, "cmn": ZH, "eng": EN}
_TRADITIONAL = re.compile(r"[-_](?:hant|tw|hk|mo)\b", re.IGNORECASE)


def language(code: str) -> str:
    """Return zh, en or the lower-case primary subtag of another language; nothing for no code."""
    found = _CODE.fullmatch(code.strip())
    if not found:
        return ""
    primary = found[1].lower()
    return _NAMES.get(primary, primary)


def rank(code: str) -> int:
    """Return what Chinese codes are sorted by: traditional characters come after simplified ones."""
    return 1 if _TRADITIONAL.search(code) else 0
