//! What is said about a second start of the program.

use super::errors::Sentence;

/// A note that was opened from outside waits until what is on the screen is done.
pub const WAITS: &str = "別の記録を開く操作を受け取りました。この画面を終えると開きます。";
/// The note that was opened from outside is open already.
pub const OPEN_ALREADY: &str = "その記録は、もう開いています。";

/// Another one is there and does not answer.
pub fn no_answer() -> Sentence {
    Sentence {
        what: "先に開いたログイン診断ノートが応答しないため、新しい画面で開きました。".to_owned(),
        safe: "保存済みの記録はそのままです。".to_owned(),
        next: "先に開いたほうに未保存の入力があるときは、しばらく待って保存してください。応答が戻らないときは、タスクマネージャーなどで終了させると、次に開いたときに入力の控えから戻せます。".to_owned(),
        path: None,
    }
}
