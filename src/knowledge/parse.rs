//! From the texts of `assets/knowledge` to [`Knowledge`]. Shared with `build.rs`.

use ron::extensions::Extensions;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::model::{
    Category, Cause, Claim, DocumentRule, FindingText, Hazard, LedgerCheck, LedgerRule, Link, LinkTemplate,
    Marketplace, Message, Notice, Observation, Prevention, Stage, Step, Symptom,
};

/// A file of `assets/knowledge`: its name and its text.
pub type SourceFile<'a> = (&'a str, &'a str);

/// Everything the program knows, as it stands in `assets/knowledge`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Knowledge {
    pub categories: Vec<Category>,
    pub stages: Vec<Stage>,
    pub causes: Vec<Cause>,
    pub observations: Vec<Observation>,
    pub findings: Vec<FindingText>,
    pub messages: Vec<Message>,
    pub symptoms: Vec<Symptom>,
    pub steps: Vec<Step>,
    pub hazards: Vec<Hazard>,
    pub preventions: Vec<Prevention>,
    pub ledger_rules: Vec<LedgerRule>,
    pub ledger_checks: Vec<LedgerCheck>,
    pub notices: Vec<Notice>,
    pub document_rules: Vec<DocumentRule>,
    pub links: Vec<Link>,
    pub link_templates: Vec<LinkTemplate>,
    pub marketplaces: Vec<Marketplace>,
    pub claims: Vec<Claim>,
}

/// A file of the knowledge that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KnowledgeError {
    #[error("{file}:{line}:{column}: {reason}")]
    Syntax { file: String, line: usize, column: usize, reason: String },
    #[error("{file}:1: no kind of knowledge is kept in a file of this name")]
    UnknownFile { file: String },
}

/// Parses all files. What a file holds is told by the first word of its name.
pub fn parse<'a>(files: impl IntoIterator<Item = SourceFile<'a>>) -> Result<Knowledge, KnowledgeError> {
    let mut k = Knowledge::default();
    for (name, text) in files {
        let stem = name.trim_end_matches(".ron");
        let kind = stem.split_once('_').map_or(stem, |(kind, _)| kind);
        match kind {
            "categories" => k.categories.append(&mut list(name, text)?),
            "stages" => k.stages.append(&mut list(name, text)?),
            "causes" => k.causes.append(&mut list(name, text)?),
            "findings" => k.findings.append(&mut list(name, text)?),
            "messages" => k.messages.append(&mut list(name, text)?),
            "symptoms" => k.symptoms.append(&mut list(name, text)?),
            "tests" | "questions" | "repairs" | "temptations" => k.steps.append(&mut list(name, text)?),
            "hazards" => k.hazards.append(&mut list(name, text)?),
            "preventions" => k.preventions.append(&mut list(name, text)?),
            "rules" => k.ledger_rules.append(&mut list(name, text)?),
            "checks" => k.ledger_checks.append(&mut list(name, text)?),
            "notices" => k.notices.append(&mut list(name, text)?),
            "document" => k.document_rules.append(&mut list(name, text)?),
            "link" => k.link_templates.append(&mut list(name, text)?),
            "links" => k.links.append(&mut list(name, text)?),
            "marketplaces" => k.marketplaces.append(&mut list(name, text)?),
            "claims" => k.claims.append(&mut list(name, text)?),
            "observations" => k.observations.append(&mut list(name, text)?),
            _ => {
                return Err(KnowledgeError::UnknownFile { file: name.to_owned() });
            }
        }
    }
    fill_in(&mut k);
    Ok(k)
}

/// Makes the URLs of links with a template. One that does not exist is a problem for the check.
fn fill_in(k: &mut Knowledge) {
    for link in &mut k.links {
        let template = k.link_templates.iter().find(|template| Some(&template.id) == link.template.as_ref());
        if let (Some(template), Some(item)) = (template, &link.item) {
            link.url = Some(template.url.replace("{}", item));
        }
    }
}

fn list<T: DeserializeOwned>(file: &str, text: &str) -> Result<Vec<T>, KnowledgeError> {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).from_str(text).map_err(
        |error| KnowledgeError::Syntax {
            file: file.to_owned(),
            line: error.span.start.line,
            column: error.span.start.col,
            reason: error.code.to_string(),
        },
    )
}
