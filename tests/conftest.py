"""What all tests share: how hard hypothesis tries, and that the browser comes last."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

BROWSER = Path(__file__).parent / "browser"
_KEPT = tempfile.TemporaryDirectory(prefix="tandem-tests-")
os.environ["TANDEM_DATA"] = _KEPT.name  # what tests keep is nobody's own
os.environ.pop("DATABASE_URL", None)

SEARCH = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking a whole company takes minutes
settings.register_profile(
    "test",
    max_examples=20,
    derandomize=True,
    deadline=None,
    database=None,
    phases=SEARCH,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large],
)
settings.register_profile(
    "prove", max_examples=500, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("test")


class BrowserTogether(LoadScopeScheduling):
    """Deals tests to workers one by one, the browser tests file by file: each worker has a server and a browser."""

    def _split_scope(self, nodeid: str) -> str:
        """The piece that a test belongs to."""
        return nodeid.split("::", maxsplit=1)[0] if nodeid.startswith("tests/browser/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> BrowserTogether:
    """How `pytest -n` deals the tests, in the order in which they were collected."""
    config.option.loadscopereorder = False
    return BrowserTogether(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser tests and run them after all others."""
    for item in items:
        if item.path.is_relative_to(BROWSER):
            item.add_marker(pytest.mark.browser)
            if item.get_closest_marker("flaky") is None:
                item.add_marker(pytest.mark.flaky(reruns=2))  # a busy machine may lose a key press
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
