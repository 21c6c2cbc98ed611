"""Open data sets of legal documents: JSON lines and Parquet, a document a row, read through a small mapping file."""

from ingest.datasets.cited import Wanted, cited_rounds
from ingest.datasets.dataset import Dataset
from ingest.datasets.mapping import Mapping, UnusableMapping, shipped

__all__ = ["Dataset", "Mapping", "UnusableMapping", "Wanted", "cited_rounds", "shipped"]
