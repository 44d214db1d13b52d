#!/usr/bin/env python3
"""Packs a folder as a zip: packaging/zip.py FOLDER ZIP

The same files give the same zip. Japanese names are marked as UTF-8, which zip(1) does not do and Explorer goes by, and
programs stay ones that can be run.
"""

import pathlib
import stat
import sys
import time
import zipfile


def main(folder: pathlib.Path, target: pathlib.Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_dir():
                continue
            made = time.gmtime(path.stat().st_mtime)[:6]
            entry = zipfile.ZipInfo(str(path.relative_to(folder.parent)), made)
            entry.create_system = 3  # Unix, so that what follows is understood.
            runs = path.stat().st_mode & stat.S_IXUSR
            entry.external_attr = (stat.S_IFREG | (0o755 if runs else 0o644)) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
