"""Give each target at most one column and each column at most one target, best in sum."""

import math


def assign(values: list[list[float]]) -> dict[int, int]:
    """Map row → column of a matrix of gains ≥ 0 so that the sum of gains is largest.

    The Hungarian method with potentials, O(rows² · columns); zero gains are left unassigned.

    >>> assign([[0.9, 0.8], [0.85, 0.0]])
    {0: 1, 1: 0}
    """
    rows, columns = len(values), len(values[0]) if values else 0
    if not rows or not columns:
        return {}
    width = columns + rows  # one private dummy column a row keeps every row assignable
    costs = [[-gain for gain in row] + [0.0] * rows for row in values]
    owner = _augment_all(costs, rows, width)
    taken = enumerate(owner[1 : columns + 1])
    pairs = {row - 1: column for column, row in taken if row}
    return {row: pairs[row] for row in sorted(pairs) if values[row][pairs[row]] > 0}


def _augment_all(costs: list[list[float]], rows: int, width: int) -> list[int]:
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (width + 1)
    owner = [0] * (width + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        way = _cheapest_path(costs, row_price, column_price, owner, width)
        column = way.pop()
        while column:
            previous = way[column]
            owner[column] = owner[previous]
            column = previous
    return owner


def _cheapest_path(costs, row_price, column_price, owner, width) -> list[int]:
    """Dijkstra from the free row; returns predecessors with the free column appended."""
    distance, way, used = [math.inf] * (width + 1), [0] * (width + 1), [False] * (width + 1)
    column = 0
    while owner[column]:
        used[column] = True
        row, step, following = owner[column], math.inf, 0
        for other in range(1, width + 1):
            if used[other]:
                continue
            reduced = costs[row - 1][other - 1] - row_price[row] - column_price[other]
            if reduced < distance[other]:
                distance[other], way[other] = reduced, column
            if distance[other] < step:
                step, following = distance[other], other
        for other in range(width + 1):
            if used[other]:
                row_price[owner[other]] += step
                column_price[other] -= step
            else:
                distance[other] -= step
        column = following
    return [*way, column]
