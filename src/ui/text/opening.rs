//! Opening pages: the menu, the question afterwards, and corrections of URLs.

use crate::app::opening::{LinkNow, Outcome, Refusal, Said};
use crate::knowledge::{CheckedBy, Knowledge};
use crate::platform::browsers::{Chosen, Unable, WindowKind, With};

use super::errors::Sentence;
use super::seller_url;

/// Heads the choice of the browser.
pub const BROWSER: &str = "開くブラウザー";
/// The operating system's own choice.
pub const DEFAULT: &str = "標準のブラウザー";
/// What that is.
pub const DEFAULT_DETAIL: &str = "このパソコンで決めてあるブラウザーです。";
/// They are being looked for.
pub const LOOKING: &str = "ブラウザーを探しています。";
/// None was found.
pub const NONE_FOUND: &str = "ほかのブラウザーは見つかりませんでした。";
/// It was chosen, and is gone.
pub const GONE_ITEM: &str = "このパソコンには見つかりません。";
/// Heads the choice of a profile.
pub const PROFILE: &str = "プロファイル（ブラウザーの利用者の切り替え）";
/// No profile in particular.
pub const LAST_PROFILE: &str = "前回と同じ";
/// Heads the choice of a window.
pub const WINDOW: &str = "ウィンドウ";
/// A private window needs a browser.
pub const PRIVATE_NEEDS_BROWSER: &str = "プライベートウィンドウで開くには、上でブラウザーを選んでください。";
/// This browser has no switch.
pub const PRIVATE_NOT_HERE: &str = "このブラウザーのプライベートウィンドウは、ここからは開けません。ブラウザーのメニューから開いて、URLを貼り付けてください。";
/// What a private window is.
pub const PRIVATE_GLOSS: &str = "以前のCookie（ログインの目印）を使わず、次の1回だけこの窓で開きます。";
/// Open the door so.
pub const OPEN_CHOSEN: &str = "選んだブラウザーで入口を開く";
/// It is kept.
pub const REMEMBERED: &str = "いつも使うブラウザーを保存しました。";
/// It is the shop's.
pub const IS_REMEMBERED: &str = "いつもこのブラウザーで開きます。";
/// Heads the pages.
pub const PAGES: &str = "ほかの公式ページ";

/// The question.
pub const ASK: &str = "開けましたか";
/// It came up.
pub const YES: &str = "はい";
/// Something else came up.
pub const ANOTHER: &str = "別の画面が出た";
/// Nothing came up.
pub const NOTHING: &str = "開かない";
/// Ask no more.
pub const DISMISS: &str = "この確認を閉じる";
/// Something else came up: heads what is next.
pub const ANOTHER_SEEN: &str = "別の画面が出たとき";
/// Nothing came up: heads what is next.
pub const NOTHING_SEEN: &str = "開かないとき";
/// Judge the URL of what came up.
pub const CHECK_URL: &str = "出た画面のURLを確認する";
/// Copy the URL that is right.
pub const COPY_RIGHT: &str = "正しいURLをコピーする";
/// After はい.
pub const NEXT_YES: &str = "ログインして、止まったらその画面を「診断」で選んでください。";
/// After another screen.
pub const NEXT_ANOTHER: &str = "まだ何も入力しないでください。アドレス欄のURLをコピーして確かめます。偽サイトのほか、別の国の入口のこともあります。";
/// After nothing.
pub const NEXT_NOTHING: &str = "別のブラウザーか、プライベートウィンドウで開いてみます。どれでも開かなければ、「診断」と「環境」で通信を確かめます。";

/// Title of the dialog where a browser is gone.
pub const GONE: &str = "選んだブラウザーが見つかりません";
/// Title where only the profile is gone.
pub const PROFILE_GONE: &str = "選んだプロファイルが見つかりません";
/// What is safe, and what is next.
pub const GONE_DETAIL: &str = "ほかのブラウザーで勝手に開くことはしていません。開くブラウザーを選んでください。今回だけ、そのブラウザーで開きます。";

/// Heads the list of URLs in the settings.
pub const LINKS: &str = "公式ページのURL";
/// What the list is for.
pub const LINKS_DETAIL: &str = "URLが変わったときは、ここで直せます。直したURLは、アプリを新しくしても残ります。AmazonのURLだけを登録できます。";
/// It is back.
pub const RESET_DONE: &str = "このアプリのURLに戻しました。";
/// It is kept.
pub const CORRECTED: &str = "URLを保存しました。";
/// The table may know better.
pub const TABLE_NEWER: &str =
    "このアプリのURLは、直した日よりあとに確認されています。元に戻すことをおすすめします。";
/// The check is more than a year old.
pub const STALE: &str =
    "確認から1年以上たっています。開かないときは、ブックマークかトップから進んでください。";
/// The browser of the shop, in the settings.
pub const SHOP_BROWSER: &str = "いつも使うブラウザー";
/// Where it is changed.
pub const SHOP_BROWSER_DETAIL: &str =
    "変えるときは、上の「日本のセラーセントラルを開く」の右の矢印から選びます。";
/// Take the operating system's choice again.
pub const FORGET: &str = "標準のブラウザーに戻す";

/// Title of the dialog for a URL.
pub const CORRECT_TITLE: &str = "公式ページのURLを直す";
/// The URL.
pub const CORRECT_FIELD: &str = "URL";
/// An example.
pub const CORRECT_HINT: &str = "https:// から始まるURLを貼り付けます";
/// Keep it.
pub const CORRECT_DO: &str = "このURLにする";
/// It was not taken.
pub const REFUSED: &str = "このURLは登録できません";

/// With what a page is opened.
pub fn with(with: &With) -> String {
    match with {
        With::Default => DEFAULT.to_owned(),
        With::Browser(chosen, window) => {
            let mut parts = Vec::new();
            parts.extend(chosen.profile.iter().map(|(_, name)| name.clone()));
            parts.extend((*window == WindowKind::Private).then(|| window_kind(*window).to_owned()));
            if parts.is_empty() {
                return chosen.label.clone();
            }
            format!("{}（{}）", chosen.label, parts.join("・"))
        }
    }
}

/// A window's kind.
pub fn window_kind(window: WindowKind) -> &'static str {
    match window {
        WindowKind::Normal => "通常",
        WindowKind::Private => "プライベート",
    }
}

/// A page was opened, above the question.
pub fn opened(label: &str, with: &str) -> String {
    format!("「{label}」を{with}で開きました。")
}

/// Open with another browser.
pub fn open_with(label: &str) -> String {
    format!("{label}で開く")
}

/// The answer, for the timeline.
pub fn answered(label: &str, outcome: Outcome) -> String {
    match outcome {
        Outcome::Yes => format!("「{label}」が開けたことを確かめました"),
        Outcome::Another => format!("「{label}」を開くと、別の画面が出ました"),
        Outcome::Nothing => format!("「{label}」が開きませんでした"),
    }
}

/// What was chosen and is gone.
pub fn gone(chosen: &Chosen) -> String {
    match &chosen.profile {
        Some((_, name)) => format!("{}（{name}）", chosen.label),
        None => chosen.label.clone(),
    }
}

/// When a URL was last checked, or by whom it was changed.
pub fn checked_on(link: &LinkNow<'_>) -> String {
    if link.said == Said::ByIt {
        return super::policy::DECIDED.to_owned();
    }
    match (link.correction, link.link.checked_by) {
        (Some(_), _) => format!("{} にこの店舗で変更", link.checked),
        (None, CheckedBy::Person) => format!("{} に開いて確認", link.checked),
        (None, CheckedBy::Archive) => super::top::link_checked(link.checked),
    }
}

/// Keep the browser, or the operating system's choice.
pub fn remember(chosen: Option<&Chosen>) -> &'static str {
    if chosen.is_some() {
        "いつもこのブラウザーで開く"
    } else {
        "いつも標準のブラウザーで開く"
    }
}

/// All other URLs.
pub fn all_links(count: usize) -> String {
    format!("一覧を見る（{count}件）")
}

/// Correct a page's URL.
pub fn correct(label: &str) -> String {
    format!("「{label}」のURLを直す")
}

/// Take the table's URL again.
pub fn reset(label: &str) -> String {
    format!("「{label}」のURLを元に戻す")
}

/// Why a URL was not taken.
pub fn refused(refusal: &Refusal, knowledge: &Knowledge) -> String {
    match refusal {
        Refusal::NotThisDoor => "日本の入口は二つあります。これはもう一方の入口のURLです。".to_owned(),
        Refusal::Judged(judged) => {
            let reasons = judged.reasons.iter().map(|reason| seller_url::reason(judged, *reason, knowledge));
            let reasons: Vec<String> = reasons.take(2).collect();
            format!("{}。{}", seller_url::verdict(judged.verdict), reasons.concat())
        }
    }
}

/// The browser cannot be told to do it.
pub fn unable(unable: Unable, with: &str) -> Sentence {
    let what = match unable {
        Unable::Private => format!("{with}のプライベートウィンドウを、ここから開くことはできません。"),
        Unable::Profile => format!("{with}のプロファイルを、ここから選ぶことはできません。"),
    };
    Sentence {
        what,
        safe: "ページはまだ開いていません。".to_owned(),
        next: "ブラウザーのメニューからウィンドウを開いて、入口のURLを貼り付けてください。".to_owned(),
        path: None,
    }
}
