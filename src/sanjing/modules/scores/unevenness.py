"""How unevenly these customers bring the year's margin: asked of the database, which sorts and adds up.

The same figures as `analytics.pareto`, whose meaning they have; the curve has a point a hundredth of the customers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from django.db import connection
from django.db.models import QuerySet

FEW = 10
TILES = 100
PLACES = 5
FIFTH = 0.2

SQL = """
SELECT tile, COUNT(*), SUM(brought), SUM(place * 1.0 * brought) FROM (
    SELECT CASE WHEN year_margin > 0 THEN year_margin ELSE 0 END AS brought,
        NTILE({tiles}) OVER best AS tile, ROW_NUMBER() OVER best AS place
    FROM ({rows}) AS given WINDOW best AS (ORDER BY year_margin DESC, customer_id)
) AS placed GROUP BY tile ORDER BY tile
"""


@dataclass(frozen=True, slots=True)
class Unevenness:
    """`ratio`: the best such part of the customers brings all but as large a part of the `total` (分).

    `points` are parts of the customers, best first, and of the money they bring.
    """

    customers: int
    total: int
    ratio: float
    gini: float
    points: Sequence[tuple[float, float]]

    def brought_by(self, part: float) -> float:
        """What the best `part` of the customers bring."""
        return between(self.points, part, lambda at, _share: at)


def unevenness(rows: QuerySet[Any]) -> Unevenness | None:
    """None of fewer than FEW customers, or where they brought nothing."""
    text, values = rows.order_by().values("customer_id", "year_margin").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(tiles=TILES, rows=text), values)
        tiles = [(int(n), int(sum_), float(ranked)) for _tile, n, sum_, ranked in cursor.fetchall()]
    size, total = sum(n for n, _sum, _ranked in tiles), sum(sum_ for _n, sum_, _ranked in tiles)
    if size < FEW or total <= 0:
        return None
    parts = accumulate((n for n, _sum, _ranked in tiles), initial=0)
    shares = accumulate((sum_ for _n, sum_, _ranked in tiles), initial=0)
    points = [
        (round(n / size, PLACES), round(share / total, PLACES))
        for n, share in zip(parts, shares, strict=True)
    ]
    gini = (size + 1 - 2 * sum(ranked for _n, _sum, ranked in tiles) / total) / size
    ratio = 1 - between(points, 1.0, lambda at, share: at + share)
    return Unevenness(size, total, round(ratio, PLACES), round(gini, PLACES), points)


def between(points: Sequence[tuple[float, float]], wanted: float, measure: Any) -> float:
    """The share at which `measure` of part and share, which grows, reaches what is wanted."""
    for (part, share), (next_part, next_share) in pairwise(points):
        low, high = measure(part, share), measure(next_part, next_share)
        if high >= wanted and high > low:
            return share + (next_share - share) * (wanted - low) / (high - low)
    return points[-1][1]
