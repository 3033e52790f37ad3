"""YAML in which a label stays what was written.

A key given twice is an error, where the usual loader silently drops the first of two labels, and dates and numbers are
text, where it makes 750 of 12:30, 83 of 0123 and 1.1 of 1.10.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import yaml
from yaml.constructor import ConstructorError

_TEXT = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("timestamp", "int", "float"))


class _StrictLoader(yaml.SafeLoader):
    yaml_implicit_resolvers = {  # noqa: RUF012 - the name is PyYAML's
        first: [(tag, pattern) for tag, pattern in resolvers if tag not in _TEXT]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                raise ConstructorError(None, None, f"`{key.value}` is given twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def load_yaml(text: str) -> object:
    """The value of a YAML text, made of plain types only. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - it is the safe loader, made stricter


def line_of(text: str, place: Sequence[int | str]) -> int:
    """The line, counted from 1, of the value at a place such as ``(3, "says", 0)``; of the nearest one around it.

    Steps that are not in the text (a missing field, the name of a type) are passed over.
    """
    node = yaml.compose(text, Loader=_StrictLoader)
    line = 1
    for step in place:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == step:
                    node, line = value, key.start_mark.line + 1
                    break
    return line
