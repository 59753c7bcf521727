"""What the editor's page saves, and how fast it is: `python -m benchmarks.page keys|speed`.

keys: keystrokes to a right text, by the page and by hand, on the example articles (pressed in
a browser) and on the development data's sentences (counted by the same rules). By hand a
wrong name costs one key, which deletes what the mouse selected, and the right one's letters;
finding the place costs nothing, as reading is the same in both. By the page every key counts:
those that decide, those that lead to what was repaired wrongly, and the letters typed.

speed: first paint, flags after the click, a decision, in Chromium against a warm server.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.data import present, wild
from mt_repair.corpus import text
from mt_repair.edits import apply, diff
from mt_repair.glossary.glossary import Glossary
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.pipeline import Pipeline, build_pipeline, pipeline_of, repair
from mt_repair.types import Document, Edit, Span, Term
from mt_repair.ui.places import Place, names_in, places_of

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
ARTICLES = ("ecommerce", "finance", "entertainment")


@dataclass
class Count:
    """Keystrokes for some texts, and how their wrong names were decided."""

    hand: int = 0
    page: int = 0
    errors: int = 0
    made: int = 0  # right without a key
    one: int = 0  # by one key
    offered: int = 0  # places whose right name was offered and not yet made
    typed: int = 0
    missed: int = 0  # by hand, as nothing was flagged
    undone: int = 0  # repaired wrongly

    def line(self, name: str) -> str:
        saved = 1 - self.page / self.hand if self.hand else 0.0
        return (
            f"| {name} | {self.errors} | {self.hand} | {self.page} | {saved:.0%} | {self.made} "
            f"| {self.one} of {self.offered} | {self.typed} | {self.missed} | {self.undone} |"
        )


def gold_of(target: str, wanted: str) -> list[Edit]:
    """Return what must be changed, word by word, neighbouring changes as one."""
    out: list[Edit] = []
    for edit in diff(target, wanted):
        if out and target[out[-1].span.end : edit.span.start].strip() == "":
            last = out.pop()
            between = target[last.span.end : edit.span.start]
            span = Span(last.span.start, edit.span.end)
            edit = Edit(0, span, last.old + between + edit.old, last.new + between + edit.new)
        out.append(edit)
    return out


@dataclass(frozen=True)
class Wanted:
    """What an editor wants at a place: the text, and whether more than the place changes."""

    text: str
    beyond: bool


def wanted_at(place: Place, gold: Sequence[Edit]) -> Wanted:
    """Return what must stand at a place; changes that reach beyond it are typed whole."""
    met = [e for e in gold if e.span.overlaps(place.span)]
    beyond = any(not place.span.holds(e.span) for e in met)
    if beyond:
        return Wanted("".join(e.new for e in met), True)
    moved = [
        Edit(0, Span(e.span.start - place.span.start, e.span.end - place.span.start), e.old, e.new)
        for e in met
    ]
    return Wanted(apply(place.old, moved), False)


def decided(places: Sequence[Place], golds: Sequence[Sequence[Edit]], count: Count) -> list[str]:
    """Return the keys an editor presses on the page, place by place, and count them.

    Open places come first, as the page goes from one to the next; then what was repaired
    wrongly is gone to with `j` or `k`, whichever is nearer.
    """
    keys: list[str] = []
    opened = [i for i, p in enumerate(places) if not p.made]
    at = opened[0] if opened else 0
    for i in opened:
        want = wanted_at(places[i], golds[places[i].segment])
        keys += _keys(places[i], want, count)
        at = i
    for i, place in enumerate(places):
        want = wanted_at(place, golds[place.segment])
        if not place.made or (place.offers and want.text == place.offers[0]):
            count.made += place.made
            continue
        steps = i - at
        if abs(steps) > len(places) / 2:
            steps -= len(places) if steps > 0 else -len(places)
        count.undone += 1
        keys += ["j" if steps > 0 else "k"] * abs(steps)
        keys += _keys(place, want, count)
        at = i
    count.page += len(keys)
    return keys


def _keys(place: Place, want: Wanted, count: Count) -> list[str]:
    if want.text in place.offers and not want.beyond:
        n = place.offers.index(want.text)
        count.offered += 1
        count.one += 1
        return ["a" if n == 0 else str(n + 1)]
    if want.text == place.old:
        return ["r"]
    count.typed += 1
    return ["t", *want.text, "Enter"]


def counted(
    document: Document, golds: Sequence[Sequence[Edit]], pipeline: Pipeline, count: Count
) -> list[str]:
    """Return the keys for a document, and count what both ways take."""
    places = places_of(repair(pipeline, document), 0, names_in(pipeline.glossary))
    keys = decided(places, golds, count)
    for n, gold in enumerate(golds):
        own = [p for p in places if p.segment == n]
        for edit in gold:
            count.errors += 1
            count.hand += 1 + len(edit.new)
            if not any(p.span.overlaps(edit.span) for p in own):
                count.missed += 1
                count.page += 1 + len(edit.new)
    return keys


def example(name: str, with_source: bool) -> tuple[Document, list[list[Edit]], str]:
    """Return an example article with what must be changed in each segment."""
    mt, ref, zh = (
        (EXAMPLES / f"{name}.{kind}.txt").read_text("utf-8") for kind in ("mt", "ref", "zh")
    )
    document = text.document(mt, zh if with_source else None)
    wanted = text.aligned(ref, mt) if with_source else None
    targets = [s.target for s in (wanted or text.paragraphs(ref)).segments]
    golds = [gold_of(s.target, w) for s, w in zip(document.segments, targets, strict=True)]
    return document, golds, mt


def keys(browse: bool) -> None:
    """Print what both ways take."""
    print(
        "| text | wrong names | keys by hand | by page | saved | right already | one key where right is offered | typed | not flagged | repaired wrongly |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    shipped = build_pipeline()
    pressed: dict[str, tuple[list[str], str]] = {}
    for with_source in (False, True):
        whole = Count()
        for name in ARTICLES:
            count = Count()
            document, golds, mt = example(name, with_source)
            got = counted(document, golds, shipped, count)
            if not with_source:
                pressed[name] = (got, mt)
            print(count.line(f"{name}{', with its Chinese' if with_source else ''}"))
            for field in vars(whole):
                setattr(whole, field, getattr(whole, field) + getattr(count, field))
        print(whole.line(f"the three{', with their Chinese' if with_source else ''}"))
    if present():
        for label, source in (("", False), (", with the Chinese where there is one", True)):
            count, known = Count(), _known()
            for row in wild():
                for n, pair in enumerate(row["pos"]):
                    zh = row["zh_src"] if source and n == 0 else None
                    if source and zh is None:
                        continue
                    document = text.document(pair["text"], zh)
                    golds = [gold_of(pair["text"], pair["fixed"])]
                    counted(document, golds, known, count)
            print(count.line(f"wild_dev, its names in a glossary{label}"))
    if browse:
        with browser() as (tab, _):
            for name, (got, mt) in pressed.items():
                print(f"{name}: pressed in Chromium, {_replayed(tab, got, mt)}")


def _known() -> Pipeline:
    """Return a pipeline over the shipped names and those of the data, their wrong forms unlisted."""
    rows = {row["zh"]: row for row in wild()}
    own = tuple(Term(zh, row["en"], accept=tuple(row["accept"])) for zh, row in rows.items())
    return pipeline_of(Glossary.layered([shipped_terms(), own]), public=True)


def _replayed(tab, pressed: Sequence[str], mt: str) -> str:
    """Press the keys in a browser, and tell whether what was planned came of it."""
    tab.reload()
    if tab.query_selector("#mt-article .desk"):
        tab.click("text=Another text")
    tab.wait_for_selector("#mt-text")
    tab.fill("#mt-text", mt)
    tab.click("#mt-go")
    tab.wait_for_selector("#mt-article .desk")
    for key in pressed:
        tab.keyboard.press(key) if len(key) > 1 or key.isascii() else tab.keyboard.insert_text(key)
    left = tab.locator("#mt-article .place.open").count()
    return f"{len(pressed)} keys, {left} left to decide"


@contextmanager
def browser(*options: str) -> Iterator[tuple]:
    """Serve the page with the shipped names and open it in Chromium: the tab, and its address."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    command = [
        sys.executable,
        "-m",
        "mt_repair",
        "ui",
        "--port",
        str(21000 + os.getpid() % 9000),
        *options,
    ]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        server = subprocess.Popen(
            [*command, "--workspace", folder], stderr=subprocess.PIPE, text=True
        )
        try:
            assert server.stderr is not None
            found = next(filter(None, (re.search(r"at (\S+?)/? ", line) for line in server.stderr)))
            opened = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            tab = opened.new_page(viewport={"width": 1280, "height": 900})
            tab.goto(found[1])
            tab.wait_for_selector("#mt-text")
            yield tab, found[1]
            opened.close()
        finally:
            server.terminate()


# Between a key and the next frame that shows what it did.
_DECIDE = """() => new Promise((done) => {
  const begun = performance.now();
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
})"""


def speed() -> None:
    """Print how long an editor waits."""
    one = "".join((EXAMPLES / f"{name}.mt.txt").read_text("utf-8") + "\n" for name in ARTICLES)
    words = one.split(" ")
    with browser() as (tab, address):
        paints = []
        for _ in range(5):
            tab.context.clear_cookies()
            begun = time.perf_counter()
            tab.goto(address)
            tab.wait_for_selector("#mt-article .start, #mt-article .desk")
            paints.append(time.perf_counter() - begun)
        print(f"first paint: median {statistics.median(paints):.2f} s, most {max(paints):.2f} s")
        for number in (1000, 5000):
            many = " ".join((words * 5)[:number])
            waits = []
            for _ in range(3):
                if tab.query_selector("#mt-article .desk"):
                    tab.click("text=Another text")
                tab.fill("#mt-text", many)
                begun = time.perf_counter()
                tab.click("#mt-go")
                tab.wait_for_selector("#mt-article .place")
                waits.append(time.perf_counter() - begun)
            places = tab.locator("#mt-article .place").count()
            took = sorted(tab.evaluate(_DECIDE) for _ in range(40))
            print(
                f"{number} words, {places} places: flags after {statistics.median(waits):.2f} s (most "
                f"{max(waits):.2f}), a decision in {statistics.median(took):.0f} ms, 95 % within {took[37]:.0f} ms"
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["keys", "speed"])
    parser.add_argument("--no-browser", action="store_true")
    chosen = parser.parse_args()
    if chosen.what == "keys":
        keys(not chosen.no_browser)
    else:
        speed()
