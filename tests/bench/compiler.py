"""Figures about the compiler: `make bench`. Sizes are measured side by side in one run, several times in turns, so that
ratios hold on any machine; the times themselves only tell about this one."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from guide import Settings, build, limits, prove, read  # noqa: E402
from samples import Sketch, files_of  # noqa: E402

ROUNDS = 5


def sketch_of(count: int, seed: int = 7) -> Sketch:
    """A tree like the real one: a third questions with five options, ways that meet, never more than nine answers."""
    random.seed(seed)
    layers: list[list[str]] = [["step-start"]]
    made = 1
    while made < count:
        width = min(len(layers[-1]) * 4, max(1, count // 6), count - made)
        layers.append([f"step-{len(layers)}-{index}" for index in range(width)])
        made += width
        if len(layers) == 9 and made < count:
            layers[-1] += [f"step-more-{index}" for index in range(count - made)]
            made = count
    sketch: Sketch = {}
    for depth, layer in enumerate(layers):
        below = layers[depth + 1] if depth + 1 < len(layers) else []
        needed = list(below)
        questions = layer[: max(1, len(layer) // 3)] if below else []
        for index, node in enumerate(layer):
            if node in questions:
                share = needed[index :: len(questions)]
                sketch[node] = [*share, random.choice(below), random.choice(below)][: max(9, len(share))]
            else:
                sketch[node] = random.choice(below) if below and random.random() < 0.7 else None
    return sketch


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def say(stage: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{stage}", end="", file=sys.stderr, flush=True)


def main() -> None:
    limits.MOST_BYTES = 64 * limits.MOST_BYTES
    limits.MOST_OPTIONS = 10**6
    sizes = {size: files_of(sketch_of(size)) for size in (500, 5000)}
    real = read(ROOT)
    jobs: dict[str, Callable[[], object]] = {
        "check the real guide": lambda: prove(real),
        "check 500 steps": lambda: prove(sizes[500]),
        "check 5,000 steps": lambda: prove(sizes[5000]),
        "make the pages of the real guide": lambda: build(real, Settings()),
        "make the pages of 500 steps": lambda: build(sizes[500], Settings()),
        "make the pages of 5,000 steps": lambda: build(sizes[5000], Settings()),
    }
    site = build(real, Settings(site_url="https://guide.example/"))
    jobs["draw the pictures of the real guide"] = lambda: [picture.content() for picture in site.pictures]
    with TemporaryDirectory() as folder:
        kept = build(real, Settings(site_url="https://guide.example/", cache=Path(folder))).pictures
        for picture in kept:
            picture.content()
        jobs["take the pictures that are drawn already"] = lambda: [picture.content() for picture in kept]
        measure(jobs)


def measure(jobs: dict[str, Callable[[], object]]) -> None:
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for round_number in range(ROUNDS):
        for name, work in jobs.items():
            say(f"round {round_number + 1} of {ROUNDS}: {name} …")
            times[name].append(timed(work))
    say("")
    for name, measured in times.items():
        print(f"{name:40} {min(measured):7.3f} to {max(measured):7.3f} s, median {median(measured):7.3f} s")
    for what in ("check", "make the pages of"):
        ratio = median(times[f"{what} 5,000 steps"]) / median(times[f"{what} 500 steps"]) / 10
        print(f"{what}: time per step with 5,000 steps is {ratio:.2f} times that with 500")
    drawn, taken = (median(times[name]) for name in list(times)[-2:])
    print(f"pictures: to draw them takes {drawn / taken:.0f} times as long as to take them from the last build")


if __name__ == "__main__":
    main()
