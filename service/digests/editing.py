"""What an editor's hand does to a digest: each move gives new decisions, and changes nothing."""

from __future__ import annotations

from summarizer.digest.rules import SECTIONS
from summarizer.digest.types import Digest, Edits


def moved(digest: Digest, edits: Edits, item_id: str, step: int) -> Edits:
    """One place up (-1) or down (1) within its section; at the end of it nothing happens."""
    section = next((s for s in digest.sections if item_id in [i.id for i in s.items]), None)
    if section is None:
        return edits
    ids = [item.id for item in section.items]
    at = ids.index(item_id)
    to = at + step
    if not 0 <= to < len(ids):
        return edits
    ids[at], ids[to] = ids[to], ids[at]
    if section.key == "pinned":
        return edits.model_copy(update={"pins": tuple(ids)})
    others = tuple(known for known in edits.order if known not in ids)
    return edits.model_copy(update={"order": (*others, *ids)})


def pinned(edits: Edits, item_id: str) -> Edits:
    """Pinned behind the others; pinned before: no longer."""
    if item_id in edits.pins:
        return edits.model_copy(update={"pins": _without(edits.pins, item_id)})
    return edits.model_copy(update={"pins": (*edits.pins, item_id)})


def excluded(edits: Edits, item_id: str) -> Edits:
    """Not printed; excluded before: printed again."""
    if item_id in edits.excluded:
        return edits.model_copy(update={"excluded": _without(edits.excluded, item_id)})
    pins = _without(edits.pins, item_id)
    return edits.model_copy(update={"excluded": (*edits.excluded, item_id), "pins": pins})


def placed(edits: Edits, item_id: str, section: str) -> Edits:
    """In another section; the order of its old one no longer binds it."""
    if section not in SECTIONS:
        return edits
    update = {
        "sections": {**edits.sections, item_id: section},
        "order": _without(edits.order, item_id),
    }
    return edits.model_copy(update=update)


def worded(edits: Edits, item_id: str, headline: str, brief: str) -> Edits:
    """With the editor's words."""
    update = {
        "headlines": {**edits.headlines, item_id: " ".join(headline.split())},
        "briefs": {**edits.briefs, item_id: brief.strip()},
    }
    return edits.model_copy(update=update)


def _without(ids: tuple[str, ...], item_id: str) -> tuple[str, ...]:
    return tuple(known for known in ids if known != item_id)
