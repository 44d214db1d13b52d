#!/usr/bin/env bash
# Starts the program as a double-click does, and keeps a picture of its first screen to be looked at: Japanese has to look
# right. tests/windows/start.sh LOGIN-TRIAGE.EXE; lib.sh says what it needs.
set -euo pipefail
# shellcheck source=tests/windows/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

make_windows
make_screen

begin 'The first start'
open_window
is 'the title' "$(xdotool getwindowname "$window")" ログイン診断ノート
is 'the size' "$(xdotool getwindowgeometry --shell "$window" | sed -n 's/^WIDTH=//p; s/^HEIGHT=//p' | tr '\n' ' ')" '1280 800 '
# The reading of the machine is done when nothing changes any more.
sleep 5
keep first
is 'what is printed' "$(<"$folder/output.txt")" ''

begin 'Nothing moves while nobody does anything'
spent() { awk '{ print $14 + $15 }' "/proc/$program/stat"; }
before=$(spent)
sleep 5
ticks=$(($(spent) - before))
say "processor time in 5 s: $((ticks * 10)) ms"
check 'the program rests' test "$ticks" -lt 15

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
