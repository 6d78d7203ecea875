"""The ways of breaking the small guide in tests/broken, each with the whole report that it gives.

A case is one file, NAME.txt:

    change decision_tree.yaml
             summary: I do not know how I paid
    -        next: ask-support
    +        next: what-do-you-see

    report
    decision_tree.yaml:26: the way goes round in a loop: what-do-you-see → how-did-you-pay → what-do-you-see.
    (and so on, to the end of the file)

The first sign of a line says what becomes of the rest: “-” goes, “+” comes, a space stays and shows where. The lines
that go and stay must stand like this in the file, as the changes above it left it, exactly once. Lines that only come
are put at its end. A blank line ends a place in the file. “write FILE” gives a file anew, all in “+”; “remove FILE”
takes it away. Only “write” knows files that the small guide does not have, such as docs/about.md.

Where eyes would not see what is wrong, or not on one screen, the case is a folder, NAME/: the broken file, to the byte,
and the report in expected.txt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from guide import Refused, prove
from samples import Files, small

TODAY = date(2026, 11, 30)
BROKEN = Path(__file__).parent / "broken"


@dataclass(frozen=True)
class Case:
    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def files(self) -> Files:
        """The whole guide, broken in this way."""
        files = small()
        if not self.path.is_dir():
            return changed(files, self._parts()[0])
        here = {name: self.path / Path(name).name for name in files}
        here |= {f"docs/{path.name}": path for path in self.path.iterdir() if path.suffix == ".md"}
        return files | {name: path.read_bytes() for name, path in here.items() if path.exists()}

    @property
    def report(self) -> str:
        return self._parts()[1]

    def accept(self, report: str) -> None:
        """Writes another report down."""
        if self.path.is_dir():
            (self.path / "expected.txt").write_bytes(report.encode())
        else:
            self.path.write_bytes("\n\n".join([self._parts()[0].rstrip("\n"), f"report\n{report}"]).encode())

    def _parts(self) -> tuple[str, str]:
        """What is changed, and the report."""
        if self.path.is_dir():
            return "", (self.path / "expected.txt").read_bytes().decode()
        changes, _, report = self.path.read_bytes().decode().partition("\nreport\n")
        return changes, report


CASES = {case.name: case for case in map(Case, sorted(BROKEN.iterdir()))}


def changed(files: Files, changes: str) -> Files:
    """The files with these changes, written as in a case. An assertion fails where one of them does not fit."""
    files = dict(files)
    head = ""
    for part in changes.strip("\n").split("\n\n"):
        lines = part.split("\n")
        if lines[0][:1] not in SIGNS:
            head = lines.pop(0)
        verb, _, name = head.partition(" ")
        assert verb in ("change", "write", "remove"), f"“{head}” says neither change, write nor remove"
        assert name in files or (verb == "write" and name.startswith("docs/")), f"the guide has no file “{name}”"
        for line in lines:
            assert line[:1] in SIGNS, f"this line begins with none of the signs: “{line}”"
        old = [line[1:] for line in lines if line[0] != "+"]
        new = [line[1:] for line in lines if line[0] != "-"]
        if verb == "change":
            files[name] = _replaced(files[name] or b"", old, new)
        else:
            assert not (old if verb == "write" else lines), f"“{head}” needs no such lines"
            files[name] = _text(new) if verb == "write" else None
            head = ""
    return files


SIGNS = ("-", "+", " ")


def _replaced(content: bytes, old: list[str], new: list[str]) -> bytes:
    *lines, _ = content.decode().split("\n")
    at = [start for start in range(len(lines)) if lines[start : start + len(old)] == old] if old else [len(lines)]
    assert len(at) == 1, "\n".join([f"these lines stand in the file {len(at)} times, not once:", *old])
    assert old != new, "\n".join(["nothing becomes of these lines:", *old])
    lines[at[0] : at[0] + len(old)] = new
    return _text(lines)


def _text(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def refusal(files: Files) -> Refused:
    """What the compiler says against these files. A test fails if that is nothing."""
    with pytest.raises(Refused) as refused:
        prove(files, today=TODAY)
    return refused.value
