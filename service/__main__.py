"""``python -m service``: ``jianbao serve`` of this interpreter, whatever is in PATH."""

from __future__ import annotations

import sys
from functools import partial

from summarizer.cli import group, main

if __name__ == "__main__":
    main(partial(group, ["serve", *sys.argv[1:]]))
