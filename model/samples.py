"""The sample companies that come with the app."""

from functools import cache
from pathlib import Path

from model.company import Company
from model.observing import read_company

FOLDER = Path(__file__).parent.parent / "sample_data"
SAMPLES = ("saas", "industry", "services")


def is_sample(name: str) -> bool:
    """Whether a name on the command line is a sample's, and no file of that name lies there."""
    return name in SAMPLES and not Path(name).exists()


@cache
def load_sample(name: str) -> Company:
    """One of SAMPLES; raises KeyError for any other name."""
    if name not in SAMPLES:
        raise KeyError(name)
    return read_company(FOLDER / name)
