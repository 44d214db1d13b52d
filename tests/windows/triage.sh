#!/usr/bin/env bash
# Works through a case with mouse and keyboard, saves it, and reads it back with the command line:
# tests/windows/triage.sh LOGIN-TRIAGE.EXE; lib.sh says what it needs.
set -euo pipefail
# shellcheck source=tests/windows/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

make_screen
make_windows

begin 'A triage'
open_window
say 'the login stops after the code'
click 300 596
keep 1-message
say 'what is seen: back at the first screen'
click 396 661
click 136 753
keep 2-changes
say 'what has changed: two-step verification'
click 202 658
click 217 750
keep 3-causes
say 'a title, and a memo in Japanese'
click 1090 160
enter 'A1 shop'
click 1090 630
paste '朝から入れない'
keep 4-typed

begin 'Saving'
press ctrl+s
note=
written() { note=$(find "$notes" -maxdepth 1 -name '*.case.ron' ! -name '.*' 2>/dev/null | head -n 1) && [[ $note ]]; }
check 'a note lies in the documents' wait_for 20 written
say "file: $(basename "$note")"
keep 5-saved
close_window
is 'the exit code' "$status" 0

begin 'Reading it back'
path=$(on_windows "$note")
run "$exe" case show --json "$path" >"$folder/note.json"
# in_note TEXT: whether the note holds it, with any white space between its parts.
in_note() { tr -d ' \r\n' <"$folder/note.json" | grep -qF "$1"; }
check 'the title' in_note '"title":"A1shop"'
check 'the stage' in_note '"stage":"G5"'
check 'the screen' in_note '{"id":"page_symptom","outcome":"loop"'
check 'what has changed' in_note '{"id":"two_step_change","outcome":"changed"'
check 'the memo' in_note '朝から入れない'
run "$exe" case show "$path" | sed 's/^/  | /'
status=0
run "$exe" case check "$path" >/dev/null || status=$?
is 'the check of the note' "$status" 0

settle 'A case is worked through and kept'
