"""Whether what a widget reports is the reader's doing, or what the browser held before it saw our answer.

The server gives values to widgets: an exact entry follows its slider, undo moves sliders. The browser reports all
its widgets in every message, so that a message sent before such an answer arrived still carries old values; taken
for moves, they would undo what was done. So runs are numbered, the number travels to the browser behind everything
else and comes back with each message, and what the browser held around a write that it had not seen is an echo.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Write:
    """A value that we gave to a widget in a run, and the one that the browser had reported before."""

    run: int
    before: object
    value: object


@dataclass(frozen=True)
class Written:
    """What we gave to one widget lately, and in which language its texts were then."""

    language: str = ""
    writes: tuple[Write, ...] = ()

    def unseen(self, seen: int) -> tuple[Write, ...]:
        """The writes that a browser which saw this run has not seen."""
        return tuple(write for write in self.writes if write.run > seen)

    def held(self, seen: int) -> tuple[Write, ...]:
        """The last write that a browser which saw this run holds, and those on their way to it."""
        return (*[write for write in self.writes if write.run <= seen][-1:], *self.unseen(seen))

    def is_echo(self, value: object, seen: int) -> bool:
        """Whether a reported value is what the browser held while a write was on its way to it."""
        on_their_way = self.unseen(seen)
        before = [write.before for write in on_their_way]
        return bool(on_their_way) and value in (*before, *(write.value for write in self.held(seen)))

    def is_due(self, reported: object, value: object, seen: int, language: str) -> bool:
        """Whether a value must be written: it differs, is about to be overwritten, or its text is a new language's."""
        coming = [write.value for write in self.unseen(seen)][-1:] or [value]
        return reported != value or coming != [value] or language != self.language

    def after(self, write: Write, seen: int, language: str) -> "Written":
        """What is known once another value was given."""
        return Written(language, (*self.held(seen), write))
