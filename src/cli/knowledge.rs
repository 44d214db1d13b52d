//! `knowledge`: everything the program knows, with ids.

use std::collections::BTreeSet;
use std::io::Write;

use serde::Serialize;

use crate::knowledge::{
    Category, Cause, Claim, ClaimKind, DocumentRule, FindingText, Hazard, Knowledge, LedgerCheck, LedgerRule,
    Link, Marketplace, Message, Notice, Observation, Prevention, Stage, Step, Symptom, coverable,
};
use crate::ui::text;

use super::{CallError, write_json};

/// The knowledge, as the JSON output has it: as in `assets/knowledge`, with what is worked out from it.
#[derive(Debug, Serialize)]
struct Listing<'k> {
    counts: Counts,
    categories: &'k [Category],
    stages: &'k [Stage],
    causes: &'k [Cause],
    observations: Vec<ObservationEntry<'k>>,
    steps: &'k [Step],
    hazards: &'k [Hazard],
    messages: &'k [Message],
    symptoms: &'k [Symptom],
    findings: &'k [FindingText],
    preventions: &'k [Prevention],
    ledger_rules: &'k [LedgerRule],
    ledger_checks: &'k [LedgerCheck],
    notices: &'k [Notice],
    document_rules: &'k [DocumentRule],
    links: &'k [Link],
    marketplaces: &'k [Marketplace],
    claims: Vec<ClaimEntry<'k>>,
}

/// How many there are of each.
#[derive(Debug, Serialize)]
struct Counts {
    categories: usize,
    stages: usize,
    causes: usize,
    observations: usize,
    outcomes: usize,
    steps: usize,
    hazards: usize,
    messages: usize,
    symptoms: usize,
    findings: usize,
    preventions: usize,
    ledger_rules: usize,
    ledger_checks: usize,
    notices: usize,
    document_rules: usize,
    links: usize,
    marketplaces: usize,
    claims: usize,
    claims_uncovered: usize,
}

#[derive(Debug, Serialize)]
struct ObservationEntry<'k> {
    #[serde(flatten)]
    observation: &'k Observation,
    /// The step that asks it.
    asked_by: Option<&'k str>,
}

#[derive(Debug, Serialize)]
struct ClaimEntry<'k> {
    id: &'k str,
    kind: ClaimKind,
    text: &'k str,
    covered_by: &'k [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'k str>,
}

pub(super) fn run(json: bool, out: &mut dyn Write) -> Result<(), CallError> {
    let knowledge = Knowledge::embedded().map_err(CallError::Knowledge)?;
    if json { write_json(&listing(&knowledge), out) } else { write_text(&knowledge, out) }
}

fn listing(knowledge: &Knowledge) -> Listing<'_> {
    // Field by field, so that nothing new is forgotten here.
    let Knowledge {
        categories,
        stages,
        causes,
        observations,
        findings,
        messages,
        symptoms,
        steps,
        hazards,
        preventions,
        ledger_rules,
        ledger_checks,
        notices,
        document_rules,
        links,
        // Made into the URLs of the links.
        link_templates: _,
        marketplaces,
        claims,
    } = knowledge;
    let asked_by = |id: &str| knowledge.asked_by(id).map(|step| step.id.as_str());
    let observations = observations
        .iter()
        .map(|observation| ObservationEntry { observation, asked_by: asked_by(&observation.id) });
    Listing {
        counts: counts(knowledge),
        categories,
        stages,
        causes,
        observations: observations.collect(),
        steps,
        hazards,
        messages,
        symptoms,
        findings,
        preventions,
        ledger_rules,
        ledger_checks,
        notices,
        document_rules,
        links,
        marketplaces,
        claims: claims.iter().map(claim_entry).collect(),
    }
}

fn claim_entry(claim: &Claim) -> ClaimEntry<'_> {
    ClaimEntry {
        id: &claim.id,
        kind: claim.kind,
        text: &claim.text,
        covered_by: &claim.covered_by,
        note: claim.note.as_deref(),
    }
}

fn counts(knowledge: &Knowledge) -> Counts {
    Counts {
        categories: knowledge.categories.len(),
        stages: knowledge.stages.len(),
        causes: knowledge.causes.len(),
        observations: knowledge.observations.len(),
        outcomes: knowledge.observations.iter().map(|observation| observation.outcomes.len()).sum(),
        steps: knowledge.steps.len(),
        hazards: knowledge.hazards.len(),
        messages: knowledge.messages.len(),
        symptoms: knowledge.symptoms.len(),
        findings: knowledge.findings.len(),
        preventions: knowledge.preventions.len(),
        ledger_rules: knowledge.ledger_rules.len(),
        ledger_checks: knowledge.ledger_checks.len(),
        notices: knowledge.notices.len(),
        document_rules: knowledge.document_rules.len(),
        links: knowledge.links.len(),
        marketplaces: knowledge.marketplaces.len(),
        claims: knowledge.claims.len(),
        claims_uncovered: uncovered(knowledge),
    }
}

/// How many claims are covered by nothing that exists.
fn uncovered(knowledge: &Knowledge) -> usize {
    let items: BTreeSet<&str> = coverable(knowledge).into_iter().collect();
    let covered = |claim: &&Claim| claim.covered_by.iter().any(|id| items.contains(id.as_str()));
    knowledge.claims.iter().filter(|claim| !covered(claim)).count()
}

fn write_text(knowledge: &Knowledge, out: &mut dyn Write) -> Result<(), CallError> {
    let k = knowledge;
    let kinds = text::cli::KINDS;
    write_kind(out, kinds.stages, k.stages.iter().map(|x| (&x.id, &x.label)))?;
    write_kind(out, kinds.causes, k.causes.iter().map(|x| (&x.id, &x.label)))?;
    write_kind(out, kinds.observations, k.observations.iter().map(|x| (&x.id, &x.question)))?;
    write_kind(out, kinds.steps, k.steps.iter().map(|x| (&x.id, &x.label)))?;
    write_kind(out, kinds.hazards, k.hazards.iter().map(|x| (&x.id, &x.label)))?;
    write_kind(out, kinds.messages, k.messages.iter().filter_map(|x| Some((&x.id, x.texts.first()?))))?;
    write_kind(out, kinds.symptoms, k.symptoms.iter().map(|x| (&x.id, &x.label)))?;
    write_kind(out, kinds.findings, k.findings.iter().map(|x| (&x.id, &x.summary)))?;
    write_kind(out, kinds.preventions, k.preventions.iter().map(|x| (&x.id, &x.label)))?;
    write_kind(out, kinds.ledger_rules, k.ledger_rules.iter().map(|x| (&x.id, &x.label)))?;
    write_kind(out, kinds.ledger_checks, k.ledger_checks.iter().map(|x| (&x.id, &x.label)))?;
    write_kind(out, kinds.notices, k.notices.iter().map(|x| (&x.id, &x.title)))?;
    write_kind(out, kinds.document_rules, k.document_rules.iter().map(|x| (&x.id, &x.label)))?;
    write_kind(out, kinds.links, k.links.iter().map(|x| (&x.id, &x.label)))?;
    write_kind(out, kinds.marketplaces, k.marketplaces.iter().map(|x| (&x.id, &x.label)))?;
    write_kind(out, kinds.claims, k.claims.iter().map(|x| (&x.id, &x.text)))?;
    Ok(writeln!(out, "{}", text::cli::uncovered(uncovered(k)))?)
}

fn write_kind<'k>(
    out: &mut dyn Write,
    kind: &str,
    items: impl Iterator<Item = (&'k String, &'k String)>,
) -> Result<(), CallError> {
    let items: Vec<_> = items.collect();
    writeln!(out, "{}", text::cli::heading(kind, items.len()))?;
    for (id, label) in items {
        writeln!(out, "  {id}  {label}")?;
    }
    Ok(writeln!(out)?)
}
