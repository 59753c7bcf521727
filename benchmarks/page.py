"""What the editor's page saves, and how fast it is: `python -m benchmarks.page keys|speed|pictures`.

keys: keystrokes to a right text, by the page and by hand, on the example articles (pressed in
a browser too) and on the development data's sentences. By hand a wrong name costs one key,
which deletes what the mouse selected, and the right one's letters; finding the place costs
nothing, as reading is the same in both. By the page every key counts: those that decide,
those that lead to what was repaired wrongly, and the letters typed. What nobody flagged is
selected by the mouse there as by hand, and typed; where the page has the name for those
words, one key puts it in, and a name that is being typed is finished.

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
from mt_repair.ui.places import Place, names_in, places_of, quiet_places

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
LEAST = 2  # letters from which the page finishes a name, as in marking.js
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
    """What an editor wants at a place; instead of `beyond`, where more than the place changes."""

    text: str
    beyond: str = ""


def wanted_at(place: Place, gold: Sequence[Edit], target: str) -> Wanted:
    """Return what must stand at a place, or at the stretch that its changes reach over."""
    met = [e for e in gold if e.span.overlaps(place.span)]
    start = min([place.span.start, *(e.span.start for e in met)])
    end = max([place.span.end, *(e.span.end for e in met)])
    moved = (Edit(0, Span(e.span.start - start, e.span.end - start), e.old, e.new) for e in met)
    whole = target[start:end]
    return Wanted(apply(whole, moved), "" if whole == place.old else whole)


@dataclass(frozen=True)
class Step:
    """Keys that an editor presses; before them, what the mouse chooses: a place or words."""

    keys: tuple[str, ...]
    segment: int = 0
    place: str = ""
    words: str = ""
    types: str = ""  # what the keys type, where they do


def steps(
    places: Sequence[Place],
    golds: Sequence[Sequence[Edit]],
    targets: Sequence[str],
    names: Sequence[str],
    count: Count,
) -> list[Step]:
    """Return what an editor does on the page, and count its keys.

    Open places come first, as the page goes from one to the next; then what was repaired
    wrongly is gone to with `j` or `k`, whichever is nearer; then what nobody flagged.
    """
    asked = [p for p in places if not p.quiet]
    out: list[Step] = []
    at = 0
    for i, place in enumerate(asked):
        if not place.made:
            want = wanted_at(place, golds[place.segment], targets[place.segment])
            out.append(_step((), place, want, names, count))
            at = i
    for i, place in enumerate(asked):
        want = wanted_at(place, golds[place.segment], targets[place.segment])
        if not place.made or (place.offers and want.text == place.offers[0] and not want.beyond):
            count.made += place.made
            continue
        there = i - at
        if abs(there) > len(asked) / 2:
            there -= len(asked) if there > 0 else -len(asked)
        count.undone += 1
        go = ("j" if there > 0 else "k",) * abs(there)
        out.append(_step(go, place, want, names, count))
        at = i
    for n, gold in enumerate(golds):
        own = [p for p in asked if p.segment == n]
        quiet = [p for p in places if p.quiet and p.segment == n]
        for edit in gold:
            count.errors += 1
            count.hand += 1 + len(edit.new)
            if any(p.span.overlaps(edit.span) for p in own):
                continue
            count.missed += 1
            known = next((p for p in quiet if _fits(p, edit, targets[n])), None)
            if known is not None:
                offer = known.offers.index(wanted_at(known, [edit], targets[n]).text)
                count.one += 1
                count.offered += 1
                out.append(Step(("a" if not offer else str(offer + 1),), n, known.old))
            else:
                new, words = edit.new, edit.old
                if not words:  # a missing name is typed over the word it belongs before
                    words = targets[n][edit.span.start :].split(" ")[0]
                    new += words
                out.append(Step(("t", *typed(new, names), "Enter"), n, words=words, types=new))
    count.page += sum(len(step.keys) for step in out)
    return out


def _fits(place: Place, edit: Edit, target: str) -> bool:
    if not place.span.holds(edit.span):
        return False
    return wanted_at(place, [edit], target).text in place.offers


def _step(
    go: tuple[str, ...], place: Place, want: Wanted, names: Sequence[str], count: Count
) -> Step:
    if want.text in place.offers and not want.beyond:
        n = place.offers.index(want.text)
        count.offered += 1
        count.one += 1
        return Step((*go, "a" if n == 0 else str(n + 1)))
    if want.text == place.old:
        return Step((*go, "r"))
    count.typed += 1
    # What was repaired is taken back before a longer stretch is selected over it.
    back = ("r",) if want.beyond and place.made else ()
    keys = (*go, *back, "t", *typed(want.text, names), "Enter")
    return Step(keys, place.segment, words=want.beyond, types=want.text)


def typed(wanted: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the keys that type a text, a name at its beginning finished by the page."""
    best = tuple(wanted)
    for length in range(LEAST, len(wanted)):
        begun = wanted[:length]
        name = next(
            (n for n in names if len(n) > length and n.lower().startswith(begun.lower())), ""
        )
        if name and wanted.startswith(name):
            rest = wanted[len(name) :]
            found = (*begun, "Tab", *rest)
            best = min(best, found, key=len)
    return best


def counted(
    document: Document, golds: Sequence[Sequence[Edit]], pipeline: Pipeline, count: Count
) -> list[Step]:
    """Return what an editor does on a document, and count what both ways take."""
    asked = places_of(repair(pipeline, document), 0, names_in(pipeline.glossary))
    quiet = quiet_places(pipeline, document, 0, asked)
    places = sorted((*asked, *quiet), key=lambda p: (p.segment, p.span))
    names = [term.en for term in pipeline.glossary.terms]
    return steps(places, golds, [s.target for s in document.segments], names, count)


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
    pressed: dict[str, tuple[list[Step], str, str]] = {}
    for with_source in (False, True):
        whole = Count()
        for name in ARTICLES:
            count = Count()
            document, golds, mt = example(name, with_source)
            got = counted(document, golds, shipped, count)
            if not with_source:
                ref = (EXAMPLES / f"{name}.ref.txt").read_text("utf-8")
                pressed[name] = (got, mt, ref)
            print(count.line(f"{name}{', with its Chinese' if with_source else ''}"))
            for field in vars(whole):
                setattr(whole, field, getattr(whole, field) + getattr(count, field))
        print(whole.line(f"the three{', with their Chinese' if with_source else ''}"))
    if present():
        for label, source in (("", False), (", with the Chinese where there is one", True)):
            count, known = Count(), _known()
            for row in wild():
                for n, pair in enumerate(row["pos"]):
                    zh = row.get("zh_src") if source and n == 0 else None
                    if source and zh is None:
                        continue
                    document = text.document(pair["text"], zh)
                    golds = [gold_of(pair["text"], pair["fixed"])]
                    counted(document, golds, known, count)
            print(count.line(f"wild_dev, its names in a glossary{label}"))
    if browse:
        with browser() as (tab, _):
            for name, (got, mt, ref) in pressed.items():
                print(f"{name}: pressed in Chromium, {_replayed(tab, got, mt, ref)}")


def _known() -> Pipeline:
    """Return a pipeline over the shipped names and those of the data, their wrong forms unlisted."""
    rows = {row["zh"]: row for row in wild()}
    own = tuple(Term(zh, row["en"], accept=tuple(row["accept"])) for zh, row in rows.items())
    return pipeline_of(Glossary.layered([shipped_terms(), own]), public=True)


_SELECT = """({ segment, words }) => {
  const line = document.querySelector(`#mt-article .target[data-at="0 ${segment}"]`);
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const nodes = [];
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (!text.parentElement.closest("del")) nodes.push(text);
  }
  const at = nodes.map((node) => node.data).join("").indexOf(words);
  const spot = (offset) => {
    for (const node of nodes) {
      if (offset <= node.length) return [node, offset];
      offset -= node.length;
    }
  };
  if (at < 0) return false;
  const begin = spot(at + 1);
  getSelection().setBaseAndExtent(begin[0], begin[1] - 1, ...spot(at + words.length));
  return true;
}"""


def _type(tab, text: str) -> int:
    """Type a text as somebody does who sees when the page has finished it; return the keys."""
    pressed = at = 0
    while at < len(text):
        tab.keyboard.type(text[at])
        pressed, at = pressed + 1, at + 1
        offered = tab.inner_text(".hint").removeprefix("Tab").strip()
        if len(offered) > at + 1 and text.startswith(offered):
            tab.keyboard.press("Tab")
            pressed, at = pressed + 1, len(offered)
    tab.keyboard.press("Enter")
    return pressed + 1


def _replayed(tab, todo: Sequence[Step], mt: str, ref: str) -> str:
    """Press the keys in a browser, and tell what came of it."""
    tab.reload()
    tab.wait_for_selector("#mt-text, #mt-article .desk")
    if tab.query_selector("#mt-article .desk"):
        tab.click("text=Another text")
    tab.fill("#mt-text", mt)
    tab.click("#mt-go")
    tab.wait_for_selector("#mt-article .desk")
    tab.wait_for_timeout(500)  # the names that finish what is typed come after the text
    pressed = 0
    for step in todo:
        if step.place:
            line = f'#mt-article .target[data-at="0 {step.segment}"]'
            exactly = re.compile(rf"^{re.escape(step.place)}$")
            tab.locator(f"{line} .place.quiet", has_text=exactly).first.click()
        first = step.keys[: step.keys.index("t")] if step.types else step.keys
        for key in first:
            tab.keyboard.press(key)
        if step.words:
            assert tab.evaluate(_SELECT, {"segment": step.segment, "words": step.words}), step
        if step.types:
            tab.keyboard.press("t")
            pressed += 1 + _type(tab, step.types)
        pressed += len(first)
    lines = [line.strip() for line in ref.split("\n") if line.strip()]
    shown = [line.inner_text() for line in tab.query_selector_all("#mt-article .target")]
    right = sum(a == b for a, b in zip(shown, lines, strict=False))
    left = tab.locator("#mt-article .place.open").count()
    return f"{pressed} keys, {left} left to decide; {right} of {len(lines)} paragraphs are the reference"


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


PICTURES = {
    "light": (1280, 820, "light", "aa"),
    "dark": (1280, 820, "dark", "aav"),
    "phone": (390, 844, "light", "aa"),
}


def pictures() -> None:
    """Take the pictures of docs/page.md."""
    with browser() as (tab, address):
        for name, (width, height, scheme, pressed) in PICTURES.items():
            size = {"width": width, "height": height}
            context = tab.context.browser.new_context(viewport=size, color_scheme=scheme)
            view = context.new_page()
            view.goto(address)
            view.click("text=E-commerce with its Chinese")
            view.wait_for_selector("#mt-article .place")
            for key in pressed:
                view.keyboard.press(key)
            view.wait_for_timeout(600)
            view.screenshot(path=EXAMPLES.parent / f"docs/page-{name}.png")
            context.close()


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
    parser.add_argument("what", choices=["keys", "speed", "pictures"])
    parser.add_argument("--no-browser", action="store_true")
    chosen = parser.parse_args()
    if chosen.what == "keys":
        keys(not chosen.no_browser)
    elif chosen.what == "speed":
        speed()
    else:
        pictures()
