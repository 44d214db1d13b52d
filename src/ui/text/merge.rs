//! What a note says of texts that two people have changed at the same time.

/// What a field is called where its text is kept in the timeline. `name` is its name in a file.
pub fn field(name: &str) -> &'static str {
    match name {
        "title" => "件名",
        "shop" => "店舗",
        "person" => "担当",
        "affected" => "影響を受けている人",
        "role" => "立場",
        "email" => "メールアドレス",
        "stage" => "止まる画面",
        "message" => "表示された文言",
        "occurred_at" => "発生日時",
        "impact" => "業務への影響",
        "amazon_case" => "AmazonのケースID",
        "next_check" => "次の確認",
        "points" => "問い合わせの項目",
        "facts" => "確認した事実",
        "answers" => "質問への回答",
        "findings" => "環境の確認結果",
        "timeline" => "経過",
        "attachments" => "画像",
        "outcome" => "結果の補足",
        "memo" => "メモ",
        _ => "そのほか",
    }
}

/// A text of somebody else that found no place, since ours stands there.
pub fn kept(label: &str, theirs: &str) -> String {
    let label = label.trim();
    if label.is_empty() {
        format!("ほかの人の記入：{theirs}")
    } else {
        format!("ほかの人の記入（{label}）：{theirs}")
    }
}
