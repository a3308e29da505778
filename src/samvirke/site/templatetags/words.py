"""Words of a page in both languages, side by side where they stand."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from samvirke.apps.accounts.devices import device_in_words
from samvirke.apps.languages import in_page_language, page_language
from samvirke.figures import Text, format_date

register = template.Library()


def text(*, da: str, en: str, **values: Any) -> SafeString:
    """``{% text da="{count} filer" en="{count} files" count=n %}``: the words, with values in them.

    The words are markup and may hold tags; values are escaped. ``as name`` keeps the words for an
    attribute or a block.
    """
    words = da if page_language() == "da" else en
    return format_html(words, **values) if values else mark_safe(words)  # noqa: S308 - a template's


def in_language(words: Text) -> str:
    """``{{ actor.words|in_language }}``: a ``Text`` in the language of the page."""
    return in_page_language(words)


def device(user_agent: str) -> str:
    """``{{ session.user_agent|device }}``: the browser and the system in words."""
    return in_page_language(device_in_words(user_agent))


def day(at: date) -> str:
    """``{{ row.since|day }}``: a day, or the day of a moment where Samvirke is, in words."""
    there = localtime(at).date() if isinstance(at, datetime) else at
    return format_date(there, page_language())


def moment(at: datetime) -> str:
    """``{{ event.at|moment }}``: the day and the time of day where Samvirke is."""
    clock = "%H.%M" if page_language() == "da" else "%H:%M"
    return f"{day(at)} {localtime(at):{clock}}"


register.simple_tag(text)
register.filter(in_language)
register.filter(day)
register.filter(moment)
register.filter(device)


_CLASSES = {"select": "form-select", "selectmultiple": "form-select", "checkbox": "form-checkbox"}


def as_input(field: Any) -> SafeString:
    """``{{ field|as_input }}``: a form's field in DKFDS's looks, with its hint and errors."""
    style = _CLASSES.get(field.widget_type, "form-input")
    attributes = {} if field.use_fieldset else {"class": style}
    if field.errors and not field.use_fieldset:
        described = [f"{field.auto_id}_helptext"] if field.help_text else []
        attributes["aria-describedby"] = " ".join([*described, f"{field.auto_id}_error"])
    widget: SafeString = field.as_widget(attrs=attributes)
    return widget


register.filter(as_input)
