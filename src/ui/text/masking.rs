//! What stands in an export where something was masked, and the words by which names of persons are told from positions.

/// Stands for an e-mail address of which not even the provider is to be seen.
pub const EMAIL: &str = "（メールアドレス）";
/// Stands for a network address.
pub const ADDRESS: &str = "（IPアドレス）";
/// Stands for the number of a network adapter.
pub const HARDWARE: &str = "（機器の番号）";
/// Stands for a place on a computer or in its network.
pub const PLACE: &str = "（PCの中の場所）";
/// Stands for the name of a computer.
pub const COMPUTER: &str = "（PC名）";
/// Stands for the name of a server.
pub const SERVER: &str = "（サーバー名）";
/// Stands for the number of an account of Windows.
pub const ACCOUNT: &str = "（利用者の番号）";

/// Stands for a phone number; its last two digits stay.
pub fn phone(last: &str) -> String {
    format!("（電話 末尾{last}）")
}

/// Stands for a person, the same everywhere.
pub fn person(letters: &str) -> String {
    format!("担当者{letters}")
}

/// Stands for the name of somebody's account on a computer.
pub fn account(letters: &str) -> String {
    format!("利用者{letters}")
}

/// Stands for a profile of a browser that somebody has named.
pub fn profile(letters: &str) -> String {
    format!("プロファイル{letters}")
}

/// What follows a name of a person, and longer words that begin with the same characters.
pub const HONORIFICS: &str = "氏名|様子|様式|さん|さま|様|氏";
/// Those longer words.
pub const NO_HONORIFICS: &[&str] = &["氏名", "様子", "様式"];
/// The honorific of daily speech, which also follows family and trade.
pub const CASUAL: &str = "さん";
/// A name as it is written: in kanji, in katakana or in Latin letters.
pub const NAME: &str = r"[\p{Han}々〆ヶ]{1,8}|[\p{Katakana}ー]{2,10}|[A-Za-z]{2,15}";
/// A number of people.
pub const HEAD_COUNT: &str = r"^[0-9０-９約計他全\s\u{3000}]*[名人]?$";
/// Between a position and a name: 店長の山田.
pub const OF: char = 'の';

/// What stands between two persons in a field.
pub const BETWEEN_PERSONS: &[char] =
    &['、', '，', ',', '；', ';', '／', '/', '・', '＆', '&', '（', '）', '(', ')', '\n'];

/// Position, department or number, which tells nobody's name. Longer words first where one holds the other.
pub const NO_NAMES: &[&str] = &[
    "カスタマーサポート",
    "オペレーター",
    "マネージャー",
    "コンサルタント",
    "コンサル",
    "アシスタント",
    "アルバイト",
    "クライアント",
    "サポート",
    "スタッフ",
    "リーダー",
    "オーナー",
    "ユーザー",
    "メンバー",
    "ショップ",
    "メーカー",
    "システム",
    "アマゾン",
    "ヤマト",
    "チーム",
    "パート",
    "バイト",
    "グループ",
    "管理会社",
    "代行会社",
    "取引先",
    "運送会社",
    "配送業者",
    "業者",
    "会社",
    "弊社",
    "御社",
    "当社",
    "他社",
    "同社",
    "情報システム部",
    "情報システム",
    "情シス",
    "経理部",
    "総務部",
    "営業部",
    "人事部",
    "物流部",
    "企画部",
    "開発部",
    "商品部",
    "事業部",
    "業務部",
    "販売部",
    "経理",
    "総務",
    "営業",
    "人事",
    "物流",
    "企画",
    "開発",
    "商品",
    "業務",
    "販売",
    "受注",
    "出荷",
    "発送",
    "在庫",
    "倉庫",
    "広告",
    "運用",
    "運営",
    "出品",
    "店舗",
    "支店",
    "本店",
    "本社",
    "管理者",
    "担当者",
    "責任者",
    "代表者",
    "前任者",
    "後任者",
    "利用者",
    "使用者",
    "退職者",
    "管理",
    "担当",
    "責任",
    "代表取締役",
    "取締役",
    "代表",
    "前任",
    "後任",
    "現任",
    "新任",
    "社長",
    "部長",
    "課長",
    "係長",
    "店長",
    "室長",
    "所長",
    "主任",
    "次長",
    "専務",
    "常務",
    "社員",
    "店員",
    "職員",
    "派遣",
    "委託",
    "外注",
    "社内",
    "社外",
    "部下",
    "上司",
    "同僚",
    "代理",
    "本人",
    "全員",
    "全体",
    "複数",
    "一部",
    "一般",
    "権限",
    "不明",
    "なし",
    "みんな",
    "各位",
    "お客",
    "ほか",
    "その他",
    "未定",
    "購入者",
    "出品者",
    "販売者",
    "関係者",
    "運送屋",
    "Amazon",
    "amazon",
];

/// Characters with which what stands before 様, さま and 氏 is no name, and that are none alone: 仕様, 同様, 皆さん, 彼氏.
pub const NO_NAME_ENDINGS: &str = "仕同模多一異有王皆各奥貴両何神客彼摂華諸";

/// A masked text with its stand-ins in English.
pub fn in_english(text: &str) -> String {
    let fixed = [
        (EMAIL, "(e-mail address)"),
        (ADDRESS, "(IP address)"),
        (HARDWARE, "(hardware address)"),
        (PLACE, "(path)"),
        (COMPUTER, "(computer name)"),
        (SERVER, "(server name)"),
        (ACCOUNT, "(account number)"),
    ];
    let mut text = fixed.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    let numbered = [("担当者", "Person "), ("利用者", "Account "), ("プロファイル", "Profile ")];
    for (from, to) in numbered {
        text = followed_by_letters(&text, from, to);
    }
    text
}

/// Replaces a word where capital letters follow it, as they do behind the stand-ins.
fn followed_by_letters(text: &str, word: &str, with: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(word) {
        let stands_in = after.starts_with(|c: char| c.is_ascii_uppercase());
        out.push_str(before);
        out.push_str(if stands_in { with } else { word });
        rest = after;
    }
    out.push_str(rest);
    out
}
