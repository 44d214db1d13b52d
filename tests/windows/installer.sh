#!/usr/bin/env bash
# Installs the program, opens a note by a double-click, upgrades, moves and removes it: tests/windows/installer.sh
# LOGIN-TRIAGE-…-SETUP.EXE [OLDER-SETUP.EXE]; lib.sh says what it needs. OLDER-SETUP.EXE is the installer of an earlier
# version, to upgrade from; without it the same one runs twice.
set -euo pipefail
# shellcheck source=tests/windows/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

setup=$exe
older=$(realpath -- "${2:-$1}")
classes='HKCU\Software\Classes'
everybody='HKLM\Software\Classes'
entry='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\LoginTriage'
own='HKCU\Software\LoginTriage'

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
# at C:\PATH: the same in this machine's file system.
at() { local path=${1//\\//} && printf '%s' "$WINEPREFIX/drive_c${path#[A-Za-z]:}"; }
# ends COMMAND..: what it ends with.
ends() {
    local status=0
    "$@" || status=$?
    printf '%s' "$status"
}
# version_of SETUP.EXE
version_of() { basename "$1" | sed -n 's/^login-triage-\(.*\)-windows-x64-setup\.exe$/\1/p'; }

# installed FOLDER VERSION: all that an installation consists of.
installed() {
    check 'the program is there' test -f "$(at "$1\\login-triage.exe")"
    check 'with its licences' test -s "$(at "$1\\licenses\\CRATES.txt")"
    check 'in the Start menu' test -f "$menu"
    is 'in the list of programs' "$(value "$entry" DisplayName)" 'ログイン診断ノート'
    is 'with its version' "$(value "$entry" DisplayVersion)" "$2"
    check 'and a size' test "$(value "$entry" EstimatedSize)"
    is 'and the way to remove it quietly' "$(value "$entry" QuietUninstallString)" "\"$1\\uninstall.exe\" /S"
    is 'a note opens with it' "$(value "$classes\\LoginTriage.Case\\shell\\open\\command")" \
        "\"$1\\login-triage.exe\" --window \"%1\""
    is 'and has an icon' "$(value "$classes\\LoginTriage.Case\\DefaultIcon")" "$1\\case.ico"
    check 'which is there' test -s "$(at "$1\\case.ico")"
    is 'it is offered for .ron' "$(run reg query "$classes\\.ron\\OpenWithProgids" | grep -c LoginTriage.Case)" 1
}

# gone FOLDER: nothing of an installation is left, and what the person has is.
gone() {
    check 'the folder is gone' no test -e "$(at "$1")"
    check 'the shortcuts are gone' no test -e "$menu" -o -e "$desktop"
    local left
    for left in "$entry" "$own" "$classes\\LoginTriage.Case" "$classes\\Applications\\login-triage.exe" \
        'HKCU\Software\Microsoft\Windows\CurrentVersion\App Paths\login-triage.exe'; do
        check "gone: $left" no key "$left"
    done
    check 'the note is as it was' cmp --silent "$note" "$root/tests/fixtures/notes/v2_full.ron"
    for left in "${keep[@]}"; do check "kept: ${left#"$home"/}" test -s "$left"; done
    for left in "${throw[@]}"; do check "gone: ${left#"$home"/}" no test -e "$left"; done
}

# removed FOLDER: removes quietly and waits for it; prints what it ends with. The folder is named without quotes, so a space
# in it parts two arguments for whoever starts the program.
removed() {
    local place
    read -r -a place <<<"_?=$1"
    ends run "$1\\uninstall.exe" /S "${place[@]}"
    # What the uninstaller cannot take away itself when it is waited for.
    rm -f "$(at "$1\\uninstall.exe")"
    rmdir "$(at "$1")" 2>/dev/null || true
}

make_screen
make_windows
user=$(basename "$home")
programs="C:\\users\\$user\\AppData\\Local\\Programs\\LoginTriage"
menu="$home/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/ログイン診断ノート.lnk"
desktop="$home/Desktop/ログイン診断ノート.lnk"
# What a person has: a note, settings, what was typed and not saved; and what the program can make anew.
note=$notes/A店.case.ron
keep=("$home/AppData/Roaming/login-triage/settings.ron" "$recovery/kept.txt")
throw=("$home/AppData/Local/login-triage/"{cache/index.ron,log/log.txt,instance/lock,boot.ron})

begin "Installing $(version_of "$older"), quietly"
is 'it ends with' "$(ends run "$older" /S)" 0
installed "$programs" "$(version_of "$older")"
check 'on the desktop' test -f "$desktop"
is 'nobody has .ron: it is ours' "$(value "$classes\\.ron")" LoginTriage.Case
is 'nothing is in the folders of all people' \
    "$(find "$WINEPREFIX/drive_c/ProgramData" "$WINEPREFIX/drive_c/Program Files" -iname '*triage*')" ''
is 'the program tells its version' "$(run "$programs\\login-triage.exe" --version | tr -d '\r\n')" \
    "login-triage $(version_of "$older")"

begin "Upgrading to $(version_of "$setup"), after somebody has thrown the shortcut on the desktop away"
rm "$desktop"
is 'it ends with' "$(ends run "$setup" /S)" 0
installed "$programs" "$(version_of "$setup")"
check 'the shortcut stays away' no test -e "$desktop"

begin 'A double-click on a note'
mkdir -p "$notes"
cp "$root/tests/fixtures/notes/v2_full.ron" "$note"
# As Explorer does it, by the type of the file. Windows shows a person's types among those of all; Wine does not yet.
for name in .ron LoginTriage.Case; do run reg copy "$classes\\$name" "$everybody\\$name" /s /f >/dev/null; done
run start "$(on_windows "$note")" &
lock=$notes/.$(basename "$note").lock
if wait_for 120 find_window; then
    check 'the window works on it' wait_for 60 test -e "$lock"
    keep opened
    begin 'While the program is open'
    is 'the installer ends with' "$(ends run "$setup" /S)" 3
    is 'the uninstaller ends with' "$(ends run "$programs\\uninstall.exe" /S "_?=$programs")" 3
    installed "$programs" "$(version_of "$setup")"
    xdotool windowfocus "$window" || true
    xdotool key alt+F4
    check 'it closes' wait_for 60 no find_window
    run taskkill /f /im login-triage.exe >/dev/null || true
else
    failed 'no window within two minutes'
fi
for name in .ron LoginTriage.Case; do run reg delete "$everybody\\$name" /f >/dev/null; done
for path in "${keep[@]}" "${throw[@]}"; do
    mkdir -p "$(dirname "$path")"
    [[ -e $path ]] || echo '()' >"$path"
done

begin 'Moving to another folder'
elsewhere='C:\道具\診断 ノート'
read -r -a place <<<"/D=$elsewhere"
is 'it ends with' "$(ends run "$setup" /S /NODESKTOP "${place[@]}")" 0
installed "$elsewhere" "$(version_of "$setup")"
check 'the old folder is gone' no test -e "$(at "$programs")"

begin 'Removing it, from a folder that holds something else, too'
echo 'mine' >"$(at "$elsewhere\\mine.txt")"
is 'it ends with' "$(removed "$elsewhere")" 0
check 'what is not ours is kept' test -s "$(at "$elsewhere\\mine.txt")"
rm -rf "$(at "$elsewhere")"
gone "$elsewhere"
check '.ron is nobody'\''s again' no key "$classes\\.ron"

begin 'Where another program opens .ron'
run reg add "$classes\\.ron" /ve /d Other.Program /f >/dev/null
is 'it ends with' "$(ends run "$setup" /S)" 0
installed "$programs" "$(version_of "$setup")"
is '.ron stays with the other' "$(value "$classes\\.ron")" Other.Program
# As the list of programs does it: the uninstaller goes on by itself from a folder of its own.
run "$programs\\uninstall.exe" /S
check 'it goes' wait_for 60 no test -e "$(at "$programs")"
gone "$programs"
is '.ron is still the other'\''s' "$(value "$classes\\.ron")" Other.Program

settle 'The installer does as it should'
