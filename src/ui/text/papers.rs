//! The handover and the requests: what the program itself says in them.

use crate::case::export::{Audience, Language};
use crate::documents::papers::Paper;

use super::{checklists, plan};

/// A paper's name.
pub fn name(paper: Paper) -> &'static str {
    match paper {
        Paper::Inquiry(Language::Japanese) => "お問い合わせ文（日本語）",
        Paper::Inquiry(Language::English) => "お問い合わせ文（英語）",
        Paper::Handover => "引き継ぎ書",
        Paper::ItRequest => "情シスへの作業依頼",
        Paper::AdminRequest => "管理者への依頼",
        Paper::FormerColleague => "前任者へのお願い",
        Paper::Plan(_) => plan::TITLE,
        Paper::Checklist(list) => checklists::name(list),
    }
}

/// A paper's name in the name of its file.
pub fn file_name(paper: Paper) -> &'static str {
    match paper {
        Paper::Inquiry(Language::Japanese) => "お問い合わせ文",
        Paper::Inquiry(Language::English) => "お問い合わせ文_英語",
        Paper::Checklist(_) => checklists::TITLE,
        other => name(other),
    }
}

/// For whom a paper is, and what is in it.
pub fn purpose(paper: Paper) -> &'static str {
    match paper {
        Paper::Inquiry(_) => "Amazonに送る文です",
        Paper::Handover => "同僚が続きをするための1枚です",
        Paper::ItRequest => "通してほしい接続先と、PCで見つかったこと",
        Paper::AdminRequest => "対象の人・立場・権限と、頼みたい作業",
        Paper::FormerColleague => "丁寧なお願いの文です。コードは聞きません",
        Paper::Plan(_) => plan::PURPOSE,
        Paper::Checklist(_) => checklists::PURPOSE,
    }
}

/// What else has to be known before a paper is handed on.
pub fn before_handing_on(paper: Paper, audience: Audience) -> &'static str {
    match (paper, audience) {
        (Paper::FormerColleague, Audience::Outside) => {
            "名前は入れていません。送るときに、あて名とご自分の署名を書き足してください。"
        }
        (Paper::FormerColleague, Audience::Inside) => {
            "送り先は社外の人です。載せてよい名前かを、先に確かめてください。"
        }
        (Paper::Plan(_), _) => plan::NAMES,
        (_, Audience::Outside) => "人の名前・メール・電話・PCの中の場所は伏せてあります。",
        (_, Audience::Inside) => "名前やPCの情報をそのまま載せています。社外には渡さないでください。",
    }
}

/// Title of the handover.
pub const HANDOVER: &str = "ログインできない件の引き継ぎ";
/// Title of the request to the IT department.
pub const IT: &str = "Amazonセラーセントラルの接続について（作業のお願い）";
/// Title of the request to the admin.
pub const ADMIN: &str = "セラーセントラルのユーザー権限について（お願い）";
/// Title of the request to the former colleague.
pub const FORMER: &str = "セラーセントラルのログインについて（お願い）";

/// What stands first in a handover.
pub const FIRST: &str = "はじめに読むこと";
/// Devices and people who are still in.
pub const STILL_INSIDE: &str = "まだ入れている端末・人";
/// What that means.
pub const KEEP_INSIDE: &str = "ログアウトせず、Cookieも消さないでください";
/// What is not to be done.
pub const NOT_YET: &str = "まだやらないこと";
/// How it stands.
pub const STATE: &str = "いまの状況";
/// What it may be.
pub const CAUSES: &str = "考えられる原因";
/// What to do next.
pub const NEXT: &str = "次の一手";
/// What was tried.
pub const TRIED: &str = "試したことと結果（新しいものから）";
/// Login, rights and two-step verification.
pub const LOGIN: &str = "ログインと2段階認証";
/// What nobody knows yet.
pub const OPEN_POINTS: &str = "まだ分かっていないこと";
/// Rules of a handover.
pub const RULES: &str = "引き継ぎの決まり";
/// Whom to call.
pub const CONTACT: &str = "希望する対応と連絡先";
/// Who looks after it.
pub const PERSON: &str = "担当";
/// Nothing is known.
pub const NOTHING_YET: &str = "まだ記録がありません";

/// What is asked for.
pub const REQUEST: &str = "お願い";
/// The first words to the IT department.
pub const IT_OPENING: &str = "Amazonの日本のセラーセントラルが、いつもどおりに使えません。社内のネットワークやPCの設定が関わっていないか、確認と設定をお願いします。パスワードや確認コードは不要です。";
/// What happens.
pub const HAPPENS: &str = "起きていること";
/// The line, and what others see.
pub const LINE: &str = "回線とほかの端末での結果";
/// Hosts to let through.
pub const HOSTS: &str = "通してほしい接続先（HTTPS・443番）";
/// Hosts of pages.
pub const HOSTS_PAGES: &str = "画面を開くサイト";
/// Hosts of parts of pages.
pub const HOSTS_PARTS: &str = "画像・スクリプト・画像認証の配信元（下の名前もすべて）";
/// What else to ask for.
pub const HOSTS_DETAIL: &str = "通信の中身を検査するしくみ（SSL検査）の対象から外せるかも、あわせて確認をお願いします。国内の固定の出口から出られると、追加の確認が減ります。";
/// What the machine shows.
pub const FOUND: &str = "このPCで見つかったこと";
/// What could not be read.
pub const UNREAD: &str = "確認できなかったこと";
/// Nothing was found.
pub const NOTHING_FOUND: &str = "設定に目立つ点は見つかっていません。";
/// The machine was not looked at.
pub const NOT_LOOKED: &str = "このPCの設定は、まだ調べていません。";
/// Work, by cause.
pub const WORK: &str = "確認・作業のお願い";
/// Work where no cause stands out.
pub const IT_WORK: [&str; 3] = [
    "上の接続先が、プロキシ・フィルター・DNSで止められていないかを確かめてください。",
    "同じ時刻に、社内のほかのPCや別の回線でも同じかを確かめてください。",
    "最近変えた設定（プロキシ、VPN、フィルター、証明書、ブラウザーの管理）があれば、日時を教えてください。",
];
/// What must not be done.
pub const PLEASE_NOT: &str = "しないでほしいこと";
/// What to tell afterwards.
pub const AFTERWARDS: &str = "作業のあとに教えてほしいこと";
/// What the IT department tells afterwards.
pub const IT_AFTERWARDS: [&str; 3] = [
    "いつ、どの設定を、何から何に変えたか",
    "元に戻す方法と、戻す条件",
    "通せない接続先があれば、その理由と代わりの方法",
];

/// The first words to the admin.
pub const ADMIN_OPENING: &str = "下の人が、セラーセントラルをいつもどおりに使えません。ユーザー権限の確認をお願いします。ご自身のパスワードや確認コードは、だれにも伝えないでください。";
/// Whom it is about.
pub const USER: &str = "対象の人";
/// What to look at.
pub const LOOK: &str = "見てほしいこと";
/// Where to look.
pub const ADMIN_LOOK: [&str; 4] = [
    "ブックマークからセラーセントラルを開き、「設定 > ユーザー権限」で、その人の行があるかを見ます。",
    "行があれば、登録のメールアドレスと、招待中か承認済みかを確かめます。",
    "「権限の管理」で、仕事に必要な画面の権限が付いているかを見ます。国ごとの権限も確かめます。",
    "ほかに管理者がいるか、その人が自分のログインで入れるかを確かめます。",
];
/// Work where no cause stands out.
pub const ADMIN_WORK: [&str; 2] = [
    "足りない権限だけを付けます。管理者の権限は、必要なときだけにします。",
    "行がない、または招待の期限が切れているときは、招待を出し直します。承認は、シークレットウィンドウで行います。",
];
/// What the admin tells afterwards.
pub const ADMIN_AFTERWARDS: [&str; 3] = [
    "いつ、だれが、どの権限を変えたか（権限の記録に残します）",
    "変えたことを確かめた人",
    "本人が自分のログインで入れたか",
];

/// The first words to a former colleague.
pub const FORMER_OPENING: &str = "ご無沙汰しております。在職中は大変お世話になりました。会社のAmazonセラーセントラルがいつもどおりに使えず、以前のご担当だったため、お力をお借りしたくご連絡しました。お手すきのときで構いません。";
/// What we want to know.
pub const FORMER_QUESTIONS: &str = "教えていただきたいこと";
/// Whether the second step is with them.
pub const FORMER_TWO_STEP: &str =
    "セラーセントラルの2段階認証（サインインのときの確認）が、ご自身のスマホや電話番号に残っていないか";
/// Whether the mailbox is.
pub const FORMER_MAIL: &str = "登録していたメールアドレスを、いまも受信できるか";
/// Whether they are still in.
pub const FORMER_INSIDE: &str = "いまもセラーセントラルや出品アプリに入れる端末があるか";
/// What they remember.
pub const FORMER_CHANGES: &str =
    "退職の前後に変えた設定（電話番号、スマホ、登録メール、ユーザー権限）があるか";
/// Who else may help.
pub const FORMER_OTHERS: &str = "ほかに管理者だった人や、事情をご存じの人がいるか";
/// What we ask for.
pub const FORMER_REQUEST: &str = "お願いしたいこと";
/// What that is.
pub const FORMER_REQUESTS: [&str; 3] = [
    "端末が残っている場合は、ご都合のよい日時に、ご自身の端末でご自身に操作していただき、会社の端末と番号への登録の変更にお立ち会いください。",
    "手続きが済むまで、電話番号の解約、スマホの初期化・処分、出品アプリからのログアウトは、お待ちいただけると助かります。",
    "すでに手元にない場合は、その旨だけお知らせください。こちらで正式な手続きを進めます。",
];
/// What we never ask for.
pub const FORMER_NEVER: &str = "お聞きしないこと";
/// What that is.
pub const FORMER_NEVER_DETAIL: &str = "パスワード、確認コード、復旧用の番号は、お聞きしません。電話・メール・チャットで求められても、当社からの連絡として扱わず、だれにも伝えないでください。";
/// The shop.
pub const SHOP: &str = "店舗";
/// The login.
pub const EMAIL: &str = "ログインのメールアドレス（一部を伏せています）";
/// Last words.
pub const FORMER_CLOSING: &str = "お忙しいところ恐れ入りますが、どうぞよろしくお願いいたします。";

/// Said in papers that tell of the engine's ranking.
pub const FOOT: &str = "「ログイン診断ノート」で作成しました。Amazonのプログラムではありません。原因の候補は、答えと環境から見積もった目安です。";
/// Said in every paper: what is not in it.
pub const NO_SECRETS: &str = "パスワード・コード・カード番号などに見える文字は、■で伏せてあります。";

/// A heading and how sure it is.
pub fn with_reason(label: &str, harm: &str) -> String {
    format!("{label}：{harm}")
}

/// A domain and all names below it, as filters write it.
pub fn and_below(domain: &str) -> String {
    format!("{domain}、*.{domain}")
}

/// A text that was cut.
pub fn cut(text: &str) -> String {
    format!("{text}…")
}

/// Between labels in a line.
pub const BETWEEN: &str = "、";
