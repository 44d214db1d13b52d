#!/usr/bin/env bash
# Calls the command line as Windows's own command processor does: into a file, into another program, from a file, with exit
# codes, and on a console: tests/windows/console.sh LOGIN-TRIAGE.EXE; lib.sh says what it needs, and it needs `script`.
set -euo pipefail
# shellcheck source=tests/windows/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

make_windows
place=$WINEPREFIX/drive_c/t
mkdir "$place"
cp "$exe" "$place/login-triage.exe"
cd "$place"

# batch LINE..: has cmd run these lines as a batch file.
batch() {
    {
        printf '@echo off\r\n'
        printf '%s\r\n' "$@"
    } >go.bat
    printf '  > %s\n' "$@"
    # Its own exit code is that of its last line.
    run cmd /c go.bat || true
}
# text FILE: as it is shown.
text() { sed 's/^/  | /' "$1"; }

door=https://sellercentral-japan.amazon.com/
false_door=https://amazon.co.jp.login.example/

begin 'Into a file'
batch "login-triage.exe check-url --json $door > out.txt" 'echo code %ERRORLEVEL% > code.txt'
text out.txt
check 'the verdict is in the file' grep -q '"verdict":"japan' out.txt
check 'it is UTF-8' iconv -f UTF-8 -t UTF-8 out.txt -o /dev/null
is 'the exit code' "$(tr -d ' \r\n' <code.txt)" code0

begin 'A problem is an exit code'
batch "login-triage.exe check-url $false_door > out.txt" 'echo code %ERRORLEVEL% > code.txt'
text out.txt
check 'Japanese is in the file' grep -q 'Amazon' out.txt
is 'the exit code' "$(tr -d ' \r\n' <code.txt)" code1

begin 'Behind what was there'
batch 'echo before> out.txt' "login-triage.exe check-url --json $door >> out.txt"
is 'lines' "$(wc -l <out.txt | tr -d ' ')" 2

begin 'Errors have a file of their own'
batch 'login-triage.exe case show C:\t\nothing.case.ron > out.txt 2> errors.txt' 'echo code %ERRORLEVEL% > code.txt'
text errors.txt
is 'output' "$(<out.txt)" ''
check 'the file is named' grep -qF 'nothing.case.ron' errors.txt
is 'the exit code' "$(tr -d ' \r\n' <code.txt)" code2

begin 'Into another program'
batch "login-triage.exe check-url --json $door $false_door | find \"not_amazon\" > out.txt"
is 'lines' "$(wc -l <out.txt | tr -d ' ')" 1

begin 'From a file'
printf '%s\r\n%s\r\n' "$door" "$false_door" >urls.txt
batch 'login-triage.exe check-url --json < urls.txt > out.txt' 'echo code %ERRORLEVEL% > code.txt'
is 'lines' "$(wc -l <out.txt | tr -d ' ')" 2
is 'the exit code' "$(tr -d ' \r\n' <code.txt)" code1

begin 'On a console'
# A console that is drawn into a terminal; what is printed is between codes that move the cursor.
printf '@echo off\r\nlogin-triage.exe --version\r\nlogin-triage.exe check-url %s\r\n' "$door" >go.bat
script -qefc "$wine cmd /c go.bat" /dev/null </dev/null >console.txt 2>&1 || true
sed 's/\x1b\[[0-9;?]*[A-Za-z]//g; s/\x1b\][^\x07]*\x07//g; s/\r//g' console.txt | grep -v '^ *$' | sed 's/^/  | /'
check 'the version is shown' grep -qF 'login-triage 0.' console.txt
check 'Japanese is shown' grep -q '日本' console.txt

settle 'The command line speaks'
