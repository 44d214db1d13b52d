#!/usr/bin/env bash
# Starts the program as a double-click does, and keeps a picture of its first screen to be looked at: Japanese has to look
# right. tests/windows/start.sh LOGIN-TRIAGE.EXE; lib.sh says what it needs.
set -euo pipefail
# shellcheck source=tests/windows/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

begin 'What Windows knows before it runs the program'
# number OFFSET: two bytes of the program's file.
number() { od -An -tu2 -j "$1" -N 2 "$exe" | tr -d ' '; }
# Where the header begins stands at 60; 92 bytes into it, 2 says that the program has windows and no console.
is 'the kind of program' "$(number $(($(number 60) + 92)))" 2
for word in PerMonitorV2 longPathAware 'UTF-8</activeCodePage>' asInvoker 8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a \
    Common-Controls; do
    check "the manifest: $word" grep -qaF "$word" "$exe"
done
# holds TEXT: in UTF-16, as Windows keeps the texts of a program.
holds() {
    local bytes
    bytes=$(printf '%s' "$1" | iconv -f UTF-8 -t UTF-16LE | od -An -v -tx1 | tr -d '\n' | sed 's/ /\\x/g')
    LC_ALL=C grep -qaP "$bytes" "$exe"
}
check 'the name' holds ログイン診断ノート
check 'the name of its file' holds login-triage.exe
say "size: $(stat -c %s "$exe") bytes"

make_screen
make_windows

begin 'The first start'
# Wine says when a frame is shown.
export WINEDEBUG=+wgl
open_window
is 'the title' "$(xdotool getwindowname "$window")" ログイン診断ノート
is 'the size' "$(xdotool getwindowgeometry --shell "$window" | sed -n 's/^WIDTH=//p; s/^HEIGHT=//p' | tr '\n' ' ')" '1280 800 '
# The reading of the machine is done when nothing changes any more.
sleep 5
keep first
is 'what is printed' "$(grep -av '^[0-9a-f]\{4\}:' "$folder/output.txt")" ''

begin 'Nothing moves while nobody does anything'
frames() { grep -aci swap "$folder/output.txt"; }
spent() { awk '{ print $14 + $15 }' "/proc/$program/stat"; }
check 'Wine tells of frames' test "$(frames)" -gt 0
sleep 5
frames=$(frames) before=$(spent)
sleep 5
is 'frames in 5 s' "$(($(frames) - frames))" 0
# Told, not judged: under Wine, waiting for messages is not for free.
say "processor time: $((($(spent) - before) * 10)) ms"

begin 'Other pages'
click 32 715
keep settings
click 32 770
keep help

begin 'The end'
close_window
is 'the exit code' "$status" 0
check 'the settings are kept' test -s "$home/AppData/Roaming/login-triage/settings.ron"

settle 'It starts, draws and ends'
