"""The lock, the project file and what is installed agree."""

from __future__ import annotations

import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LINES = [*PROJECT["dependencies"], *(line for extra in PROJECT["optional-dependencies"].values() for line in extra)]
# An extra may take in others; those stand in the list themselves.
REQUIREMENTS = [each for each in map(Requirement, sorted(set(LINES))) if each.name != PROJECT["name"]]
PINS = {
    canonicalize_name(name): pin
    for name, pin in (line.split("==") for line in (ROOT / "constraints.txt").read_text().split())
}


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda requirement: requirement.name)
def test_a_requirement_is_pinned_within_its_range_and_installed_so(requirement: Requirement) -> None:
    pin = PINS[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(pin)
    assert version(requirement.name).partition("+")[0] == pin
