"""Errors that stop work on one input; each message names the mend.

    TraluatError
    ├── SourceError            the file itself
    │   ├── UnreadableSource     damaged, encrypted, or not what its name says
    │   ├── UnsupportedSource    a format no reader takes
    │   ├── EmptySource          no bytes, or no text in them
    │   ├── SourceTooLarge       beyond the limit of a reader
    │   ├── NoLawInSource        read, but no legal document is in it
    │   ├── ScannedSource        pages without a text layer
    │   ├── FetchFailed          an address that gives no file
    │   │   ├── FetchRefused       its site forbids it: robots.txt, a login, a page that blocks programs
    │   │   └── PrivateAddress     it leads into a private network
    │   └── RowUnusable          a row of a data set without text
    ├── AddressError           a path, number or id that does not parse
    ├── StoreError             the store cannot be opened, or is of another version
    │   └── StoreBusy            another writer holds it
    └── SearchError            the index cannot answer
        ├── IndexMissing         never built, or deleted
        ├── EngineUnavailable    the server of the engine does not answer
        └── EntriesSetAside      the index serves, but some entries could not be kept in it

Bad *content* never raises: it becomes a `corpus.model.Problem` on the document.
"""


class TraluatError(Exception):
    """Base of everything this project raises on purpose; `str()` is fit to show to a person."""


class SourceError(TraluatError):
    """The file itself cannot be used; `code` is stable and used in reports."""

    code = "source"


class UnreadableSource(SourceError):
    code = "unreadable"


class UnsupportedSource(SourceError):
    code = "unsupported"


class EmptySource(SourceError):
    code = "empty"


class SourceTooLarge(SourceError):
    code = "too-large"


class NoLawInSource(SourceError):
    code = "no-law"


class ScannedSource(SourceError):
    code = "scan"


class FetchFailed(SourceError):
    code = "fetch"


class FetchRefused(FetchFailed):
    code = "refused"


class PrivateAddress(FetchFailed):
    code = "private-address"


class RowUnusable(SourceError):
    code = "row"


class AddressError(TraluatError, ValueError):
    """A path, number or id that does not parse."""


class StoreError(TraluatError):
    """The store cannot be opened or used."""


class StoreBusy(StoreError):
    """Another writer holds the store."""


class SearchError(TraluatError):
    """The index cannot answer."""


class IndexMissing(SearchError):
    """The index was never built, or was deleted; `traluat reindex` makes it."""


class EngineUnavailable(SearchError):
    """The server behind the engine does not answer, or lets us not in; `retry_after`: seconds until asking again."""

    def __init__(self, message: str = "", *, retry_after: int = 5) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class EntriesSetAside(SearchError):
    """The index was written and serves, without some entries that the engine refuses; `entries`: id and reason."""

    def __init__(self, written: int, entries: tuple[tuple[str, str], ...]) -> None:
        first = "; ".join(f"{id} ({reason})" for id, reason in entries[:10])
        more = f" và {len(entries) - 10} mục nữa" if len(entries) > 10 else ""
        super().__init__(f"Chỉ mục đã ghi {written} mục và phục vụ, nhưng thiếu {len(entries)} mục: {first}{more}.")
        self.written = written
        self.entries = entries
