"""Plain data as YAML 1.2 that people edit: keys in the order given, long texts over lines."""

import re
from collections.abc import Mapping
from io import StringIO
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

WIDTH: Final = 100
# What a literal block would lose: space at the start or the end of a line, tabs, other line ends.
NOT_LITERAL = re.compile(r"\A\s|[ \t](\n|\Z)|\t|\n\n\Z|[\u2028\u2029\ufeff]")


def written(data: Any) -> str:
    """Return ``data`` as a YAML document; the same data is always the same text."""
    yaml = YAML(typ="rt", pure=True)
    yaml.width = WIDTH
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.ignore_aliases = lambda *_data: True
    stream = StringIO()
    yaml.dump(styled(data), stream)
    return stream.getvalue()


def styled(data: Any) -> Any:
    """Return ``data`` with its texts of several lines marked to be written line by line."""
    if isinstance(data, Mapping):
        return {name: styled(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [styled(value) for value in data]
    if isinstance(data, str) and "\n" in data and not NOT_LITERAL.search(data):
        return LiteralScalarString(data)
    return data


def said(**values: Any) -> dict[str, Any]:
    """Return ``values`` without those that say nothing: None, no, nought, empty texts and lists."""
    return {name: value for name, value in values.items() if value}
