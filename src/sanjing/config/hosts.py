"""Which Host headers are answered."""

import socket

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
EVERYWHERE = ("0.0.0.0", "::")


def allowed_hosts(listen_on: str, listed: tuple[str, ...]) -> list[str]:
    """Loopback always, what the owner lists, and the machine's own names when it is open.

    An unknown name stays refused: a hostile page can point a domain of its own at this port.
    """
    hosts = [*LOOPBACK, *listed]
    if listen_on in EVERYWHERE:
        hosts += _own_names()
    elif listen_on not in LOOPBACK:
        hosts.append(f"[{listen_on}]" if ":" in listen_on else listen_on)
    return list(dict.fromkeys(hosts))


def _own_names() -> list[str]:
    name = socket.gethostname().lower()
    names = [name, f"{name}.local"]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # Sends nothing: asks which address would be used.
        except OSError:
            return names  # A machine without a network has no other address.
        return [*names, probe.getsockname()[0]]
