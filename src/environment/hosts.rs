//! Names of hosts.

/// Whether a host is a domain itself or lies below it: `www.amazon.co.jp` does for `amazon.co.jp`, `myamazon.co.jp`
/// does not. Both in lower case.
pub(super) fn is_at_or_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_count() {
        assert!(is_at_or_below("amazon.co.jp", "amazon.co.jp"));
        assert!(is_at_or_below("www.amazon.co.jp", "amazon.co.jp"));
        assert!(!is_at_or_below("myamazon.co.jp", "amazon.co.jp"));
        assert!(!is_at_or_below("amazon.co.jp.example", "amazon.co.jp"));
    }
}
