from ui.echoes import Write, Written

FIRST = Write(run=2, before="0", value="1")
SECOND = Write(run=3, before="0", value="2")


def given(*writes: Write) -> Written:
    return Written("en", writes)


def test_what_the_browser_held_before_it_saw_our_answer_is_an_echo():
    assert given(FIRST).is_echo("0", seen=1)


def test_what_the_browser_shows_while_a_later_answer_is_on_its_way_is_an_echo():
    assert given(FIRST, SECOND).is_echo("1", seen=2)


def test_another_value_is_the_readers_even_while_an_answer_is_on_its_way():
    assert not given(FIRST).is_echo("7", seen=1)


def test_an_old_value_typed_once_all_answers_are_seen_is_the_readers():
    assert not given(FIRST, SECOND).is_echo("0", seen=3)


def test_a_value_is_written_again_when_another_is_still_on_its_way():
    assert given(FIRST).is_due("3", "3", seen=1, language="en")
    assert not given(FIRST).is_due("3", "3", seen=2, language="en")


def test_a_value_is_written_again_in_another_language():
    assert given(FIRST).is_due("1", "1", seen=2, language="fr")


def test_only_writes_that_still_count_are_kept():
    assert given(FIRST, SECOND).after(Write(4, "2", "3"), seen=3, language="en").writes == (SECOND, Write(4, "2", "3"))
