#!/usr/bin/env bash
# Opens Seller Central by the program's buttons, in the browser that opens links and in one that is chosen:
# tests/windows/browser.sh LOGIN-TRIAGE.EXE; lib.sh says what it needs.
set -euo pipefail
# shellcheck source=tests/windows/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

make_screen
make_windows
# Wine's notepad stands in for both browsers: it stays, and the list of processes tells what it was given.
edge='C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe'
chrome='D:\Tools\Google\Chrome\Application\chrome.exe'
mkdir -p "$WINEPREFIX/drive_d" "$WINEPREFIX/dosdevices"
ln -sfn ../drive_d "$WINEPREFIX/dosdevices/d:"
# place PROGRAM: notepad, where a browser would be.
place() {
    local path
    path=$(winepath_of "$1")
    mkdir -p "$(dirname "$path")"
    cp "$WINEPREFIX/drive_c/windows/system32/notepad.exe" "$path"
}
# winepath_of PATH: a path of Windows as it is here.
winepath_of() { run winepath -u "$1" | tr -d '\r\n'; }
place "$edge"
place "$chrome"
classes='HKLM\Software\Classes'
run reg add "$classes\\https\\shell\\open\\command" /ve /d "\"$edge\" --single-argument %1" /f >/dev/null
run reg add "$classes\\https" /v 'URL Protocol' /d '' /f >/dev/null
run reg add 'HKCU\Software\Microsoft\Windows\CurrentVersion\App Paths\chrome.exe' /ve /d "$chrome" /f >/dev/null

# given NAME: with what a program of this name was started.
given() {
    local process
    for process in /proc/[0-9]*; do
        # It may have ended by now.
        if { tr '\0' ' ' <"$process/cmdline"; } 2>/dev/null | grep -aiF "\\$1.exe"; then return; fi
    done
}
# opened NAME: whether it was started with an address.
opened() { given "$1" | grep -qF https://sellercentral; }

begin 'The browser that opens links'
open_window
keep before
click 122 28
check 'it was started with the address' wait_for 20 opened msedge
say "$(given msedge)"
# It is in front of our window.
run taskkill /f /im msedge.exe >/dev/null
keep after

begin 'A browser that only the registry knows the place of'
click 252 28
keep menu
click 310 145
say 'in a private window'
click 390 254
keep chosen
click 437 344
check 'it was started with the address' wait_for 20 opened chrome
say "$(given chrome)"
is_private() { given chrome | grep -qF -- --incognito; }
check 'in a private window' is_private
run taskkill /f /im chrome.exe >/dev/null
close_window
is 'the exit code' "$status" 0

settle 'Pages open'
