"""Backup, restore, and a workspace as one file, while the app runs: python -m store backup|restore|export|import FILE."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from store.backup import backup, restore
from store.bringing import bring
from store.bundle import export
from store.database import Database, database
from store.failures import StoreDown, StoreRefused
from store.settings import DatabaseUnknown
from store.workspaces import new_workspace, workspaces

SENTENCES = {
    "not_a_bundle": "{given}: this is no whole backup or workspace file of Tandem; give one that {command} can read.",
    "gone": "{given}: there is no such workspace; leave --workspace out, or take one of: {known}.",
}


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks; 2 and one sentence when it cannot be done."""
    asked = _parser().parse_args(arguments)
    try:
        COMMANDS[asked.command](database(), asked)
    except (StoreDown, DatabaseUnknown) as error:
        return _said(str(error))
    except StoreRefused as refused:
        known = ", ".join(workspaces(database())) or "none yet"
        sentence = SENTENCES.get(refused.rule, "{given}: {command} refused it; nothing was changed.")
        return _said(sentence.format(given=refused.given, command=asked.command, known=known))
    except OSError as error:
        return _said(f"{asked.file}: cannot be read or written ({error.strerror}); check the path.")
    return 0


def _backup(held: Database, asked: argparse.Namespace) -> None:
    backup(held, asked.file)


def _restore(held: Database, asked: argparse.Namespace) -> None:
    restore(held, asked.file)


def _export(held: Database, asked: argparse.Namespace) -> None:
    known = workspaces(held)
    chosen = asked.workspace or (known[0] if len(known) == 1 else "")
    if chosen not in known:
        raise StoreRefused("gone", chosen or "workspace")
    asked.file.write_bytes(export(held, chosen))


def _import(held: Database, asked: argparse.Namespace) -> None:
    if asked.workspace and asked.workspace not in workspaces(held):
        raise StoreRefused("gone", asked.workspace)
    content = asked.file.read_bytes()
    bring(held, asked.workspace or new_workspace(held, asked.file.stem), content)


COMMANDS: Mapping[str, Callable[[Database, argparse.Namespace], None]] = {
    "backup": _backup,
    "restore": _restore,
    "export": _export,
    "import": _import,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m store", description=__doc__)
    parser.add_argument("command", choices=tuple(COMMANDS))
    parser.add_argument("file", type=Path)
    parser.add_argument("--workspace", default="", help="which workspace; not needed where there is one")
    return parser


def _said(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
