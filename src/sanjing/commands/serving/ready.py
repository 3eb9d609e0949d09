"""Does the server answer yet?"""

import http.client

from sanjing.config.hosts import EVERYWHERE


def answers(host: str, port: int) -> bool:
    """True once /healthz gives any answer; a socket that merely accepts is not enough."""
    reachable = "127.0.0.1" if host in EVERYWHERE else host
    connection = http.client.HTTPConnection(reachable, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status in (200, 503)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
