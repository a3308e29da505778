"""Why an effect could not be estimated."""

from samvirke.figures import Text


class CannotEstimate(Exception):
    """An effect that these companies cannot show; ``what`` says why and what to do."""

    def __init__(self, what: Text) -> None:
        self.what = what
        super().__init__(what.en)


NO_PAIRS = Text(
    da="Ingen vejledt virksomhed har en kontrolvirksomhed. Gør cellerne grovere eller grænsen "
    "(caliper) videre.",
    en="No guided company has a control. Make the cells coarser or the caliper wider.",
)
