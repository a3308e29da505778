"""What stands on a page."""

import html
import re


def words(response):
    """What a reader of the page reads, one space between words."""
    text = response.content.decode()
    assert "MISSING" not in text
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def links(response, start):
    return re.findall(rf'href="({re.escape(start)}[^"]*)"', response.content.decode())
