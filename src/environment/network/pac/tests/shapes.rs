//! Scripts in the shapes in which they are met, and what they answer.

use super::*;

/// What stands in `FindProxyForURL` when Seller Central is asked about, and the answer.
#[rustfmt::skip]
const BODIES: &[(&str, &str)] = &[
    // What they are asked with.
    ("return url == 'https://sellercentral.amazon.co.jp/' && host == 'sellercentral.amazon.co.jp' ? 'DIRECT' : 'PROXY no:1';", "DIRECT"),
    ("return arguments.length == 2 && this == globalThis ? 'DIRECT' : 'PROXY no:1';", "DIRECT"),
    ("return url.substring(0, 6) == 'https:' ? 'PROXY secure:8080' : 'PROXY plain:8080';", "PROXY secure:8080"),
    // Answers.
    ("return 'PROXY proxy.example.co.jp:8080; DIRECT';", "PROXY proxy.example.co.jp:8080; DIRECT"),
    ("return '';", "DIRECT"),
    ("return null;", "DIRECT"),
    ("return;", "DIRECT"),
    ("if (host == 'other') return 'PROXY a:1';", "DIRECT"),
    ("return 'SOCKS5 127.0.0.1:1080; SOCKS 127.0.0.1:1080; DIRECT;';", "SOCKS5 127.0.0.1:1080; SOCKS4 127.0.0.1:1080; DIRECT"),
    ("return 'HTTPS gateway.example:443';", "HTTPS gateway.example:443"),
    ("return 'FORTUNE teller:1';", "Unknown"),
    ("return {};", "Failed"),
    ("return ['DIRECT'];", "Failed"),
    ("return 5;", "Failed"),
    ("return true;", "Failed"),
    ("return new String('DIRECT');", "Failed"),
    ("return 'PROXY プロキシ:8080';", "Failed"),
    ("throw new Error('x');", "Failed"),
    ("return missing(host);", "Failed"),
    // The functions.
    ("return isPlainHostName(host) ? 'DIRECT' : 'PROXY a:1';", "PROXY a:1"),
    ("return isPlainHostName('intra') && !isPlainHostName('::1') && !isPlainHostName('a.b') ? 'DIRECT' : 'PROXY a:1';", "DIRECT"),
    ("return dnsDomainIs(host, '.amazon.co.jp') ? 'PROXY a:1' : 'DIRECT';", "PROXY a:1"),
    ("return dnsDomainIs(host, 'zon.co.jp') && !dnsDomainIs(host, '.com') && !dnsDomainIs('a', 'long.a') ? 'PROXY a:1' : 'DIRECT';", "PROXY a:1"),
    ("return dnsDomainIs(host, '.AMAZON.co.jp') ? 'PROXY a:1' : 'DIRECT';", "DIRECT"),
    ("return dnsDomainIs(host);", "Failed"),
    ("return localHostOrDomainIs('sellercentral', 'sellercentral.amazon.co.jp') && localHostOrDomainIs(host, host) && !localHostOrDomainIs('seller', host) ? 'DIRECT' : 'PROXY a:1';", "DIRECT"),
    ("return dnsDomainLevels(host) == 3 && dnsDomainLevels('a') == 0 ? 'DIRECT' : 'PROXY a:1';", "DIRECT"),
    ("return shExpMatch(host, '*.amazon.co.jp') ? 'PROXY a:1' : 'DIRECT';", "PROXY a:1"),
    ("return shExpMatch(host, '*.amazon.c?.jp') ? 'PROXY a:1' : 'DIRECT';", "PROXY a:1"),
    ("return shExpMatch(host, 'amazon') ? 'PROXY a:1' : 'DIRECT';", "DIRECT"),
    ("return shExpMatch(host, '*AMAZON*') ? 'PROXY a:1' : 'DIRECT';", "DIRECT"),
    ("return shExpMatch(host, 'sellercentral?amazon*') ? 'PROXY a:1' : 'DIRECT';", "PROXY a:1"),
    ("return shExpMatch('aXcom', 'a.com') ? 'PROXY a:1' : 'DIRECT';", "DIRECT"),
    ("return shExpMatch(host, '(*.example.jp|*.amazon.co.jp)') ? 'PROXY a:1' : 'DIRECT';", "PROXY a:1"),
    ("return shExpMatch(url, 'https://*/') && shExpMatch(url, 'https:*') && !shExpMatch(url, 'http://*') ? 'PROXY a:1' : 'DIRECT';", "PROXY a:1"),
    ("return shExpMatch(host, '[') ? 'PROXY a:1' : 'DIRECT';", "Failed"),
    ("return shExpMatch(host) ? 'PROXY a:1' : 'DIRECT';", "Failed"),
    ("return isInNet('10.1.2.3', '10.0.0.0', '255.0.0.0') ? 'DIRECT' : 'PROXY a:1';", "DIRECT"),
    ("return isInNet(host, '52.119.0.0', '255.255.0.0') ? 'DIRECT' : 'PROXY a:1';", "DIRECT"),
    ("return isInNet('none.example', '0.0.0.0', '0.0.0.0') ? 'DIRECT' : 'PROXY a:1';", "PROXY a:1"),
    ("return isInNet(host, '52.119.0.0/16') ? 'DIRECT' : 'PROXY a:1';", "PROXY a:1"),
    ("return isInNet(undefined, '0.0.0.0', '0.0.0.0') ? 'DIRECT' : 'PROXY a:1';", "PROXY a:1"),
    ("return isInNet(myIpAddress(), '192.168.10.0', '255.255.255.0') ? 'PROXY office:8080' : 'DIRECT';", "PROXY office:8080"),
    ("return dnsResolve(host) == '52.119.1.2' && dnsResolve('none.example') === null && dnsResolve('six.example') === null && dnsResolve(7) === null ? 'DIRECT' : 'PROXY a:1';", "DIRECT"),
    ("return dnsResolve('10.9.8.7') === '10.9.8.7' && dnsResolve('localhost') === '127.0.0.1' ? 'DIRECT' : 'PROXY a:1';", "DIRECT"),
    ("return isResolvable(host) && !isResolvable('none.example') && !isResolvable('six.example') ? 'DIRECT' : 'PROXY a:1';", "DIRECT"),
    ("return convert_addr('10.0.0.1') == 167772161 && convert_addr('192.168.0.1') == -1062731775 ? 'DIRECT' : 'PROXY a:1';", "DIRECT"),
    ("alert('x'); alert(); return alert(host) === undefined ? 'DIRECT' : 'PROXY a:1';", "DIRECT"),
    ("return dnsResolveEx(host) == '2001:db8::7;52.119.1.2' && dnsResolveEx('none.example') === '' ? 'DIRECT' : 'PROXY a:1';", "DIRECT"),
    ("return isResolvableEx('six.example') && !isResolvableEx('none.example') ? 'DIRECT' : 'PROXY a:1';", "DIRECT"),
    ("return isInNetEx('2001:db8::7', '2001:db8::/32') && !isInNetEx('10.0.0.1', '11.0.0.0/8') && isInNetEx(host, '0.0.0.0/0') === false ? 'DIRECT' : 'PROXY a:1';", "DIRECT"),
    ("return myIpAddressEx() == '192.168.10.23;fe80::1' && sortIpAddressList('10.0.0.2;10.0.0.1') == '10.0.0.1;10.0.0.2' && sortIpAddressList('x') === false ? 'DIRECT' : 'PROXY a:1';", "DIRECT"),
    ("return getClientVersion() == '1.0' ? 'DIRECT' : 'PROXY a:1';", "DIRECT"),
    // The language, old and new.
    ("var a = 'PROXY a:1', b; b = a; return b;", "PROXY a:1"),
    ("ip = 'PROXY leaked:1'; return ip;", "PROXY leaked:1"),
    ("let a = (x) => `PROXY ${x}:1`; const { b = 'q' } = {}; return a(b ?? 'r');", "PROXY q:1"),
    ("with ({ port: 010 }) { return 'PROXY octal:' + port; }", "PROXY octal:8"),
    ("function inner(h) { function deeper() { return h; } return deeper(); } return 'PROXY ' + inner('n') + ':1';", "PROXY n:1"),
    ("if (true) { function chosen() { return 'PROXY block:1'; } } return chosen();", "PROXY block:1"),
    ("outer: for (var i = 0; ; i++) { for (;;) { if (i == 3) break outer; continue outer; } } return 'PROXY loops:' + i;", "PROXY loops:3"),
    ("switch (host.split('.').pop()) { case 'jp': return 'PROXY jp:1'; default: return 'DIRECT'; }", "PROXY jp:1"),
    ("try { null.x } catch (e) { return 'PROXY caught:1' } finally { var f = 1 }", "PROXY caught:1"),
    ("try { null.x } catch { return 'PROXY caught:2' }", "PROXY caught:2"),
    ("return /^(?:seller|vendor)central\\./i.test(host) ? 'PROXY re:1' : 'DIRECT';", "PROXY re:1"),
    ("return host.match(/(\\w+)\\.co\\.jp$/) && RegExp.$1 == 'amazon' ? 'PROXY old:1' : 'DIRECT';", "PROXY old:1"),
    ("return unescape('PROXY%20u%3A1');", "PROXY u:1"),
    ("return 'PROXY ' + host.substr(-5, 2) + ':1';", "PROXY co:1"),
    ("return eval('\"PROXY \" + \"e:1\"');", "PROXY e:1"),
    ("return new Function('h', 'return \"PROXY f:\" + h.length')(host);", "PROXY f:26"),
    ("<!-- hidden\n return 'PROXY html:1';\n--> end", "PROXY html:1"),
    ("/*@cc_on @*/ return 'PROXY cc:1'", "PROXY cc:1"),
    ("return arguments.callee.length == 2 ? 'PROXY callee:1' : 'DIRECT';", "PROXY callee:1"),
    ("return ['a','b'][host.charCodeAt(0) % 2] == 'b' ? 'PROXY odd:1' : 'PROXY even:1';", "PROXY odd:1"),
    ("return Math.random() < 0.5 ? 'PROXY r1:1' : 'PROXY r2:1';", "PROXY r1:1"),
    ("return JSON.parse('{\"a\":[\"PROXY json:1\"]}').a[0];", "PROXY json:1"),
];

/// Whole files.
#[rustfmt::skip]
const FILES: &[(&str, &str, &str)] = &[
    ("carriage returns", "function FindProxyForURL(url, host)\r\n{\r\n\tif (dnsDomainIs(host, '.amazon.co.jp'))\r\n\t\treturn 'PROXY cr:1';\r\n\treturn 'DIRECT';\r\n}\r\n", "PROXY cr:1"),
    ("only carriage returns", "// a comment\rfunction FindProxyForURL(url, host) {\rreturn 'PROXY mac:1';\r}", "PROXY mac:1"),
    ("an arrow function", "var FindProxyForURL = (url, host) => 'PROXY arrow:1';", "PROXY arrow:1"),
    ("a function of the world", "this.FindProxyForURL = function () { return 'PROXY this:1'; };", "PROXY this:1"),
    ("state", "var count = 0; function FindProxyForURL() { count++; return 'PROXY count:' + count; }", "PROXY count:1"),
    ("its own functions", "function isInNet() { return true; } var shExpMatch = function () { return false; };\nfunction FindProxyForURL(u, h) { return isInNet(h) && !shExpMatch(h, '*') ? 'PROXY own:1' : 'DIRECT'; }", "PROXY own:1"),
    ("a class", "class Hosts { static has(h) { return h.endsWith('.amazon.co.jp'); } }\nfunction FindProxyForURL(u, h) { return Hosts.has(h) ? 'PROXY class:1' : 'DIRECT'; }", "PROXY class:1"),
    ("a list", "var direct = ['*.example.co.jp', '*.amazon.co.jp'];\nfunction FindProxyForURL(u, h) { for (var i in direct) { if (shExpMatch(h, direct[i])) return 'DIRECT'; } return 'PROXY list:1'; }", "DIRECT"),
    ("strict", "'use strict';\nfunction FindProxyForURL(u, h) { try { leaked = 1; } catch (e) { return 'PROXY strict:1'; } }", "PROXY strict:1"),
    ("the newer one alone", "function FindProxyForURLEx(u, h) { return isResolvableEx(h) ? 'PROXY ex:1' : 'DIRECT'; }", "PROXY ex:1"),
    ("both", "function FindProxyForURLEx(u, h) { return 'PROXY ex:1'; }\nfunction FindProxyForURL(u, h) { return 'PROXY usual:1'; }", "PROXY usual:1"),
    ("hoisting", "init();\nfunction init() { FindProxyForURL = function () { return 'PROXY ' + name + ':1'; }; }\nvar name = 'late';", "PROXY late:1"),
    ("an unfinished line", "function FindProxyForURL(u, h) { return 'PROXY bare:1' }", "PROXY bare:1"),
    ("a byte order mark in the text", "\u{FEFF}function FindProxyForURL(u, h) { return 'PROXY bom:1'; }", "PROXY bom:1"),
    ("names of days", "var monday = wdays.MON + months.DEC; function FindProxyForURL(u, h) { return 'PROXY day:' + monday; }", "PROXY day:12"),
    ("let", "let FindProxyForURL = function () { return 'DIRECT'; };", "Broken"),
    ("nothing", "", "Broken"),
    ("a page", "<html><body>404 Not Found</body></html>", "Broken"),
    ("a page with a script", "<!DOCTYPE html>\n<script>function FindProxyForURL() {}</script>", "Broken"),
    ("another function", "function FindProxy(url, host) { return 'DIRECT'; }", "Broken"),
    ("no function", "var FindProxyForURL = 'DIRECT';", "Broken"),
    ("cut off", "function FindProxyForURL(url, host) { if (host == 'a') { return 'DIRECT';", "Broken"),
    ("fails while it is loaded", "undefined.x; function FindProxyForURL() { return 'DIRECT'; }", "Broken"),
    ("a full-width space", "function FindProxyForURL(url, host) {　return 'PROXY wide:1'; }", "PROXY wide:1"),
    ("a full-width sign", "function FindProxyForURL(url, host)｛ return 'DIRECT'; }", "Broken"),
    ("zero bytes", "function FindProxyForURL(url, host) { return 'DIRECT'; }\0", "Broken"),
];

#[test]
fn bodies_answer_as_in_a_browser() {
    assert!(BODIES.len() + FILES.len() >= 60);
    let wrong: Vec<String> = BODIES
        .iter()
        .map(|(body, expected)| {
            (body, expected, answer(&format!("function FindProxyForURL(url, host) {{ {body}\n}}"), SELLER))
        })
        .filter(|(_, expected, answer)| answer != *expected)
        .map(|(body, expected, answer)| format!("{body}\n  {answer} instead of {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_answer_as_in_a_browser() {
    let wrong: Vec<String> = FILES
        .iter()
        .map(|(name, file, expected)| (name, expected, answer(file, SELLER)))
        .filter(|(_, expected, answer)| answer != *expected)
        .map(|(name, expected, answer)| format!("{name}: {answer} instead of {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// As a company of some size writes it.
const COMPANY: &str = r#"
// 社内用プロキシ設定（情報システム部）
var proxyEast = "PROXY proxy-east.example.co.jp:8080; PROXY proxy-west.example.co.jp:8080";
var cloud = "PROXY cloud-gateway.example.co.jp:10080";
function matchesAny(host, list) {
    for (var i = 0; i < list.length; i++) {
        if (shExpMatch(host, list[i])) { return true; }
    }
    return false;
}
function FindProxyForURL(url, host) {
    host = host.toLowerCase();
    // 社内
    if (isPlainHostName(host) || dnsDomainIs(host, ".example.co.jp") || host == "localhost") { return "DIRECT"; }
    if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) {
        if (isInNet(host, "10.0.0.0", "255.0.0.0") || isInNet(host, "172.16.0.0", "255.240.0.0") ||
            isInNet(host, "192.168.0.0", "255.255.0.0")) { return "DIRECT"; }
    }
    // 夜間はクラウドへ
    if (timeRange(22, 0, 23, 59)) { return cloud; }
    if (matchesAny(host, ["*.microsoft.com", "*.office365.com", "*.windows.net"])) { return cloud; }
    // Amazon 出品
    if (matchesAny(host, ["sellercentral*.amazon.co.jp", "*.amazon.co.jp", "*.media-amazon.com"])) {
        if (url.substring(0, 5) == "http:") { return proxyEast; }
        return isInNet(myIpAddress(), "192.168.10.0", "255.255.255.0") ? proxyEast : "DIRECT";
    }
    return proxyEast + "; DIRECT";
}
"#;

#[test]
fn a_script_of_a_company_answers_for_each_host_and_hour() {
    let east = "PROXY proxy-east.example.co.jp:8080; PROXY proxy-west.example.co.jp:8080";
    for (host, expected) in [
        (SELLER, east.to_owned()),
        ("WWW.AMAZON.CO.JP", east.to_owned()),
        ("intra", "DIRECT".to_owned()),
        ("mail.example.co.jp", "DIRECT".to_owned()),
        ("10.1.2.3", "DIRECT".to_owned()),
        ("52.1.2.3", format!("{east}; DIRECT")),
        ("outlook.office365.com", "PROXY cloud-gateway.example.co.jp:10080".to_owned()),
        ("www.example.com", format!("{east}; DIRECT")),
    ] {
        assert_eq!(answer(COMPANY, host), expected, "{host}");
    }
    let night = Small::at("2026-03-03T22:15:00+09:00[Asia/Tokyo]");
    assert_eq!(answer_in(night, COMPANY, SELLER), "PROXY cloud-gateway.example.co.jp:10080");
    let away = Small { own: vec!["172.20.10.4".parse().unwrap()], ..Small::usual() };
    assert_eq!(answer_in(away, COMPANY, SELLER), "DIRECT");
}

#[test]
fn a_script_is_read_in_the_encoding_it_was_written_in() {
    let (sjis, _, _) = encoding_rs::SHIFT_JIS.encode(COMPANY);
    let utf16: Vec<u8> = COMPANY.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, content_type) in [
        (COMPANY.as_bytes().to_vec(), None),
        ([b"\xEF\xBB\xBF", COMPANY.as_bytes()].concat(), None),
        (sjis.to_vec(), None),
        (sjis.to_vec(), Some("application/x-ns-proxy-autoconfig; charset=Shift_JIS")),
        // A server that says so of everything: the comments are spoilt, the answer is not.
        (sjis.to_vec(), Some("text/plain; charset=utf-8")),
        ([&b"\xFF\xFE"[..], &utf16].concat(), None),
        (utf16.clone(), Some("text/plain; charset=utf-16le")),
        (COMPANY.replace('\n', "\r\n").into_bytes(), None),
    ] {
        let facts = facts_of(&bytes, content_type);
        assert_eq!(facts.outcome, ScriptOutcome::Answered, "{content_type:?}");
        let road = facts.road(SELLER).unwrap();
        assert_eq!(road.to_string(), "proxy proxy-east.example.co.jp:8080");
        assert_eq!(facts.answers.len(), 2);
    }
    assert_eq!(facts_of(&utf16, None).outcome, ScriptOutcome::Broken, "every other byte is zero");
}

#[test]
fn names_are_looked_up_once_and_addresses_never() {
    let world = Arc::new(Small::usual());
    let source = "function FindProxyForURL(url, host) {
        for (var i = 0; i < 50; i++) { dnsResolve(host); isInNet(host, '1.2.3.4', '255.0.0.0'); isResolvable('none.example'); }
        dnsResolve('10.0.0.1'); dnsResolve('::1'); dnsResolve(''); dnsResolve('a'.repeat(300)); myIpAddress();
        return 'DIRECT'; }";
    let script = Script::load(source, Limits::default(), Arc::clone(&world) as _, &|| false).unwrap();
    for host in [SELLER, "www.amazon.co.jp", SELLER] {
        assert_eq!(told(&script.ask(host, &|| false).unwrap()), "DIRECT");
    }
    assert_eq!(world.asked.load(Ordering::Relaxed), 3, "two hosts, and the one that does not exist");
}
