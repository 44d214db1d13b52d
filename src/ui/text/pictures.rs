//! Pictures of a note.

use std::path::Path;

use crate::case::{Attachment, AttachmentError, PICTURE_MAX_BYTES, PictureError};

use super::errors::{Sentence, plain};

/// The section.
pub const TITLE: &str = "画像";
/// How pictures come here.
pub const HOW: &str = "画面の写しをCtrl+Vで貼り付けるか、画像のファイルをここに落とします。";
/// Files are held above the window.
pub const DROP_HERE: &str = "ここで離すと、画像を記録に添付できます";
/// Choose a file.
pub const CHOOSE: &str = "画像を選ぶ";
/// One is being read.
pub const READING: &str = "画像を読み取っています…";
/// What a picture shows.
pub const CAPTION: &str = "説明";
/// What to write there.
pub const CAPTION_HINT: &str = "例：コードの入力画面";
/// The file is not there.
pub const MISSING: &str = "画像のファイルが見つかりません。ごみ箱や元のフォルダーにあれば、記録の隣の「.添付」のフォルダーに戻すと表示されます。";
/// Paint more over.
pub const MASK_MORE: &str = "隠す部分を足す";
/// Before it is attached.
pub const EDIT_TITLE: &str = "添付する前に、個人の情報を隠します";
/// The same for one that is attached already.
pub const EDIT_AGAIN_TITLE: &str = "隠す部分を足します";
/// How.
pub const EDIT_HOW: &str = "メールアドレス・電話番号・注文の宛先などを、マウスで囲むと黒く塗ります。塗った部分は添付するファイルから消え、元の画像は残しません。";
/// The same where the picture is attached already.
pub const EDIT_AGAIN_HOW: &str = "マウスで囲むと黒く塗ります。保存すると、塗った部分は元に戻せません。";
/// For those who do not draw.
pub const KEYS: &str = "四角を選ぶと、矢印キーで動かし、Shiftと矢印キーで大きさを変え、Deleteで消せます。";
/// The picture itself.
pub const CANVAS: &str = "画像。ドラッグして隠す部分を囲みます";
/// One more rectangle.
pub const ADD_MASK: &str = "四角を足す";
/// Remove the chosen rectangle.
pub const REMOVE_MASK: &str = "選んだ四角を消す";
/// Take the last change back.
pub const UNDO: &str = "取り消す";
/// Make it again.
pub const REDO: &str = "やり直す";
/// From the left edge.
pub const LEFT: &str = "左";
/// From the upper edge.
pub const TOP: &str = "上";
/// Width.
pub const WIDTH: &str = "幅";
/// Height.
pub const HEIGHT: &str = "高さ";
/// Attach it.
pub const ATTACH: &str = "添付する";
/// Save it.
pub const KEEP: &str = "保存する";
/// Do not.
pub const CANCEL: &str = "やめる";
/// The note has no place yet.
pub const SAVES_FIRST: &str = "記録がまだ保存されていないため、先に記録を保存します。";
/// It is being written.
pub const WRITING: &str = "書き込んでいます…";
/// Nothing was harmed by refusing.
const SAFE: &str = "元の画像も記録もそのままです。";
/// What is taken.
const TAKE_ANOTHER: &str = "画面をPrintScreenキーなどで撮って貼り付けるか、PNGかJPEGの画像を選んでください。";

/// How many pictures there are.
pub fn count(count: usize) -> String {
    if count == 0 { "なし".to_owned() } else { format!("{count}枚") }
}

/// Look at a picture and paint more over.
pub fn open(number: usize) -> String {
    format!("{number}枚目の画像を開く")
}

/// Remove a picture.
pub fn remove(number: usize) -> String {
    format!("{number}枚目の画像を取り除く")
}

/// A rectangle by its number, from 1.
pub fn mask(number: usize) -> String {
    format!("隠す部分 {number}")
}

/// When a picture was attached, and its size.
pub fn about(attachment: &Attachment, at: &str) -> String {
    format!("{at} に添付　{}×{}", attachment.width, attachment.height)
}

/// A line of the timeline: a picture was attached.
pub fn attached(attachment: &Attachment) -> String {
    with_caption("画像を添付しました", attachment)
}

/// A line of the timeline: more of a picture was painted over.
pub fn masked(attachment: &Attachment) -> String {
    with_caption("画像の一部を隠しました", attachment)
}

/// A line of the timeline: a picture was removed.
pub fn removed(attachment: &Attachment) -> String {
    with_caption("画像を取り除きました", attachment)
}

fn with_caption(what: &str, attachment: &Attachment) -> String {
    match attachment.caption.trim() {
        "" => what.to_owned(),
        caption => format!("{what}：{caption}"),
    }
}

/// Why a picture cannot be attached or shown.
pub fn error(error: &AttachmentError) -> Sentence {
    match error {
        AttachmentError::Missing { path } => told(
            "画像のファイルが見つかりません。",
            "移動したり名前を変えたりしていないかを確かめて、もう一度選んでください。",
            Some(path),
        ),
        AttachmentError::Name { .. } => told(
            "この画像の名前は使えません。",
            "記録が手で書き換えられたのかもしれません。画像を取り除いて、添付し直してください。",
            None,
        ),
        AttachmentError::Read { path, .. } => told(
            "画像を読み取れませんでした。",
            "ほかのアプリで開いていれば閉じ、別の場所にコピーしてから、もう一度選んでください。",
            Some(path),
        ),
        AttachmentError::Picture { path, source } => Sentence { path: Some(shown(path)), ..refused(source) },
        AttachmentError::Write { path, .. } => told(
            "画像を記録の隣に書き込めませんでした。",
            "空き容量と、フォルダーに書き込めるかを確かめてから、もう一度「添付する」を押してください。",
            Some(path),
        ),
    }
}

/// Why a picture of the clipboard cannot be attached.
pub fn pasted(error: &PictureError) -> Sentence {
    refused(error)
}

/// The work broke off.
pub fn broken_off() -> Sentence {
    told("画像の処理が途中で止まりました。", TAKE_ANOTHER, None)
}

/// The file of a picture that was removed is still there.
pub fn not_trashed(path: &Path) -> Sentence {
    Sentence {
        what: "画像のファイルをごみ箱に移せませんでした。".to_owned(),
        safe: "記録からは取り除きました。".to_owned(),
        next: "ファイルが不要なら、下の場所で消してください。".to_owned(),
        path: Some(shown(path)),
    }
}

/// Pictures were not copied to the new place of the note.
pub fn not_copied(error: &AttachmentError, folder: &Path) -> Sentence {
    log::warn!("{error}");
    Sentence {
        what: "画像を新しい場所にコピーできませんでした。".to_owned(),
        safe: "記録は保存しました。元の画像もそのままです。".to_owned(),
        next: "下のフォルダーを、新しい記録の隣にコピーしてください。".to_owned(),
        path: Some(shown(folder)),
    }
}

fn refused(error: &PictureError) -> Sentence {
    match error {
        PictureError::NoFile | PictureError::NoPicture => {
            told("画像のファイルではありません。", TAKE_ANOTHER, None)
        }
        PictureError::Empty => told("画像の中身が空です。", TAKE_ANOTHER, None),
        PictureError::TooBig { .. } => {
            let most = PICTURE_MAX_BYTES / (1024 * 1024);
            told(
                &format!("画像のファイルが大きすぎます。添付できるのは {most} MBまでです。"),
                "必要な部分だけを撮り直すか、小さくしてから添付してください。",
                None,
            )
        }
        PictureError::TooLarge { .. } => told(
            "画像の縦と横が大きすぎます。",
            "必要な部分だけを撮り直すか、小さくしてから添付してください。",
            None,
        ),
        PictureError::Format { format } => {
            told(&format!("{format}のファイルは添付できません。"), TAKE_ANOTHER, None)
        }
        PictureError::Truncated => {
            told("画像が途中で切れています。", "コピーや同期が終わってから、もう一度選んでください。", None)
        }
        PictureError::Damaged { .. } => told("画像が壊れていて、読み取れません。", TAKE_ANOTHER, None),
        PictureError::Encode { .. } => told("画像を書き出せませんでした。", TAKE_ANOTHER, None),
    }
}

fn told(what: &str, next: &str, path: Option<&Path>) -> Sentence {
    Sentence { what: what.to_owned(), safe: SAFE.to_owned(), next: next.to_owned(), path: path.map(shown) }
}

fn shown(path: &Path) -> String {
    plain(&path.display().to_string())
}
