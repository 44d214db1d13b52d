#!/usr/bin/env bash
# Installs, upgrades and removes the program on a Windows made by Wine: tests/packages/installer.sh SETUP.EXE [OLDER.EXE]
# Needs Wine ($WINE, or else `wine`) and nothing of it: everything is in a temporary folder. OLDER.EXE is the installer
# of an earlier version, to upgrade from; without it the same installer runs twice. Prints what it does, and fails where
# something is not as it should be.
set -euo pipefail

setup=$(realpath -- "${1:?which installer?}")
older=$(realpath -- "${2:-$1}")
wine=${WINE:-wine}
folder=$(mktemp -d)
export WINEPREFIX=$folder/prefix WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='
unset DISPLAY WAYLAND_DISPLAY

classes='HKCU\Software\Classes'
entry='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\LoginTriage'

run() { "$wine" "$@" 2>/dev/null </dev/null; }

holder=''
finish() {
    if [[ $holder ]]; then kill "$holder" 2>/dev/null || true; fi
    # Ends the Wine of this folder only, which keeps files open for a moment.
    run wineboot --end-session --shutdown || true
    local try
    for try in {1..20}; do
        rm -rf "$folder" 2>/dev/null && return
        sleep 0.5
    done
    echo "left behind: $folder (after $try tries)" >&2
}
trap finish EXIT

failures=0
# holds WHAT COMMAND...
holds() {
    local what=$1
    shift
    if "$@"; then
        echo "  ok      $what"
    else
        echo "  FAILED  $what"
        failures=$((failures + 1))
    fi
}
no() { ! "$@"; }

# value KEY [NAME]: the text that the registry holds; without a name the key's own. Empty if there is none. By way of a file,
# since what is printed lacks the letters of other languages.
value() {
    local name='@' file=$folder/exported.reg
    if [[ ${2:-} ]]; then name="\"$2\""; fi
    rm -f "$file"
    run reg export "$1" "Z:${file//\//\\}" /y >/dev/null || return 0
    # The key's own part of the file, which begins with it.
    iconv -f UTF-16 -t UTF-8 "$file" | tr -d '\r' | sed -n -e '/^\[/{x;s/^/x/;/^xx/q;x}' -e "s/^$name=//p" |
        sed -e 's/^"\(.*\)"$/\1/' -e 's/\\\(.\)/\1/g'
}
key() { run reg query "$1" >/dev/null; }
is() { [[ $1 == "$2" ]] || { echo "          '$1' is not '$2'" && false; }; }
# at C:\PATH: the same in this machine's file system.
at() { local path=${1//\\//} && printf '%s' "$WINEPREFIX/drive_c${path#[A-Za-z]:}"; }
status() {
    local status=0
    "$@" || status=$?
    printf '%s' "$status"
}

echo "Making a Windows: $("$wine" --version)"
run wineboot --init
variable() { run cmd /c "echo %$1%" | tr -d '\r\n'; }
local_data=$(variable LOCALAPPDATA) roaming=$(variable APPDATA) person=$(variable USERPROFILE)
programs="$local_data\\Programs\\LoginTriage"
menu="$roaming\\Microsoft\\Windows\\Start Menu\\Programs\\ログイン診断ノート.lnk"
desktop="$person\\Desktop\\ログイン診断ノート.lnk"

# installed FOLDER: all that an installation consists of.
installed() {
    holds 'the program is there' test -f "$(at "$1\\login-triage.exe")"
    holds 'with its licences' test -s "$(at "$1\\licenses\\CRATES.txt")"
    holds 'in the Start menu' test -f "$(at "$menu")"
    holds 'in the list of programs' is "$(value "$entry" DisplayName)" 'ログイン診断ノート'
    holds 'with its version' is "$(value "$entry" DisplayVersion)" "$version"
    holds 'with a size' test "$(value "$entry" EstimatedSize)" != ''
    holds 'with the way to remove it quietly' is "$(value "$entry" QuietUninstallString)" "\"$1\\uninstall.exe\" /S"
    holds 'a note opens with it' is "$(value "$classes\\LoginTriage.Case\\shell\\open\\command")" \
        "\"$1\\login-triage.exe\" --window \"%1\""
    holds 'and has an icon' is "$(value "$classes\\LoginTriage.Case\\DefaultIcon")" "$1\\case.ico"
    holds 'that is there' test -s "$(at "$1\\case.ico")"
    holds 'it is offered for .ron' test "$(run reg query "$classes\\.ron\\OpenWithProgids" | grep -c LoginTriage.Case)" = 1
}

gone() {
    holds 'the folder is gone' no test -e "$(at "$1")"
    holds 'and the shortcuts' no test -e "$(at "$menu")" -o -e "$(at "$desktop")"
    local left
    for left in "$entry" "$classes\\LoginTriage.Case" "$classes\\Applications\\login-triage.exe" 'HKCU\Software\LoginTriage' \
        'HKCU\Software\Microsoft\Windows\CurrentVersion\App Paths\login-triage.exe'; do
        holds "and $left" no key "$left"
    done
}

# removed FOLDER: removes quietly, and waits for it. The folder is named without quotes, so a space in it parts two
# arguments for whoever starts the program.
removed() {
    local place
    read -r -a place <<<"_?=$1"
    status run "$1\\uninstall.exe" /S "${place[@]}"
    rm -f "$(at "$1\\uninstall.exe")"
    rmdir "$(at "$1")" 2>/dev/null || true
}

version=$(basename "$setup" | sed -n 's/^login-triage-\(.*\)-windows-x64-setup\.exe$/\1/p')
old_version=$(basename "$older" | sed -n 's/^login-triage-\(.*\)-windows-x64-setup\.exe$/\1/p')

echo
echo "Installing $old_version, quietly"
holds 'it ends well' is "$(status run "$older" /S)" 0
wanted=$version version=$old_version
installed "$programs"
version=$wanted
holds 'on the desktop' test -f "$(at "$desktop")"
holds 'nobody has .ron: it is ours' is "$(value "$classes\\.ron")" LoginTriage.Case
holds 'nothing is in the folders of all people' is \
    "$(find "$WINEPREFIX/drive_c/ProgramData" "$WINEPREFIX/drive_c/Program Files" -iname '*triage*')" ''
holds 'the program runs' is "$(run "$programs\\login-triage.exe" --version | sed -n 's/^login-triage [0-9.]*\r*$/runs/p')" runs

# What a person has: a note, settings, what was typed and not saved, and what can be made anew.
note="$person\\Documents\\ログイン診断ノート\\A店.case.ron"
keep=("$note" "$roaming\\login-triage\\settings.ron" "$local_data\\login-triage\\recovery\\1.ron")
throw=("$local_data\\login-triage\\cache\\index.ron" "$local_data\\login-triage\\log\\now.log"
    "$local_data\\login-triage\\instance\\lock" "$local_data\\login-triage\\boot.ron")
for path in "${keep[@]}" "${throw[@]}"; do
    mkdir -p "$(dirname "$(at "$path")")"
    echo "()" >"$(at "$path")"
done

echo
echo "Upgrading to $version, without the shortcut on the desktop, which somebody has thrown away"
rm "$(at "$desktop")"
holds 'it ends well' is "$(status run "$setup" /S)" 0
installed "$programs"
holds 'the shortcut stays away' no test -e "$(at "$desktop")"

echo
echo "While the program is open"
# A program of this name that waits for what never comes.
cp "$WINEPREFIX/drive_c/windows/system32/cmd.exe" "$(at "$programs\\login-triage.exe")"
exec {never}<> <(:)
"$wine" "$programs\\login-triage.exe" /k <&"$never" >"$folder/holder" 2>/dev/null &
holder=$!
for _ in {1..100}; do
    if [[ -s $folder/holder ]]; then break; fi
    sleep 0.1
done
holds 'the installer ends with 3' is "$(status run "$setup" /S)" 3
holds 'the uninstaller too' is "$(status run "$programs\\uninstall.exe" /S "_?=$programs")" 3
holds 'and nothing is taken away' is "$(value "$entry" DisplayVersion)" "$version"
kill "$holder" 2>/dev/null || true
wait "$holder" 2>/dev/null || true
holder=''
run taskkill /f /im login-triage.exe >/dev/null || true

echo
echo "Moving to another folder"
elsewhere='C:\道具\診断 ノート'
read -r -a place <<<"/D=$elsewhere"
holds 'it ends well' is "$(status run "$setup" /S /NODESKTOP "${place[@]}")" 0
installed "$elsewhere"
holds 'the old folder is gone' no test -e "$(at "$programs")"

echo
echo "Removing it, from a folder that holds something else, too"
echo 'mine' >"$(at "$elsewhere\\mine.txt")"
holds 'it ends well' is "$(removed "$elsewhere")" 0
holds 'what is not ours is kept' test -s "$(at "$elsewhere\\mine.txt")"
rm -r "$(at "$elsewhere")"
gone "$elsewhere"
holds '.ron is nobody'\''s again' no key "$classes\\.ron"
for path in "${keep[@]}"; do holds "kept: $path" test -s "$(at "$path")"; done
for path in "${throw[@]}"; do holds "gone: $path" no test -e "$(at "$path")"; done

echo
echo "Where another program opens .ron"
run reg add "$classes\\.ron" /ve /d Other.Program /f >/dev/null
holds 'it ends well' is "$(status run "$setup" /S)" 0
installed "$programs"
holds 'notes were kept for it' test -s "$(at "$note")"
holds '.ron stays with the other' is "$(value "$classes\\.ron")" Other.Program
# As the list of programs does it: the uninstaller goes on by itself from a folder of its own.
run "$programs\\uninstall.exe" /S
for _ in {1..100}; do
    if [[ ! -e $(at "$programs") ]]; then break; fi
    sleep 0.2
done
gone "$programs"
holds '.ron still is' is "$(value "$classes\\.ron")" Other.Program
for path in "${keep[@]}"; do holds "kept: $path" test -s "$(at "$path")"; done

echo
if ((failures)); then
    echo "$failures FAILED"
    exit 1
fi
echo 'The installer does as it should'
