"""A reliability plot as SVG, drawn by hand: confidence against the share that is right."""

from collections.abc import Sequence

SIZE, EDGE = 360, 46
"""Pixels of the plot's side and of the margin around it."""
SKIN = (
    "<style>text{font:12px sans-serif;fill:#333}.axis{stroke:#999}.even{stroke:#999;stroke-dasharray:4 4}"
    ".line{fill:none;stroke:#1b6ca8;stroke-width:2}.dot{fill:#1b6ca8}</style>"
)


def reliability(points: Sequence[tuple[float, float, int]], title: str) -> str:
    """`points`: mean confidence, share right and number of records of each bin, by confidence."""
    corners = " ".join(f"{_x(c):.1f},{_y(r):.1f}" for c, r, _ in points)
    dots = "".join(
        f'<circle class="dot" cx="{_x(c):.1f}" cy="{_y(r):.1f}" r="{3 + n**0.5 / 3:.1f}"><title>{n} records: '
        f"confidence {c:.2f}, right {r:.2f}</title></circle>"
        for c, r, n in points
    )
    ticks = "".join(
        f'<text x="{_x(v / 10):.0f}" y="{_y(0) + 18:.0f}" text-anchor="middle">.{v}</text>'
        f'<text x="{_x(0) - 8:.0f}" y="{_y(v / 10) + 4:.0f}" text-anchor="end">.{v}</text>'
        for v in range(2, 10, 2)
    )
    whole = SIZE + 2 * EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" role="img" aria-label="{title}">{SKIN}'
        f'<text x="{whole / 2}" y="24" text-anchor="middle">{title}</text>'
        f'<rect class="axis" x="{EDGE}" y="{EDGE}" width="{SIZE}" height="{SIZE}" fill="none"/>'
        f'<line class="even" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>'
        f'<polyline class="line" points="{corners}"/>{dots}{ticks}'
        f'<text x="{whole / 2}" y="{whole - 8}" text-anchor="middle">confidence</text>'
        f'<text x="14" y="{whole / 2}" text-anchor="middle" transform="rotate(-90 14 {whole / 2})">share right</text>'
        "</svg>\n"
    )


def _x(share: float) -> float:
    return EDGE + share * SIZE


def _y(share: float) -> float:
    return EDGE + (1 - share) * SIZE
