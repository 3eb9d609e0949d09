"""Which pages there are."""

from collections.abc import Callable

from tools.reference import commands, entities, events, permissions, settings

Page = Callable[[], str]

PAGES: dict[str, Page] = {
    "entities.md": entities.page,
    "events.md": events.page,
    "settings.md": settings.page,
    "permissions.md": permissions.page,
    "commands.md": commands.page,
}
