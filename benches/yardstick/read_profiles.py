"""The yardstick of benches/environment.rs: reads the same facts of Chrome's profiles with json and sqlite3.

Usage: read_profiles.py USER_DATA_FOLDER. Prints one line a profile; whoever reads it only wants to know how long
it takes.
"""

import json
import pathlib
import shutil
import sqlite3
import sys
import tempfile
from urllib.parse import urlsplit

DOMAINS = ("amazon.co.jp", "amazon.com")


def is_amazon(host):
    return host is not None and any(host == d or host.endswith("." + d) for d in DOMAINS)


def settings(folder):
    with open(folder / "Preferences", encoding="utf-8") as file:
        preferences = json.load(file)
    profile = preferences.get("profile", {})
    exceptions = profile.get("content_settings", {}).get("exceptions", {})
    rules = [p for p in exceptions.get("cookies", {}) if "amazon" in p]
    used = [p for p in exceptions.get("site_engagement", {}) if is_amazon(urlsplit(p.split(",")[0]).hostname)]
    extensions = [i for i, e in preferences.get("extensions", {}).get("settings", {}).items() if e.get("path")]
    return profile.get("default_content_setting_values", {}), len(rules), len(used), len(extensions)


def cookies(folder):
    with tempfile.TemporaryDirectory() as copy:
        path = pathlib.Path(copy) / "Cookies"
        shutil.copyfile(folder / "Cookies", path)
        database = sqlite3.connect(path)
        total = database.execute("SELECT count(*) FROM cookies").fetchone()[0]
        rows = database.execute(
            "SELECT host_key, name, path, creation_utc, last_access_utc, expires_utc,"
            " length(name) + length(value) + length(encrypted_value) FROM cookies"
        )
        own = [row for row in rows if is_amazon(row[0].lstrip("."))]
        database.close()
    return total, len(own), sum(row[6] for row in own)


def bookmarks(folder):
    with open(folder / "Bookmarks", encoding="utf-8") as file:
        roots = json.load(file)["roots"]
    found, waiting = [], [node for node in roots.values() if isinstance(node, dict)]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.get("children", []))
        if node.get("type") == "url" and is_amazon(urlsplit(node["url"]).hostname):
            found.append(node["url"])
    return len(found)


for preferences in sorted(pathlib.Path(sys.argv[1]).glob("*/Preferences")):
    print(preferences.parent.name, settings(preferences.parent), cookies(preferences.parent), bookmarks(preferences.parent))
