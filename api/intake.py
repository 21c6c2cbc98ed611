"""The commands that read files: `traluat parse` and `traluat ingest`."""

from __future__ import annotations

import argparse
from contextlib import closing, nullcontext
from pathlib import Path

from api import answers, schemas, wiring
from api.commands import read_file
from api.library import Library
from api.reading import wording
from api.settings import Settings
from api.terminal import Terminal
from ingest.pipeline import ingest as ingest_files
from ingest.pipeline import understand
