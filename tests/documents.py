"""Documents made from invented text, as other programs write them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO


def pdf(lines: Sequence[str], *, password: str | None = None) -> bytes:
    """A one-page PDF whose font tells its characters by a ToUnicode map; no lines: a scan."""
    from pypdf import PdfReader, PdfWriter

    codes = sorted({ord(c) for line in lines for c in line})
    pairs = "\n".join(f"<{c:04X}> <{c:04X}>" for c in codes)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    )
    shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td\n" for line in lines)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        _stream(f"BT /F1 12 Tf 40 780 Td\n{shown}ET" if lines else ""),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H"
        b" /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(cmap),
    ]
    data = b"%PDF-1.4\n"
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    data += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    ).encode()
    if password is None:
        return data
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(password, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def docx(headline: str, paragraphs: Sequence[str], table: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word file: a heading, paragraphs, and a table where there is one."""
    from docx import Document

    document = Document()
    document.add_heading(headline, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        cells = document.add_table(rows=len(table), cols=len(table[0]))
        for i, row in enumerate(table):
            for k, words in enumerate(row):
                cells.cell(i, k).text = words
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def html(headline: str, paragraphs: Sequence[str], *, charset: str = "utf-8") -> bytes:
    """A county web page with its navigation, buttons and foot around the article."""
    body = "".join(f"<p>　　{paragraph}</p>" for paragraph in paragraphs)
    page = (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{headline}-云岭县人民政府'
        "</title><script>var a = '<p>不是正文</p>';</script></head><body>"
        '<nav><a href="/">首页</a> <a href="/x">县情概况</a></nav>'
        f"<h1>{headline}</h1><div>发布时间：2026-05-12 09:30 浏览次数：318</div>"
        f"<article>{body}</article><div>责任编辑：冯书远</div>"
        "<footer>版权所有：云岭县人民政府办公室</footer></body></html>"
    )
    return page.encode("gb18030" if charset.startswith("gb") else charset)


def _stream(text: str) -> bytes:
    data = text.encode("latin-1")
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)
