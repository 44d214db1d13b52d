# shellcheck shell=bash
# What the scripts of this folder share: a Windows made by Wine, new for each of them, and a screen in memory to look at.
# Sourced with the script's arguments, never started by itself.
#
# Needs Wine ($WINE, or else `wine`) and nothing of it: its disk and its registry lie in a temporary folder. Scripts with a
# window also need Xvfb, openbox, xdotool, xclip and maim (Debian: xvfb openbox xdotool xclip maim); pictures are kept in
# $PICTURES, or else in target/windows.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
exe=$(realpath -- "${1:?which login-triage.exe?}")
wine=${WINE:-wine}
pictures=${PICTURES:-${CARGO_TARGET_DIR:-$root/target}/windows}
script=$(basename "$0" .sh)
folder=$(mktemp -d)
export WINEPREFIX=$folder/prefix WINEDEBUG=${WINEDEBUG:--all} WINEDLLOVERRIDES='mscoree,mshtml='
# Texts in Japanese are typed and compared.
export LC_ALL=C.UTF-8
unset DISPLAY WAYLAND_DISPLAY
screen=
manager=
failures=0

# run ARGUMENTS..: has Wine run a program to its end; its output is that program's.
run() { "$wine" "$@" 2>/dev/null </dev/null; }

# end_all: ends the Wine of this script, which keeps files open for a moment, and its screen.
end_all() {
    run wineboot --end-session --shutdown --force || true
    local try
    for try in {1..20}; do
        rm -rf "$folder" 2>/dev/null && break
        sleep 0.5
    done
    if [[ -e $folder ]]; then echo "left behind: $folder (after $try tries)" >&2; fi
    for try in $manager $screen; do kill "$try" 2>/dev/null || true; done
}
trap end_all EXIT

say() { printf '  %s\n' "$*"; }

# begin TITLE: what comes next.
begin() { printf '\n%s\n' "$1"; }

failed() {
    say "FAILED: $*"
    failures=$((failures + 1))
}

# check WHAT COMMAND..: what the command finds out is as it should be.
check() {
    local what=$1
    shift
    if "$@"; then say "ok: $what"; else failed "$what"; fi
}

# is WHAT FOUND EXPECTED
is() { if [[ $2 == "$3" ]]; then say "ok: $1: $2"; else failed "$1: '$2', not '$3'"; fi; }

# wait_for SECONDS COMMAND..: until the command succeeds.
wait_for() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        if ((SECONDS >= end)); then return 1; fi
        sleep 0.3
    done
}

# settle WORDS: how it went, for whoever reads the transcript, and as the exit code.
settle() {
    echo
    if ((failures)); then
        echo "$failures FAILED"
        exit 1
    fi
    echo "$1"
}

# make_windows: a disk and a registry as a new user has them. Afterwards `home` is that user's folder.
make_windows() {
    echo "Making a Windows: $("$wine" --version)"
    run wineboot --init
    home=$(find "$WINEPREFIX/drive_c/users" -mindepth 1 -maxdepth 1 ! -name Public | head -n 1)
    # What Wine links to the folders of whoever runs this script are folders of its own.
    local name
    for name in Desktop Documents Downloads; do
        if [[ -L $home/$name ]]; then
            rm "$home/$name"
            mkdir "$home/$name"
        fi
    done
    # shellcheck disable=SC2034  # read by the scripts that source this file
    notes=$home/Documents/ログイン診断ノート
    # shellcheck disable=SC2034
    recovery=$home/AppData/Local/login-triage/recovery
}

# on_windows PATH: the path as Windows writes it.
on_windows() { run winepath -w "$1" | tr -d '\r\n'; }

# make_note: a case file among the documents: `note` here, and `path` as Windows writes it.
make_note() {
    note="$home/Documents/店 1号.case.ron"
    cp "$root/tests/fixtures/notes/v2_full.ron" "$note"
    # shellcheck disable=SC2034  # for the scripts that source this file
    path=$(on_windows "$note")
}

# make_screen: before make_windows, which looks once whether there is a screen. Xvfb picks a free number and
# writes it to the pipe when it is ready.
make_screen() {
    local ready number
    exec {ready}< <(exec Xvfb -displayfd 1 -screen 0 1920x1200x24 -nolisten tcp 2>/dev/null)
    screen=$!
    if ! read -r -t 30 -u "$ready" number; then
        echo 'No screen in memory could be started.' >&2
        exit 1
    fi
    export DISPLAY=:$number
    # Wine counts on a window manager: without one, the pointer is elsewhere than it thinks.
    openbox >/dev/null 2>&1 &
    manager=$!
    mkdir -p "$pictures"
}

find_window() { window=$(xdotool search --onlyvisible --class login-triage 2>/dev/null | head -n 1) && [[ $window ]]; }

# open_window ARGUMENTS..: starts the program and waits for its window, which has the keyboard then. Its process is
# `program`, its X window `window`.
# shellcheck disable=SC2120  # most starts have no arguments
open_window() {
    begun=$(date +%s%3N)
    "$wine" "$exe" "$@" >"$folder/output.txt" 2>&1 </dev/null &
    program=$!
    if ! wait_for 120 find_window; then
        failed 'no window within two minutes'
        cat "$folder/output.txt"
        settle ''
    fi
    wait_for 60 is_drawn || failed 'nothing is drawn within a minute'
    steady
    say "the window is drawn after $(($(date +%s%3N) - begun)) ms or less"
}

# picture FILE: of the window.
picture() { maim --hidecursor --window "$window" "$1"; }

# steady: waits until the window looks the same twice, or as it did a moment ago, since a text cursor blinks.
steady() {
    local sum seen=() i
    for ((i = 0; i < 100; i++)); do
        sleep 0.3
        sum=$(maim --hidecursor --window "$window" --format bmp 2>/dev/null | cksum) || continue
        if ((${#seen[@]})) && [[ " ${seen[*]: -3} " == *" ${sum%% *} "* ]]; then return; fi
        seen+=("${sum%% *}")
    done
    failed 'the window does not come to rest'
}

# is_drawn: PNG packs a window of one colour into next to nothing.
is_drawn() {
    picture "$folder/now.png" 2>/dev/null
    (($(stat -c %s "$folder/now.png") > 20000))
}

# keep NAME: a picture of the window as it is now, to be looked at.
keep() {
    steady
    picture "$pictures/$script-$1.png"
    say "picture: $script-$1.png"
}

# click X Y: in points of the window, which is 1280 by 800.
click() {
    xdotool mousemove --window "$window" "$1" "$2"
    sleep 0.2
    xdotool click 1
    # Off the button, so that it looks as it does when nobody points at it.
    xdotool mousemove --window "$window" 1278 400
    steady
}

# press KEYS..: as xdotool names them.
press() {
    xdotool key --delay 100 "$@"
    steady
}

# enter TEXT: as if typed on a keyboard.
enter() {
    xdotool type --delay 80 "$1"
    steady
}

# paste TEXT: what no key has, by the clipboard.
paste() {
    printf '%s' "$1" | xclip -selection clipboard
    press ctrl+v
}

is_gone() { ! kill -0 "$program" 2>/dev/null; }

# close_window: as its cross does. Afterwards `status` is what the program ended with.
close_window() {
    xdotool key alt+F4
    status=0
    if ! wait_for 30 is_gone; then
        failed 'the program goes on after its window was closed'
        picture "$pictures/$script-stays.png" || true
        kill -KILL "$program" || true
    fi
    # shellcheck disable=SC2034
    wait "$program" || status=$?
}
