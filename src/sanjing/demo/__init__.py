"""A coherent company to try everything on: a city gas firm with households, businesses and dealers."""

from sanjing.demo.company import AlreadyInUse, ensure_demo, load, load_if_empty

__all__ = ["AlreadyInUse", "ensure_demo", "load", "load_if_empty"]
