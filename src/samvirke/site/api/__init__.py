"""The JSON API: read only, for what whoever asks may see on the pages."""

from samvirke.site.api.routes import api

__all__ = ["api"]
