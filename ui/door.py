"""The closed door: what stands where an address holds a link that opens nothing, and the way on."""

import streamlit as st

from ui import access, panels, scripts, style
from ui.words import language, t


def closed() -> None:
    """One sentence, the same for every such link, and the way into one's own workspace."""
    st.html(style.sheet(language()))
    st.html(scripts.page(language()), unsafe_allow_javascript=True)
    st.html(f'<h1 class="sr">{t("app.name")}</h1>')
    st.html(panels.verdict(access.refused(), t("access.kept")))
    st.button(t("access.leave"), key="link-leave", icon=":material/arrow_forward:", on_click=access.leave)
