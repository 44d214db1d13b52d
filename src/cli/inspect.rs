//! `inspect`: what a machine shows, this one or a copy of another one.

use std::io::Write;
use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;

use crate::environment::facts::{OnlineFacts, Route, ScriptFacts};
use crate::environment::online::{self, Internet, Live};
use crate::environment::{self, Cancelled, Report, Root, Unwatched};
use crate::knowledge::{FindingText, Knowledge, Likelihood};
use crate::policy::Policy;
use crate::ui::text;

use super::arguments::Inspect;
use super::{CallError, FINE, PROBLEM, write_json};

/// What a machine shows, as the JSON output has it.
#[derive(Debug, Serialize)]
struct Shown<'r> {
    #[serde(flatten)]
    report: &'r Report,
    /// What proxy scripts answered.
    scripts: &'r [ScriptFacts],
    /// The check of the connection; null without `--online`.
    online: Option<&'r OnlineFacts>,
}

/// Reads the machine and prints what was found. The exit code says whether anything was that can be a reason.
pub(super) fn run(call: &Inspect, out: &mut dyn Write) -> Result<u8, CallError> {
    if call.online {
        allowed(Policy::live())?;
    }
    let root = match &call.copy {
        None => Root::live(),
        Some((folder, os)) => Root::copied(folder, *os).map_err(CallError::Root)?,
    };
    let knowledge = Knowledge::embedded().map_err(CallError::Knowledge)?;
    // Nobody watches, so that nobody cancels.
    let Ok(report) = look(call, &Arc::new(root), &knowledge.findings) else {
        return Ok(PROBLEM);
    };
    if call.json {
        let (scripts, online) = (&report.machine.scripts, report.machine.online.as_ref());
        write_json(&Shown { report: &report, scripts, online }, out)?;
    } else {
        write_text(&report, out)?;
    }
    let reasons = report.findings.iter().any(|finding| finding.likelihood != Likelihood::Info);
    Ok(if reasons { PROBLEM } else { FINE })
}

/// Fails where the IT department has decided that the connection is not checked.
fn allowed(policy: Policy) -> Result<(), CallError> {
    if policy.allows_online_checks() { Ok(()) } else { Err(CallError::NoOnlineChecks(policy.standing)) }
}

/// Reads the machine, and checks the connection if that is called for.
fn look(call: &Inspect, root: &Arc<Root>, texts: &[FindingText]) -> Result<Report, Cancelled> {
    let report = environment::scan(root, texts, call.now.unwrap_or_else(Timestamp::now), &Unwatched)?;
    if !call.online {
        return Ok(report);
    }
    let internet: Arc<dyn Internet> = Arc::new(Live);
    online::check(root, &report, &internet, texts, internet.now(), &Unwatched)
}

fn write_text(report: &Report, out: &mut dyn Write) -> Result<(), CallError> {
    writeln!(out, "{}", text::cli::heading(text::cli::FOUND, report.findings.len()))?;
    for finding in &report.findings {
        let likelihood = text::environment::likelihood(finding.likelihood);
        writeln!(out, "\n[{likelihood}] {} ({})", finding.summary, finding.id)?;
        for evidence in &finding.evidence {
            writeln!(out, "  {}", text::environment::evidence(evidence))?;
        }
        for (number, line) in finding.fix.iter().enumerate() {
            writeln!(out, "  {}. {line}", number + 1)?;
        }
    }
    writeln!(out, "\n{}", text::environment_pane::unread_title(report.unread.len()))?;
    for unread in &report.unread {
        writeln!(out, "  {}", text::environment::unread(unread))?;
    }
    writeln!(out, "\n{}", text::cli::heading(text::environment_pane::BROWSERS, report.browsers.len()))?;
    for browser in &report.browsers {
        let default = if browser.opens_links { text::environment_pane::OPENS_LINKS } else { "" };
        writeln!(out, "  {} {default}", browser.subject)?;
    }
    write_roads(&report.routes, out)?;
    report.machine.online.as_ref().map_or(Ok(()), |online| write_online(online, out))
}

fn write_roads(routes: &[Route], out: &mut dyn Write) -> Result<(), CallError> {
    writeln!(out, "\n{}", text::cli::heading(text::roads::TITLE, routes.len()))?;
    for route in routes {
        writeln!(out, "  {}", text::inspect::route(route))?;
        for note in &route.misread {
            writeln!(out, "    {}", text::roads::misread(note))?;
        }
    }
    Ok(())
}

fn write_online(online: &OnlineFacts, out: &mut dyn Write) -> Result<(), CallError> {
    writeln!(out, "\n{}", text::inspect::CHECK)?;
    for check in &online.proxies {
        writeln!(out, "  {}", text::inspect::proxy(check))?;
    }
    for visit in &online.visits {
        writeln!(out, "  {}", text::inspect::visit(visit))?;
        if let Some(tls) = &visit.tls {
            writeln!(out, "    {}", text::inspect::certificate(tls))?;
        }
        if let Some(answer) = &visit.answer {
            writeln!(out, "    {}", text::inspect::answer(answer))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::{UNUSABLE, fail};
    use super::*;
    use crate::policy::{Fault, Rule, Standing};

    #[test]
    fn a_check_that_is_forbidden_is_refused_with_the_reason_and_the_place() {
        assert!(allowed(Policy::default()).is_ok());
        let path = Path::new("/etc/login-triage/policy.ron");
        let followed = Standing::Followed(path.to_owned());
        let forbids = Policy { standing: followed, online_checks: Rule::Forbidden, ..Policy::default() };
        for (policy, said) in
            [(forbids, "IT部門の設定で"), (Policy::unusable(path, Fault::NotAFile), "読み取れない")]
        {
            let error = allowed(policy).unwrap_err();
            let mut out = Vec::new();
            assert_eq!(fail(&error, &mut out), UNUSABLE);
            let out = String::from_utf8(out).unwrap();
            assert!(out.contains(said) && out.contains("--online") && out.contains("policy.ron"), "{out}");
        }
    }
}
