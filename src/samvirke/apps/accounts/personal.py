"""Personal data in accounts, and in the tables that Django and allauth bring."""

from samvirke.apps.accounts.domain.invitations import GOOD_FOR
from samvirke.apps.accounts.domain.letters import clear_unsent_texts, unsent_texts
from samvirke.apps.personal_data import PUBLIC_TASK, Leftover, Personal, Retention
from samvirke.figures import Text

_SECURITY = Text(
    da="Databeskyttelsesforordningens artikel 6, stk. 1, litra c, jf. artikel 32: "
    "behandlingssikkerhed",
    en="GDPR article 6(1)(c) with article 32: security of processing",
)
_WHILE_USER = Retention(
    Text(
        da="Så længe kontoen er åben; tømmes, når den slettes",
        en="While the account is open; emptied when it is erased",
    )
)
_LOGIN = Text(da="At logge ind sikkert", en="Logging in safely")

_LETTERS = Text(da="At sende breve", en="Sending letters")

PERSONAL: tuple[Personal, ...] = (
    Personal(
        model="accounts.User",
        fields=("email", "name", "password", "last_login", "is_active", "made_at"),
        purpose=Text(da="At vide, hvem der handler", en="Knowing who acts"),
        legal_basis=PUBLIC_TASK,
        retention=_WHILE_USER,
        subject="pk",
    ),
    Personal(
        model="accounts.RoleAssignment",
        fields=("user", "role", "organisation", "valid_from", "valid_to"),
        purpose=Text(
            da="At afgøre, hvad nogen må se og gøre", en="Deciding who may see and do what"
        ),
        legal_basis=PUBLIC_TASK,
        retention=_WHILE_USER,
        subject="user",
    ),
    Personal(
        model="accounts.Invitation",
        fields=("email", "name", "role", "organisation", "invited_by", "accepted_by"),
        purpose=Text(da="At give adgang ved invitation", en="Giving access by invitation"),
        legal_basis=PUBLIC_TASK,
        retention=Retention(
            Text(da="Seks måneder efter udløb", en="Six months after expiry"),
            months=6,
            counted_from="expires_at",
        ),
        subject="accepted_by",
        more_subjects=("invited_by",),
        addresses=("email",),
    ),
    Personal(
        model="accounts.Event",
        fields=("actor", "on_behalf_of", "reason"),
        purpose=Text(
            da="At kunne bevise, hvem der gjorde hvad; loggen holder kun numre, aldrig navne",
            en="Proving who did what; the log holds numbers only, never names",
        ),
        legal_basis=PUBLIC_TASK,
        retention=Retention(
            Text(
                da="Varigt; navnet bag et nummer kan slettes, uden at kæden brydes",
                en="For good; the name behind a number can be erased without breaking the chain",
            )
        ),
        subject="actor",
        names=("on_behalf_of__name",),
    ),
    Personal(
        model="accounts.Outsider",
        fields=("name",),
        purpose=Text(
            da="At vide, på hvis vegne en kommando blev kørt",
            en="Knowing on whose behalf a command was run",
        ),
        legal_basis=PUBLIC_TASK,
        retention=Retention(
            Text(da="Indtil navnet slettes på anmodning", en="Until the name is erased on request")
        ),
        names=("name",),
    ),
    Personal(
        model="accounts.AccessRecord",
        fields=("at", "user", "role", "organisation", "about"),
        purpose=Text(da="At se, hvem der har læst registreringer", en="Seeing who read records"),
        legal_basis=_SECURITY,
        retention=Retention(Text(da="To år", en="Two years"), months=24, counted_from="at"),
        subject="user",
    ),
    Personal(
        model="accounts.OutboxMail",
        fields=("to", "subject", "body", "last_error"),
        purpose=_LETTERS,
        legal_basis=PUBLIC_TASK,
        retention=Retention(
            Text(
                da="Tre måneder, efter brevet blev skrevet; teksten, til det er sendt, og højst "
                "to uger",
                en="Three months after it was written; its text until it was sent, and two weeks "
                "at most",
            ),
            months=3,
            counted_from="made_at",
        ),
        addresses=("to",),
    ),
    Personal(
        model="account.EmailAddress",
        fields=("user", "email", "verified", "primary"),
        purpose=_LOGIN,
        legal_basis=PUBLIC_TASK,
        retention=_WHILE_USER,
        subject="user",
    ),
    Personal(
        model="account.EmailConfirmation",
        fields=("email_address", "created", "sent", "key"),
        purpose=_LOGIN,
        legal_basis=PUBLIC_TASK,
        retention=_WHILE_USER,
        subject="email_address__user",
    ),
    Personal(
        model="mfa.Authenticator",
        fields=("user", "type", "data", "created_at", "last_used_at"),
        purpose=_LOGIN,
        legal_basis=_SECURITY,
        retention=_WHILE_USER,
        subject="user",
    ),
    Personal(
        model="usersessions.UserSession",
        fields=("user", "created_at", "ip", "last_seen_at", "session_key", "user_agent", "data"),
        purpose=Text(
            da="At kunne se og afslutte sine egne sessioner",
            en="Seeing and ending one’s own sessions",
        ),
        legal_basis=_SECURITY,
        retention=Retention(
            Text(da="En måned efter sidste brug", en="A month after the last use"),
            months=1,
            counted_from="last_seen_at",
        ),
        subject="user",
    ),
    Personal(
        model="sessions.Session",
        fields=("session_key", "session_data", "expire_date"),
        purpose=_LOGIN,
        legal_basis=PUBLIC_TASK,
        retention=Retention(
            Text(da="Indtil sessionen udløber", en="Until the session expires"),
            months=0,
            counted_from="expire_date",
        ),
        unsearched=Text(
            da="Samme sessioner som usersessions.UserSession, hvor de står med bruger",
            en="The sessions of usersessions.UserSession, where they are told with the user",
        ),
    ),
    Personal(
        model="socialaccount.SocialAccount",
        fields=("user", "provider", "uid", "last_login", "date_joined", "extra_data"),
        purpose=Text(
            da="At logge ind gennem sin egen organisation",
            en="Logging in through one’s own organisation",
        ),
        legal_basis=PUBLIC_TASK,
        retention=_WHILE_USER,
        subject="user",
    ),
    Personal(
        model="socialaccount.SocialToken",
        fields=("account", "token", "token_secret", "expires_at"),
        purpose=Text(
            da="At logge ind gennem sin egen organisation",
            en="Logging in through one’s own organisation",
        ),
        legal_basis=PUBLIC_TASK,
        retention=_WHILE_USER,
        subject="account__user",
    ),
)

LEFTOVERS: tuple[Leftover, ...] = (
    Leftover(
        model="accounts.OutboxMail.body",
        purpose=_LETTERS,
        legal_basis=PUBLIC_TASK,
        retention=Retention(
            Text(
                da="Teksten i et brev, der ikke kunne sendes: to uger",
                en="The text of a letter that could not be sent: two weeks",
            )
        ),
        count=unsent_texts,
        clear=clear_unsent_texts,
        days=GOOD_FOR.days,
    ),
)
_WITHOUT_PERSONS = {
    "contenttypes.ContentType": ("app_label", "model"),
    "auth.Permission": ("name", "content_type", "codename"),
    "auth.Group": ("name",),
    "auth.Group_permissions": ("group", "permission"),
    "socialaccount.SocialApp": (
        *("provider", "provider_id", "name", "client_id", "secret", "key", "settings"),
    ),
    "socialaccount.SocialToken": ("app",),
    "accounts.Event": (
        *("organisation", "number", "at", "verb", "about", "fields", "previous", "hash"),
    ),
    "accounts.AccessRecord": ("queued_as",),
    "accounts.Invitation": (
        *("token_sha256", "invited_at", "expires_at", "accepted_at", "withdrawn_at"),
    ),
    "accounts.OutboxMail": ("made_at", "tried_at", "sent_at", "given_up_at", "attempts"),
}
IMPERSONAL = frozenset(
    f"{model}.{name}" for model, names in _WITHOUT_PERSONS.items() for name in names
)
