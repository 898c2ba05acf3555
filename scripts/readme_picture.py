"""Draws the README's picture: three pages of the demo packet, side by side, as they come out."""

import io
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

from makewhole.cli.verbs.demo import EXAMPLES, ISSUED
from makewhole.exchange.attached import attached_records
from makewhole.exchange.visit_files import load
from makewhole.packets import build_packet

SHOWN = ("superbill.pdf", "necessity-letter.pdf", "submission-sheet.pdf")
PICTURE = Path(__file__).parents[1] / "docs" / "pictures" / "packet.png"
GAP = 24


def main() -> None:
    source = EXAMPLES / "visit.json"
    file = load(source)
    made = build_packet(file, attached_records(source, file), ISSUED)
    pages = [_first_page(made.files[name]) for name in SHOWN]
    width = sum(page.width for page in pages) + GAP * (len(pages) + 1)
    sheet = Image.new("RGB", (width, max(page.height for page in pages) + 2 * GAP), "#e9edf1")
    left = GAP
    for page in pages:
        sheet.paste(page, (left, GAP))
        left += page.width + GAP
    sheet.quantize(64).save(PICTURE, optimize=True)
    print(PICTURE.name, sheet.size)


def _first_page(pdf: bytes) -> Image.Image:
    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[0]
    return ImageOps.expand(page.render(scale=0.95).to_pil().convert("RGB"), 1, "#c5ccd3")


if __name__ == "__main__":
    main()
