"""Units under each other: in which order they are read, and what lies below what. Knows parents and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Tree(Generic[T]):
    """Things that lie under each other. One whose parent is not among them stands at the top.

    Of those in a ring, which there should not be, none is at the top, and so none is walked through.
    """

    def __init__(
        self,
        nodes: Iterable[T],
        *,
        id_of: Callable[[T], str],
        parent_of: Callable[[T], str | None],
        order: Callable[[T], str],
    ) -> None:
        ordered = sorted(nodes, key=order)
        self._id_of, self._parent_of = id_of, parent_of
        self._known = {id_of(node): node for node in ordered}
        self._children: dict[str | None, list[T]] = {}
        for node in ordered:
            parent = parent_of(node)
            self._children.setdefault(parent if parent in self._known else None, []).append(node)

    def walk(self, under: str | None = None, depth: int = 0) -> Iterator[tuple[T, int]]:
        """From the top down with how deep each lies, each followed by what lies under it."""
        for node in self._children.get(under, ()):
            yield node, depth
            yield from self.walk(self._id_of(node), depth + 1)

    def below(self, node: T) -> list[T]:
        """All that lies under one, however far down."""
        return [found for found, _ in self.walk(self._id_of(node))]

    def parent(self, node: T) -> T | None:
        """The one above, as far as it is known here."""
        return self._known.get(self._parent_of(node) or "")
