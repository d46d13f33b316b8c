"""Pictures of the demo's exclusive parts, drawn when they are needed."""

import base64
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = 512
INK, METAL, LIGHT, RED, DARK = "#2b2b33", "#8d96a5", "#e9ecf1", "#b5322b", "#4a4f5a"


def picture(kind):
    """A PNG in base64 of one of the kinds below."""
    image = Image.new("RGB", (SIZE, SIZE), "white")
    DRAWINGS[kind](ImageDraw.Draw(image))
    stream = BytesIO()
    image.save(stream, "PNG")
    return base64.b64encode(stream.getvalue())


def _ring(draw, radius, fill, outline=INK, centre=(256, 256), width=6):
    x, y = centre
    box = (x - radius, y - radius, x + radius, y + radius)
    draw.ellipse(box, fill=fill, outline=outline, width=width)


def _turbo(draw):
    draw.rounded_rectangle((300, 70, 450, 200), 20, fill=METAL, outline=INK, width=6)
    _ring(draw, 170, METAL)
    _ring(draw, 120, DARK)
    for angle in range(0, 360, 40):
        draw.pieslice((146, 146, 366, 366), angle, angle + 16, fill=LIGHT)
    _ring(draw, 34, RED)


def _brakes(draw):
    _ring(draw, 190, METAL)
    _ring(draw, 150, LIGHT, width=3)
    _ring(draw, 90, DARK)
    for x, y in ((256, 196), (256, 316), (196, 256), (316, 256)):
        _ring(draw, 12, LIGHT, centre=(x, y), width=3)
    draw.chord((40, 90, 300, 420), 130, 235, fill=RED, outline=INK, width=6)


def _lamp(draw):
    draw.rounded_rectangle((60, 150, 450, 360), 90, fill=DARK, outline=INK, width=6)
    _ring(draw, 80, LIGHT, centre=(190, 255))
    _ring(draw, 60, LIGHT, centre=(350, 255))
    _ring(draw, 34, "#fff3b0", centre=(190, 255), width=3)
    _ring(draw, 26, "#fff3b0", centre=(350, 255), width=3)


def _roof_box(draw):
    draw.rounded_rectangle((50, 190, 462, 330), 60, fill=DARK, outline=INK, width=6)
    draw.line((70, 262, 442, 262), fill=METAL, width=6)
    draw.rounded_rectangle((230, 240, 282, 284), 8, fill=RED, outline=INK, width=4)
    for x in (130, 360):
        draw.rectangle((x, 330, x + 24, 390), fill=METAL, outline=INK, width=4)


def _tools(draw):
    draw.rounded_rectangle((70, 210, 442, 410), 20, fill=RED, outline=INK, width=6)
    draw.rounded_rectangle((190, 150, 322, 214), 16, outline=INK, width=14)
    draw.rectangle((70, 290, 442, 306), fill=INK)
    draw.rounded_rectangle((236, 276, 276, 320), 6, fill=LIGHT, outline=INK, width=4)


DRAWINGS = {
    "turbo": _turbo,
    "brakes": _brakes,
    "lamp": _lamp,
    "roof_box": _roof_box,
    "tools": _tools,
}
