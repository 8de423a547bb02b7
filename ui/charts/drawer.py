"""The process that draws pictures: a job per line on standard input, a length and a picture on standard output."""

import json
import os
import select
import sys
from typing import Any

import vl_convert

IDLE = 900.0  # seconds without a job after which the process ends
SCALE = 2.0  # of PNG: twice the pixels, sharp on a slide
VEGA_LITE = "6.1"
LIBRARY = "library"  # the kind of job that asks for the scripts that draw a chart in a browser
GLOBALS = "Object.assign(window, {vega, vegaLite, vegaEmbed});"  # what such scripts leave for ours
KINDER = 5  # less urgent than the server
WARMING: dict[str, Any] = {"mark": "point", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a"}}}
LENGTH = 8


def picture(spec: dict[str, Any], kind: str) -> bytes:
    """One chart with its data as PNG or SVG, or the scripts that draw one; nothing is fetched from anywhere."""
    if kind == LIBRARY:
        return vl_convert.javascript_bundle(GLOBALS, vl_version=VEGA_LITE).encode()
    locale = spec.get("config", {}).get("locale", {})
    options: dict[str, Any] = {
        "vl_version": VEGA_LITE, "allowed_base_urls": [],
        "format_locale": locale.get("number"), "time_format_locale": locale.get("time"),
    }  # fmt: skip
    if kind == "png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=SCALE, **options))
    return str(vl_convert.vegalite_to_svg(spec, **options)).encode()


def serve() -> None:
    """Draw until nobody asks any more; a job that cannot be drawn gives nothing."""
    picture(WARMING, "png")
    while select.select([sys.stdin.buffer], [], [], IDLE)[0]:
        line = sys.stdin.buffer.readline()
        if not line:
            return
        try:
            job = json.loads(line)
            content = picture(job["spec"], job["kind"])
        except (ValueError, KeyError, TypeError):
            content = b""
        sys.stdout.buffer.write(len(content).to_bytes(LENGTH, "big") + content)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    os.nice(KINDER)
    serve()
