"""A document in forms for other programs: Akoma Ntoso XML, DOCX."""
