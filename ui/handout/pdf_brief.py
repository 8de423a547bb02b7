"""The brief on two sheets of A4: the answer, the scorecards and the courses; then why, who, how sure, and on what it rests."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from model.kpis import Lens
from ui.handout import paper_charts
from ui.handout.bridging import rows
from ui.handout.brief import Brief, Score
from ui.handout.cells import Cell, ground_rows, ground_titles
from ui.handout.paper import BOTTOM, HEAD, HIGH, LEFT, QUIET, RIGHT, TOP, WIDE, Box, Grid, Sheet, Type
from ui.handout.slides_notes import again, marks
from ui.voice import said_in
from ui.words import t

LANGUAGE = {"en": "en-GB", "fr": "fr-FR"}
WIDTH = RIGHT - LEFT
LEVERS, MOVES = 8, 8  # that have a row of their own
HASH = 32  # characters of a hash that fit beside another
GAP = 22.0
HALF = (WIDTH - GAP) / 2


def make(brief: Brief) -> bytes:
    """The file; the same brief gives the same bytes."""
    return said_in(brief.subject.style, lambda: _made(brief))


def _made(brief: Brief) -> bytes:
    held = BytesIO()
    canvas = Canvas(held, pagesize=(WIDE, HIGH), invariant=1, lang=LANGUAGE[brief.subject.style.language])
    canvas.setTitle(f"{brief.company} · {brief.names[0]}")
    canvas.setAuthor(brief.author or "Tandem")
    canvas.setSubject(brief.compared or brief.answer)
    canvas.setCreator("Tandem")
    sheet = Sheet(canvas)
    for number, draw in enumerate((_answer, _reasons), start=1):
        draw(sheet, brief)
        _foot(sheet, brief, number)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def _foot(sheet: Sheet, brief: Brief, number: int) -> None:
    told = " · ".join(part for part in (brief.company, brief.names[0], brief.author, brief.day) if part)
    sheet.block(Box(LEFT, BOTTOM + 8.0, WIDTH - 40.0, 9.0), told, Type(sizes=(7.0,), role="quiet"))
    sheet.line(RIGHT, BOTTOM + 15.0, f"{number} / 2", Type(sizes=(7.0,), role="quiet"), right=True)


def _answer(sheet: Sheet, brief: Brief) -> None:
    """The first sheet."""
    about = " · ".join((brief.company, brief.kind, *brief.names, brief.over))
    top = sheet.block(Box(LEFT, TOP, WIDTH, 12.0), about, Type(sizes=(8.0,), role="quiet")) + 4.0
    if brief.question:
        asked = Type(sizes=(11.0, 10.0, 9.0), role="shared", bold=True)
        top = sheet.block(Box(LEFT, top, WIDTH, 28.0), brief.question, asked) + 3.0
    main = Type(sizes=(15.0, 14.0, 13.0, 12.0, 11.0), bold=True)
    top = sheet.block(Box(LEFT, top, WIDTH, 58.0), brief.compared or brief.answer, main) + 4.0
    told = " ".join(part for part in (brief.answer if brief.compared else "", brief.catch) if part)
    top = sheet.block(Box(LEFT, top, WIDTH, 36.0), told) + 8.0
    top = _scores(sheet, top, brief)
    sheet.rule(LEFT, RIGHT, top, "baseline")
    top = sheet.block(Box(LEFT, top + 6.0, WIDTH, 26.0), brief.courses.message, HEAD) + 4.0
    room = BOTTOM - top - 14.0
    paper_charts.courses(sheet, Box(LEFT, top, WIDTH, min(room, 260.0)), brief.courses)
    how = t("brief.courses.how", name=brief.names[0])
    sheet.block(Box(LEFT, top + min(room, 260.0) + 3.0, WIDTH, 10.0), how, QUIET)


def _scores(sheet: Sheet, top: float, brief: Brief) -> float:
    """The scorecards of both lenses and what they share, under one another."""
    top = sheet.block(Box(LEFT, top, WIDTH, 13.0), brief.leads or brief.scores.message, HEAD) + 3.0
    band = 88.0
    others = len(brief.names) - 1
    each = (WIDTH - 122.0 - band) / (3 + others)
    for lens, scores in brief.scores.lenses.items():
        titles = [
            brief.scores.titles[lens], brief.names[0], t("receipt.change"), t("brief.eight_in_ten"), t("preset.baseline"),
            *brief.names[1:],
        ]  # fmt: skip
        widths = (122.0, each, each, band, each, *[each] * others)
        top = sheet.table(LEFT, top, Grid(titles=titles, rows=[_score(score, lens) for score in scores], widths=widths))
        top += 4.0
    return sheet.block(Box(LEFT, top, WIDTH, 18.0), t("brief.scores.how", over=brief.over), QUIET) + 5.0


def _score(score: Score, lens: Lens) -> list[Cell]:
    others = [Cell(one.words) for one in score.others]
    change = Cell(score.change, score.tone or "ink")
    mine = Cell(score.value.words, bold=True)
    return [
        Cell(score.label, lens),
        mine,
        change,
        Cell(score.band, "quiet"),
        Cell(score.baseline.words, "quiet"),
        *others,
    ]


def _reasons(sheet: Sheet, brief: Brief) -> None:
    """The second sheet."""
    top = _bridge(sheet, brief)
    top = _moves(sheet, top + 9.0, brief)
    top = _sureness(sheet, top + 9.0, brief)
    _grounds(sheet, top + 7.0, brief)
    _again(sheet, brief)


def _heading(sheet: Sheet, top: float, text: str) -> float:
    return sheet.block(Box(LEFT, top, WIDTH, 26.0), text, HEAD) + 2.0


def _bridge(sheet: Sheet, brief: Brief) -> float:
    bridges = list(brief.bridges.values())
    top = _heading(sheet, TOP, bridges[-1].message)
    if not bridges[-1].parts:
        return top
    top = paper_charts.bridge(sheet, Box(LEFT, top, WIDTH, 0.0), rows(bridges, LEVERS), bridges)
    return sheet.block(Box(LEFT, top + 2.0, WIDTH, 18.0), t("brief.bridge.how", over=brief.over), QUIET)


def _moves(sheet: Sheet, top: float, brief: Brief) -> float:
    """The dated moves, and how many have no row."""
    top = _heading(sheet, top, brief.moves.message)
    listed = brief.moves.moves[:MOVES]
    cells = [
        [Cell(move.name, move.role), Cell(move.owner), Cell(move.decide_by), Cell(f"{move.start} → {move.in_force}")]
        for move in listed
    ]
    if cells:
        titles = [t(f"receipt.column.{name}") for name in ("move", "owner", "decide_by")]
        titles.append(t("decide.plan.column.dates"))
        widths = (WIDTH - 290.0, 90.0, 80.0, 120.0)
        top = sheet.table(LEFT, top, Grid(titles=titles, rows=cells, widths=widths, numbers=9))
    left_out = len(brief.moves.moves) - len(listed)
    told = [*([t("brief.more", count=left_out)] if left_out else []), *brief.moves.given]
    if told or not cells:
        top = sheet.block(Box(LEFT, top + 2.0, WIDTH, 18.0), " · ".join(told) or t("brief.moves.next"), QUIET)
    return top


def _sureness(sheet: Sheet, top: float, brief: Brief) -> float:
    """Delivery and the signs to stop on the left, how sure it is on the right."""
    high, right = 168.0, LEFT + HALF + GAP
    found = sheet.block(
        Box(LEFT, top, HALF, 13.0), t("brief.delivery.title"), Type(sizes=(10.0,), role="coo", bold=True)
    )
    told = " ".join([brief.delivery.message, brief.delivery.more])
    found = sheet.block(Box(LEFT, found + 1.0, HALF, 46.0), told) + 2.0
    if brief.delivery.unblock:
        words = t("brief.delivery.cheapest", move=brief.delivery.unblock, details=brief.delivery.unblock_details)
        found = sheet.block(Box(LEFT, found, HALF, 34.0), words) + 2.0
    head = t("receipt.part.triggers")
    found = sheet.block(Box(LEFT, found + 3.0, HALF, 13.0), head, Type(sizes=(10.0,), role="shared", bold=True))
    end = top + high
    left_end = sheet.items(
        Box(LEFT, found + 1.0, HALF, end - found), brief.triggers or [t("receipt.no_triggers")], _more()
    )
    found = sheet.block(Box(right, top, HALF, 13.0), t("brief.risks.title"), Type(sizes=(10.0,), role="bad", bold=True))
    found = sheet.block(Box(right, found + 1.0, HALF, 46.0), brief.risks.message) + 4.0
    right_end = sheet.items(Box(right, found, HALF, end - found), brief.risks.flips or [t("receipt.no_flips")], _more())
    return max(left_end, right_end)


def _more() -> str:
    return t("brief.more", count="{count}")


def _grounds(sheet: Sheet, top: float, brief: Brief) -> float:
    """What the result rests on."""
    top = _heading(sheet, top, brief.grounds.message)
    widths = (138.0, 36.0, 84.0, 42.0, 62.0, WIDTH - 362.0)
    grid = Grid(titles=ground_titles(), rows=ground_rows(brief), widths=widths, numbers=9)
    return sheet.table(LEFT, top, grid)


def _again(sheet: Sheet, brief: Brief) -> None:
    """At the foot: how the figures are made again, and which letters could not be drawn."""
    notes = [marks(brief, HASH), *_unknown(sheet.missing.letters)]
    top = BOTTOM - 42.0 - 9.0 * (len(notes) - 1)
    sheet.rule(LEFT, RIGHT, top, "baseline")
    top = sheet.block(Box(LEFT, top + 3.0, WIDTH, 11.0), t("brief.origin.title"), Type(sizes=(8.0,), bold=True))
    for note in notes:
        top = sheet.block(Box(LEFT, top, WIDTH, 17.0), note, Type(sizes=(6.5,), role="quiet"))
    sheet.link(Box(LEFT, top, WIDTH, 17.0), *again(brief))


def _unknown(letters: set[str]) -> Sequence[str]:
    return [t("brief.unknown_letters", count=len(letters))] if letters else []
