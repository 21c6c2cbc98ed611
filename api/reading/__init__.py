"""The text of the law made ready for a page: units, links on references, wording of addresses and citations."""
