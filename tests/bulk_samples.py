"""Archives, tables and crawls for test_bulk_formats.py and test_bulk_hostile.py, made when they are needed."""

import io
import json
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Mapping

from fastwarc.warc import WarcRecord, WarcRecordType

FERRY = (
    "Norway and Latvia opened a ferry line on Thursday, ministers of both countries said in Oslo, and added that "
    "three more were to follow in the spring of next year."
)
FERRY_ES = (
    "Noruega y Letonia abrieron una línea de transbordador el jueves, dijeron los ministros de ambos países en Oslo, "
    "y agregaron que otras tres seguirán en la primavera del próximo año."
)
REPORT = f"Ferry line opens\n\nBy Ana Ruiz\n\nOSLO (AP) — {FERRY}\n"
PAGE_ES = f'<!doctype html><html lang="es"><body><p>{FERRY_ES}</p><p>{FERRY_ES}</p></body></html>'
HTML = b"Content-Type: text/html; charset=utf-8\r\n"


def line(text: str = REPORT, **fields: object) -> bytes:
    return json.dumps({"text": text, **fields}).encode() + b"\n"


def zipped(members: Mapping[str, bytes], *, links: Mapping[str, int] | None = None) -> bytes:
    """A zip of these members; `links` gives some of them the mode of a link or device."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = ((links or {}).get(name) or stat.S_IFREG | 0o644) << 16
            archive.writestr(info, data)
    return out.getvalue()


def tarred(members: Mapping[str, bytes], *, kinds: Mapping[str, bytes] | None = None,
           format: int = tarfile.PAX_FORMAT) -> bytes:  # fmt: skip
    """A tar of these members; `kinds` gives some of them another of tar's kinds; their bytes name what they link to."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=format) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.type = (kinds or {}).get(name, tarfile.REGTYPE)
            if info.type == tarfile.REGTYPE:
                info.size = len(data)
            else:
                info.linkname = data.decode()
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def gzip_bomb(begins: bytes, zeros: int) -> bytes:
    """`begins` and that many zeros, without packing them one by one: one packed block is repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = packer.compress(begins) + packer.flush(zlib.Z_FULL_FLUSH)
    packer.compress(bytes(1_000_000))
    packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * (zeros // 1_000_000)


def overlapping_zip(members: int) -> bytes:
    """Entries that all point at one packed member."""
    whole = zipped({"a.txt": REPORT.encode() * 100})
    place = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    entries = whole[place:end] * members
    record = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, members & 0xFFFF, members & 0xFFFF, len(entries), place, 0)
    return whole[:place] + entries + record


def record(kind: WarcRecordType, link: str, body: bytes, http: bytes | None = HTML, status: str = "200 OK",
           date: str = "2024-05-16T08:30:00Z", **headers: str) -> bytes:  # fmt: skip
    """One WARC record; `http` holds the server's header lines, None where there was no server."""
    made = WarcRecord()
    made.init_headers(kind)
    made.headers["WARC-Target-URI"], made.headers["WARC-Date"] = link, date
    made.headers["Content-Type"] = "text/html" if http is None else "application/http; msgtype=response"
    for name, value in headers.items():
        made.headers[name.replace("_", "-")] = value
    lead = b"" if http is None else b"HTTP/1.1 " + status.encode() + b"\r\n" + http + b"\r\n"
    made.set_bytes_content(lead + body)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()
