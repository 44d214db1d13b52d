//! What the command line says.

use std::io;
use std::path::Path;

use crate::case::export::WriteError;
use crate::case::guard::Kind;
use crate::cli::{AnswersFileError, CallError, Fault, MAX_BYTES, MailFileError, Unread, UsageError};
use crate::environment::{Os, RootError};
use crate::knowledge::Step;
use crate::message_doctor;
use crate::window::rungs;

use super::{errors, guard, policy, triage};

/// `--help`
pub const HELP: &str = "\
ログイン診断ノート: Amazonの日本のセラーセントラルに入れないときの、原因と次の一手を調べます。
Amazonのプログラムではありません。アカウントの状態は見えません。Cookieやパスワードは
読み取らず、どこにも送りません。接続して確かめるのは、--online を付けたときだけです。

使い方:
  login-triage [--window] [--renderer 描き方] [CASE.ron]
                                               画面を開きます。記録のファイルがあれば、それを開きます
  login-triage triage [--json] ANSWERS.ron     回答のファイルから、原因の候補と次の一手を出します
                                               「-」なら標準入力から読みます
  login-triage knowledge [--json]              組み込まれている知識を、IDとともに出します
  login-triage inspect [--json] [--root DIR --os windows|macos|linux] [--now TIME]
                                               このPC、またはDIRに写したPCで見えることを出します
  login-triage inspect --online [--json]       このPCで見えることに加え、日本のセラーセントラルの入口に
                                               1回だけ接続して確かめます（設定されていれば、プロキシと、
                                               つなぎ方を決めるスクリプトの置き場所にも接続します）
  login-triage check-text [--json] [FILE]      パスワード、コード、カードや口座の番号、鍵のように見える文字を
                                               行ごとに探します。FILEがなければ標準入力から読みます
  login-triage check-plan [--json] [FILE]      改善計画の文を調べます。各行の頭に [原因] [実施済み] [再発防止] の
                                               どれかを付けます。FILEがなければ標準入力から読みます
  login-triage case list [--json] [DIR]        記録の一覧を出します（DIRがなければ、記録のフォルダー）
        絞り込み: --open --closed --due --shop 店舗 --person 担当 --cause 原因のID --days 日数
        並べ替え: --sort urgency|title|shop|person|cause|next_check|began|updated、--reverse で逆順
  login-triage case show [--json] FILE         記録の内容を出します
  login-triage case search [--json] [--dir DIR] 言葉…
                                               すべての言葉を含む記録を出します
  login-triage case export --format text|markdown|html|csv [--audience outside|inside]
                           [--out FILE] [--force] FILE|DIR
                                               渡すための文書を出します。相手は、指定がなければ社外（outside）で、
                                               名前などを伏せます。DIRから作れるのは一覧（csv）です
  login-triage case check [--json] [FILE|DIR…] 記録が壊れていないかを調べます
  login-triage check-url [--json] [URL…]       URLが日本のセラーセントラルの入口かを、文字だけで判定します
                                               （開きません）。URLがなければ、標準入力の各行を判定します
  login-triage check-mail [--json] FILE        Amazonを名乗るメールやSMS（.emlか文字のファイル）の、リンクの
                                               行き先と求めている内容を調べます。「-」なら標準入力から読みます
  login-triage --help                          この説明を出します
  login-triage --version                       版を出します

  --window    記録を開けないとき、文字では出さず、画面で知らせます
  --renderer  画面の描き方を選びます。auto（自動）のほか、Windowsでは glow、wgpu、warp、
              Linuxでは glow、software、macOSでは glow です。動かなければ、ほかの描き方も試します
  --json      JSONで出します（形式は docs/cli.md にあります）

終了コード: 0 正常、1 見つかった（inspectは原因になりうるもの、check-textは伏せるべき文字、
            check-planは弱い書き方、case checkは問題）、見つからなかった（case search）、
            読めない記録があった（case export）、日本の入口ではないURLがあった（check-url）、
            ログインに使えないメッセージだった（check-mail）、2 入力が使えない";

/// Over the messages that were recognised.
pub const MESSAGES: &str = "見つかった文言";
/// Over what a machine shows.
pub const FOUND: &str = "見つかったこと";
/// Over the ranked causes.
pub const CAUSES: &str = "考えられる原因";
/// Over the next steps.
pub const NEXT: &str = "次の一手";
/// Where there is none.
pub const NOTHING_NEXT: &str = "いま進められる確認は、ひと通り終わりました。";
/// Over the locked steps.
pub const LOCKS: &str = "まだやらないこと";

/// The kinds of knowledge, as headings.
#[derive(Clone, Copy, Debug)]
pub struct Kinds {
    /// Where the login stops.
    pub stages: &'static str,
    /// Why.
    pub causes: &'static str,
    /// What can be asked.
    pub observations: &'static str,
    /// What can be done.
    pub steps: &'static str,
    /// What makes it worse.
    pub hazards: &'static str,
    /// What Amazon shows.
    pub messages: &'static str,
    /// What is seen without a message.
    pub symptoms: &'static str,
    /// What the machine shows.
    pub findings: &'static str,
    /// What prevents the next time.
    pub preventions: &'static str,
    /// What the access ledger is judged by.
    pub ledger_rules: &'static str,
    /// What is looked through every year.
    pub ledger_checks: &'static str,
    /// Facts and advice.
    pub notices: &'static str,
    /// Rules for documents.
    pub document_rules: &'static str,
    /// Official pages.
    pub links: &'static str,
    /// Countries.
    pub marketplaces: &'static str,
    /// What the knowledge has to cover.
    pub claims: &'static str,
}

/// The kinds of knowledge, as headings.
pub const KINDS: Kinds = Kinds {
    stages: "止まる画面",
    causes: "原因",
    observations: "確認すること",
    steps: "手順",
    hazards: "危険なこと",
    messages: "表示される文言",
    symptoms: "文言のない症状",
    findings: "環境で見つかること",
    preventions: "再発防止",
    ledger_rules: "体制のルール",
    ledger_checks: "1年の点検",
    notices: "知っておくこと",
    document_rules: "文書の決まり",
    links: "公式のページ",
    marketplaces: "国と地域",
    claims: "元の資料の記述",
};

/// The heading of a kind of knowledge.
pub fn heading(kind: &str, count: usize) -> String {
    format!("{kind}（{count}件）")
}

/// One line of a list.
pub fn item(text: &str) -> String {
    format!("  ・{text}")
}

/// A host and the domain that somebody has registered.
pub fn whose(host: &str, domain: Option<&str>) -> String {
    match domain {
        Some(domain) if domain != host => format!("接続先 {host}（登録ドメイン {domain}）"),
        _ => format!("接続先 {host}"),
    }
}

/// How many claims are not covered.
pub fn uncovered(count: usize) -> String {
    if count == 0 {
        "どの記述にも、対応する項目があります。".to_owned()
    } else {
        format!("対応する項目のない記述が {count} 件あります。")
    }
}

/// What a list leaves out.
pub fn rest(count: usize) -> String {
    format!("ほか {count} 件（--json ですべて出します）")
}

/// A reason with its sign.
pub fn signed(weight: f64, reason: &str) -> String {
    let sign = if weight > 0.0 { "＋" } else { "－" };
    format!("{sign} {reason}")
}

/// Minutes, person and risk of a step.
pub fn step_details(step: &Step) -> String {
    format!("{}・{}・{}", triage::minutes(step), triage::who(step.who), triage::risk(step))
}

/// What opens a lock, or what to do instead.
pub fn unlock(opens: bool, text: &str) -> String {
    if opens { format!("解除の条件: {text}") } else { format!("代わりに: {text}") }
}

/// Why a call ended without its answer: what happened, what to do next, the place last.
pub(crate) fn error(error: &CallError) -> String {
    match error {
        CallError::Usage(error) => format!("{}{SEE_HELP}", usage(error)),
        CallError::Case(error) => errors::load_error(error).to_string(),
        CallError::Folder(error) => errors::folder_error(error).to_string(),
        CallError::Export(error) => {
            let mut sentence = errors::export_error(error);
            if matches!(error, WriteError::Exists { .. }) {
                FORCE.clone_into(&mut sentence.next);
            }
            sentence.to_string()
        }
        CallError::NoHome => {
            "記録のフォルダーを決められませんでした。フォルダーを指定してください。".to_owned()
        }
        CallError::Mail(error) => at(&mail(error), &place(error.path.as_deref())),
        CallError::File(error) => at(&file(error), &place(error.path.as_deref())),
        CallError::Ids { error, path } => {
            let what = "回答のファイルに、知らないIDがあります。ファイルは変更していません。";
            let next = "使えるIDは「login-triage knowledge」で確かめてください。";
            let ids = errors::plain(&error.ids.join("、"));
            at(&format!("{what}{next}\n知らないID: {ids}"), &place(path.as_deref()))
        }
        CallError::Text { path, error } => at(&text_unread(error), &place(path.as_deref())),
        CallError::Knowledge(error) => format!(
            "組み込まれている知識を読めませんでした。プログラムが壊れています。もう一度入手してください。\n詳細: {error}"
        ),
        CallError::NoOnlineChecks(standing) => policy::no_check_by_command(standing),
        CallError::Root(RootError::NotAFolder { path, source }) => {
            let what = "指定されたフォルダーを読み取れません。フォルダーの名前と権限を確かめてください。";
            at(&format!("{what}\n詳細: {source}"), &place(Some(path)))
        }
        CallError::Write(error) => {
            format!("結果を書き出せませんでした。出力先の空き容量と権限を確かめてください。\n詳細: {error}")
        }
    }
}

/// Where everything is explained.
const SEE_HELP: &str = "使い方は「login-triage --help」で出ます。";

/// How to replace a file.
const FORCE: &str = "別の名前にするか、置き換えてよければ「--force」を付けてください。";

fn usage(error: &UsageError) -> String {
    match error {
        UsageError::Option(option) => format!("「{}」というオプションは使えません。", errors::plain(option)),
        UsageError::Value(option) => format!("「{}」には値を付けられません。", errors::plain(option)),
        UsageError::Command(word) => format!("「{}」という命令もファイルもありません。", errors::plain(word)),
        UsageError::Extra(word) => format!("「{}」が余分です。", errors::plain(word)),
        UsageError::BadValue { option, value } if value.is_empty() => {
            format!("「{option}」には値が必要です。")
        }
        UsageError::BadValue { option, value } => {
            format!("「{option}」に「{}」は使えません。", errors::plain(value))
        }
        UsageError::FolderNeedsCsv => {
            "フォルダーから作れるのは、一覧（--format csv）だけです。1件ずつ渡すときは、記録のファイルを指定してください。".to_owned()
        }
        UsageError::RootWithoutOs => "「--root」と「--os」は、両方を指定してください。".to_owned(),
        UsageError::OnlineWithRoot => {
            "「--online」はこのPCだけで使えます。「--root」と一緒には指定できません。".to_owned()
        }
        UsageError::Renderer(name) => {
            let known: Vec<&str> = rungs(Os::current()).iter().map(|rung| rung.name()).collect();
            let (name, known) = (errors::plain(name), known.join("、"));
            format!("「--renderer」に「{name}」は使えません。このPCで選べるのは auto、{known} です。")
        }
        UsageError::NoCaseCommand => {
            "「case」のあとに、list、show、search、check のどれかが必要です。".to_owned()
        }
        UsageError::NoWords => "「case search」には、探す言葉が必要です。".to_owned(),
        UsageError::NoFile(command) => format!("「{command}」には、読み込むファイルが必要です。"),
    }
}

fn at(text: &str, place: &str) -> String {
    format!("{text}\n場所: {place}")
}

fn mail(error: &MailFileError) -> String {
    const CHOOSE: &str = "メールのファイル（.eml）か、文面を貼り付けた文字のファイルを指定してください。";
    match &error.fault {
        Unread::Missing => format!("メールのファイルが見つかりません。{CHOOSE}"),
        Unread::Folder => format!("指定されたのはフォルダーです。{CHOOSE}"),
        Unread::TooBig => {
            let most = message_doctor::MAX_BYTES / (1024 * 1024);
            format!("ファイルが大きすぎるため、読みませんでした。読めるのは {most} MB までです。{CHOOSE}")
        }
        Unread::Read(error) => {
            format!(
                "メールのファイルを読み取れませんでした。場所と権限を確かめて、もう一度実行してください。\n詳細: {error}"
            )
        }
    }
}

const CHOOSE_ANSWERS: &str = "回答のファイル（形式は docs/cli.md にあります）を指定してください。";
const CORRECT_AND_RETRY: &str = "その場所を直して、もう一度実行してください。ファイルは変更していません。";

fn file(error: &AnswersFileError) -> String {
    match &error.fault {
        Fault::Unread(Unread::Missing) => format!("回答のファイルが見つかりません。{CHOOSE_ANSWERS}"),
        Fault::Unread(Unread::Folder) => format!("指定されたのはフォルダーです。{CHOOSE_ANSWERS}"),
        Fault::Unread(Unread::Read(error)) => cannot_read(error),
        Fault::Unread(Unread::TooBig) => {
            let most = MAX_BYTES / (1024 * 1024);
            format!(
                "ファイルが大きすぎるため、読みませんでした。読めるのは {most} MB までです。{CHOOSE_ANSWERS}"
            )
        }
        Fault::NotText => format!("文字のファイル（UTF-8）ではないため、読めません。{CHOOSE_ANSWERS}"),
        Fault::Truncated { line } => {
            format!("回答のファイルが {line} 行目で途切れています。続きを補って、もう一度実行してください。")
        }
        Fault::UnknownField(field) => {
            format!(
                "回答のファイルに、知らない項目「{}」があります。{CORRECT_AND_RETRY}",
                errors::plain(field)
            )
        }
        Fault::FieldTwice(field) => {
            format!("回答のファイルに、項目「{field}」が2回あります。{CORRECT_AND_RETRY}")
        }
        Fault::AnsweredTwice(id) => {
            format!("回答のファイルに、「{}」の回答が2回あります。{CORRECT_AND_RETRY}", errors::plain(id))
        }
        Fault::NotAnswers { line, column } => {
            format!("回答のファイルの {line} 行目、{column} 文字目を読めません。{CORRECT_AND_RETRY}")
        }
    }
}

fn cannot_read(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "回答のファイルを読む権限がありません。ファイルの持ち主に、読めるようにしてもらってください。".to_owned()
        }
        _ => "回答のファイルを読み取れませんでした。場所がつながっているかを確かめて、もう一度実行してください。".to_owned(),
    }
}

fn text_unread(error: &io::Error) -> String {
    let what = match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => "調べるファイルが見つかりません。",
        io::ErrorKind::IsADirectory => "指定されたのはフォルダーです。",
        io::ErrorKind::PermissionDenied => "調べるファイルを読む権限がありません。",
        _ => "調べるファイルを読み取れませんでした。",
    };
    format!("{what}ファイルの場所と権限を確かめて、もう一度実行してください。ファイルは変更していません。")
}

/// What was found in a line: which one, what it looks like, and where. Never itself.
pub fn found_in_line(line: u64, kind: Kind, start: usize, end: usize) -> String {
    format!("{line}行目 {}〜{end}文字目: {}", start + 1, guard::looks_like(&[kind]))
}

/// Nothing was found in any line.
pub fn nothing_in_lines(lines: u64) -> String {
    format!("{lines}行を調べました。パスワードやコードのように見える文字はありません。")
}

/// The path on one line; the standard input where there is none.
fn place(path: Option<&Path>) -> String {
    path.map_or_else(|| "標準入力".to_owned(), |path| errors::plain(&path.display().to_string()))
}
