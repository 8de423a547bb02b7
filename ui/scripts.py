"""The constant scripts of the frame. No text of a user or of a catalogue ever enters one."""

import base64
import hashlib
from functools import cache
from pathlib import Path

import streamlit

from ui.words import LANGUAGES, Language

_LANGUAGE = "document.documentElement.lang='%s';"
_COPY = (
    "if(!window.tandemCopies){window.tandemCopies=true;"
    "document.addEventListener('click',function(event){"
    "var shown=document.querySelector('.st-key-share-made code');"
    "var made=event.target.closest('.st-key-share-copy button')&&shown&&shown.textContent;"
    "if(!made&&!event.target.closest('.st-key-icon-share button'))return;"
    "var link=made||window.location.href;function byHand(){var area=document.createElement('textarea');"
    "area.value=link;document.body.append(area);"
    "area.select();document.execCommand('copy');area.remove();}"
    "if(navigator.clipboard){navigator.clipboard.writeText(link).catch(byHand);}else{byHand();}});}"
)

_FOLD = (
    "if(!window.tandemFolds){window.tandemFolds=true;"
    "document.addEventListener('click',function(event){"
    "if(window.innerWidth>768||!event.target.closest('[data-testid=stSidebarNavLink]'))return;"
    "window.setTimeout(function(){"
    "var fold=document.querySelector('[data-testid=stSidebarCollapseButton] button');"
    "if(fold)fold.click();},150);});}"
)

_SEEK = (
    "if(!window.tandemSeeks){window.tandemSeeks=true;"
    "new MutationObserver(function(){"
    "var mark=document.querySelector('i.sought');if(!mark||mark.dataset.found)return;"
    "var name=/sought-([a-z_]+)/.exec(mark.className)[1];"
    "var row=document.querySelector('.st-key-lever-'+name);"
    "var slider=row&&row.querySelector('input[type=range],[role=slider]');if(!slider)return;"
    "mark.dataset.found='1';row.scrollIntoView({block:'center'});slider.focus();"
    "}).observe(document.body,{childList:true,subtree:true});}"
)

_CUT = (
    "if(!window.tandemCut){window.tandemCut=true;"
    "(function(){var root=document.documentElement.classList;function again(){window.setTimeout(ask,2000);}"
    "function ask(){fetch(new URL('_stcore/health',document.baseURI),{cache:'no-store'}).then(function(answer){"
    "root.toggle('cut',!answer.ok);if(!answer.ok)again();},function(){root.add('cut');again();});}"
    "window.addEventListener('offline',ask);window.addEventListener('online',ask);})();}"
)

_BACK = (
    "if(!window.tandemBack){window.tandemBack=true;"
    "(function(){var lost=false;function ask(){var field=document.querySelector('.st-key-seen input');if(!field)return;"
    "Object.getOwnPropertyDescriptor(HTMLInputElement.prototype,'value').set.call(field,'0');"
    "field.dispatchEvent(new Event('input',{bubbles:true}));"
    "field.dispatchEvent(new FocusEvent('focusout',{bubbles:true}));}"
    "new MutationObserver(function(){var app=document.querySelector('.stApp');if(!app)return;"
    "var on=app.dataset.testConnectionState==='CONNECTED';if(on&&lost)window.setTimeout(ask,100);lost=!on;"
    "}).observe(document.body,{attributes:true,attributeFilter:['data-test-connection-state'],subtree:true});})();}"
)  # a page that finds its server again asks for a run at once: another session would take the next move for its beginning


@cache
def page(spoken: Language) -> str:
    """The script of every page: language, copied addresses, a phone's navigation, the lever looked for, a lost network."""
    return f"<script>{_text(spoken)}</script>"


@cache
def hashes() -> tuple[str, ...]:
    """What a content security policy needs to allow our scripts and Streamlit's inline one, no other."""
    index = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    own = [piece.split("</script>")[0] for piece in index.split("<script>")[1:]]
    return tuple(_hash(text) for text in (*own, *(_text(spoken) for spoken in LANGUAGES)))


def _text(spoken: Language) -> str:
    return _LANGUAGE % spoken + _COPY + _FOLD + _SEEK + _CUT + _BACK


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
