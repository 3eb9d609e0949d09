"""Split the text of one vCard into properties: folding, parameters, encodings, escapes."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_FIELD = re.compile(r"(?<!\\);")
_PARAMETER = re.compile(r';((?:[^";:]|"[^"]*")*)')
_NAME = re.compile(r"(?:[\w-]+\.)?([\w-]+)")
PICTURES = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})


@dataclass(frozen=True)
class Property:
    """One property: upper-case name, parameters with upper-case keys, decoded raw value."""

    name: str
    parameters: dict[str, list[str]]
    value: str

    def types(self) -> set[str]:
        return {kind.upper() for kind in self.parameters.get("TYPE", [])}

    def text(self) -> str:
        return _unescape(self.value)

    def fields(self) -> list[str]:
        return [_unescape(part).strip() for part in _FIELD.split(self.value)]


def properties(lines: list[str]) -> Iterator[Property]:
    """Yield the properties of a card; pictures, keys and broken lines are left out."""
    for line in _unfold(lines):
        item = _property(line)
        if item is not None and item.name not in PICTURES:
            yield item


def _unfold(lines: list[str]) -> Iterator[str]:
    current = ""
    for line in lines:
        quoted = current.endswith("=") and "QUOTED-PRINTABLE" in current.upper().split(":")[0]
        if quoted:
            current = current[:-1] + line
        elif line.startswith((" ", "\t")) and current:
            current += line[1:]
        else:
            if current:
                yield current
            current = line
    if current:
        yield current


def _property(line: str) -> Property | None:
    match = _NAME.match(line.lstrip("\ufeff"))
    if not match:
        return None
    position, parameters = match.end(), {}
    while parameter := _PARAMETER.match(line, position):
        _add_parameter(parameters, parameter[1])
        position = parameter.end()
    if line[position : position + 1] != ":":
        return None
    return Property(match[1].upper(), parameters, _decode(line[position + 1 :], parameters))


def _add_parameter(parameters: dict[str, list[str]], text: str) -> None:
    key, equals, value = text.partition("=")
    key, value = (key.strip().upper(), value) if equals else ("TYPE", key)
    if key == "TYPE" and value.strip().upper() in ("QUOTED-PRINTABLE", "BASE64"):
        key = "ENCODING"
    values = [part.strip() for part in value.replace('"', "").split(",")]
    parameters.setdefault(key, []).extend(values)


def _decode(value: str, parameters: dict[str, list[str]]) -> str:
    encoding = next(iter(parameters.get("ENCODING", [])), "").upper()
    charset = next(iter(parameters.get("CHARSET", [])), "utf-8")
    if encoding == "QUOTED-PRINTABLE":
        return _as_text(quopri.decodestring(value.encode("utf-8")), charset)
    if encoding in ("B", "BASE64"):
        try:
            return _as_text(base64.b64decode(value), charset)
        except (binascii.Error, ValueError):
            return value
    return value


def _as_text(data: bytes, charset: str) -> str:
    for codec in (charset, "utf-8", "gb18030"):
        try:
            return data.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", errors="replace")


def _unescape(text: str) -> str:
    text = _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)
    return text.replace("\r\n", "\n").replace("\r", "\n")
