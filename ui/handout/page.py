"""A hand-over as a page to read: the brief's answers in order, with a live chart beside each, and what they rest on."""

from collections.abc import Iterator, Sequence

from model.questions.watching import ALONE, Watch, part
from ui import panels
from ui.csv_file import shown
from ui.handout import offline, page_tables, reproduce
from ui.handout.brief import Brief
from ui.handout.charts import Picture, pictures
from ui.handout.handover import Handover
from ui.handout.offline import figure, said
from ui.handout.tables import Found, found
from ui.words import t

Block = Iterator[str]


def made(handed: Handover, watch: Watch = ALONE) -> bytes:
    """The page as a file."""
    brief = handed.brief(part(watch, 0.0, 0.5))
    with handed.spoken():
        of = found(handed, part(watch, 0.5, 0.9))
        every = list(pictures(handed, of.bridges, handed.look))
        watch.at(0.95)
        title = f"{brief.company} · {', '.join(brief.names)}"
        return offline.page(title, "".join(_body(brief, of, every)), every)


def _body(brief: Brief, of: Found, every: Sequence[Picture]) -> Block:
    yield from _head(brief, of)
    yield from _part("kpis", page_tables.kpis(of), brief.scores.message, t("handed_page.band"))
    yield from _charts(brief, of, every)
    yield from _part("levers", page_tables.levers(of))
    yield from _part("moves", page_tables.moves(brief), brief.moves.message, brief.moves.capacity)
    yield from _part("duties", page_tables.duties(brief))
    yield from _part("delivery", "", *_delivery(brief))
    yield from _part("bridges", page_tables.bridges(of), *(one.message for one in brief.bridges.values()))
    yield from _part("risks", _list(brief.risks.flips), brief.risks.message)
    yield from _part("triggers", _list(brief.triggers))
    yield from _part("grounds", page_tables.grounds(brief), brief.grounds.message, brief.grounds.more)
    yield from _folded("assumptions", page_tables.assumptions(of))
    yield from _folded("words", page_tables.definitions(of))
    yield from _folded("lines", _lines(of))
    yield from _foot(brief, of)


def _head(brief: Brief, of: Found) -> Block:
    about = " · ".join(filter(None, (brief.kind, ", ".join(brief.names), brief.over, brief.author, brief.day)))
    yield f'<header><h1>{said(brief.company)}</h1><p class="quiet">{said(about)}</p>'
    yield from (f"<h2>{said(question)}</h2>" for question in (brief.question,) if question)
    yield f"{panels.verdict(shown(brief.answer), shown(brief.catch))}</header>"
    yield from (f"<p>{said(one)}</p>" for one in (brief.compared,) if one)


def _part(name: str, body: str, *sentences: str) -> Block:
    """A part of the page; nothing where it has nothing to say."""
    spoken = [sentence for sentence in sentences if sentence]
    if body or spoken:
        yield f"<section><h2>{said(t(f'handed_page.part.{name}'))}</h2>"
        yield from (f"<p>{said(sentence)}</p>" for sentence in spoken)
        yield f"{body}</section>"


def _folded(name: str, body: str) -> Block:
    yield f"<section><h2>{said(t(f'handed_page.part.{name}'))}</h2>"
    yield f"<details><summary>{said(t('handed_page.every'))}</summary>{body}</details></section>"


def _charts(brief: Brief, of: Found, every: Sequence[Picture]) -> Block:
    """The charts of each scenario under its name and note, then those of all."""
    notes = {scenario.name: scenario.note for scenario in of.handed.scenarios}
    for about in dict.fromkeys(picture.about for picture in every):
        yield f"<section><h2>{said(about or t('handed_page.compared'))}</h2>"
        yield from (f"<p>{said(line)}</p>" for line in notes.get(about, "").splitlines())
        yield from (f"<p>{said(brief.courses.message)}</p>" for first in brief.names[:1] if about == first)
        yield '<div class="charts">'
        yield from (figure(number, picture) for number, picture in enumerate(every) if picture.about == about)
        yield "</div></section>"


def _delivery(brief: Brief) -> Sequence[str]:
    found = brief.delivery
    return found.message, found.more, found.unblock, found.unblock_details


def _list(sentences: Sequence[str]) -> str:
    lines = "".join(f"<li>{said(sentence)}</li>" for sentence in sentences)
    return f"<ul>{lines}</ul>" if lines else ""


def _lines(of: Found) -> str:
    code = reproduce.python(of.handed).decode()
    return f"<pre>{'<br>'.join(said(line) for line in code.splitlines())}</pre>"


def _foot(brief: Brief, of: Found) -> Block:
    """Where the figures come from."""
    origin = brief.origin
    facts = {
        "scenarios": ", ".join(of.handed.names),
        "horizon": t("handed_page.months", count=of.handed.months, first=of.shown.months[0]),
        "model": origin.model,
        "data": of.handed.data_mark,
        "code": " ".join(origin.scenarios),
        "link": origin.link,
    }
    told = [(t(f"handed_page.fact.{name}"), value) for name, value in facts.items() if value.strip()]
    yield f"<footer><p>{said(t('handed_page.note'))}</p>{page_tables.described(told)}</footer>"
