"""Why a split or an apportionment is refused."""

from samvirke.figures import Text


class AllocationError(ValueError):
    """Input from which nothing can be allotted; ``what`` says why and what to do."""

    def __init__(self, what: Text) -> None:
        self.what = what
        super().__init__(what.en)
