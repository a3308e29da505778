"""What can happen: the verbs of the event log, and their words."""

from enum import StrEnum

from samvirke.figures import Text


class Verb(StrEnum):
    """What happened; the value is what the log holds and never changes its meaning."""

    USER_MADE = "user.made"
    USER_CLOSED = "user.closed"
    USER_REOPENED = "user.reopened"
    PERSON_FORGOTTEN = "user.forgotten"
    ROLE_GIVEN = "role.given"
    ROLE_ENDED = "role.ended"
    INVITED = "invitation.sent"
    INVITATION_ACCEPTED = "invitation.accepted"
    INVITATION_WITHDRAWN = "invitation.withdrawn"
    IMPORT_COMMITTED = "import.committed"
    IMPORT_REVERTED = "import.reverted"
    BACKED_UP = "installation.backed_up"
    RETENTION_RUN = "installation.retention_run"
    SECRETS_ENCRYPTED = "installation.secrets_encrypted"
    RESTORED = "installation.restored"
    ACCESSES_READ = "installation.accesses_read"
    PERSON_EXPORTED = "user.exported"
    SECOND_FACTOR_ON = "user.second_factor_on"
    SECOND_FACTOR_OFF = "user.second_factor_off"
    PASSWORD_CHANGED = "user.password_changed"  # noqa: S105 - no password
    LETTER_GIVEN_UP = "installation.letter_given_up"
    CONTRACT_SAVED = "contract.saved"
    CONTRACT_CONFIRMED_BY_HUB = "contract.confirmed_by_hub"
    CONTRACT_CONFIRMED_BY_KKR = "contract.confirmed_by_kkr"
    STATEMENT_MADE = "statement.made"
    STATEMENT_SIGNED_OFF = "statement.signed_off"
    STATEMENT_BOARD_APPROVED = "statement.board_approved"
    STATEMENT_SENT = "statement.sent"
    STATEMENT_TAKEN_NOTE_OF = "statement.taken_note_of"
    STATEMENT_PUBLISHED = "statement.published"
    NATIONAL_MADE = "national.made"
    EFFECT_STORED = "effect.stored"

    @property
    def words(self) -> Text:
        """What happened, as a heading in the log."""
        return _WORDS[self]

    @property
    def sentence(self) -> Text:
        """What happened as a sentence, with ``{who}``, ``{thing}`` and ``{role}`` to be filled."""
        return _SENTENCES[self]


_WORDS = {
    Verb.USER_MADE: Text("Bruger oprettet", "User made"),
    Verb.USER_CLOSED: Text("Bruger lukket", "User closed"),
    Verb.USER_REOPENED: Text("Bruger genåbnet", "User opened again"),
    Verb.PERSON_FORGOTTEN: Text("Person slettet", "Person erased"),
    Verb.ROLE_GIVEN: Text("Rolle givet", "Role given"),
    Verb.ROLE_ENDED: Text("Rolle ophørt", "Role ended"),
    Verb.INVITED: Text("Invitation sendt", "Invitation sent"),
    Verb.INVITATION_ACCEPTED: Text("Invitation taget imod", "Invitation accepted"),
    Verb.INVITATION_WITHDRAWN: Text("Invitation trukket tilbage", "Invitation withdrawn"),
    Verb.IMPORT_COMMITTED: Text("Fil læst ind", "File imported"),
    Verb.IMPORT_REVERTED: Text("Import trukket tilbage", "Import reverted"),
    Verb.BACKED_UP: Text("Sikkerhedskopi taget", "Backup made"),
    Verb.RETENTION_RUN: Text("Forældede persondata slettet", "Expired personal data erased"),
    Verb.SECRETS_ENCRYPTED: Text("Hemmeligheder krypteret med ny nøgle", "Secrets encrypted anew"),
    Verb.RESTORED: Text("Sikkerhedskopi læst tilbage", "Backup restored"),
    Verb.ACCESSES_READ: Text("Adgangsloggen læst", "Access log read"),
    Verb.PERSON_EXPORTED: Text("Persons oplysninger vist", "Person’s data shown"),
    Verb.SECOND_FACTOR_ON: Text("Totrinsbekræftelse slået til", "Second factor turned on"),
    Verb.SECOND_FACTOR_OFF: Text("Totrinsbekræftelse slået fra", "Second factor turned off"),
    Verb.PASSWORD_CHANGED: Text("Adgangskode skiftet", "Password changed"),
    Verb.LETTER_GIVEN_UP: Text("Brev opgivet", "Letter given up"),
    Verb.CONTRACT_SAVED: Text("Resultatkontrakt gemt", "Performance contract saved"),
    Verb.CONTRACT_CONFIRMED_BY_HUB: Text(
        "Resultatkontrakt bekræftet af erhvervshuset", "Contract confirmed by the business hub"
    ),
    Verb.CONTRACT_CONFIRMED_BY_KKR: Text(
        "Resultatkontrakt bekræftet af KKR", "Contract confirmed by the KKR"
    ),
    Verb.STATEMENT_MADE: Text("Udkast til resultatopgørelse lavet", "Results statement drafted"),
    Verb.STATEMENT_SIGNED_OFF: Text("Opgørelse godkendt af direktøren", "Statement signed off"),
    Verb.STATEMENT_BOARD_APPROVED: Text(
        "Opgørelse godkendt af bestyrelsen", "Statement approved by the board"
    ),
    Verb.STATEMENT_SENT: Text("Opgørelse sendt", "Statement sent"),
    Verb.STATEMENT_TAKEN_NOTE_OF: Text(
        "Opgørelse taget til efterretning", "Statement taken note of"
    ),
    Verb.NATIONAL_MADE: Text("National opgørelse lavet", "National statement made"),
    Verb.EFFECT_STORED: Text("Effektmåling offentliggjort", "Effect statement published"),
    Verb.STATEMENT_PUBLISHED: Text("Opgørelse offentliggjort", "Statement published"),
}

_SENTENCES = {
    Verb.USER_MADE: Text("{who} oprettede brugeren {thing}.", "{who} made the user {thing}."),
    Verb.USER_CLOSED: Text("{who} lukkede brugeren {thing}.", "{who} closed the user {thing}."),
    Verb.USER_REOPENED: Text(
        "{who} åbnede brugeren {thing} igen.", "{who} opened the user {thing} again."
    ),
    Verb.PERSON_FORGOTTEN: Text(
        "{who} slettede, hvem en person var.", "{who} erased who a person was."
    ),
    Verb.ROLE_GIVEN: Text(
        "{who} gav {thing} rollen »{role}«.", "{who} gave {thing} the role “{role}”."
    ),
    Verb.ROLE_ENDED: Text(
        "{who} afsluttede rollen »{role}« for {thing}.",
        "{who} ended the role “{role}” of {thing}.",
    ),
    Verb.INVITED: Text(
        "{who} inviterede {thing} til rollen »{role}«.",
        "{who} invited {thing} to the role “{role}”.",
    ),
    Verb.INVITATION_ACCEPTED: Text(
        "{who} tog imod sin invitation.", "{who} accepted their invitation."
    ),
    Verb.INVITATION_WITHDRAWN: Text(
        "{who} trak invitationen til {thing} tilbage.",
        "{who} withdrew the invitation to {thing}.",
    ),
    Verb.IMPORT_COMMITTED: Text("{who} læste {thing} ind.", "{who} took {thing} in."),
    Verb.IMPORT_REVERTED: Text(
        "{who} trak importen af {thing} tilbage.", "{who} reverted the import of {thing}."
    ),
    Verb.BACKED_UP: Text("{who} tog en sikkerhedskopi.", "{who} made a backup."),
    Verb.RETENTION_RUN: Text(
        "{who} slettede personoplysninger, hvis frist var udløbet.",
        "{who} erased personal data whose time was up.",
    ),
    Verb.SECRETS_ENCRYPTED: Text(
        "{who} krypterede totrinsbekræftelsens hemmeligheder med en ny nøgle.",
        "{who} encrypted the secrets of two-factor authentication with a new key.",
    ),
    Verb.RESTORED: Text("{who} læste en sikkerhedskopi tilbage.", "{who} restored a backup."),
    Verb.ACCESSES_READ: Text(
        "{who} læste adgangsloggen med en kommando.",
        "{who} read the access log with a command.",
    ),
    Verb.PERSON_EXPORTED: Text(
        "{who} fik vist alt, hvad der er gemt om en person.",
        "{who} was shown all that is held about a person.",
    ),
    Verb.SECOND_FACTOR_ON: Text(
        "{who} slog totrinsbekræftelse til.", "{who} turned a second factor on."
    ),
    Verb.SECOND_FACTOR_OFF: Text(
        "{who} slog totrinsbekræftelse fra.", "{who} turned a second factor off."
    ),
    Verb.PASSWORD_CHANGED: Text("{who} skiftede adgangskode.", "{who} changed their password."),
    Verb.LETTER_GIVEN_UP: Text(
        "{who} opgav at sende et brev; se driftsstatus.",
        "{who} gave up sending a letter; see the health page.",
    ),
    Verb.CONTRACT_SAVED: Text("{who} gemte {thing}.", "{who} saved {thing}."),
    Verb.CONTRACT_CONFIRMED_BY_HUB: Text(
        "{who} skrev ned, at erhvervshuset har bekræftet {thing}.",
        "{who} recorded that the business hub confirmed {thing}.",
    ),
    Verb.CONTRACT_CONFIRMED_BY_KKR: Text(
        "{who} skrev ned, at KKR har bekræftet {thing}.",
        "{who} recorded that the KKR confirmed {thing}.",
    ),
    Verb.STATEMENT_MADE: Text(
        "{who} lavede udkastet til {thing}.", "{who} made the draft of {thing}."
    ),
    Verb.STATEMENT_SIGNED_OFF: Text(
        "{who} godkendte {thing} som direktør.", "{who} signed off {thing} as director."
    ),
    Verb.STATEMENT_BOARD_APPROVED: Text(
        "{who} skrev ned, at bestyrelsen har godkendt {thing}.",
        "{who} recorded that the board approved {thing}.",
    ),
    Verb.STATEMENT_SENT: Text(
        "{who} sendte {thing} til KKR, KL og Erhvervsstyrelsen.",
        "{who} sent {thing} to the KKR, KL and Erhvervsstyrelsen.",
    ),
    Verb.STATEMENT_TAKEN_NOTE_OF: Text(
        "{who} skrev ned, at KKR har taget {thing} til efterretning.",
        "{who} recorded that the KKR took note of {thing}.",
    ),
    Verb.STATEMENT_PUBLISHED: Text("{who} offentliggjorde {thing}.", "{who} published {thing}."),
    Verb.NATIONAL_MADE: Text("{who} lavede {thing}.", "{who} made {thing}."),
    Verb.EFFECT_STORED: Text("{who} offentliggjorde {thing}.", "{who} published {thing}."),
}
