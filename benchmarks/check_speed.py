"""How fast a glossary is checked: `python -m benchmarks.check_speed [TERMS]`.

The shipped names, and a glossary made for it: so many terms (10,000) with four sentences each, three
to repair and one to keep. Each is checked in processes of its own: cold, nothing kept of an
earlier run (the forms of the shipped names are stored, as after the installation); again;
after one entry has changed; and after the engine has, when only what the reader said is kept.
Times are processor time of one core, the whole process with its imports; `reader` is what one
reading takes meanwhile, since a busy machine makes all of it slower.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

from benchmarks.corpora import vocabulary

SEED = 23
_SYLLABLES = (
    "ba bei chang chao cheng chuan da dian dong fang feng fu gang gao guang guo hai hao heng hong "
    "hua huang hui jia jian jin jing kai ke lan li lian long mei ming nan ning peng qi qing ren"
).split()
_CHARS = (
    "安百宝北博昌长成诚川春大德电东多方飞丰风福富刚高光广国海航和恒红宏华环辉汇吉佳嘉建江金锦京景久"
    "君凯康科坤兰乐力立利联龙隆美明宁鹏平启千强清仁荣瑞森山上尚圣盛世顺泰腾天通同万旺维伟文西祥新信星兴旭亚"
)
# Sentences with the wrong name where {} stands, and at last one in which it is plain English.
_REPAIRS = (
    "{} said on {day} that sales in {city} rose by {n} percent after the {thing} was cut in price.",
    "According to {}, the {thing} will be delivered to {n},000 customers in {city} by {day}.",
    "Shares of {} and Alibaba fell in {city} on {day} because the {thing} was recalled.",
    "The founder of {} told reporters in {city} that the {thing} had lost {n} million yuan.",
    "Taobao, {} and Meituan hired {n},000 people in {city} for the {thing}.",
    "Police in {city} questioned two managers of {} over the {thing} on {day}.",
    "{}'s {thing} was seen by {n} million people in {city} within a week.",
    "Regulators fined {} {n} million yuan for a {thing} sold in {city}.",
)
_KEEPS = (
    "She put the {} beside the {thing} and went home before it rained.",
    "A {} and a {thing} were all that the {n} walkers found in the hut.",
    "The children drew a {}, a {thing} and {n} clouds on the wall of the school.",
)
_CITIES = "Beijing Shanghai Hangzhou Shenzhen Chengdu Wuhan Nanjing Tianjin Suzhou Qingdao".split()
_FRESH = count(100)  # the reader remembers what it was asked
_DAYS = "Monday Tuesday Wednesday Thursday Friday".split()


def glossary(number: int, seed: int = SEED) -> str:
    """Return a glossary of so many terms as TOML, the same for the same seed."""
    rng = random.Random(seed)
    words, _ = vocabulary()
    common = [w for w in words[300:6000] if len(w) > 3]
    taken: set[str] = set()
    blocks = []
    while len(blocks) < number:
        zh = "".join(rng.choices(_CHARS, k=rng.randint(3, 4)))
        en = "".join(rng.choices(_SYLLABLES, k=rng.randint(2, 3))).capitalize()
        wrong = [" ".join(rng.choices(common, k=2)) for _ in range(3)]
        if taken & {zh, en, *wrong} or len(set(wrong)) < 3:
            continue
        taken |= {zh, en, *wrong}
        examples = []
        for form, pattern in zip(wrong, rng.sample(_REPAIRS, 3), strict=True):
            facts = {"day": rng.choice(_DAYS), "city": rng.choice(_CITIES)}
            facts |= {"n": rng.randint(2, 90), "thing": rng.choice(common)}
            before = form[0].upper() + form[1:] if pattern.startswith("{}") else form
            pair = (pattern.format(before, **facts), pattern.format(en, **facts))
            examples.append(
                f"  {{ before = {json.dumps(pair[0])}, after = {json.dumps(pair[1])} }},"
            )
        keep = rng.choice(_KEEPS).format(
            rng.choice(wrong), thing=rng.choice(common), n=rng.randint(2, 90)
        )
        examples.append(f"  {{ keep = {json.dumps(keep)} }},")
        blocks.append(
            f'[[term]]\nzh = "{zh}"\nen = "{en}"\ntype = "ORG"\nwrong = {json.dumps(wrong)}\n'
            "examples = [\n" + "\n".join(examples) + "\n]\n"
        )
    return "\n".join(blocks)


def measured(arguments: list[str], cache: str) -> tuple[float, float, str]:
    """Return the processor time and the wall time of a check, and what it says at the end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "mt_repair", "glossary", "check", *arguments],
        env=os.environ | {"MT_REPAIR_CACHE": cache},
        capture_output=True,
        text=True,
        check=False,
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode > 1:
        raise SystemExit(done.stderr)
    return spent, wall, done.stderr.splitlines()[-1]


def reading() -> float:
    """Return how long a reading takes now, in milliseconds of processor time."""
    from mt_repair.detect.reader import read, shipped_reader

    reader = shipped_reader()
    if reader is None:
        return 0.0
    pattern = "Sellers in {} told pat network on Monday that the new fee was {} yuan too high."
    texts = [pattern.format(city, next(_FRESH)) for city in _CITIES for _ in range(20)]
    start = time.process_time()
    for text in texts:
        at = text.index("pat network")
        read(reader, text, at, at + 11, "Paipai ; org ; e-commerce")
    return (time.process_time() - start) / len(texts) * 1000


def main() -> None:
    """Measure, and print a line a run."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        path, cache = Path(folder) / "made.toml", Path(folder) / "cache"
        path.write_text(glossary(number), "utf-8")
        installed = "from mt_repair.pipeline import build_pipeline; build_pipeline()"
        subprocess.run(
            [sys.executable, "-c", installed],
            env=os.environ | {"MT_REPAIR_CACHE": str(cache)},
            check=True,
        )

        def run(title: str, *arguments: str) -> None:
            spent, wall, said = measured([*arguments], str(cache))
            print(
                f"{title}: {spent:.1f} s of processor, {wall:.1f} s, reader {reading():.1f} ms: {said}"
            )

        def engine_changes() -> None:
            for kept in cache.glob("outcomes-*"):
                kept.unlink()

        for title, arguments in (("shipped names", ()), (f"{number:,} made terms", (str(path),))):
            run(f"{title}, cold", *arguments)
            run(f"{title}, again", *arguments)
            if arguments:
                changed = path.read_text("utf-8").replace('type = "ORG"', 'type = "WORK"', 1)
                path.write_text(changed, "utf-8")
                run(f"{title}, one entry changed", *arguments)
            engine_changes()
            run(f"{title}, engine changed", *arguments)


if __name__ == "__main__":
    main()
