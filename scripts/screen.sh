# shellcheck shell=bash
# A screen in memory, and how to tell that a program has drawn its window there. Sourced after scripts/lib.sh by scripts
# that have run `need "${screen_packages[@]}"`.

# begin_screen FOLDER: starts the screen and sets DISPLAY. The caller ends `screen_pid`, whatever comes of it. FOLDER is for
# the log and for pictures.
begin_screen() {
    local number ready
    # Xvfb picks a free display number and writes it to the pipe when it is ready.
    exec {ready}< <(exec Xvfb -displayfd 1 -screen 0 1280x800x24 -nolisten tcp 2>"$1/xvfb.log")
    # shellcheck disable=SC2034
    screen_pid=$!
    if ! read -r -t 30 -u "$ready" number; then
        cat "$1/xvfb.log" >&2
        die "No screen in memory could be started."
    fi
    export DISPLAY=:$number LIBGL_ALWAYS_SOFTWARE=1
    maim --hidecursor "$1/empty.png"
}

# await_window PID FOLDER PICTURE: waits for what the process PID draws, at most a minute, and keeps a picture of it.
# Exits with the program's status if that ends by itself.
await_window() {
    local pid=$1 folder=$2 picture=$3 empty seen='' sum status i
    # PNG packs an empty screen, or one of a single colour, into next to nothing, so its size tells whether
    # something is drawn; two equal pictures in a row tell that the drawing is finished.
    empty=$(stat -c %s "$folder/empty.png")
    for ((i = 0; i < 300; i++)); do
        if ! kill -0 "$pid" 2>/dev/null; then
            status=0
            wait "$pid" || status=$?
            say "The program ended by itself with status $status; there is no window to show."
            exit "$status"
        fi
        maim --hidecursor "$folder/window.png"
        if (($(stat -c %s "$folder/window.png") > 2 * empty)); then
            mv "$folder/window.png" "$picture"
            sum=$(cksum <"$picture")
            if [[ $sum == "$seen" ]]; then break; fi
            seen=$sum
        fi
        sleep 0.2
    done
    [[ -e $picture ]] || die "The window did not appear within a minute."
}
