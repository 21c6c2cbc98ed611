"""What the law is: the types and everything that knows them without a file, an index or a request.

model       Document, Provision, Reference, Problem          number      84/2025/QĐ-UBND
address     DocumentId, Path, Step                           citation    how an address is written in prose
text        normal form, folding, spans, the way back        vocabulary  kinds, bodies, provinces, terms
store       documents and references, kept                   graph       who refers to whom
laws        which law a name means, and when                 errors      the exception tree
"""
