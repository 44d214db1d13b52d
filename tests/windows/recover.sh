#!/usr/bin/env bash
# Ends the program by force in the middle of typing; the next start gives back what was typed:
# tests/windows/recover.sh LOGIN-TRIAGE.EXE; lib.sh says what it needs.
set -euo pipefail
# shellcheck source=tests/windows/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

make_screen
make_windows
note="$home/Documents/a.case.ron"
cp "$root/tests/fixtures/notes/v2_minimal.ron" "$note"
path=$(on_windows "$note")

begin 'Typing'
open_window "$path"
click 1090 630
enter 'words that nobody saved'
has_copy() { grep -rqF 'words that nobody saved' "$recovery" 2>/dev/null; }
check 'a recovery copy is written by itself' wait_for 10 has_copy

begin 'Ended by force'
kill -KILL "$program"
wait "$program" 2>/dev/null || true
check 'the note itself is as it was' cmp -s "$note" "$root/tests/fixtures/notes/v2_minimal.ron"

begin 'The next start'
open_window
keep offered
say 'restore'
click 980 512
keep restored
press ctrl+s
saved() { grep -qF 'words that nobody saved' "$note"; }
check 'what was typed is in the note' wait_for 20 saved
close_window
is 'the exit code' "$status" 0
check 'the recovery copy is not needed any more' test ! -e "$(find "$recovery" -name '*.draft.ron' | head -n 1)"

settle 'What was typed comes back'
