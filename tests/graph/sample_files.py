"""Reports as files, made here: a page, a PDF with a text layer, a DOCX file."""

import io
from collections.abc import Sequence

REPORT = (
    "江州市云湖区2025年政府工作报告\n"
    "一、2025年工作回顾\n"
    "　　全年地区生产总值达到512.6亿元，增长6.2%；城镇新增就业5.9万人，居全市第3位。\n"
    "　　深入实施“强基工程”，改造老旧小区45个。\n"
)


def page(body: str = REPORT, charset: str = "utf-8") -> bytes:
    """Return a web page with menus and a footer around a report."""
    title, *lines = body.splitlines()
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}</title></head><body>'
        '<div class="nav"><a href="/">首页</a> <a href="/a">政务公开</a></div>'
        f'<h1>{title}</h1><div id="content">{paragraphs}</div>'
        '<div class="footer">版权所有 备案号 05012345</div></body></html>'
    ).encode(charset)


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF file whose text layer has lines, in a font that readers have by its name."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(f'{6 + 2 * i} 0 R' for i in range(len(pages)))}] "
        f"/Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        "/DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R /DW 1000 >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] "
        "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 800 /StemV 80 >>",
    ]
    for lines in pages:
        shown = "\n".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines)
        content = f"BT /F1 12 Tf 72 760 Td 16 TL\n{shown}\nET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R "
            f">> >> /Contents {len(objects) + 2} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    return _assembled(objects)


def _assembled(objects: Sequence[str]) -> bytes:
    written, offsets = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n{item}\nendobj\n".encode("ascii")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    return written + (
        f"xref\n0 {count}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    ).encode("ascii")


def docx(body: str = REPORT) -> bytes:
    """Return a DOCX file with a paragraph a line, and a table."""
    from docx import Document

    document = Document()
    for line in body.splitlines():
        document.add_paragraph(line)
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "粮食产量", "56万吨"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
