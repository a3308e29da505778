"""Papers that Samvirke made, recomputed from their objects and compared line by line.

A paper names itself at the foot of its pages (»Samvirke 0.3.0 · resultatopgoerelse-fyn-2021«). Its
object is the JSON or the folder beside it, or one that is named. The paper is made again from the
object with the same code, and both are read in the same way, so that whatever differs was changed
in the paper, or in the object.
"""

from samvirke.papers.own_paper.checking import check_with_objects

__all__ = ["check_with_objects"]
