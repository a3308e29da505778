"""What can happen: the verbs of the event log, and their words."""

from enum import StrEnum

from samvirke.figures import Text


class Verb(StrEnum):
    """What happened; the value is what the log holds and never changes its meaning."""

    USER_MADE = "user.made"
    USER_CLOSED = "user.closed"
    ROLE_GIVEN = "role.given"
    ROLE_ENDED = "role.ended"
    INVITED = "invitation.sent"
    INVITATION_ACCEPTED = "invitation.accepted"
    INVITATION_WITHDRAWN = "invitation.withdrawn"
    IMPORT_COMMITTED = "import.committed"
    IMPORT_REVERTED = "import.reverted"
    BACKED_UP = "installation.backed_up"
    RETENTION_RUN = "installation.retention_run"
    CONTRACT_SAVED = "contract.saved"
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


_WORDS = {
    Verb.USER_MADE: Text("Bruger oprettet", "User made"),
    Verb.USER_CLOSED: Text("Bruger lukket", "User closed"),
    Verb.ROLE_GIVEN: Text("Rolle givet", "Role given"),
    Verb.ROLE_ENDED: Text("Rolle ophørt", "Role ended"),
    Verb.INVITED: Text("Invitation sendt", "Invitation sent"),
    Verb.INVITATION_ACCEPTED: Text("Invitation taget imod", "Invitation accepted"),
    Verb.INVITATION_WITHDRAWN: Text("Invitation trukket tilbage", "Invitation withdrawn"),
    Verb.IMPORT_COMMITTED: Text("Fil læst ind", "File imported"),
    Verb.IMPORT_REVERTED: Text("Import trukket tilbage", "Import reverted"),
    Verb.BACKED_UP: Text("Sikkerhedskopi taget", "Backup made"),
    Verb.RETENTION_RUN: Text("Forældede persondata slettet", "Expired personal data erased"),
    Verb.CONTRACT_SAVED: Text("Resultatkontrakt gemt", "Performance contract saved"),
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
