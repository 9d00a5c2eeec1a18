"""Who gets into the workbench: cookies, origins, refusals in Chinese, headers of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx2 as httpx
import pytest

from service.pages.rendering import ASSETS
from service.pages.visitors import COOKIE
from service.store import keys
from service.store.keys import Scope
from tests.service.serving import ARTICLE, Running

SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def visit(running: Running) -> Iterator[httpx.Client]:
    """A browser that has not signed in."""
    with httpx.Client(base_url=running.url, timeout=60, trust_env=False) as found:
        yield found


def signed_in(running: Running, key: str) -> dict[str, str]:
    return {"Cookie": f"{COOKIE}={key}", **SAME}


def test_signing_in_sets_a_cookie_that_only_our_pages_can_use(
    running: Running, visit: httpx.Client
) -> None:
    answer = visit.get("/")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/"
    answer = visit.post("/sign-in", data={"key": f" {running.submitter} "}, headers=SAME)
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}={running.submitter};")
    for part in ("HttpOnly", "Secure", "SameSite=strict", "Path=/", "Max-Age=43200"):
        assert part in cookie
    assert "Domain" not in cookie
    headers = signed_in(running, running.submitter)
    assert visit.get("/", headers=headers).status_code == 200
    assert visit.get("/signed-in?next=/history", headers=headers).headers["location"] == "/history"
    assert f'{COOKIE}=""' in visit.post("/sign-out", headers=headers).headers["set-cookie"]


def test_a_wrong_key_and_a_cookie_that_was_not_kept(visit: httpx.Client) -> None:
    answer = visit.post("/sign-in", data={"key": "jb_0_no"}, headers=SAME)
    assert answer.status_code == 403
    assert "这个密钥不对" in answer.text
    assert "set-cookie" not in answer.headers
    assert "浏览器没有保存登录" in visit.get("/signed-in").text


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil", "/a?b"])
def test_nobody_is_led_to_another_site(visit: httpx.Client, target: str) -> None:
    answer = visit.get("/sign-in", params={"next": target})
    assert answer.status_code == 422
    assert "evil" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_forms_of_other_sites_are_refused(
    running: Running, visit: httpx.Client, headers: dict[str, str]
) -> None:
    cookie = {"Cookie": f"{COOKIE}={running.submitter}"}
    for path in ("/desk", "/sign-in", "/sign-out", "/batches"):
        answer = visit.post(path, data={"key": running.submitter}, headers=cookie | headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


def test_an_old_browser_says_its_origin(running: Running, visit: httpx.Client) -> None:
    headers = {"Cookie": f"{COOKIE}={running.submitter}", "Origin": running.url}
    assert visit.post("/desk", data={"text": ARTICLE}, headers=headers).status_code == 303


def test_scopes_hold_on_pages(running: Running, visit: httpx.Client) -> None:
    headers = signed_in(running, running.reader)
    assert visit.get("/", headers=headers).status_code == 200
    answer = visit.post("/desk", data={"text": ARTICLE}, headers=headers)
    assert answer.status_code == 403
    assert "没有这项权限" in answer.text


def test_a_revoked_key_is_led_to_the_form_by_htmx_too(
    running: Running, visit: httpx.Client
) -> None:
    store = running.context.store
    key, text = keys.create(store, "gone", [Scope.READ])
    keys.revoke(store, key.id)
    headers = {"Cookie": f"{COOKIE}={text}"}
    assert visit.get("/history", headers=headers).headers["location"] == "/sign-in?next=/history"
    answer = visit.get("/history", headers=headers | {"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/sign-in"


def test_another_editors_desk_is_not_found(running: Running, visit: httpx.Client) -> None:
    mine = signed_in(running, running.submitter)
    theirs = signed_in(running, keys.create(running.context.store, "b", list(Scope)[:2])[1])
    place = visit.post("/desk", data={"text": ARTICLE}, headers=mine).headers["location"]
    assert visit.get(place, headers=mine).status_code == 200
    answer = visit.get(place, headers=theirs)
    assert answer.status_code == 404
    assert "这里没有内容" in answer.text
    assert "林岳" not in answer.text
    for action in ("summary", "draft", "approval"):
        assert visit.post(f"{place}/0/{action}", headers=theirs).status_code == 404
        assert visit.post(f"{place}/9/{action}", headers=mine).status_code == 404


def test_refusals_are_told_in_chinese(running: Running, visit: httpx.Client) -> None:
    headers = signed_in(running, running.submitter)
    answer = visit.post("/desk", data={"text": "云" * 20_001}, headers=headers)
    assert answer.status_code == 413
    assert "20001字，最多20000字" in answer.text
    assert "请改用“批量”" in answer.text
    assert "/v1/" not in answer.text
    answer = visit.post("/desk", files={"file": ("坏.docx", b"PK no")}, headers=headers)
    assert answer.status_code == 422
    assert "这份文件读不了" in answer.text
    answer = visit.post("/desk", data={"text": ARTICLE, "length": "vast"}, headers=headers)
    assert answer.status_code == 422
    asked = headers | {"HX-Request": "true"}
    answer = visit.get("/desk/" + "0" * 26, headers=asked)
    assert answer.headers["content-type"].startswith("text/plain")
    answer = visit.post("/batches", data={"length": ""}, headers=headers)
    assert "没有选择文件" in answer.text


def test_an_empty_page_says_so(running: Running, visit: httpx.Client) -> None:
    headers = signed_in(running, running.submitter)
    place = visit.post("/desk", data={"text": "！！"}, headers=headers).headers["location"]
    assert "没有找到可供摘要的正文" in visit.get(place, headers=headers).text


def test_markup_in_a_bulletin_stays_text(running: Running, visit: httpx.Client) -> None:
    headers = signed_in(running, running.submitter)
    text = f"{ARTICLE}<script>alert(1)</script>“引文”&amp;"
    place = visit.post("/desk", data={"text": text}, headers=headers).headers["location"]
    assert "<script>alert" not in visit.get(place, headers=headers).text


def test_pages_allow_no_inline_code_and_assets_may_be_kept(
    running: Running, visit: httpx.Client
) -> None:
    answer = visit.get("/", headers=signed_in(running, running.submitter))
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert " style=" not in answer.text
    assert not re.search(r"<script(?![^>]* src=)|\son\w+=", answer.text)
    for address in re.findall(r'(?:src|href)="(/assets/[^"]+)"', answer.text):
        found = visit.get(address)
        assert found.status_code == 200
        assert "immutable" in found.headers["cache-control"]
    assert visit.get("/assets/htmx.min.js").headers["cache-control"] == "no-cache"
    assert visit.get("/assets/..%2frendering.py").status_code == 404


def test_vendored_files_come_with_their_licences() -> None:
    assert "Zero-Clause BSD" in (ASSETS / "htmx.LICENSE").read_text(encoding="utf-8")
    for script in ASSETS.glob("*.js"):
        assert "eval(" not in script.read_text(encoding="utf-8") or script.name == "htmx.min.js"


def test_a_headline_that_may_not_be_approved_may_not_be_drafted(
    running: Running, visit: httpx.Client
) -> None:
    headers = signed_in(running, running.submitter)
    place = visit.post("/desk", data={"text": ARTICLE}, headers=headers).headers["location"]
    assert visit.post(f"{place}/0/summary", headers=headers).status_code == 303
    for length, status in ((200, 200), (201, 422)):
        said = {"headline": "云" * length, "despite": "true"}
        for action in ("draft", "approval"):
            answer = visit.post(f"{place}/0/{action}", data=said, headers=headers)
            assert answer.status_code == status, (length, action)
