//! What is shown of names, addresses and proxies: enough to recognise them, no secret.

/// Longer texts are cut: no name or setting that matters is longer.
const LONGEST: usize = 160;

/// A name or value as it is shown: one line, no invisible characters, e-mail addresses masked.
pub(crate) fn shown(text: &str) -> String {
    let line: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !is_invisible(*c)).collect();
    let masked = mask_addresses(line.trim());
    match masked.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", masked.get(..end).unwrap_or_default()),
        None => masked,
    }
}

/// A path as it is shown: like [`shown`], but not cut.
pub(crate) fn shown_path(path: &str) -> String {
    mask_addresses(&path.chars().filter(|c| !c.is_control() && !is_invisible(*c)).collect::<String>())
}

/// Characters that change how the text around them looks, and have no look of their own.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// `taro@example.co.jp` becomes `t***@example.co.jp`.
fn mask_addresses(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('@') {
        let start = before
            .rfind(|c: char| !is_local(c))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let (untouched, local) = before.split_at(start);
        out.push_str(untouched);
        if !local.is_empty() && after.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
            out.extend(local.chars().next().filter(|_| local.chars().nth(1).is_some()));
            out.push_str("***");
        } else {
            out.push_str(local);
        }
        out.push('@');
        rest = after;
    }
    out.push_str(rest);
    out
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%' | '*' | '\'')
}

/// A proxy server as `host:port`, without scheme, user and password; none if it has no such form.
pub(crate) fn endpoint(server: &str) -> Option<String> {
    let after_scheme = server.split_once("://").map_or(server, |(_, rest)| rest);
    // A password may itself hold any of the separators: only what stands after the last `@` is trusted.
    let place = after_scheme.rsplit('@').next().unwrap_or_default().trim().trim_end_matches('/');
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => (host, Some(port)),
        _ => (place, None),
    };
    let good_port =
        port.is_none_or(|port| (1..=5).contains(&port.len()) && port.bytes().all(|b| b.is_ascii_digit()));
    (is_host(host) && good_port).then(|| place.to_owned())
}

fn is_host(host: &str) -> bool {
    let inner = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or(host);
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    !inner.is_empty() && inner.len() <= 253 && inner.chars().all(allowed)
}

/// The address of a proxy script without user, password and query. Where it cannot be told what is secret,
/// only the kind of address is left.
pub(crate) fn script_address(url: &str) -> String {
    let url = url.trim();
    // The script itself, which may hold anything, in an encoding that hides nothing.
    if url.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:")) {
        return "data:…".to_owned();
    }
    let Some((scheme, rest)) = url.split_once("://") else {
        return if url.contains('@') { "…".to_owned() } else { shown(cut_query(url)) };
    };
    let scheme: String = scheme.chars().filter(char::is_ascii_alphanumeric).take(10).collect();
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    if path.contains('@') {
        return format!("{scheme}://…");
    }
    match endpoint(authority) {
        Some(place) => shown(&format!("{scheme}://{place}{}", cut_query(path))),
        None if authority.is_empty() => shown(&format!("{scheme}://{}", cut_query(path))),
        None => format!("{scheme}://…"),
    }
}

/// A pattern of addresses, such as `*://*.example.com/*`, without user, password and query.
pub(crate) fn address_pattern(pattern: &str) -> String {
    let plain = cut_query(pattern);
    if plain.contains('@') { "…".to_owned() } else { shown(plain) }
}

fn cut_query(text: &str) -> &str {
    text.split(['?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_keep_their_words_and_lose_addresses() {
        assert_eq!(shown("  個人 用\n"), "個人 用");
        assert_eq!(shown("taro.yamada@example.co.jp"), "t***@example.co.jp");
        assert_eq!(shown("仕事 (taro@example.jp)"), "仕事 (t***@example.jp)");
        assert_eq!(shown("a@b.jp と bc@d.jp"), "***@b.jp と b***@d.jp");
        assert_eq!(shown("@shop"), "@shop");
        assert_eq!(shown("a\u{202E}b"), "ab");
        assert!(shown(&"x".repeat(1000)).chars().count() <= LONGEST + 1);
    }

    #[test]
    fn a_proxy_server_is_shown_without_its_secrets() {
        for (given, shown) in [
            ("proxy.example.co.jp:8080", Some("proxy.example.co.jp:8080")),
            ("http://user:hunter2@proxy:8080/", Some("proxy:8080")),
            ("http://user:p@ss:w/rd@10.0.0.1:3128", Some("10.0.0.1:3128")),
            ("socks5://[::1]:1080", Some("[::1]:1080")),
            ("proxy", Some("proxy")),
            ("user:hunter2", None),
            ("", None),
            ("a b", None),
        ] {
            assert_eq!(endpoint(given).as_deref(), shown, "{given}");
        }
    }

    #[test]
    fn a_script_address_is_shown_without_its_secrets() {
        for (given, shown) in [
            ("http://pac.example.co.jp/proxy.pac?key=hunter2#x", "http://pac.example.co.jp/proxy.pac"),
            ("https://user:hunter2@pac:8080/p.pac", "https://pac:8080/p.pac"),
            ("http://user:hunter2/x@pac/p.pac", "http://…"),
            ("http://user:hunter2?x@pac/p.pac", "http://…"),
            ("http://user:hunter2", "http://…"),
            ("file:///C:/proxy.pac", "file:///C:/proxy.pac"),
            ("hunter2@pac", "…"),
            ("data:text/plain;base64,aHVudGVyMg==", "data:…"),
            ("DATA:,hunter2://hunter2", "data:…"),
        ] {
            assert_eq!(script_address(given), shown, "{given}");
        }
    }

    #[test]
    fn a_pattern_is_shown_without_its_secrets() {
        for (given, shown) in [
            ("*://*.example.com/*", "*://*.example.com/*"),
            ("<all_urls>", "<all_urls>"),
            ("example.com/page?key=hunter2", "example.com/page"),
            ("https://user:hunter2@example.com", "…"),
        ] {
            assert_eq!(address_pattern(given), shown, "{given}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*") {
            shown(&text);
            shown_path(&text);
            endpoint(&text);
            script_address(&text);
        }

        #[test]
        fn a_password_is_never_shown(user in "[a-z]{1,8}", secret in "SECRET[!-~]{0,12}") {
            let server = format!("http://{user}:{secret}@proxy.example:8080");
            prop_assert!(!endpoint(&server).unwrap_or_default().contains("SECRET"));
            let script = format!("{server}/proxy.pac");
            prop_assert!(!script_address(&script).contains("SECRET"));
        }
    }
}
