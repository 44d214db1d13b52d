#!/usr/bin/env bash
# Opens a case file by its path, as Explorer does on a double-click: tests/windows/open.sh LOGIN-TRIAGE.EXE; lib.sh says
# what it needs.
set -euo pipefail
# shellcheck source=tests/windows/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

make_screen
make_windows
make_note

begin "A case file: $path"
open_window "$path"
keep opened
check 'other programs are told who works on it' test -e "$(dirname "$note")/.$(basename "$note").lock"
close_window
is 'the exit code' "$status" 0
check 'and that nobody does any more' test ! -e "$(dirname "$note")/.$(basename "$note").lock"

begin 'A case file, by a name without its folder'
cd "$(dirname "$note")"
open_window "$(basename "$note")"
keep relative
close_window
is 'the exit code' "$status" 0

begin 'No such file'
status=0
"$wine" "$exe" 'C:\nothing\here.case.ron' >"$folder/output.txt" 2>"$folder/errors.txt" </dev/null || status=$?
is 'the exit code' "$status" 2
check 'it is said where it was looked for' grep -qF 'here.case.ron' "$folder/errors.txt"

settle 'Case files open'
