#!/usr/bin/env bash
# Puts profiles of browsers where Windows keeps them, and a proxy into the registry; the program reads them as it reads the
# same files in the copy of a machine: tests/windows/inspect.sh LOGIN-TRIAGE.EXE; lib.sh says what it needs.
set -euo pipefail
# shellcheck source=tests/windows/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

copy=$root/tests/fixtures/machines/windows_shop
make_windows

begin 'A machine of a shop'
cp -r "$copy/Users/taro/AppData/." "$home/AppData/"
run reg import "$(on_windows "$copy/registry.reg")" >/dev/null
status=0
run "$exe" inspect --json >"$folder/live.json" || status=$?
is 'the exit code, for problems were found' "$status" 1
status=0
run "$exe" inspect --json --root "$(on_windows "$copy")" --os windows >"$folder/copy.json" || status=$?
is 'the exit code for the copy' "$status" 1

# findings FILE: id and subject, a line each.
findings() {
    tr -d '\r\n' <"$1" | sed 's/"id": */\n&/g' |
        sed -n 's/^"id": *"\([^"]*\)", *"subject": *"\([^"]*\)".*/\1 \2/p' | sort
}
# Of the machine as a whole, Wine has settings of its own.
findings "$folder/copy.json" | grep -v ' PC$' >"$folder/expected.txt"
findings "$folder/live.json" | grep -v ' PC$' >"$folder/found.txt"
sed 's/^/  | /' "$folder/found.txt"
check 'there are findings of browsers' test "$(wc -l <"$folder/expected.txt")" -ge 9
check 'each one is found at the machine, too' diff "$folder/expected.txt" "$folder/found.txt"

# route FILE BROWSER: road and script of its first host.
route() {
    tr -d '\r\n' <"$1" | sed 's/": */":/g; s/, *"/,"/g; s/"browser":"/\n&/g' |
        sed -n "/^\"browser\":\"$2\"/s/.*\"road\":\"\([^\"]*\)\".*\"script\":\"\([^\"]*\)\".*/\1 \2/p" | head -n 1
}
is 'the road of Chrome' "$(route "$folder/live.json" chrome)" 'pac http://pac.example/proxy.pac'
check 'no secret is shown' test "$(grep -c 'canary' "$folder/live.json")" -eq 0

begin 'The browser that opens links'
run reg add 'HKCU\Software\Microsoft\Windows\Shell\Associations\UrlAssociations\https\UserChoice' \
    /v ProgId /d ChromeHTML /f >/dev/null
run "$exe" inspect --json >"$folder/live.json" || true
# opens_links: whose profiles open links.
opens_links() {
    tr -d '\r\n' <"$folder/live.json" | sed 's/": */":/g; s/, *"/,"/g; s/"browser":"/\n&/g' |
        grep '"opens_links":true' | sed 's/^"browser":"\([^"]*\)".*/\1/' | sort -u | tr '\n' ' '
}
is 'it is the one that the person has chosen' "$(opens_links)" 'chrome '

settle 'The machine is read as its copy is'
