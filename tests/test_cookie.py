"""The visitor's cookie is found whatever stands beside it."""

import pytest
from starlette.datastructures import Headers

from ui.cookie import NAME, sent

SECRET = "a" * 43


@pytest.mark.parametrize("other", ['prefs={"a":1}', "foo[bar]=1", "a@b=1", "=", ""])
def test_another_cookie_of_the_host_hides_the_visitors_not(other: str):
    assert sent(Headers({"cookie": f"{other}; {NAME}={SECRET}"})) == SECRET
    assert sent(Headers({"cookie": f"{NAME}={SECRET}; {other}"})) == SECRET


def test_without_it_there_is_none():
    assert sent(Headers({"cookie": "a=b"})) == sent(Headers({})) == ""
