//! Checks every id and reference in `assets/knowledge`, so that a bad edit fails the build with file and
//! line, and lists the files for the library to include. A program for Windows gets its icons, its version and
//! its manifest.

#![allow(
    clippy::allow_attributes,
    clippy::print_stdout,
    reason = "what cargo reads from a build script is printed"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

#[path = "src/knowledge/check.rs"]
#[allow(dead_code, reason = "the library uses more of it, and from further away")]
mod check;
#[path = "src/documents/checklists/table.rs"]
#[allow(dead_code, reason = "the library uses more of it")]
mod checklists;
#[path = "src/knowledge/model/mod.rs"]
#[allow(dead_code, clippy::struct_field_names, reason = "the library uses more of it, and from further away")]
mod model;
#[path = "src/knowledge/parse.rs"]
mod parse;
#[path = "src/documents/routing/table.rs"]
#[allow(dead_code, reason = "the library uses more of it")]
mod routing;
#[path = "src/documents/table.rs"]
mod table;

/// The knowledge, where the tables of the documents look for it.
mod knowledge {
    pub use super::model::{Condition, HazardRule, Step, Who};
    pub use super::parse::Knowledge;
}

/// The reader of the tables, where they look for it.
mod documents {
    pub(crate) use super::table;
}

/// The checklists.
const CHECKLISTS: &str = "assets/documents/checklists.ron";
/// Whom to turn to for each cause.
const ROUTING: &str = "assets/documents/routing.ron";

/// What Windows is to know of the program before it runs it.
const MANIFEST: &str = "assets/windows/login-triage.manifest";
/// The icons inside the Windows program, by the number under which Windows is told of them: the first one is the
/// program's own, the second one that of its case files.
const ICONS: [(&str, &str); 2] = [("1", "assets/icon/icon.ico"), ("2", "assets/icon/case.ico")];
/// The program's name, as Windows shows it: in the list of running programs, and under "open with".
const NAME: &str = "ログイン診断ノート";
/// Japanese, as the texts are.
const LANGUAGE: u16 = 0x0411;

fn main() {
    let folder = Path::new("assets/knowledge");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=src/knowledge");
    println!("cargo::rerun-if-changed={CHECKLISTS}");
    println!("cargo::rerun-if-changed={ROUTING}");
    println!("cargo::rerun-if-changed=src/documents/checklists/table.rs");
    println!("cargo::rerun-if-changed=src/documents/routing/table.rs");
    println!("cargo::rerun-if-changed=src/documents/table.rs");
    match run(folder) {
        Ok(problems) if problems.is_empty() => {}
        Ok(problems) => fail(&problems),
        Err(error) => fail(&[format!("{}: {error}", folder.display())]),
    }
    // What the program is built for counts, not where it is built.
    if env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "windows")
        && let Err(error) = add_to_windows_program()
    {
        fail(&[format!("the icons, version and manifest of the Windows program: {error}")]);
    }
}

/// Icons, version and manifest. The manifest is in every program that is linked, the tests too: without it Windows
/// gives the dialogs another library.
fn add_to_windows_program() -> io::Result<()> {
    println!("cargo::rerun-if-changed={MANIFEST}");
    let mut resources = winresource::WindowsResource::new();
    for (number, icon) in ICONS {
        println!("cargo::rerun-if-changed={icon}");
        resources.set_icon_with_id(icon, number);
    }
    resources
        .set_manifest_file(MANIFEST)
        .set_language(LANGUAGE)
        .set("ProductName", NAME)
        .set("FileDescription", NAME)
        .set("CompanyName", "The Login Triage authors")
        .set("LegalCopyright", "© 2026 The Login Triage authors. MIT OR Apache-2.0")
        .set("InternalName", "login-triage")
        .set("OriginalFilename", "login-triage.exe");
    resources.compile()
}

fn fail(problems: &[String]) {
    for problem in problems {
        println!("cargo::error={problem}");
    }
    process::exit(1);
}

fn run(folder: &Path) -> io::Result<Vec<String>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|ext| ext == "ron"));
    paths.sort();
    let mut texts = Vec::new();
    for path in &paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        texts.push((name, fs::read_to_string(path)?));
    }
    write_file_list(&paths)?;
    let files: Vec<parse::SourceFile<'_>> = texts.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    let inside = |problem: String| format!("{}/{problem}", folder.display());
    let knowledge = match parse::parse(files.iter().copied()) {
        Err(error) => return Ok(vec![inside(error.to_string())]),
        Ok(knowledge) => knowledge,
    };
    let problems = check::check(&knowledge, &files);
    let mut told: Vec<String> = problems.iter().map(|problem| inside(problem.to_string())).collect();
    told.extend(check_routing(&knowledge, &fs::read_to_string(ROUTING)?));
    told.extend(check_checklists(&knowledge, &fs::read_to_string(CHECKLISTS)?));
    Ok(told)
}

/// What is wrong with the checklists.
fn check_checklists(knowledge: &parse::Knowledge, text: &str) -> Vec<String> {
    let problems = match checklists::parse(text) {
        Err(error) => vec![error.to_string()],
        Ok(table) => checklists::check(&table, text, knowledge),
    };
    problems.iter().map(|problem| format!("{CHECKLISTS}:{problem}")).collect()
}

/// What is wrong with the table of routes.
fn check_routing(knowledge: &parse::Knowledge, text: &str) -> Vec<String> {
    let causes: Vec<&str> = knowledge.causes.iter().map(|cause| cause.id.as_str()).collect();
    let links: Vec<&str> = knowledge.links.iter().map(|link| link.id.as_str()).collect();
    let problems = match routing::parse(text) {
        Err(error) => vec![error.to_string()],
        Ok(table) => routing::check(&table, text, &causes, &links),
    };
    problems.iter().map(|problem| format!("{ROUTING}:{problem}")).collect()
}

/// Writes `knowledge_files.rs`: the names and texts of all files, as the library embeds them.
fn write_file_list(paths: &[PathBuf]) -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    let mut code = String::from(
        "/// The files of `assets/knowledge`: name and text.\npub static FILES: &[SourceFile<'static>] = &[\n",
    );
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let full = root.join(path);
        writeln!(code, "    ({name:?}, include_str!({:?})),", full.display().to_string())
            .map_err(io::Error::other)?;
    }
    code.push_str("];\n");
    fs::write(out.join("knowledge_files.rs"), code)
}
