#!/usr/bin/env bash
# Sets proxies in the registry of a Windows made by Wine, has the program read them, and checks the road to Seller
# Central: tests/windows/proxy.sh LOGIN-TRIAGE.EXE
# lib.sh says what it needs.
set -euo pipefail
# shellcheck source=tests/windows/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

settings='HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings'
connections=$settings'\Connections'

# number N: as 32 bits, in hexadecimal digits, the least significant first.
number() { printf '%02x%02x%02x%02x' $(($1 & 255)) $(($1 >> 8 & 255)) $(($1 >> 16 & 255)) $(($1 >> 24 & 255)); }

# text TEXT: with its length before it.
text() {
    number "${#1}"
    printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n'
}

# connection SWITCHES SERVER EXCEPTIONS SCRIPT [NAME]: the binary value of a connection.
connection() {
    local value
    value=$(number 70)$(number 1)$(number "$1")$(text "$2")$(text "$3")$(text "$4")$(printf '00%.0s' {1..32})
    echo "  connection ${5:-DefaultConnectionSettings}: switches $1, server '$2', exceptions '$3', script '$4'"
    run reg add "$connections" /v "${5:-DefaultConnectionSettings}" /t REG_BINARY /d "$value" /f >/dev/null
}

# value NAME TYPE DATA: one of the values that everybody knows.
value() {
    echo "  $1 = $3"
    run reg add "$settings" /v "$1" /t "$2" /d "$3" /f >/dev/null
}

# anew TITLE: a registry without any of it.
anew() {
    begin "$1"
    run reg delete "$connections" /f >/dev/null || true
    local name
    for name in ProxyEnable ProxyServer ProxyOverride AutoConfigURL AutoDetect; do
        run reg delete "$settings" /v "$name" /f >/dev/null || true
    done
}

# expect ROAD CERTAIN: what the program is to say of a browser without settings of its own.
expect() {
    local status=0 report=$folder/report.json found
    run "$exe" inspect --json >"$report" || status=$?
    if ((status > 1)); then
        failed "the program ended with $status"
        return
    fi
    # The route in one line: from its browser to the next one.
    local route certain
    route=$(tr -d '\r\n' <"$report" | sed 's/": */":/g; s/, *"/,"/g; s/"browser":"system"/\n&/g' |
        grep '^"browser":"system"[^{}]*"host":"sellercentral.amazon.co.jp"' | head -n 1) || true
    found=$(sed -n 's/.*"host":"sellercentral.amazon.co.jp","road":"\([^"]*\)".*/\1/p' <<<"$route")
    certain=$(sed -n 's/.*"certain":\([a-z]*\).*/\1/p' <<<"$route")
    is 'the road' "${found:-none}, certain: ${certain:-?}" "$1, certain: $2"
    if grep -q hunter2 "$report"; then failed 'a password is shown'; fi
}

make_windows
server=proxy.corp.example:8080

anew 'Nothing is set. Wine then detects, and most networks have no script.'
expect direct false

anew 'Nothing is switched on'
connection 1 '' '' ''
expect direct true

anew 'A server'
value ProxyEnable REG_DWORD 1
value ProxyServer REG_SZ $server
connection 3 $server '' ''
expect "proxy $server" true

anew 'A server, but not for Amazon'
value ProxyEnable REG_DWORD 1
value ProxyServer REG_SZ $server
value ProxyOverride REG_SZ '<local>;*.amazon.co.jp'
connection 3 $server '<local>;*.amazon.co.jp' ''
expect direct true

anew 'A server for each protocol, with a password'
value ProxyEnable REG_DWORD 1
value ProxyServer REG_SZ 'http=10.0.0.8:80;https=http://taro:hunter2@10.0.0.9:443'
connection 3 'http=10.0.0.8:80;https=http://taro:hunter2@10.0.0.9:443' '' ''
expect 'proxy 10.0.0.9:443' true

anew 'A server that is switched off'
value ProxyEnable REG_DWORD 0
value ProxyServer REG_SZ $server
connection 1 $server '' 'http://old.example/proxy.pac'
expect direct true

anew 'A script'
value AutoConfigURL REG_SZ 'http://pac.corp.example/proxy.pac?hunter2'
connection 5 '' '' 'http://pac.corp.example/proxy.pac?hunter2'
expect pac true

anew 'A server behind detection'
value ProxyEnable REG_DWORD 1
value ProxyServer REG_SZ $server
connection 11 $server '' ''
expect "proxy $server" false

anew 'A script of commands has changed the values that everybody knows, and nothing else'
value ProxyEnable REG_DWORD 1
value ProxyServer REG_SZ $server
expect "proxy $server" false

anew 'The values disagree: Windows goes by the connection'
value ProxyEnable REG_DWORD 1
value ProxyServer REG_SZ old.example:80
connection 3 $server '' ''
expect "proxy $server" true

anew 'The values disagree: Windows says that nothing is on'
value ProxyEnable REG_DWORD 1
value ProxyServer REG_SZ old.example:80
connection 1 '' '' ''
expect direct true

anew 'A VPN that is not connected'
connection 1 '' '' ''
connection 3 vpn.example:80 '' '' 'Office VPN'
expect direct true

settle 'All roads are as expected'
