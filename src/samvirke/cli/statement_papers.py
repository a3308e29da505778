"""All papers of a statement as files, for the commands that write or verify them."""

from collections.abc import Mapping

from samvirke.figures import Language
from samvirke.papers.statement_folder import Render
from samvirke.papers.statement_folder.order_file import NAME
from samvirke.schemes.results_statement import Statement


def render_in(language: Language) -> Render:
    """Renders PDF, XLSX and page in ``language``."""

    def render(statement: Statement) -> Mapping[str, bytes]:
        from samvirke.site.statement_pages import statement_papers  # loads Django

        return statement_papers(statement, language, name=NAME)

    return render
