//! What is said of a URL.

use crate::knowledge::Knowledge;
use crate::seller_url::{Judgement, Reason, Verdict, judge};

/// A verdict in a few words.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Japan => "日本の正規の入口です",
        Verdict::JapanSecond => "日本のもう一つの正規の入口です",
        Verdict::OtherMarketplace => "ほかの国のセラーセントラルです",
        Verdict::OtherAmazon => "Amazonのほかのサービスです",
        Verdict::Caution => "このURLからはログインしないでください",
        Verdict::NotAmazon => "Amazonのログイン先ではありません",
        Verdict::Unreadable => "URLとして読めません",
    }
}

/// What a green verdict does not say.
pub const NO_GUARANTEE: &str =
    "このURLの形は正規のものです。ページの中身が安全であるという保証ではありません。";

/// What to do next.
pub fn next(judged: &Judgement) -> &'static str {
    match judged.verdict {
        Verdict::Japan | Verdict::JapanSecond => {
            "この入口からログインできます。次からは、ブックマークかこのプログラムの「日本のセラーセントラルを開く」から開いてください。"
        }
        Verdict::OtherMarketplace | Verdict::OtherAmazon => {
            "日本の店舗には、「日本のセラーセントラルを開く」から入り直してください。"
        }
        Verdict::Caution => {
            "パスワードやコードは入力せず、「日本のセラーセントラルを開く」から開き直してください。"
        }
        Verdict::NotAmazon => {
            "開かず、何も入力しないでください。すでにパスワードやコードを入力した場合は、正規の入口からパスワードを変更し、管理者に知らせてください。"
        }
        Verdict::Unreadable => "アドレスバーのURLを、最初から最後までコピーして、もう一度確かめてください。",
    }
}

/// A reason as a sentence, with the names that it is about.
pub fn reason(judged: &Judgement, reason: Reason, knowledge: &Knowledge) -> String {
    plain(reason).map_or_else(|| naming(judged, reason, knowledge), str::to_owned)
}

/// Reasons that are the same for every URL.
fn plain(reason: Reason) -> Option<&'static str> {
    Some(match reason {
        Reason::HiddenCharacters => "目に見えない文字や、並びを逆にする文字が混ざっています。",
        Reason::WideCharacters => "全角などの、見た目だけ同じ文字で書かれています。",
        Reason::Backslashes => "「/」のかわりに「\\」が使われています。",
        Reason::EncodedHost => "接続先の名前が「%」の記号で隠されています。",
        Reason::Port => "接続先に番号（ポート）が付いています。Amazonのログインでは使いません。",
        Reason::IpAddress => "名前ではなく番号の接続先です。Amazonのログインでは使いません。",
        Reason::Scheme => "Webページを開くURL（https）ではありません。",
        Reason::NotEncrypted => "暗号化されないhttpのURLです。",
        Reason::NoScheme => "「https://」が付いていないため、確かなURLではありません。",
        Reason::TrailingDot => "名前の最後に「.」が付いていますが、行き先は同じです。",
        Reason::Vendor => "ベンダーセントラル（Amazonへの卸）の入口です。セラーセントラルではありません。",
        Reason::ShortLink => "Amazonの短縮URLです。行き先が見えず、ログインには使いません。",
        Reason::ReturnsElsewhere => "ログインのあと、Amazonではない場所へ移るように作られています。",
        Reason::ReturnsToOtherAmazon => {
            "ログインのあと、日本の店舗ではないAmazonのページへ移るように作られています。"
        }
        Reason::ReturnUnclear => "ログインのあとに移る先を読み取れません。",
        Reason::SellerHandle => "日本のセラーセントラルに入るためのサインイン画面を求めるURLです。",
        Reason::RetailHandle => {
            "購入用サイトに入るためのサインイン画面を求めるURLです。セラーセントラルには、日本の入口を開いて入ります。"
        }
        Reason::OtherSellerHandle => {
            "日本ではないセラーセントラルのサインイン画面を求めるURLです。日本の入口を開き直してください。"
        }
        Reason::OtherRetailHandle => {
            "日本ではない購入用サイトのサインイン画面を求めるURLです。日本の入口を開き直してください。"
        }
        Reason::DeviceHandle => {
            "アプリや機器のためのサインイン画面を求めるURLです。セラーセントラルには、日本の入口を開いて入ります。"
        }
        Reason::NoUrl => "URLが見つかりません。",
        _ => return None,
    })
}

/// Reasons that name what they are about.
fn naming(judged: &Judgement, reason: Reason, knowledge: &Knowledge) -> String {
    let host = judged.host.as_deref().unwrap_or_default();
    let domain = judged.registrable_domain.as_deref().unwrap_or(host);
    let imitated = judged.imitates.unwrap_or("amazon");
    match reason {
        Reason::UserInfo => format!("「@」より前は飾りで、本当の接続先は「{host}」です。"),
        Reason::OtherScript => match &judged.host_unicode {
            Some(shown) => {
                format!("英数字に似た別の文字の名前です（見た目は「{shown}」、実際は「{host}」）。")
            }
            None => "英数字ではない文字の名前です。".to_owned(),
        },
        Reason::JapaneseDoor => format!("接続先の「{host}」は、日本のセラーセントラルの入口です。"),
        Reason::JapaneseRetail => {
            format!("接続先の「{host}」は、日本のAmazon（購入用サイト）です。同じログインを使います。")
        }
        Reason::OtherMarketplace => {
            let id = judged.marketplace.as_deref().unwrap_or_default();
            let known = knowledge.marketplaces.iter().find(|market| market.id == id);
            let market = known.map_or(id, |market| market.label.as_str());
            format!("{market}の店舗のセラーセントラルです。日本の店舗の入口ではありません。")
        }
        Reason::OtherService => {
            let service = judged.service.as_deref().and_then(|id| judge().service(id));
            format!("{}のページです。セラーセントラルではありません。", service.unwrap_or("Amazonのサービス"))
        }
        Reason::UnknownAmazon => {
            format!("「{domain}」はAmazonのドメインですが、ログインに使う場所として知られていません。")
        }
        Reason::Rented => {
            format!("「{domain}」は、だれでもページを置ける場所です。Amazonのログインでは使いません。")
        }
        Reason::NoDoor => format!("「{domain}」はログイン先ではありません。"),
        Reason::HoldsDomain | Reason::BearsName => {
            format!("Amazonの名前を含みますが、持ち主は「{domain}」です。")
        }
        Reason::LooksAlike => format!("「{imitated}」に似せた文字の名前です。持ち主は「{domain}」です。"),
        Reason::Misspelt => format!("「{imitated}」に似たつづりの名前です。持ち主は「{domain}」です。"),
        _ => format!("持ち主は「{domain}」で、Amazonのドメインではありません。"),
    }
}
