"""What all entries of the guide have in common: a section of a file, an id, an address, and fields that are marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, ClassVar, NamedTuple, get_args

from pydantic import BaseModel, ConfigDict

from guide.values import Id, Mark, Named, Silent, Trace


@dataclass(frozen=True)
class Spec:
    """What holds for all entries of one kind. A new kind is a class with one of these."""

    section: str
    """Their key in the file, and their name in the tree, in dates.lock and in changes.yaml."""
    file: str
    one: str
    """What a problem calls one of them."""
    heading: str
    """What contributing.md calls one of them."""
    title: str
    """The key whose words name an entry to readers."""
    about: str
    """What the schema says of the section."""
    path: str = ""
    """Where readers find an entry, with its id left open; empty where other pages show it."""
    least: int | None = 0
    """How many there are at least. None where the section itself may be missing."""

    @property
    def page(self) -> str:
        """The path of the page that lists them all."""
        return self.path.partition("#")[0].partition("{")[0]


STEP = "steps/{}/"


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Value(NamedTuple):
    """One marked value of an entry: where it stands, and what it is."""

    trace: Trace
    value: str
    mark: Mark


class Entry(Part):
    """Something with an id of its own."""

    spec: ClassVar[Spec]
    id: Id

    @property
    def heading(self) -> str:
        """The words that name it to readers."""
        return str(getattr(self, self.spec.title))

    @property
    def path(self) -> str:
        """Its address in the site, or nothing where it has none of its own."""
        return self.spec.path.format(self.id)

    @property
    def key(self) -> str:
        """How dates.lock names it: a step by its id alone, others with their section, “facts/refund-has-an-arn”."""
        return self.id if self.spec.path == STEP else f"{self.spec.section}/{self.id}"

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Every value that is marked, in the order of the fields."""
        return tuple(_values(self, (self.spec.section, self.id)))

    def named(self, section: str) -> list[str]:
        """The ids of all entries of `section` that it names, in the order of its fields."""
        return self._named.get((section,), [])

    @cached_property
    def _named(self) -> Mapping[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for _, value, mark in self.values:
            if isinstance(mark, Named):
                found.setdefault(mark.sections, []).append(value)
        return found


@cache
def silent(kind: type[Part]) -> dict[str, Any]:
    """The fields whose change no reader needs to hear of, as pydantic leaves fields out: each as True, or with those of
    its parts."""
    found: dict[str, Any] = {}
    for name, of in kind.model_fields.items():
        if any(isinstance(mark, Silent) for mark in of.metadata):
            found[name] = True
        else:
            for part in parts_of(of.annotation):
                if isinstance(part, type) and issubclass(part, Part) and silent(part):
                    found[name] = {"__all__": silent(part)}
    return found


@cache
def marks(part: type[BaseModel]) -> Mapping[str, Mark | None]:
    """The fields of a class that hold marked values, each with its mark; None where they hold parts that do."""
    found: dict[str, Mark | None] = {}
    for name, of in part.model_fields.items():
        parts = [*of.metadata, *parts_of(of.annotation)]
        mark = next((each for each in parts if isinstance(each, Mark)), None)
        if mark or any(isinstance(each, type) and issubclass(each, Part) for each in parts):
            found[name] = mark
    return found


def parts_of(annotation: Any) -> Iterator[Any]:
    """A type, and all that it is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from parts_of(part)


def _values(part: Part, trace: Trace) -> Iterator[Value]:
    for name, mark in marks(type(part)).items():
        value = getattr(part, name)
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                if mark:
                    yield Value((*trace, name, index), item, mark)
                else:
                    yield from _values(item, (*trace, name, index))
        elif value is not None and mark:
            yield Value((*trace, name), value, mark)
