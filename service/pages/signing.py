"""Signing in with an API key, and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from service.pages import visitors
from service.pages.rendering import page
from service.pages.routing import router as pages
from service.problems import ProblemError
from service.routes.common import Ctx
from service.settings import Auth

router = pages()

_WRONG = "这个密钥不对，或已停用。"
_NOT_KEPT = "浏览器没有保存登录。请用 https:// 开头的地址，或在服务所在的电脑上打开本页。"

#: Where to go after signing in: a path of ours, never another site's address.
Next = Annotated[str, Query(alias="next", pattern=r"^/([A-Za-z0-9][A-Za-z0-9/_-]*)?$")]


@router.get("/sign-in")
async def form(request: Request, ctx: Ctx, after: Next = "/") -> Response:
    """The form; without keys there is nothing to sign in to."""
    if ctx.settings.auth is Auth.LOOPBACK:
        return RedirectResponse("/", 303)
    return page(request, "sign_in.html", after=after, said="")


@router.post("/sign-in")
async def sign_in(
    request: Request, ctx: Ctx, key: Annotated[str, Form(max_length=200)], after: Next = "/"
) -> Response:
    """Keep a key that is one."""
    text = key.strip()
    if await ctx.keyring.find(ctx, text) is None:
        return page(request, "sign_in.html", 403, after=after, said=_WRONG)
    answer = RedirectResponse(f"/signed-in?next={after}", 303)
    visitors.remember(answer, text)
    return answer


@router.get("/signed-in")
async def signed_in(request: Request, ctx: Ctx, after: Next = "/") -> Response:
    """Onward, if the browser kept the cookie; over plain HTTP it does not."""
    try:
        await visitors.visitor(request, ctx)
    except ProblemError as problem:
        if problem.kind == "unauthorized":
            return page(request, "sign_in.html", 403, after=after, said=_NOT_KEPT)
        raise
    return RedirectResponse(after, 303)


@router.post("/sign-out")
async def sign_out() -> Response:
    """Forget the key in this browser."""
    answer = RedirectResponse("/sign-in", 303)
    visitors.forget(answer)
    return answer
