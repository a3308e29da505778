"""What a session runs in, in words a person knows: of the text that browsers send of themselves."""

from samvirke.figures import Text

# Many browsers name others too, so the first that is found is meant.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", Text("iPhone", "iPhone")),
    ("iPad", Text("iPad", "iPad")),
    ("Android", Text("Android", "Android")),
    ("Windows", Text("Windows", "Windows")),
    ("CrOS", Text("Chromebook", "Chromebook")),
    ("Macintosh", Text("Mac", "Mac")),
    ("Linux", Text("Linux", "Linux")),
)
_UNKNOWN = Text("Ukendt browser", "Unknown browser")


def device_in_words(user_agent: str) -> Text:
    """The browser and the system that the header ``User-Agent`` tells of.

    >>> device_in_words("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/145.0").da
    'Firefox på Windows'
    """
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), None)
    system = next((words for sign, words in _SYSTEMS if sign in user_agent), None)
    named = Text(browser, browser) if browser else _UNKNOWN
    if system is None:
        return named
    return Text(da=f"{named.da} på {system.da}", en=f"{named.en} on {system.en}")
