#!/usr/bin/env python3
"""Draws what a terminal shows as an SVG picture: terminal.py CAPTURE OUT.svg [--frame TEXT | --report]

CAPTURE is the raw output of `brownout run` on a terminal. --report draws everything after the last live frame; --frame draws
the last live frame that contains TEXT.
"""
import html
import re
import sys

COLOURS = {"31": "#e5534b", "32": "#57ab5a", "33": "#c69026", "34": "#539bf5", "35": "#b083f0", "36": "#39c5cf"}
CELL, LINE, LEFT, TOP = 8.4, 18, 16, 28


def frames(text):
    """The live frames and what comes after the last one."""
    pieces = re.split(r"\x1b\[J", text)
    return [re.sub(r"\x1b\[(?:\d+A|2K)", "", p) for p in pieces]


def runs(line):
    """Splits a line into (text, colour, bold, dim)."""
    colour, bold, dim = None, False, False
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
        if piece.startswith("\x1b["):
            for code in piece[2:-1].split(";"):
                if code in ("", "0"):
                    colour, bold, dim = None, False, False
                elif code == "1":
                    bold = True
                elif code == "2":
                    dim = True
                elif code in COLOURS:
                    colour = COLOURS[code]
        elif piece:
            yield piece, colour, bold, dim


def svg(lines, title):
    width = max(len(re.sub(r"\x1b\[[0-9;]*m", "", l)) for l in lines)
    w, h = int(width * CELL + 2 * LEFT), len(lines) * LINE + TOP + 12
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img">',
        f"<title>{html.escape(title)}</title>",
        f'<rect width="{w}" height="{h}" rx="8" fill="#1c2128"/>',
        '<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,DejaVu Sans Mono,monospace" font-size="14" '
        'fill="#cdd9e5" xml:space="preserve">',
    ]
    for i, line in enumerate(lines):
        column = 0
        for text, colour, bold, dim in runs(line):
            if text.strip():
                style = (f' fill="{colour}"' if colour else "") + (' font-weight="bold"' if bold else "")
                style += ' opacity="0.6"' if dim else ""
                x = LEFT + column * CELL
                out.append(
                    f'<text x="{x:.1f}" y="{TOP + i * LINE}" textLength="{len(text) * CELL:.1f}"{style}>'
                    f"{html.escape(text)}</text>"
                )
            column += len(text)
    return "\n".join(out + ["</g>", "</svg>", ""])


def main():
    capture, target, *options = sys.argv[1:]
    text = open(capture, encoding="utf-8").read().replace("\r", "")
    pieces = frames(text)
    if options[:1] == ["--frame"]:
        chosen = [p for p in pieces[:-1] if options[1] in p][-1]
    else:
        chosen = pieces[-1]
    lines = [l.rstrip() for l in chosen.strip("\n").split("\n")]
    with open(target, "w", encoding="utf-8") as f:
        f.write(svg(lines, "brownout run"))


if __name__ == "__main__":
    main()
