"""The form with which an effect statement is published."""

from typing import Any

from django import forms

from samvirke.apps.accounts.web import in_page_language
from samvirke.apps.effects.domain import MOST_BYTES
from samvirke.figures import Text


class StoreForm(forms.Form):  # type: ignore[misc]  # Django brings no types
    """The file ``effekt.json``."""

    document = forms.FileField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].label = in_page_language(_LABEL)
        self.fields["document"].help_text = in_page_language(_HINT)

    def clean_document(self) -> Any:
        """A file of such a size as effect statements have."""
        file = self.cleaned_data["document"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(in_page_language(_TOO_LARGE))
        return file


_LABEL = Text("Filen effekt.json", "The file effekt.json")
_HINT = Text(
    da="Fra mappen, som »samvirke effect« skrev. Mappen »fortroligt« bliver på den lukkede "
    "maskine.",
    en="From the folder that 'samvirke effect' wrote. The folder 'fortroligt' stays on the closed "
    "machine.",
)
_TOO_LARGE = Text(
    da="Filen er for stor til at være en effektmåling (højst 20 MB). Vælg effekt.json.",
    en="The file is too large to be an effect statement (20 MB at most). Choose effekt.json.",
)
