//! The checklist pane.

use crate::knowledge::Spends;

/// Title of the pane.
pub const TITLE: &str = "診断";
/// Take the last answer back.
pub const UNDO: &str = "取り消す";
/// Give it again.
pub const REDO: &str = "やり直す";
/// Forget all answers.
pub const RESTART: &str = "最初から";
/// Over the step card.
pub const NEXT: &str = "次の一手";
/// Over the step card, where it cannot wait.
pub const URGENT: &str = "まずこれを先に";
/// Over the step card, where the operator chose the step.
pub const CHOSEN: &str = "選んだ確認";
/// Back to the best step.
pub const BACK_TO_NEXT: &str = "次の一手に戻る";
/// How to do it.
pub const HOW: &str = "やり方";
/// What it risks.
pub const RISK: &str = "気をつけること";
/// Go on.
pub const GO_ON: &str = "次へ";
/// What applies is chosen; the rest does not.
pub const REST_IS_NO: &str = "選び終えた（ほかは変わりなし）";
/// The rest is not known.
pub const REST_IS_UNKNOWN: &str = "ほかは分からない";
/// The message field.
pub const MESSAGE: &str = "表示された文言（そのまま）";
/// What to write there.
pub const MESSAGE_HINT: &str =
    "画面の文言を貼り付けるか、見たままを入力します。パスワードやコードは書かないでください。";
/// No message was recognised.
pub const NO_MATCH: &str = "辞書にない文言です。そのまま記録に残します。";
/// The message is one of these.
pub const MATCH: &str = "近い文言：";
/// Where all that can be done now is done.
pub const NOTHING_NEXT: &str = "いま進められる確認は、ひと通り終わりました。";
/// What to do then.
pub const NOTHING_NEXT_DETAIL: &str = "「考えられる原因」の対処を見直すか、「あとで」にした確認に戻ってください。記録は保存して、同僚や社内のIT担当に渡せます。";
/// The ranked causes.
pub const CAUSES: &str = "考えられる原因";
/// Before the first answer.
pub const CAUSES_EMPTY: &str = "質問に答えると、ここに原因の候補が、理由とともに並びます。";
/// Causes that are left out.
pub const OTHER_STEPS: &str = "ほかにできること";
/// What is going on.
pub const EXPLANATION: &str = "どういうことか";
/// What puts it right.
pub const REMEDY: &str = "直し方";
/// Why it stands there.
pub const REASONS: &str = "理由";
/// Nothing speaks for or against it.
pub const NO_REASONS: &str = "まだ理由になる回答がありません。";
/// The locked steps.
pub const LOCKS: &str = "まだやらないこと";
/// What opens a lock.
pub const UNLOCK: &str = "解除の条件";
/// What to do instead of what is never to be done.
pub const INSTEAD: &str = "代わりに";
/// Only the nearest dangers.
pub const FEWER_LOCKS: &str = "近いものだけ表示";
/// What was answered.
pub const ANSWERS: &str = "これまでの答え";
/// Nothing was answered.
pub const NO_ANSWERS: &str = "まだありません。";
/// Count anew.
pub const RECOUNT: &str = "60分以上あけたので数え直す";
/// Count codes anew.
pub const RECOUNT_CODES: &str = "24時間あけたので数え直す";
/// Too many passwords.
pub const STOP_PASSWORDS: &str =
    "続けて試すと、ロックや画像認証につながります。ここで止めて、60分以上（目安）あけてください。";
/// One more password, and it is too many.
pub const NEARLY_PASSWORDS: &str =
    "あと1回で、止める目安の3回です。入れる前に、文字を表示して確かめてください。";
/// One more code, and it is too many.
pub const NEARLY_CODES: &str = "あと1回で、止める目安の2回です。送る前に、届く先の番号を確かめてください。";
/// Too many codes.
pub const STOP_CODES: &str =
    "コードの送信には1日の上限があります。ここで止めて、ほかの受け取り方を先に確かめてください。";

/// The case is closed.
pub const SOLVED: &str = "直りました";
/// The case is closed without a fix.
pub const UNSOLVED: &str = "直らないまま、いったん終えました";
/// What it was.
pub const CAUSE_WAS: &str = "原因";
/// What prevents the next time.
pub const PREVENT: &str = "次に起こさないために";
/// The cause is not known.
pub const CAUSE_UNKNOWN: &str = "分かっていません";
/// Go on with the case.
pub const REOPEN: &str = "診断を再開する";
/// For a case without a fix.
pub const UNSOLVED_DETAIL: &str =
    "記録を保存して、同僚・社内のIT担当・Amazonに渡せるようにしておきます。続きはいつでも再開できます。";

/// Count one more.
pub fn count_one(spends: Spends) -> &'static str {
    match spends {
        Spends::PasswordTry => "パスワードを1回数える",
        Spends::CodeRequest => "コードを1回数える",
    }
}

/// How many answers there are.
pub fn answered(count: usize) -> String {
    format!("答えた数 {count}")
}

/// How far it is narrowed down.
pub fn narrowed(effective: f64) -> String {
    format!("候補はおよそ {:.0} 件", effective.max(1.0))
}

/// All locks.
pub fn all_locks(count: usize) -> String {
    format!("すべて見る（{count}）")
}

/// The round.
pub fn round(number: u32) -> String {
    format!("{number}回目の確認")
}

/// Take one answer back.
pub fn clear(asked: &str) -> String {
    format!("「{asked}」の答えを取り消す")
}

/// Change one answer.
pub fn change(asked: &str) -> String {
    format!("「{asked}」の答えを変更する")
}

/// What the machine shows of something that is not to be done yet.
pub fn shown_here(summary: &str) -> String {
    format!("「環境」で見えたもの：{summary}")
}

/// Browsers in which a sign-in is still remembered.
pub fn trusted_here(browsers: &[&str]) -> String {
    format!("このPCでは、{} にAmazonのサインインの記録が残っています。大切に残します。", browsers.join("、"))
}
