"""Bytes → Story: one module a format, found by content. Others need `read_path`, `read_paths`, `read_stream`."""

from dateline.formats.detection import read_stream
from dateline.formats.kinds import Columns, Desk, desk
from dateline.formats.paths import read_path, read_paths
from dateline.formats.wire import WireReader, wire_reader

__all__ = ["Columns", "Desk", "WireReader", "desk", "read_path", "read_paths", "read_stream", "wire_reader"]
