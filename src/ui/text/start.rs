//! A start that comes to no window, or a window that breaks off, as sentences for the operator.

use std::path::Path;

use crate::window::{Rung, WindowError};

use super::errors::{Sentence, shown};

/// Nothing was written.
const IS_SAFE: &str = "保存済みの記録は変わりません。";
/// Behind what there is to do, where there is a log.
const LOG: &str = "PCの管理者に相談するときは、次の場所のファイルも渡してください。";

/// Why there is no window, or no more. The reason itself names places of the build machine and helps nobody here; it is
/// in the log.
pub fn window_error(error: &WindowError, log: Option<&Path>) -> Sentence {
    let (what, safe, next) = match error {
        WindowError::Knowledge(_) => (
            "診断に使うデータを読み込めませんでした。".to_owned(),
            IS_SAFE,
            "アプリを入れ直してください。".to_owned(),
        ),
        WindowError::NoScreen(_) => (
            "画面を表示できませんでした。".to_owned(),
            IS_SAFE,
            "画面のあるPCのデスクトップから起動してください。コマンドラインの機能はそのまま使えます（「login-triage --help」で使い方が出ます）。"
                .to_owned(),
        ),
        WindowError::NoRenderer { tried } => no_renderer(tried),
        WindowError::Broke => (
            "予期しない問題が起きたため、終了しました。".to_owned(),
            "入力中の内容は控えがあり、次に開いたときに戻せます。保存済みの記録は変わりません。",
            "もう一度開いてください。".to_owned(),
        ),
    };
    let next = if log.is_some() { format!("{next}\n{LOG}") } else { next };
    Sentence { what, safe: safe.to_owned(), next, path: log.map(shown) }
}

fn no_renderer(tried: &[Rung]) -> (String, &'static str, String) {
    let names: Vec<&str> = tried.iter().map(|rung| rung.name()).collect();
    let names = names.join("、");
    let what = format!(
        "画面を開けませんでした。画面の描き方（{names}）をすべて試しましたが、このPCではどれも動きませんでした。"
    );
    let next = format!(
        "\n次の順に試してください。\n\
         1. リモートデスクトップや仮想マシンで使っているときは、PCの前で直接開きます。\n\
         2. PCを再起動して、もう一度開きます。\n\
         3. 画面表示（グラフィックス）のドライバーの更新を、PCの管理者に頼みます。\n\
         4. そのあとで、描き方を選んで開きます: login-triage --renderer auto（ほかに {names}）\n\
         急ぐときは、画面なしでも調べられます: login-triage triage 回答のファイル（「login-triage --help」で使い方が出ます）"
    );
    (what, IS_SAFE, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_end_says_what_is_safe_and_what_to_do_and_the_log_last() {
        let errors = [
            WindowError::NoScreen("neither WAYLAND_DISPLAY nor DISPLAY".to_owned()),
            WindowError::NoRenderer { tried: vec![Rung::Glow, Rung::Wgpu, Rung::Warp] },
            WindowError::Broke,
        ];
        for error in errors {
            let bare = window_error(&error, None);
            assert!(!bare.safe.is_empty() && !bare.next.is_empty() && bare.path.is_none());
            assert!(!bare.to_string().contains("WAYLAND"), "{bare}");
            let told = window_error(&error, Some(Path::new("/家/log.txt"))).to_string();
            assert!(told.ends_with("\n場所: /家/log.txt"), "{told}");
            assert!(told.contains(LOG));
        }
    }

    #[test]
    fn what_was_tried_is_named() {
        let sentence =
            window_error(&WindowError::NoRenderer { tried: vec![Rung::Glow, Rung::Software] }, None);
        assert!(sentence.what.contains("（glow、software）"), "{sentence}");
        assert!(sentence.next.contains("--renderer auto") && sentence.next.contains("login-triage triage"));
    }
}
