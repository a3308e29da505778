"""The forms of the accounts app: what is asked, and how a wrong answer is told."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samvirke.apps.accounts.domain import (
    INSTALLATION,
    Actor,
    CannotGiveRole,
    Role,
    organisation_name,
    organisations,
)
from samvirke.apps.accounts.domain.addresses import BadAddress
from samvirke.apps.accounts.domain.invitations import AccountClosed, check_may_be_invited
from samvirke.apps.accounts.domain.roles import roles_held_in
from samvirke.apps.accounts.domain.users import check_role
from samvirke.apps.accounts.web import in_page_language
from samvirke.figures import Text

_EMAIL = Text(da="E-mail", en="E-mail")
_NAME = Text(da="Navn", en="Name")
_ROLE = Text(da="Rolle", en="Role")
_ORGANISATION = Text(da="Organisation", en="Organisation")


class InviteForm(forms.Form):  # type: ignore[misc]  # Django brings no types
    """Who is invited, to which role and where: in the organisations that ``actor`` administers."""

    name = forms.CharField(max_length=200)
    email = forms.EmailField()
    role = forms.ChoiceField()
    organisation = forms.ChoiceField()

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data, auto_id="invite_%s")
        for field, label in (
            ("name", _NAME),
            ("email", _EMAIL),
            ("role", _ROLE),
            ("organisation", _ORGANISATION),
        ):
            self.fields[field].label = in_page_language(label)
        everywhere = actor.organisation == INSTALLATION
        roles = Role if everywhere else roles_held_in(actor.organisation)
        self.fields["role"].choices = [(role.value, in_page_language(role.words)) for role in roles]
        named = (
            organisations()
            if everywhere
            else {actor.organisation: organisation_name(actor.organisation)}
        )
        self.fields["organisation"].choices = [
            (organisation, in_page_language(name)) for organisation, name in named.items()
        ]

    def clean_email(self) -> str:
        """Refuses whoever cannot be invited."""
        email = str(self.cleaned_data["email"])
        try:
            check_may_be_invited(email)
        except (AccountClosed, BadAddress) as refused:
            raise ValidationError(in_page_language(refused.what)) from refused
        return email

    def clean(self) -> dict[str, Any]:
        """Refuses a role that the organisation does not have."""
        told: dict[str, Any] = super().clean()
        if "role" in told and "organisation" in told:
            told["role"] = Role(told["role"])
            try:
                check_role(told["role"], told["organisation"])
            except CannotGiveRole as refused:
                raise ValidationError(in_page_language(refused.what)) from refused
        return told
