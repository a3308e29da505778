"""What cannot be done with a contract or a statement, in words."""

from samvirke.figures import Text


class StatementRefused(Exception):
    """A statement that cannot be stored or changed. Nothing was. Speaks both languages."""

    def __init__(self, what: Text) -> None:
        self.what = what
        super().__init__(what.en)
