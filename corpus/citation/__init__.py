"""How a provision is written in prose: `find_citations` reads running text, `parse_address` what people type."""

from corpus.citation.find import find_citations
from corpus.citation.notation import Citation, Mention
from corpus.citation.typed import parse_address, parse_addresses

__all__ = ["Citation", "Mention", "find_citations", "parse_address", "parse_addresses"]
