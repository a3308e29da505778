"""What the running of an installation refuses, in words."""

from samvirke.figures import Text


class OperationRefused(Exception):
    """A backup, a restore or an export that cannot be done. Nothing was changed."""

    def __init__(self, what: Text) -> None:
        self.what = what
        super().__init__(what.en)
