#!/usr/bin/env bash
# Makes each way to draw the window fail on purpose: the next one draws, or a box of Windows says what to do; nothing ends
# in silence: tests/windows/ladder.sh LOGIN-TRIAGE.EXE; lib.sh says what it needs. For DirectX 12, Wine needs Vulkan, if only
# in software (Debian: mesa-vulkan-drivers); without it the last box comes sooner.
set -euo pipefail
# shellcheck source=tests/windows/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

make_screen
make_windows
boot=$home/AppData/Local/login-triage/boot.ron

# drew: the rung that drew last, as the program remembers it.
drew() { tr -d ' \r\n' <"$boot" 2>/dev/null | sed -n 's/.*drew:Some((rung:\([a-z]*\).*/\1/p; s/.*drew:(rung:\([a-z]*\).*/\1/p'; }

# find_anything: the program's window, or its box, which has the same title and is smaller.
find_anything() {
    window=$(xdotool search --onlyvisible --class login-triage 2>/dev/null | tail -n 1)
    [[ $window ]]
}
is_box() { (($(xdotool getwindowgeometry --shell "$window" | sed -n 's/^WIDTH=//p') < 1000)); }

# start FAILURES ARGUMENTS..: starts the program, which fails as told, until it shows something. `found` is then the rung
# that drew, or `box`, or `nothing`.
start() {
    say "failing: ${1:-nothing}; arguments: ${*:2}"
    LOGIN_TRIAGE_FAIL=$1 "$wine" "$exe" "${@:2}" >"$folder/output.txt" 2>&1 </dev/null &
    program=$!
    found=nothing
    if ! wait_for 120 find_anything; then return; fi
    is_box || wait_for 60 is_drawn || failed 'nothing is drawn within a minute'
    steady
    if is_box; then found=box; else found=$(drew); fi
}

# ended CODE: closes what is shown; the program ends with this code.
ended() {
    if [[ $found == box ]]; then
        xdotool key Return
        status=0
        wait_for 30 is_gone || kill -KILL "$program"
        wait "$program" || status=$?
    else
        close_window
    fi
    is 'the exit code' "$status" "$1"
}

begin 'Nothing fails'
start ''
is 'drawn by' "$found" glow
ended 0

for way in glow glow:panic; do
    begin "Without OpenGL: $way"
    rm -f "$boot"
    start "$way"
    keep "${way/:/-}"
    case $found in
    wgpu | warp)
        say "ok: drawn by: $found"
        ended 0
        ;;
    # Where DirectX 12 is missing, too.
    box)
        say 'ok: a box says what to do'
        ended 2
        ;;
    *) failed "shown: $found" ;;
    esac
done

begin 'Nothing draws'
rm -f "$boot"
start glow,wgpu,warp
is 'shown' "$found" box
picture "$pictures/$script-box.png"
say "picture: $script-box.png"
ended 2
check 'it is also said where it can be read' grep -q 'renderer' "$folder/output.txt"

begin 'The command line works all the same'
status=0
LOGIN_TRIAGE_FAIL=glow,wgpu,warp run "$exe" check-url https://sellercentral-japan.amazon.com/ >"$folder/output.txt" || status=$?
is 'the exit code' "$status" 0

begin 'A driver that takes the program down'
rm -f "$boot"
LOGIN_TRIAGE_FAIL=glow:die "$wine" "$exe" >"$folder/output.txt" 2>&1 </dev/null &
program=$!
check 'the program is gone' wait_for 60 is_gone
wait "$program" || say "it ended with $?"
check 'it is remembered what it tried' grep -q 'rung: *glow' "$boot"
check 'and that it drew nothing' grep -q 'drew: *None' "$boot"
# The next start tries that last. Where nothing else is there, as in most Wines, OpenGL draws after all.
start ''
check 'the next start draws' test "$found" != box -a "$found" != nothing
say "drawn by: $found"
check 'OpenGL was put last' grep -q 'how: *Died\|rung: *\(wgpu\|warp\)' "$boot"
ended 0

settle 'No start ends in silence'
