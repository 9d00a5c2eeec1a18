"""A hypothesis as a chain of tokens, with what the rules must know of it."""

from __future__ import annotations


class Node:
    """A hypothesis: its last token and the one before it, back to the root."""

    __slots__ = (
        "chars",
        "free",
        "inside",
        "last",
        "log_p",
        "open",
        "parent",
        "penalty",
        "position",
        "reach",
        "token",
        "trail",
        "used",
    )

    def __init__(self) -> None:
        self.parent: Node | None = None
        self.token = -1
        self.position = -1  # of the source token it was copied from, or -1
        self.log_p = 0.0  # of the whole hypothesis
        self.penalty = 0.0  # for reading the same place again
        self.trail = ""  # all tokens, one character each
        self.chars = 0  # 字 so far
        self.inside: tuple[int, ...] = ()  # positions in units that go on
        self.free = True  # whether something else may follow
        self.open = ""  # quotes and brackets not yet closed
        self.last = ""  # last character
        self.used = 0  # bit i: position i was copied
        self.reach = 0  # the last position copied in this sentence

    def __len__(self) -> int:
        return len(self.trail)

    def path(self) -> list[Node]:
        """The nodes from the first token on."""
        found: list[Node] = []
        node: Node | None = self
        while node is not None and node.parent is not None:
            found.append(node)
            node = node.parent
        return found[::-1]
