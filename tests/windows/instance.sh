#!/usr/bin/env bash
# Starts the program a second time, with and without a case file: the first window takes it over:
# tests/windows/instance.sh LOGIN-TRIAGE.EXE; lib.sh says what it needs.
set -euo pipefail
# shellcheck source=tests/windows/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

make_screen
make_windows
make_note
lock="$(dirname "$note")/.$(basename "$note").lock"

# again ARGUMENTS..: another start, which has to end by itself and with 0.
again() {
    local status=0
    timeout 60 "$wine" "$exe" "$@" >"$folder/again.txt" 2>&1 </dev/null || status=$?
    is 'the second start ends with' "$status" 0
    is 'windows' "$(xdotool search --onlyvisible --class login-triage | wc -l)" 1
}

begin 'The first start'
open_window
first=$program

begin 'A second one'
again
check 'the first one runs' kill -0 "$first"

begin 'A case file, opened while the window is there'
again "$path"
check 'the window works on it' wait_for 20 test -e "$lock"
keep handed-over
close_window
is 'the exit code' "$status" 0

begin 'After the first one was ended by force'
open_window
kill -KILL "$program"
wait "$program" 2>/dev/null || true
open_window "$path"
check 'the next start is a first one' wait_for 20 test -e "$lock"
close_window
is 'the exit code' "$status" 0

settle 'There is one window'
