"""Guessing links is stopped by visitor and by address, and a visitor who guesses stops nobody else."""

from ui import tries


def test_the_eleventh_try_of_a_visitor_is_not_answered_and_other_visitors_are():
    for _ in range(10):
        assert not tries.are_spent("guesser", "")
        tries.note("guesser", "")
    assert tries.are_spent("guesser", "")
    assert not tries.are_spent("colleague", "")


def test_whoever_changes_their_cookie_is_stopped_by_their_address():
    for number in range(60):
        assert not tries.are_spent(f"cookie-{number}", "192.0.2.1")
        tries.note(f"cookie-{number}", "192.0.2.1")
    assert tries.are_spent("a fresh cookie", "192.0.2.1")
    assert not tries.are_spent("a fresh cookie", "192.0.2.2")
