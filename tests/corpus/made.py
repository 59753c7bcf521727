"""Files of each text format, made of given texts by the simplest rules of the format."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

Pairs = Sequence[tuple[str, str]]  # source and target


def xml(text: str) -> str:
    return html.escape(text, quote=False)


def csv(pairs: Pairs) -> str:
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    rows = [f"{n},{quoted(zh)},{quoted(en)}\r\n" for n, (zh, en) in enumerate(pairs)]
    return "id,source,target\r\n" + "".join(rows)


def tsv(pairs: Pairs) -> str:
    return "source\ttarget\tn\n" + "".join(f"{zh}\t{en}\t{n}\n" for n, (zh, en) in enumerate(pairs))


def tmx(pairs: Pairs) -> str:
    units = (
        f'<tu tuid="{n}"><prop type="x">pat</prop><tuv xml:lang="zh-CN"><seg>{xml(zh)}</seg></tuv>\n'
        f'<tuv xml:lang="en"><seg>{xml(en)}</seg></tuv></tu>\n'
        for n, (zh, en) in enumerate(pairs)
    )
    head = '<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><header/><body>\n'
    return f"{head}{''.join(units)}</body></tmx>\n"


def xliff(pairs: Pairs) -> str:
    units = (
        f'<trans-unit id="{n}"><source>{xml(zh)}</source>\n<target>{xml(en)}</target></trans-unit>\n'
        for n, (zh, en) in enumerate(pairs)
    )
    head = '<xliff version="1.2"><file original="pat" source-language="zh" target-language="en"><body>\n'
    return f"{head}{''.join(units)}</body></file></xliff>\n"


def xliff2(pairs: Pairs) -> str:
    units = (
        f'<unit id="{n}"><segment id="s"><source>{xml(zh)}</source>\n<target>{xml(en)}</target>'
        f"</segment></unit>\n"
        for n, (zh, en) in enumerate(pairs)
    )
    head = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="zh" trgLang="en"><file id="f">\n'
    return f"{head}{''.join(units)}</file></xliff>\n"


def po(pairs: Pairs) -> str:
    def quoted(text: str) -> str:
        text = text.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + text.replace("\n", "\\n").replace("\t", "\\t") + '"'

    head = 'msgid ""\nmsgstr "Language: en\\n"\n\n'
    return head + "".join(
        f"# pat\n#: pat.c:{n}\nmsgid {quoted(zh)}\nmsgstr {quoted(en)}\n\n"
        for n, (zh, en) in enumerate(pairs)
    )


def srt(pairs: Pairs) -> str:
    return "\n".join(
        f"{n}\n00:00:{n % 60:02},000 --> 00:00:{n % 60:02},900\n{en}\n"
        for n, (_, en) in enumerate(pairs)
    )


def vtt(pairs: Pairs) -> str:
    cues = (
        f"pat {n}\n00:{n % 60:02}.000 --> 00:{n % 60:02}.900 line:1\n<v pat>{xml(en)}</v>\n"
        for n, (_, en) in enumerate(pairs)
    )
    return "WEBVTT\n\nNOTE pat\n\n" + "\n".join(cues)


def page(pairs: Pairs) -> str:
    blocks = (f'<p class="pat">{xml(en)}</p>\n<hr>\n' for _, en in pairs)
    return f"<!DOCTYPE html>\n<title>1</title><script>pat</script>\n{''.join(blocks)}"


def markdown(pairs: Pairs) -> str:
    return "".join(f"- {en}\n\n```\npat\n```\n\n" for _, en in pairs)


MADE: dict[str, Callable[[Pairs], str]] = {
    "csv": csv,
    "tsv": tsv,
    "tmx": tmx,
    "xliff": xliff,
    "xliff2": xliff2,
    "po": po,
    "srt": srt,
    "vtt": vtt,
    "html": page,
    "markdown": markdown,
}


def format_of(kind: str) -> str:
    return kind.removesuffix("2")
