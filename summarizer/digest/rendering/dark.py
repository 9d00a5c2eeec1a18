"""How an article looks in WeChat's dark mode, approximately.

WeChat recolours articles itself: light grounds become dark, and text is made lighter or darker
until it is told from its ground. This does the same in outline (lightness in HSL, contrast of
WCAG 2.1), for the preview and for the test that every theme stays legible.
"""

from __future__ import annotations

import colorsys
import re
from html.parser import HTMLParser
from typing import Final

from summarizer.digest.rendering.validate import declarations

Colour = tuple[float, float, float]

#: The grounds of an article, in light and dark mode.
LIGHT: Final[Colour] = (1.0, 1.0, 1.0)
DARK: Final[Colour] = (0x19 / 255, 0x19 / 255, 0x19 / 255)
#: Text is moved until it has this contrast.
LEGIBLE: Final = 4.5

_HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


def darkened(html: str) -> str:
    """``html`` with the colours of its style attributes as in dark mode."""
    reader = _Recolour()
    reader.feed(html)
    reader.close()
    return "".join(reader.out)


def contrasts(html: str, ground: Colour = LIGHT) -> list[tuple[float, str]]:
    """Contrast of each text with the ground it stands on, and the text's first characters."""
    reader = _Contrast(ground)
    reader.feed(html)
    reader.close()
    return reader.found


def parse(text: str) -> Colour:
    """#rgb or #rrggbb as three shares in [0, 1]."""
    digits = text.lstrip("#")
    if len(digits) == 3:
        digits = "".join(c * 2 for c in digits)
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio, from 1 to 21 (WCAG 2.1)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _dark_ground(colour: Colour) -> Colour:
    hue, light, saturation = colorsys.rgb_to_hls(*colour)
    if light > 0.5:
        light = max(0.11, 0.16 - (light - 0.9) * 0.5) if light > 0.9 else 0.22
        saturation *= 0.5
    return colorsys.hls_to_rgb(hue, min(light, 0.38), saturation)


def _dark_line(colour: Colour) -> Colour:
    """Grey rules darken as grounds do; a coloured frame (gold on red) keeps its colour."""
    _, _, saturation = colorsys.rgb_to_hls(*colour)
    spread = max(colour) - min(colour)
    return colour if spread > 0.3 and saturation > 0.5 else _dark_ground(colour)


def _dark_text(colour: Colour, ground: Colour) -> Colour:
    hue, light, saturation = colorsys.rgb_to_hls(*colour)
    if light < 0.5:
        light = 1 - light * 0.9
    for _ in range(20):
        found = colorsys.hls_to_rgb(hue, light, saturation)
        if contrast(found, ground) >= LEGIBLE or light >= 1:
            return found
        light = min(1.0, light + 0.05)
    return colorsys.hls_to_rgb(hue, light, saturation)


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{round(c * 255):02x}" for c in colour)


class _Walk(HTMLParser):
    """Knows, at every tag, the ground and the text colour in force."""

    def __init__(self, ground: Colour, ink: Colour) -> None:
        super().__init__(convert_charrefs=False)
        self.stack: list[tuple[Colour, Colour]] = [(ground, ink)]

    def enter(self, style: list[tuple[str, str]]) -> None:
        ground, ink = self.stack[-1]
        for name, value in style:
            found = _HEX.search(value)
            if found and name == "background-color":
                ground = parse(found[0])
            elif found and name == "color":
                ink = parse(found[0])
        self.stack.append((ground, ink))

    def handle_endtag(self, tag: str) -> None:
        if len(self.stack) > 1:
            self.stack.pop()


class _Contrast(_Walk):
    def __init__(self, ground: Colour) -> None:
        super().__init__(ground, (0.0, 0.0, 0.0) if ground == LIGHT else (0.8, 0.8, 0.8))
        self.found: list[tuple[float, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":
            self.enter(declarations(dict(attrs).get("style") or ""))

    def handle_data(self, data: str) -> None:
        if data.strip():
            ground, ink = self.stack[-1]
            self.found.append((contrast(ink, ground), data.strip()[:12]))


class _Recolour(_Walk):
    def __init__(self) -> None:
        super().__init__(DARK, (0.8, 0.8, 0.8))
        self.out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = declarations(dict(attrs).get("style") or "")
        grounds = [(n, v) for n, v in style if n == "background-color"]
        ground = self.stack[-1][0]
        if grounds and (found := _HEX.search(grounds[0][1])):
            ground = _dark_ground(parse(found[0]))
        told = []
        for name, value in style:
            if name == "background-color":
                value = _hex(ground)
            elif name == "color" and (found := _HEX.search(value)):
                value = _hex(_dark_text(parse(found[0]), ground))
            elif name.startswith("border") and (found := _HEX.search(value)):
                value = value.replace(found[0], _hex(_dark_line(parse(found[0]))))
            told.append(f"{name}:{value}")
        if tag != "br":
            self.enter([(n, v) for n, _, v in (t.partition(":") for t in told)])
        self.out.append(f'<{tag} style="{";".join(told)}">' if told else f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")
