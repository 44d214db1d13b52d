//! Errors as sentences for the operator: what happened, what is safe, what to do next, paths last.

use std::{fmt, io, path::Path};

use crate::case::export::WriteError;
use crate::case::index::FolderError;
use crate::case::{LoadError, MAX_BYTES, SaveError};

/// An error, told to the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// What happened.
    pub what: String,
    /// What is not harmed.
    pub safe: String,
    /// What to do next.
    pub next: String,
    /// The file or folder that this is about.
    pub path: Option<String>,
}

impl fmt::Display for Sentence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}{}", self.what, self.safe, self.next)?;
        match &self.path {
            Some(path) => write!(formatter, "\n場所: {path}"),
            None => Ok(()),
        }
    }
}

impl Sentence {
    fn new(what: impl Into<String>, safe: &str, next: impl Into<String>, path: &Path) -> Self {
        Self { what: what.into(), safe: safe.to_owned(), next: next.into(), path: Some(shown(path)) }
    }
}

/// A path on one line.
pub(super) fn shown(path: &Path) -> String {
    plain(&path.display().to_string())
}

/// What somebody else wrote, without characters that break the line, or hide or turn what stands around them.
pub(super) fn plain(text: &str) -> String {
    let hides = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
    };
    text.replace(hides, "\u{fffd}")
}

/// Nothing was changed by trying to open a file.
const OPEN_IS_SAFE: &str = "開いていた記録はそのままです。";
/// The same, where the file itself may be worth something.
const FILE_IS_SAFE: &str = "ファイルは変更していません。開いていた記録もそのままです。";
/// The note is still in the window, and the file as it was.
const SAVE_IS_SAFE: &str = "入力した内容は画面に残っています。前に保存した記録もそのままです。";
/// Another file than this one is wanted.
const CHOOSE_A_NOTE: &str = "名前が「.case.ron」で終わるファイルを選んでください。";
/// The way out that works for most refusals.
const SAVE_ELSEWHERE: &str = "「ドキュメント」など、別の場所を選んで保存してください。";
/// The previous state of a broken note.
const TRY_BACKUP: &str = "コピーや同期の途中なら、終わってからもう一度開いてください。同じフォルダーに「.bak」で終わるファイルがあれば、一つ前の記録として開けます。";

/// Why nothing was handed on.
pub fn export_error(error: &WriteError) -> Sentence {
    const IS_SAFE: &str = "記録はそのままです。";
    match error {
        WriteError::Exists { path } => Sentence::new(
            "同じ名前のファイルがあるため、書き出していません。",
            "元のファイルもそのままです。",
            "別の名前を選んでください。",
            path,
        ),
        WriteError::NotAFile { path } => Sentence::new(
            "選んだ場所はファイルではないため、書き出せませんでした。",
            IS_SAFE,
            "別の名前か、別のフォルダーを選んでください。",
            path,
        ),
        WriteError::NoFolder { path } => Sentence::new(
            "選んだフォルダーが見つからないため、書き出せませんでした。",
            IS_SAFE,
            "フォルダーがつながっているかを確かめるか、別の場所を選んでください。",
            path,
        ),
        WriteError::Io { path, .. } => Sentence::new(
            "ファイルに書けませんでした。",
            IS_SAFE,
            "空き容量と、そのフォルダーに書けるかを確かめてください。急ぐときは「コピーする」で渡せます。",
            path,
        ),
    }
}

/// Why a note could not be opened.
pub fn load_error(error: &LoadError) -> Sentence {
    match error {
        LoadError::Missing { path } => Sentence::new(
            "記録のファイルが見つかりません。",
            OPEN_IS_SAFE,
            "移動したり名前を変えたりしていないかを確かめて、もう一度選んでください。",
            path,
        ),
        LoadError::NotAFile { path } => Sentence::new(
            "選んだ場所にあるのは、記録のファイルではありません。",
            OPEN_IS_SAFE,
            CHOOSE_A_NOTE,
            path,
        ),
        LoadError::TooBig { path, .. } => {
            let most = megabytes(MAX_BYTES);
            let what = format!("ファイルが大きすぎるため、開きませんでした。開けるのは {most} までです。");
            Sentence::new(what, OPEN_IS_SAFE, CHOOSE_A_NOTE, path)
        }
        LoadError::Read { path, source } => {
            let (what, next) = cannot_read(source);
            Sentence::new(what, OPEN_IS_SAFE, next, path)
        }
        LoadError::NotText { path } => Sentence::new(
            "このファイルは文字のファイルではないため、開けません。",
            FILE_IS_SAFE,
            CHOOSE_A_NOTE,
            path,
        ),
        LoadError::NotACase { path } => Sentence::new(
            "このファイルは、ログイン診断ノートの記録ではありません。",
            FILE_IS_SAFE,
            CHOOSE_A_NOTE,
            path,
        ),
        LoadError::Newer { path, found, known } => Sentence::new(
            format!(
                "この記録は、より新しいログイン診断ノートで作られています。記録の形式は {found} で、ここで開けるのは {known} までです。"
            ),
            FILE_IS_SAFE,
            "新しいログイン診断ノートで開いてください。",
            path,
        ),
        LoadError::Truncated { path, line, .. } => Sentence::new(
            format!("記録が {line} 行目で途切れているため、開けません。"),
            FILE_IS_SAFE,
            TRY_BACKUP,
            path,
        ),
        LoadError::Damaged { path, line, column, .. } => Sentence::new(
            format!("記録の {line} 行目、{column} 文字目が壊れているため、開けません。"),
            FILE_IS_SAFE,
            TRY_BACKUP,
            path,
        ),
    }
}

/// Why a folder of notes cannot be looked through.
pub fn folder_error(error: &FolderError) -> Sentence {
    match error {
        FolderError::Missing { path } => Sentence::new(
            "記録のフォルダーが見つかりません。",
            OPEN_IS_SAFE,
            "外付けドライブや共有フォルダーがつながっているかを確かめるか、別のフォルダーを選んでください。",
            path,
        ),
        FolderError::NotAFolder { path } => Sentence::new(
            "指定された場所は、フォルダーではありません。",
            OPEN_IS_SAFE,
            "別のフォルダーを選んでください。",
            path,
        ),
        FolderError::Read { path, source } => {
            let next = match source.kind() {
                io::ErrorKind::PermissionDenied => permission(
                    "フォルダーの持ち主か社内の管理者に、読めるようにしてもらうか、別のフォルダーを選んでください。",
                ),
                _ => {
                    "外付けドライブや共有フォルダーがつながっているかを確かめて、もう一度読み込んでください。"
                }
            };
            Sentence::new("記録のフォルダーを読み取れませんでした。", OPEN_IS_SAFE, next, path)
        }
    }
}

/// The folder of a note could not be shown.
pub fn folder_not_shown(folder: &Path) -> Sentence {
    let next = "下の場所を、エクスプローラーなどで開いてください。";
    Sentence::new("フォルダーを開けませんでした。", OPEN_IS_SAFE, next, folder)
}

/// The folder of the notes could not be made.
pub fn folder_not_made(folder: &Path, source: &io::Error) -> Sentence {
    let (_, next) = cannot_write(source);
    Sentence::new("フォルダーを作れませんでした。", OPEN_IS_SAFE, next, folder)
}

/// A note could not be put into the bin.
pub fn not_trashed(path: &Path) -> Sentence {
    let next = "ほかのプログラムで開いていれば閉じて、もう一度試してください。ごみ箱のない場所では、フォルダーを開いて直接移してください。";
    Sentence::new("ごみ箱へ移せませんでした。", "ファイルはそのままです。", next, path)
}

/// A note that is to go into the bin while somebody else is editing it: `who` says who.
pub fn being_edited(who: &str, path: &Path) -> Sentence {
    let next = "編集が終わってから、もう一度試してください。";
    Sentence::new(format!("{who}。"), "ファイルはそのままです。", next, path)
}

/// The pictures of a note could not be copied with it.
pub fn pictures_not_copied(path: &Path) -> Sentence {
    let next = "元の記録の画像を、新しい記録にもう一度添付してください。";
    Sentence::new(
        "記録は複製しましたが、添付の画像を写せませんでした。",
        "元の記録と画像はそのままです。",
        next,
        path,
    )
}

/// Why a note could not be saved.
#[expect(clippy::too_many_lines, reason = "one sentence for each error")]
pub fn save_error(error: &SaveError) -> Sentence {
    match error {
        SaveError::NoFileName { path } => Sentence::new(
            "ファイルの名前がないため、保存できませんでした。",
            SAVE_IS_SAFE,
            "名前を付けて保存してください。",
            path,
        ),
        SaveError::NotAFile { path } => Sentence::new(
            "同じ名前のフォルダーなどがあるため、保存できませんでした。",
            SAVE_IS_SAFE,
            "別の名前で保存してください。",
            path,
        ),
        SaveError::ReadOnly { path } => Sentence::new(
            "ファイルが読み取り専用のため、保存できませんでした。",
            SAVE_IS_SAFE,
            "別の名前で保存するか、ファイルの「プロパティ」で「読み取り専用」を外してから、もう一度保存してください。",
            path,
        ),
        SaveError::NoFolder { path } => Sentence::new(
            "保存先のフォルダーが見つかりません。",
            SAVE_IS_SAFE,
            "外付けドライブや共有フォルダーがつながっているかを確かめるか、別の場所に保存してください。",
            path,
        ),
        SaveError::TooBig { path, bytes } => Sentence::new(
            format!(
                "記録が大きすぎるため（{}）、保存できませんでした。保存できるのは {} までです。",
                megabytes(*bytes),
                megabytes(MAX_BYTES)
            ),
            SAVE_IS_SAFE,
            "メモや文言の長い部分を短くして、もう一度保存してください。",
            path,
        ),
        SaveError::Encode { path, .. } | SaveError::Verify { path } => Sentence::new(
            "書き込む前の確認で、記録が正しく読み戻せないと分かったため、保存しませんでした。",
            SAVE_IS_SAFE,
            "最後に貼り付けた文字を消して、もう一度保存してください。",
            path,
        ),
        SaveError::Exists { path } => Sentence::new(
            "同じ名前のファイルがすでにあるため、保存しませんでした。",
            SAVE_IS_SAFE,
            "別の名前で保存してください。",
            path,
        ),
        SaveError::Newer { path, found, known } => Sentence::new(
            format!(
                "保存先の記録は、より新しいログイン診断ノートで書き換えられています。記録の形式は {found} で、ここで扱えるのは {known} までです。"
            ),
            SAVE_IS_SAFE,
            "別の名前で保存するか、新しいログイン診断ノートで開いてください。",
            path,
        ),
        SaveError::OtherCase { path } => Sentence::new(
            "同じ場所に別の案件の記録が置かれたため、保存しませんでした。",
            SAVE_IS_SAFE,
            "別の名前で保存してください。",
            path,
        ),
        SaveError::Busy { path } => Sentence::new(
            "ほかのログイン診断ノートが同じフォルダーに保存している途中のため、保存できませんでした。",
            SAVE_IS_SAFE,
            "少し待って、もう一度保存してください。",
            path,
        ),
        SaveError::Write { path, source } => {
            let (what, next) = cannot_write(source);
            Sentence::new(what, SAVE_IS_SAFE, next, path)
        }
    }
}

/// What to do where a right is missing. macOS asks a person once for each of their own folders, and takes no for an
/// answer for good.
fn permission(elsewhere: &'static str) -> &'static str {
    if cfg!(target_os = "macos") {
        "「システム設定」→「プライバシーとセキュリティ」→「ファイルとフォルダ」で、ログイン診断ノートに許可して、もう一度試してください。"
    } else {
        elsewhere
    }
}

/// What to say, and what to do, when the system refuses to hand out a file.
fn cannot_read(source: &io::Error) -> (&'static str, &'static str) {
    if is_held(source) {
        return (
            "ほかのプログラムが使っているため、ファイルを開けません。",
            "ほかのプログラムで閉じるか、少し待ってから、もう一度開いてください。",
        );
    }
    match source.kind() {
        io::ErrorKind::PermissionDenied => (
            "このファイルを読む権限がないため、開けません。",
            permission("ファイルの持ち主か社内の管理者に、読めるようにしてもらってください。"),
        ),
        _ => (
            "ファイルを読み取れませんでした。",
            "外付けドライブや共有フォルダーがつながっているかを確かめて、もう一度開いてください。",
        ),
    }
}

/// What to say, and what to do, when the system refuses to write a file.
fn cannot_write(source: &io::Error) -> (&'static str, &'static str) {
    if is_held(source) {
        return (
            "ほかのプログラムがファイルを使っているため、保存できませんでした。",
            "少し待ってもう一度保存するか、別の名前で保存してください。",
        );
    }
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => (
            "保存先の空き容量が足りないため、保存できませんでした。",
            "不要なファイルを片付けてもう一度保存するか、別の場所に保存してください。",
        ),
        io::ErrorKind::PermissionDenied => {
            ("保存先に書き込む権限がないため、保存できませんでした。", permission(SAVE_ELSEWHERE))
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            ("保存先に書き込む権限がないため、保存できませんでした。", SAVE_ELSEWHERE)
        }
        io::ErrorKind::InvalidFilename => (
            "名前が長すぎるか、使えない文字があるため、保存できませんでした。",
            "短い名前で保存してください。",
        ),
        _ => ("記録を保存できませんでした。", SAVE_ELSEWHERE),
    }
}

/// Whether another program holds the file (Windows: sharing or lock violation).
fn is_held(source: &io::Error) -> bool {
    source.kind() == io::ErrorKind::ResourceBusy
        || (cfg!(windows) && matches!(source.raw_os_error(), Some(32 | 33)))
}

fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1024 * 1024))
}

/// Settings that cannot be written. Nothing of the note is at stake.
pub fn settings_error(error: &crate::app::SettingsError) -> Sentence {
    let (crate::app::SettingsError::Io { path, .. } | crate::app::SettingsError::Format { path, .. }) = error;
    Sentence::new(
        "画面の設定を保存できませんでした。",
        "記録には影響しません。",
        "次に起動したときは、前の設定で始まります。",
        path,
    )
}

/// A job broke off in the midst of its work. What went wrong is in the log.
pub fn broken_off() -> Sentence {
    Sentence {
        what: "処理が途中で止まりました。".to_owned(),
        safe: "入力した内容は画面に残っています。".to_owned(),
        next: "もう一度お試しください。続くときは、記録を保存してからアプリを開き直してください。".to_owned(),
        path: None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    const KINDS: [io::ErrorKind; 7] = [
        io::ErrorKind::PermissionDenied,
        io::ErrorKind::StorageFull,
        io::ErrorKind::QuotaExceeded,
        io::ErrorKind::ReadOnlyFilesystem,
        io::ErrorKind::InvalidFilename,
        io::ErrorKind::ResourceBusy,
        io::ErrorKind::Other,
    ];

    fn path() -> PathBuf {
        PathBuf::from("/記録/A店.case.ron")
    }

    fn loads() -> Vec<LoadError> {
        let mut errors = vec![
            LoadError::Missing { path: path() },
            LoadError::NotAFile { path: path() },
            LoadError::TooBig { path: path(), bytes: 1 << 30 },
            LoadError::NotText { path: path() },
            LoadError::NotACase { path: path() },
            LoadError::Newer { path: path(), found: 2, known: 1 },
            LoadError::Truncated { path: path(), line: 3, column: 4 },
            LoadError::Damaged { path: path(), line: 3, column: 4, source: None },
        ];
        errors.extend(KINDS.map(|kind| LoadError::Read { path: path(), source: kind.into() }));
        errors
    }

    fn saves() -> Vec<SaveError> {
        let mut errors = vec![
            SaveError::NoFileName { path: path() },
            SaveError::NotAFile { path: path() },
            SaveError::ReadOnly { path: path() },
            SaveError::NoFolder { path: path() },
            SaveError::TooBig { path: path(), bytes: 1 << 26 },
            SaveError::Encode { path: path(), source: ron::Error::Eof },
            SaveError::Verify { path: path() },
            SaveError::Exists { path: path() },
            SaveError::Newer { path: path(), found: 3, known: 2 },
            SaveError::OtherCase { path: path() },
            SaveError::Busy { path: path() },
        ];
        errors.extend(KINDS.map(|kind| SaveError::Write { path: path(), source: kind.into() }));
        errors
    }

    fn folders() -> Vec<Sentence> {
        let mut errors =
            vec![FolderError::Missing { path: path() }, FolderError::NotAFolder { path: path() }];
        errors.extend(KINDS.map(|kind| FolderError::Read { path: path(), source: kind.into() }));
        let mut told: Vec<Sentence> = errors.iter().map(folder_error).collect();
        told.extend(KINDS.map(|kind| folder_not_made(&path(), &kind.into())));
        told.extend([folder_not_shown(&path()), not_trashed(&path()), pictures_not_copied(&path())]);
        told.push(being_edited("山田さんが編集中です", &path()));
        told
    }

    fn all() -> Vec<Sentence> {
        loads().iter().map(load_error).chain(saves().iter().map(save_error)).chain(folders()).collect()
    }

    #[test]
    fn every_error_is_told_in_whole_polite_sentences() {
        for sentence in all() {
            for part in [&sentence.what, &sentence.safe, &sentence.next] {
                assert!(part.ends_with('。'), "{part}");
                assert!(!part.contains(['!', '！', '\n']), "{part}");
                for piece in part.split_terminator('。') {
                    let polite = ["ません", "ました", "ます", "です", "ください", "でした"];
                    assert!(polite.iter().any(|end| piece.ends_with(end)), "{piece}");
                }
            }
            assert!(sentence.to_string().chars().count() < 220, "{sentence}");
        }
    }

    #[test]
    fn what_is_safe_comes_second_and_the_path_last() {
        for sentence in all() {
            assert!(sentence.safe.contains("そのまま"));
            let text = sentence.to_string();
            assert!(text.ends_with("\n場所: /記録/A店.case.ron"), "{text}");
            let place = |part: &str| text.find(part).unwrap();
            assert!(
                place(&sentence.what) < place(&sentence.safe)
                    && place(&sentence.safe) < place(&sentence.next)
            );
        }
    }

    #[test]
    fn causes_that_call_for_different_actions_read_differently() {
        let text =
            |kind: io::ErrorKind| save_error(&SaveError::Write { path: path(), source: kind.into() }).what;
        assert!(text(io::ErrorKind::StorageFull).contains("空き容量"));
        assert!(text(io::ErrorKind::PermissionDenied).contains("権限"));
        assert!(text(io::ErrorKind::ResourceBusy).contains("ほかのプログラム"));
    }

    #[test]
    fn a_path_cannot_break_the_line() {
        let path = PathBuf::from("/a\n次の\u{202e}行");
        assert_eq!(load_error(&LoadError::Missing { path }).path.unwrap(), "/a\u{fffd}次の\u{fffd}行");
    }
}
