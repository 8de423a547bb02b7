"""What the compass makes of the session's company, by the reader's rules."""

from collections.abc import Mapping

import streamlit as st

from model.company import Company
from model.questions.compass import Reading, compass, indicators
from ui import policy, state

KEPT = 32


def reading() -> Reading:
    """Which side leads, how clearly, and why."""
    company = state.company()
    return compass(_indicators(company.content_hash, company), policy.rules(state.policy()))


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _indicators(content_hash: str, _company: Company) -> Mapping[str, float]:
    return indicators(_company)
