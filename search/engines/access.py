"""What the cluster engine is told besides addresses; no client is imported for it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Access:
    """How a server is reached: who we are, whom we trust, how long we wait. Secrets are not in its `repr`.

    Defaults of times and counts are measured: docs/elasticsearch-faults.md.
    """

    api_key: str = field(default="", repr=False)
    user: str = ""
    password: str = field(default="", repr=False)
    ca: str = ""  # file of certificates
    fingerprint: str = ""  # SHA-256 of the server's certificate or of its CA, in hex
    timeout: float = 5.0  # seconds for one attempt to read
    write_timeout: float = 60.0  # seconds for one attempt to write
    retries: int = 2  # further attempts to read, each on another node where there are several
    sniff: bool = False  # ask the cluster for its other nodes
    break_after: int = 5  # failures in a row that open the circuit
    break_seconds: float = 5.0  # between trials while it is open
