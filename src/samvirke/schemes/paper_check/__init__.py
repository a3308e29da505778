r"""Checks a meeting paper before it goes out: totals, shares, contracts, contents, names, days.

>>> from samvirke.records.archive import paper_of_text
>>> from samvirke.schemes.paper_check import check_text
>>> rows = ("Kommune\tAntal", "Odder\t12", "Samsø\t3", "Struer\t20", "I alt\t36")
>>> check = check_text(paper_of_text("bilag.txt", "\n".join(rows)))
>>> [(item.finding.got, item.finding.expected) for item in check.findings]
[(Fraction(36, 1), Fraction(35, 1))]
"""

from samvirke.schemes.paper_check.acceptance import accept, acceptance_text
from samvirke.schemes.paper_check.check import Checked, PaperCheck, check_paper, check_text
from samvirke.schemes.paper_check.findings import Finding, Grade, Kind

__all__ = [
    "Checked",
    "Finding",
    "Grade",
    "Kind",
    "PaperCheck",
    "accept",
    "acceptance_text",
    "check_paper",
    "check_text",
]
