"""Work that waits in tables of its own, such as event deliveries.

A pump does what is due and answers whether there was anything; the worker calls it again and again.
"""

from collections.abc import Callable

Pump = Callable[[], bool]
_pumps: list[Pump] = []


def register_pump(pump: Pump) -> Pump:
    """Let the worker call `pump`, about once a second when idle. Also a decorator."""
    if pump not in _pumps:
        _pumps.append(pump)
    return pump


def pumps() -> tuple[Pump, ...]:
    return tuple(_pumps)
