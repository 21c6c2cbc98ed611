"""How a provision is written in prose: `find_citations(text)` reads every citation, `parse_address(text)` what people type."""

from corpus.citation.find import find_citations
from corpus.citation.notation import Citation, Mention

__all__ = ["Citation", "Mention", "find_citations"]
