"""The project's own rules that no tool keeps."""

import re
import tomllib
from pathlib import Path

import pytest
from streamlit import config

ROOT = Path(__file__).parents[1]
OUTSIDE_LAYERS = {"benchmarks", "sample_data", "tests"}  # may import the app; the app does not import them


def test_every_package_has_a_layer():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    packages = {init.parent.name for init in ROOT.glob("*/__init__.py")}
    assert packages - OUTSIDE_LAYERS == set(settings["root_packages"])
    layers = next(contract for contract in settings["contracts"] if contract["id"] == "layers")["layers"]
    assert set(layers) == set(settings["root_packages"])


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_dependency_is_pinned(name: str):
    lines = [line for line in (ROOT / name).read_text().splitlines() if line and line[0] not in "#-"]
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[0-9.]+", line)] == []


def test_streamlit_knows_every_setting():
    def keys(table: dict, prefix: str = ""):
        for name, value in table.items():
            if isinstance(value, dict):
                yield from keys(value, f"{prefix}{name}.")
            else:
                yield f"{prefix}{name}"

    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert set(keys(settings)) - set(config.get_config_options()) == set()
