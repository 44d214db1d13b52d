//! Short messages that go away by themselves.

/// Something is on the clipboard.
pub const COPIED: &str = "コピーしました。";
/// The note is on disk.
pub const SAVED: &str = "保存しました。";
/// A cause was fixed, the login still fails.
pub const NEXT_ROUND: &str =
    "次の確認に進みます。画面と文言をもう一度選んでください。分かっていることは残しています。";
