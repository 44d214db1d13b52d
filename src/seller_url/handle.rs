//! Whose sign-in page a URL asks for, by `openid.assoc_handle`. A hint: nobody vouches for it.
//!
//! Source: handles in sign-in URLs of public code (grade C).

use url::Url;

use super::verdict::Reason;

/// What the handle says about the page.
pub(super) fn reason(url: &Url) -> Option<Reason> {
    let mut pairs = url.query()?.split('&').filter_map(|pair| pair.split_once('='));
    let (_, handle) = pairs.find(|(key, _)| key.eq_ignore_ascii_case("openid.assoc_handle"))?;
    let handle = handle.to_ascii_lowercase();
    if handle.starts_with("sc_jp") {
        Some(Reason::SellerHandle)
    } else if handle == "jpflex" {
        Some(Reason::RetailHandle)
    } else if handle.starts_with("amzn_device") {
        Some(Reason::DeviceHandle)
    } else if handle.ends_with("flex") {
        Some(Reason::OtherRetailHandle)
    } else if handle.starts_with("sc_") {
        Some(Reason::OtherSellerHandle)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Reason, Verdict, judge};

    #[test]
    fn a_handle_explains_and_decides_nothing() {
        let cases = [
            ("sc_jp_amazon_v2", Some(Reason::SellerHandle)),
            ("jpflex", Some(Reason::RetailHandle)),
            ("usflex", Some(Reason::OtherRetailHandle)),
            ("sc_na_amazon_v2", Some(Reason::OtherSellerHandle)),
            ("amzn_device_ios_jp", Some(Reason::DeviceHandle)),
            ("something", None),
        ];
        for (handle, reason) in cases {
            let url = format!("https://www.amazon.co.jp/ap/signin?openid.assoc_handle={handle}");
            let judged = judge().judge(&url);
            assert_eq!(judged.verdict, Verdict::Japan, "{handle}");
            assert_eq!(judged.reasons.get(1).copied(), reason, "{handle}");
        }
        let elsewhere = judge().judge("https://evil.example/ap/signin?openid.assoc_handle=jpflex");
        assert_eq!(elsewhere.reasons, [Reason::ForeignDomain]);
    }
}
