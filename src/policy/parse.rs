//! The text of the file, which is RON: `packaging/policy/policy.ron` is one with everything in it.

use std::path::PathBuf;

use ron::extensions::Extensions;
use serde::Deserialize;

use crate::case::Extra;
use crate::case::extra::Spy;
use crate::case::places::Surroundings;
use crate::environment::browser_label;
use crate::platform::browsers::{Chosen, WebAddress};
use crate::seller_url::{Verdict, judge};

use super::{Fault, Policy, Rule, Standing, VERSION};

/// Whom a folder is made up for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The name of the account, as the operating system has it: `{user}`.
    pub user: Option<String>,
    /// The person's folder: `{home}`.
    pub home: Option<PathBuf>,
    /// The folder of the person's documents, wherever it was moved: `{documents}`.
    pub documents: Option<PathBuf>,
}

impl Person {
    /// Whoever is at this machine. The name is not taken from a variable, which anybody can set.
    pub fn of(surroundings: &Surroundings) -> Self {
        Self {
            user: whoami::username().ok(),
            home: surroundings.home.clone(),
            documents: surroundings.documents_folder(),
        }
    }
}

/// The file as it is written.
#[derive(Debug, Deserialize)]
struct Written {
    /// Looked at before.
    #[serde(rename = "version")]
    _version: u32,
    #[serde(default)]
    online_checks: Rule,
    #[serde(default)]
    notes_folder: Option<String>,
    #[serde(default)]
    door: Option<String>,
    #[serde(default)]
    browser: Option<Browser>,
    #[serde(default)]
    releases_link: Rule,
    #[serde(default)]
    releases_url: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Browser {
    id: String,
    #[serde(default)]
    profile: Option<String>,
}

/// All that is read of a file that may be newer.
#[derive(Debug, Deserialize)]
struct Versioned {
    version: u32,
}

/// What the bytes of a file decide for a person. Fields that are not known are left out, with a line in the log.
pub fn parse(bytes: &[u8], person: &Person) -> Result<Policy, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|error| Fault::Format(error.to_string()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    let format = |error: ron::error::SpannedError| Fault::Format(error.to_string());
    match options.from_str::<Versioned>(text).map_err(format)?.version {
        VERSION => {}
        0 => return Err(value("version", "there is no version 0")),
        newer => return Err(Fault::Newer(newer)),
    }
    let mut deserializer = ron::Deserializer::from_str_with_options(text, &options).map_err(format)?;
    let mut unknown = Extra::default();
    let written = Written::deserialize(Spy::new(&mut deserializer, &mut unknown));
    let written = written.map_err(|error| format(deserializer.span_error(error)))?;
    for (field, _) in &unknown.fields {
        log::warn!("the IT department's settings have a field that is not known here: {field:?}");
    }
    Ok(Policy {
        standing: Standing::Absent,
        online_checks: written.online_checks,
        notes_folder: written.notes_folder.map(|template| folder(&template, person)).transpose()?,
        door: written.door.map(|url| door(&url)).transpose()?,
        browser: written.browser.map(browser).transpose()?,
        releases_link: written.releases_link,
        releases_url: written.releases_url.map(|url| page(&url)).transpose()?,
    })
}

fn value(field: &'static str, reason: impl Into<String>) -> Fault {
    Fault::Value { field, reason: reason.into() }
}

/// An absolute folder, with what stands for the person put in.
fn folder(template: &str, person: &Person) -> Result<PathBuf, Fault> {
    const FIELD: &str = "notes_folder";
    let unknown = |name: &str| value(FIELD, format!("{{{name}}} is not known"));
    let (mut path, mut rest) = (String::new(), template.trim());
    while let Some((before, after)) = rest.split_once('{') {
        path.push_str(before);
        let (name, after) = after.split_once('}').ok_or_else(|| value(FIELD, "a { without its }"))?;
        let own = match name {
            "user" => person.user.as_deref().filter(|user| is_one_name(user)),
            "home" => person.home.as_deref().and_then(|folder| folder.to_str()),
            "documents" => person.documents.as_deref().and_then(|folder| folder.to_str()),
            _ => return Err(unknown(name)),
        };
        if name != "user" && !path.is_empty() {
            return Err(value(FIELD, format!("{{{name}}} is whole and can only stand first")));
        }
        path.push_str(own.ok_or_else(|| unknown(name))?);
        rest = after;
    }
    path.push_str(rest);
    let path = PathBuf::from(path);
    if path.is_absolute() { Ok(path) } else { Err(value(FIELD, "not an absolute path")) }
}

/// Whether a name of an account is one name of a folder, on every system.
fn is_one_name(user: &str) -> bool {
    let is_odd =
        |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    !user.is_empty() && !user.contains(is_odd) && !user.starts_with(['.', ' ']) && !user.ends_with(['.', ' '])
}

/// An entrance of Japan, and nothing else: also an administrator can be deceived.
fn door(url: &str) -> Result<WebAddress, Fault> {
    let judged = judge().judge_url(url.trim());
    let is_japan = matches!(judged.verdict, Verdict::Japan | Verdict::JapanSecond);
    let address = if is_japan { WebAddress::new(url.trim()) } else { None };
    address.ok_or_else(|| value("door", "not an entrance of Seller Central in Japan"))
}

fn browser(written: Browser) -> Result<Chosen, Fault> {
    let Some(label) = browser_label(&written.id) else {
        return Err(value("browser", format!("the browser {:?} is not known", written.id)));
    };
    // The folder is what is known of a profile here; its name is the person's own.
    let profile = written.profile.map(|folder| (folder.clone(), folder));
    Ok(Chosen { browser: written.id, label, profile })
}

fn page(url: &str) -> Result<WebAddress, Fault> {
    WebAddress::new(url.trim())
        .ok_or_else(|| value("releases_url", "not an address that begins with https://"))
}
