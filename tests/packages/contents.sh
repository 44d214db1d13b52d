#!/usr/bin/env bash
# Looks at what scripts/package has made, as the systems it is for would: tests/packages/contents.sh [FOLDER]
# FOLDER is target/packages unless one is named. Installs nothing that is in there, and runs nothing of it but the
# program for Linux, for its help.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"

folder=$(realpath -- "${1:-$target/packages}")
need appstream binutils desktop-file-utils lintian man-db python3 unzip
version=$(sed -n '/^\[package\]/,/^\[/ s/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

failures=0
# holds WHAT COMMAND...: says whether a command succeeds, and what it prints if not.
holds() {
    local what=$1
    shift
    if "$@" >"$work/said" 2>&1; then
        echo "ok      $what"
    else
        echo "FAILED  $what"
        sed 's/^/        /' "$work/said"
        failures=$((failures + 1))
    fi
}

# only PATTERN: the one file of a kind; none or several are a mistake.
only() {
    local found
    found=$(find "$folder" -maxdepth 1 -type f -name "$1")
    [[ $found && $found != *$'\n'* ]] || die "There should be one $1 in $folder"
    printf '%s' "$found"
}
deb=$(only 'login-triage_*.deb')
setup=$(only 'login-triage-*-windows-x64-setup.exe')
portable=$(only 'login-triage-*-windows-x64-portable.zip')
bundle=$(only 'login-triage-*-macos.zip')

echo "Lists"
holds 'every sum is right' bash -c "cd '$folder' && sha256sum --quiet --check SHA256SUMS"
listed() { diff <(cut -c 67- "$folder/SHA256SUMS" | sort) <(cd "$folder" && printf '%s\n' login-triage* | sort); }
holds 'every file is listed' listed
materials() {
    python3 - "$1" "$version" <<'PYTHON'
import json, sys
bill = json.load(open(sys.argv[1], encoding="utf-8"))
assert bill["bomFormat"] == "CycloneDX", bill["bomFormat"]
own = bill["metadata"]["component"]
assert (own["name"], own["version"]) == ("login-triage", sys.argv[2]), own
names = {component["name"] for component in bill["components"]}
assert {"eframe", "rusqlite", "rustls"} <= names, "crates are missing"
assert not {"criterion", "egui_kittest", "epaint_default_fonts", "proptest"} & names, "crates of the tests"
text = json.dumps(bill)
assert "file://" not in text and "serialNumber" not in bill, "names a folder, or is never the same twice"
PYTHON
}
for bill in "$folder"/*.cdx.json; do holds "$(basename "$bill") lists the crates of the program" materials "$bill"; done

echo "Debian"
dpkg-deb --raw-extract "$deb" "$work/deb"
share=$work/deb/usr/share
# It belongs to no Debian bug.
lint() { lintian --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs --allow-root "$1"; }
holds 'lintian finds no error and no warning' lint "$deb"
holds 'the entry for menus is valid' desktop-file-validate "$share/applications/login-triage.desktop"
holds 'the description for shops is valid' \
    appstreamcli validate --no-net "$share/metainfo/io.github.login_triage.LoginTriage.metainfo.xml"
manual() {
    local page said
    for page in "$share"/man/man1/*.gz "$share"/man/ja/man1/*.gz; do
        said=$(MANWIDTH=80 LC_ALL=C.UTF-8 man --warnings --encoding=UTF-8 --local-file "$page" 2>&1 >/dev/null)
        [[ ! $said ]] || { echo "$page: $said" && return 1; }
    done
}
holds 'the manual is well formed' manual
# The help is the measure: each of its words that can be typed is in both manuals.
complete() {
    local page word told=0
    "$work/deb/usr/bin/login-triage" --help | grep -oE -- '--[a-z]+|login-triage [a-z]+(-[a-z]+)?( (list|show|search|export|check))?' |
        sed 's/^login-triage //' | grep -v '^case$' | sort -u >"$work/words"
    [[ -s $work/words ]] || return 1
    for page in "$share"/man/man1/*.gz "$share"/man/ja/man1/*.gz; do
        zcat "$page" | sed 's/\\-/-/g' >"$work/page"
        while read -r word; do
            grep -qF -- "$word" "$work/page" || { echo "$page: nothing about $word" && told=1; }
        done <"$work/words"
    done
    return "$told"
}
holds 'the manual tells all that the help tells' complete
stripped() { ! readelf --sections --wide "$work/deb/usr/bin/login-triage" | grep -qE '\.(symtab|debug_info)'; }
holds 'the program carries no symbols' stripped
one_type() {
    local type=application/vnd.login-triage.case+ron file
    for file in "$share/applications/login-triage.desktop" "$share/mime/packages/login-triage.xml" \
        "$share"/metainfo/*.xml "$root/packaging/macos/Info.plist"; do
        grep -qF "$type" "$file" || { echo "$file does not name $type" && return 1; }
    done
    [[ -f $share/icons/hicolor/256x256/mimetypes/${type/\//-}.png ]]
}
holds 'notes have one type everywhere, and an icon' one_type
ending() {
    local ending
    ending=$(sed -n 's/^const NOTE_ENDING: &str = "\(.*\)";$/\1/p' "$root/src/app/keeping/work/files.rs")
    [[ $ending ]] && grep -qF "pattern=\"*$ending\"" "$share/mime/packages/login-triage.xml" &&
        grep -qF "<string>${ending#.}</string>" "$root/packaging/macos/Info.plist"
}
holds 'notes end as the program names them' ending

echo "Windows"
opens_with_explorer() {
    python3 - "$1" "$root" <<'PYTHON'
import re, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
entries = {entry.filename.split("/", 1)[1]: entry for entry in archive.infolist()}
for entry in archive.infolist():
    assert entry.filename.isascii() or entry.flag_bits & 0x800, f"{entry.filename}: not said to be UTF-8"
source = open(sys.argv[2] + "/src/case/places.rs", encoding="utf-8").read()
marker = re.search(r'PORTABLE_MARKER: &str = "(.*)"', source)[1]
assert {"login-triage.exe", marker, "licenses/CRATES.txt", "はじめにお読みください.txt"} <= entries.keys(), entries.keys()
folder = re.search(r'PORTABLE_FOLDER: &str = "(.*)"',
    open(sys.argv[2] + "/src/ui/text/files.rs", encoding="utf-8").read())[1]
for name, entry in entries.items():
    if not name.endswith(".txt"):
        continue
    data = archive.read(entry)
    assert data.startswith(b"\xef\xbb\xbf"), f"{name}: no mark"
    assert data.count(b"\n") == data.count(b"\r\n"), f"{name}: line ends"
    text = data.decode("utf-8-sig")
    assert "@VERSION@" not in text, name
    if name in (marker, "はじめにお読みください.txt"):
        assert f"「{folder}」" in text, f"{name} does not name the folder {folder}"
PYTHON
}
holds 'the zip opens with Explorer and holds what it needs' opens_with_explorer "$portable"
small() { (($(stat -c %s "$1") < 12000000)); }
holds 'the installer is smaller than 12 MB' small "$setup"
# A new file in the folder of licences has to be taken away again, too.
uninstalled() {
    local name
    while read -r name; do
        grep -qF "Delete \"\$INSTDIR\\licenses\\$name\"" "$root/packaging/windows/installer.nsi" ||
            { echo "$name stays behind" && return 1; }
    done < <(zipinfo -1 "$portable" | sed -n 's|.*/licenses/\(.*\.txt\)$|\1|p')
}
holds 'the uninstaller takes away every licence' uninstalled

echo "macOS"
whole() {
    python3 - "$1" "$version" <<'PYTHON'
import plistlib, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
base = "Login Triage.app/Contents/"
plist = plistlib.loads(archive.read(base + "Info.plist"))
assert plist["CFBundleShortVersionString"] == plist["CFBundleVersion"] == sys.argv[2]
names = set(archive.namelist())
program = base + "MacOS/" + plist["CFBundleExecutable"]
assert archive.getinfo(program).external_attr >> 16 & 0o111, "the program cannot be run"
assert f"{base}Resources/{plist['CFBundleIconFile']}.icns" in names
for language in plist["CFBundleLocalizations"]:
    assert f"{base}Resources/{language}.lproj/InfoPlist.strings" in names, language
exported = {entry["UTTypeIdentifier"]: entry for entry in plist["UTExportedTypeDeclarations"]}
for kind in plist["CFBundleDocumentTypes"]:
    for name in kind.get("LSItemContentTypes", []):
        assert name in exported, name
    icon = kind.get("CFBundleTypeIconFile")
    assert icon is None or f"{base}Resources/{icon}.icns" in names, icon
for name in names:
    if name.endswith(".icns"):
        data = archive.read(name)
        assert data[:4] == b"icns" and int.from_bytes(data[4:8], "big") == len(data), name
PYTHON
}
holds 'the bundle is whole' whole "$bundle"

echo "Release"
pinned() { ! grep -rnE '^\s*-?\s*uses:' "$root/.github/workflows" | grep -vE 'uses: [^@]+@[0-9a-f]{40}( |$)'; }
holds 'every action is pinned to a commit' pinned

if ((failures)); then
    echo "$failures FAILED"
    exit 1
fi
echo 'All packages are as they should be'
