"""Templates, and what each of them knows. Everything is escaped; nothing is undefined."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from service.pages import wording
from service.settings import Auth
from service.store.keys import Key

_HERE: Final = Path(__file__).parent
ASSETS: Final = _HERE / "assets"


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the navigation; pages under ``path`` show it as the current one."""

    path: str
    name: str


#: The navigation of every page, in order. A new room of the workbench adds its entry here.
NAVIGATION: Final = (
    Entry("/", "工作台"),
    Entry("/history", "定稿"),
    Entry("/batches", "批量"),
    Entry("/digests", "要闻"),
)


def page(
    request: Request, template: str, status: int = 200, *, key: Key | None = None, **values: Any
) -> HTMLResponse:
    """``template`` (one that extends ``base.html``) as an answer; ``key`` is who is signed in."""
    path = request.url.path
    entries = [e for e in NAVIGATION if path == e.path or path.startswith(e.path.rstrip("/") + "/")]
    here = "/" if path.startswith("/desk") else max((e.path for e in entries), key=len, default="")
    auth = request.app.state.context.settings.auth
    signed_in = key is not None and auth is Auth.KEYS
    values |= {"navigation": NAVIGATION, "here": here, "key": key, "signed_in": signed_in}
    return HTMLResponse(render(template, **values), status)


def render(template: str, **values: Any) -> str:
    """``template`` filled in."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {"asset": _asset, "wording": wording}
    found.filters["moment"] = wording.moment
    return found


@cache
def _asset(name: str) -> str:
    """The address of a file in ``assets``; it changes with the file, so it may be kept for ever."""
    digest = hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]
    return f"/assets/{name}?v={digest}"
