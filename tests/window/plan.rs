//! 改善計画: from a case to a plan, what is weak in it, and a file.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use login_triage::app::{DocumentTab, ExportStage, Page, Picked, Preview};
use login_triage::case::{self, PlanSection};

use crate::support::{Begin, Outside, Window};

/// A window with a note that was opened from a folder of its own, at the tab.
pub fn opened(outside: &Arc<Outside>, folder: &Path, begin: Begin) -> (Window, PathBuf) {
    let path = folder.join("朝の件.case.ron");
    let note = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports_note/note.case.ron");
    fs::copy(note, &path).unwrap();
    let begin = Begin { open: Some(path.clone()), ..begin };
    let mut window = Window::open_with(begin, Arc::clone(outside));
    window.wait("the note is opened", |state| state.path.is_some());
    window.press("文書");
    window.press("改善計画");
    assert_eq!(window.state().page, Page::Documents);
    assert_eq!(window.state().documents.tab, DocumentTab::Plan);
    (window, path)
}

/// Writes a plan as an operator would: weak at first.
pub fn written(window: &mut Window) {
    window.press("改善計画を書き始める");
    window.type_into("指摘された違反", "商標権の侵害");
    window.type_into("対象のASIN・注文番号", "B08XYZ1234");
    window.type_into("原因 1", "確認不足でした。");
    window.type_into("実施済み 1", "商品ページ2件を削除しました。");
    window.type_into("担当（実施済み 1）", "店長 田中");
    window.type_into("日付・頻度（実施済み 1）", "2026年3月3日");
    window.type_into("証拠（実施済み 1）", "削除した画面の写し");
    window.type_into("再発防止 1", "出品の手順書に確認を3つ加えます。");
}

#[test]
fn from_the_case_to_a_plan_and_to_a_file() {
    let (outside, folder): (Arc<Outside>, _) = (Arc::default(), tempfile::tempdir().unwrap());
    let (mut window, path) = opened(&outside, folder.path(), Begin::default());
    assert!(window.shows("約束できません"), "it says what it cannot promise");
    written(&mut window);
    // Live: the weak statement says why, and shows a better one.
    assert!(window.shows("あいまいな言葉：") && window.shows("強い例："));
    window.sees("弱い書き方は見つかりません");
    window.replace("原因 1", "2026年2月10日、出品担当の鈴木が12項目の確認を省きました。");
    assert!(!window.shows("あいまいな言葉："));
    window.type_into("担当（再発防止 1）", "店長 田中");
    window.type_into("日付・頻度（再発防止 1）", "毎週月曜");
    window.sees("形の上で足りないものはありません。");

    let target = folder.path().join("計画.md");
    outside.picks.lock().unwrap().push(Picked::Path(target.clone()));
    window.wait("the paper", |state| state.documents.ready().is_some());
    window.press("書き出す…");
    let made = |state: &login_triage::app::State| {
        matches!(state.export.as_ref().map(|export| &export.preview), Some(Preview::Ready(_)))
    };
    window.wait("the preview", made);
    window.press("Markdown");
    window.wait("the preview", made);
    window.press("ファイルに保存する");
    window.wait("the file", |state| {
        matches!(state.export.as_ref().map(|export| &export.stage), Some(ExportStage::Written(_)))
    });
    let file = fs::read_to_string(&target).unwrap();
    for part in ["# 改善計画", "## 原因", "## 実施済みの対応", "## 再発防止", "添付する証拠", "B08XYZ1234"]
    {
        assert!(file.contains(part), "{part} in {file}");
    }
    assert!(file.contains("店長 田中"), "whoever owns a measure is named");

    // It is kept in the note, and can be taken back.
    window.press_in_dialog("閉じる");
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::S);
    window.settle();
    window.wait("saved", |state| !state.has_unsaved_changes());
    let saved = case::load(&path).unwrap();
    assert_eq!(saved.plans, window.state().case.plans);
    assert_eq!(saved.plans[0].of(PlanSection::Prevention).count(), 1);
}

#[test]
fn a_second_violation_is_a_second_plan() {
    let (outside, folder): (Arc<Outside>, _) = (Arc::default(), tempfile::tempdir().unwrap());
    let (mut window, _) = opened(&outside, folder.path(), Begin::default());
    written(&mut window);
    window.replace("原因 1", "商標権の侵害のほか、出荷遅延もありました。");
    assert!(window.shows("違反が2つ以上ある"));
    assert!(window.shows("違反が2つ以上書かれています"));
    window.press("別の違反の計画を追加する");
    assert_eq!(window.state().case.plans.len(), 2);
    assert!(window.shows("指摘された違反が書かれていません"));
    window.press("計画1：商標権の侵害");
    assert!(!window.shows("指摘された違反が書かれていません"));
    window.press("計画2");
    window.press("この計画を消す");
    assert_eq!(window.state().case.plans.len(), 1);
    assert!(window.shows("違反が2つ以上書かれています"), "the other one is in front again");
}

#[test]
fn statements_come_and_go_and_an_empty_plan_is_not_handed_on() {
    let (outside, folder): (Arc<Outside>, _) = (Arc::default(), tempfile::tempdir().unwrap());
    let (mut window, _) = opened(&outside, folder.path(), Begin::default());
    window.press("改善計画を書き始める");
    window.sees("先に計画を書きます");
    window.press("実施済みをもう1つ書く");
    window.type_into("実施済み 2", "返金する予定です。");
    assert!(window.shows("これからのことが書かれている："));
    window.press("実施済み 1 を消す");
    window.sees("実施済み 1");
    assert!(window.shows("これからのことが書かれている："));
    assert_eq!(window.state().case.plans[0].of(PlanSection::Done).count(), 1);
    window.press("実施済み 1 を消す");
    assert!(window.shows("「実施済み」がまだ書かれていません。"));
}
