//! What is said of a mail or short message.

use crate::message_doctor::{MailVerdict, Point, Weight, rule_text};

/// A verdict in a few words. None says that a message is genuine.
pub fn verdict(verdict: MailVerdict) -> &'static str {
    match verdict {
        MailVerdict::FakeUrl => "リンクの行き先はAmazonではありません",
        MailVerdict::DangerousDemand => "求められていることに応じないでください",
        MailVerdict::NotForLogin => "このメッセージからはログインしないでください",
        MailVerdict::Unverified => "本物かどうかは、この文からは分かりません",
    }
}

/// What to do next.
pub fn next(verdict: MailVerdict) -> &'static str {
    match verdict {
        MailVerdict::FakeUrl => {
            "リンクを開かず、何も入力しないでください。すでに入力した場合は、偽の画面に入力した場合の手順に進んでください。"
        }
        MailVerdict::DangerousDemand => {
            "返信、電話、入力をしないでください。すでに応じた場合は、偽の画面に入力した場合の手順に進んでください。"
        }
        MailVerdict::NotForLogin | MailVerdict::Unverified => {
            "リンクは使わず、「日本のセラーセントラルを開く」から入り、同じお知らせがあるかを確かめてください。"
        }
    }
}

/// The heading over the points of a weight.
pub fn heading(weight: Weight) -> &'static str {
    match weight {
        Weight::Certain => "確かなこと",
        Weight::Hint => "これだけでは決まらないこと",
        Weight::Place => "本当のお知らせがある場所",
    }
}

/// A point as a sentence.
pub fn point(point: &Point) -> String {
    let about = point.about.iter().map(|name| format!("「{name}」")).collect::<Vec<_>>().join("、");
    let pair = |at: usize| point.about.get(at).map(String::as_str).unwrap_or_default();
    match point.id {
        "url_not_amazon" => format!("リンクの行き先の{about}は、Amazonの場所ではありません。"),
        "url_foreign" => format!("リンクの行き先は{about}です。Amazonの場所ではありません。"),
        "url_other_marketplace" => {
            format!("リンクの行き先の{about}は、ほかの国のセラーセントラルです。日本の店舗の入口ではありません。")
        }
        "url_other_amazon" => {
            format!("リンクの行き先の{about}はAmazonのドメインですが、日本のセラーセントラルではありません。")
        }
        "url_short" => format!("短縮URL（{about}）で、行き先が見えません。ログインには使いません。"),
        "url_doubtful" => {
            format!("リンクの行き先の{about}はAmazonのドメインですが、このURLからのログインは勧められません。")
        }
        "url_japan" => {
            "日本のAmazonのURLがあります。本物のURLを偽のメールに混ぜることもあり、証明にはなりません。".to_owned()
        }
        "link_text_differs" => {
            format!("見えている「{}」と、実際の行き先「{}」が違います。", pair(0), pair(1))
        }
        "sender_listed" => {
            format!("差出人は{about}で、Amazonのドメインです。差出人は偽れるため、証明にはなりません。")
        }
        "sender_look_alike" => format!("差出人の{about}は、Amazonに似せたドメインです。Amazonではありません。"),
        "display_name_differs" => {
            format!("差出人の名前はAmazonですが、アドレスは{about}で、Amazonのドメインではありません。")
        }
        "sender_free_mail" => format!("差出人の{about}は、だれでも作れるメールです。"),
        "sender_foreign" => format!("差出人の{about}は、Amazonのドメインではありません。"),
        "reply_to_elsewhere" => format!("返信すると、差出人とは別の{about}に届きます。"),
        "dangerous_file" => format!("添付の{about}は、開くと偽の画面やプログラムが動くことがあります。開かないでください。"),
        "no_url" => "リンクはありません。返信や電話で情報を聞き出す手口もあります。".to_owned(),
        "proves_nothing" => {
            "偽物と言い切れる点はありませんが、本物とも言えません。同じ文を偽物が使うことがあります。".to_owned()
        }
        "not_about_amazon" => "Amazonの名前は見当たりません。Amazonの連絡かどうかは調べていません。".to_owned(),
        "place_performance_notifications" => {
            "出品者への本当のお知らせは、セラーセントラルの「パフォーマンス」＞「パフォーマンス通知」にあります。".to_owned()
        }
        "place_message_centre" => {
            "購入用サイトの「アカウントサービス」＞「メッセージセンター」も手がかりになります。載らない種類もあり、無いことは偽物の証拠ではありません。".to_owned()
        }
        id => rule_text(id).unwrap_or_default().to_owned(),
    }
}
