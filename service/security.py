"""Who calls, and what he may do."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable, Coroutine
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from service.context import Context, context
from service.problems import ProblemError
from service.settings import Auth, is_loopback
from service.store import keys
from service.store.keys import Key, Scope

#: A key looked up is believed for this long: so late may a revocation take effect.
BELIEVED = 2.0

#: Without keys, everybody on this machine.
LOCAL = Key("local", "this machine", frozenset({Scope.ADMIN}), None, 0.0, None)

_BEARER = HTTPBearer(
    scheme_name="key", bearerFormat="jb_…", description="An API key.", auto_error=False
)

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="jianbao"'}


class Keyring:
    """Keys looked up in the database, and believed for a moment; kept by their hashes only."""

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[float, Key]] = {}

    async def find(self, ctx: Context, text: str) -> Key | None:
        """The living key that ``text`` is."""
        now = time.monotonic()
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        at, key = self._known.get(digest, (0.0, None))
        if key is not None and now - at < BELIEVED:
            return key
        key = await asyncio.to_thread(keys.verify, ctx.store, text)
        if len(self._known) > 1000:
            self._known.clear()
        if key is not None:
            self._known[digest] = (now, key)
        else:
            self._known.pop(digest, None)
        return key


async def caller(
    request: Request,
    ctx: Annotated[Context, Depends(context)],
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
) -> Key:
    """Who calls. Raises ProblemError 401, or 403 for a page that is not ours.

    Without keys a browser on this machine could be made to call us by any web page: so the
    name it was called by must be this machine's, and the page that calls must be our own.
    """
    if ctx.settings.auth is Auth.LOOPBACK:
        _same_machine(request)
        return LOCAL
    if bearer is None:
        raise ProblemError("unauthorized", "send Authorization: Bearer jb_…", headers=_CHALLENGE)
    key = await ctx.keyring.find(ctx, bearer.credentials)
    if key is None:
        raise ProblemError("unauthorized", "no such key, or revoked", headers=_CHALLENGE)
    return key


def needs(scope: Scope) -> Callable[..., Coroutine[Any, Any, Key]]:
    """A dependency: the caller, if his key has ``scope``; else 403."""

    async def allowed(request: Request, key: Annotated[Key, Depends(caller)]) -> Key:
        request.scope["key_id"] = key.id
        if not key.may(scope):
            raise ProblemError("forbidden", f"this key has no scope {scope.value!r}")
        return key

    return allowed


Reader = Annotated[Key, Depends(needs(Scope.READ))]
Submitter = Annotated[Key, Depends(needs(Scope.SUBMIT))]


def owner(key: Key) -> str | None:
    """Whose things ``key`` may see: its own; everybody's (None) for an administrator."""
    return None if key.may(Scope.ADMIN) else key.id


def _same_machine(request: Request) -> None:
    client = request.client.host if request.client else ""
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    if not is_loopback(client) or not is_loopback(host):
        raise ProblemError("forbidden", "without keys only this machine is served")
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise ProblemError("forbidden", "a page of another origin")
