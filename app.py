"""The application: `streamlit run app.py`, or any ASGI server with `app:app`."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from ui.access_log import keep_secrets
from ui.cookie import Visitors
from ui.guard import Guard

ROUTER = Path(__file__).parent / "ui" / "router.py"


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Make the first answer as fast as the next, then leave what was loaded out of every collection."""
    from ui import warm_up  # noqa: PLC0415  # caches want the runtime, which starts before this

    warm_up.everything()
    gc.collect()
    gc.freeze()
    yield {}
    warm_up.finish()


keep_secrets()
app = st.App(ROUTER, middleware=[Middleware(Guard), Middleware(Visitors)], lifespan=lifespan)
