"""Who sits at the workbench: a key in a cookie, or anybody on this machine; and from which page.

The cookie is sent by browsers with requests of our own pages only (SameSite=Strict), is out of
reach of scripts (HttpOnly), and goes over HTTPS or to this machine only (Secure). As a second
lock, whatever changes something must say that it comes from our own origin.
"""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.responses import Response
from fastapi.security import HTTPAuthorizationCredentials

from service.context import Context, context
from service.problems import ProblemError
from service.security import caller
from service.store.keys import Key, Scope

#: The prefix makes browsers refuse the cookie where it is not Secure, or set by a subdomain.
COOKIE: Final = "__Host-jianbao"

#: A working day, in seconds.
LASTS: Final = 12 * 3600


async def same_origin(request: Request) -> None:
    """Raises ProblemError 403 where a page of another origin, or nobody knows which, asks."""
    if request.method in ("GET", "HEAD"):
        return
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        ours = site == "same-origin"
    else:
        origin = request.headers.get("origin", "")
        ours = bool(origin) and urlsplit(origin).netloc == request.headers.get("host")
    if not ours:
        raise ProblemError("forbidden", "a page of another origin")


async def visitor(request: Request, ctx: Annotated[Context, Depends(context)]) -> Key:
    """Who it is, by the same rules as the API's. Raises ProblemError 401 or 403."""
    text = request.cookies.get(COOKIE)
    bearer = HTTPAuthorizationCredentials(scheme="Bearer", credentials=text) if text else None
    key = await caller(request, ctx, bearer)
    request.scope["key_id"] = key.id
    wanted = Scope.READ if request.method in ("GET", "HEAD") else Scope.SUBMIT
    if not key.may(wanted):
        raise ProblemError("forbidden", f"this key has no scope {wanted.value!r}")
    return key


Visitor = Annotated[Key, Depends(visitor)]


def remember(response: Response, key_text: str) -> None:
    """Set the cookie."""
    response.set_cookie(
        COOKIE, key_text, max_age=LASTS, path="/", secure=True, httponly=True, samesite="strict"
    )


def forget(response: Response) -> None:
    """Take the cookie back."""
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")
