"""Browsers and systems in words, of what browsers really send."""

import pytest

from samvirke.apps.accounts.devices import device_in_words

GECKO = "Gecko/20100101 Firefox/145.0"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
PHONE = "iPhone; CPU iPhone OS 18_1 like Mac OS X"


@pytest.mark.parametrize(
    ("sent", "danish"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) {GECKO}", "Firefox på Windows"),
        (
            f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/142.0 Safari/537.36 Edg/142.0",
            "Edge på Windows",
        ),
        (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} Chrome/142.0 Safari/537.36", "Chrome på Linux"),
        (
            f"Mozilla/5.0 (Linux; Android 15) {WEBKIT} SamsungBrowser/28.0 Chrome/130.0 Safari/537",
            "Samsung Internet på Android",
        ),
        (f"Mozilla/5.0 ({PHONE}) {APPLE} Version/18.1 Safari/604.1", "Safari på iPhone"),
        (f"Mozilla/5.0 ({PHONE}) {APPLE} CriOS/142.0 Safari/604.1", "Chrome på iPhone"),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X) {APPLE} Version/18 Safari/605", "Safari på Mac"),
        (
            f"Mozilla/5.0 (X11; CrOS x86_64) {WEBKIT} Chrome/142.0 Safari/537",
            "Chrome på Chromebook",
        ),
        (
            f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/1 Safari/537 OPR/124.0",
            "Opera på Windows",
        ),
        ("curl/8.0", "Ukendt browser"),
        ("", "Ukendt browser"),
    ],
)
def test_a_browser_is_named_as_people_know_it(sent, danish):
    assert device_in_words(sent).da == danish
