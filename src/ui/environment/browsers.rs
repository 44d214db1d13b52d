//! A card for each browser: whether Amazon is used in it, since when, and what stands out.

use egui::Ui;

use crate::app::{Command, FindingFilter, State};
use crate::environment::{ProfileOverview, ReadState, Report};
use crate::knowledge::Likelihood;
use crate::ui::text;
use crate::ui::theme::STEP;
use crate::ui::widgets::{self, Tone};

pub(super) fn show(state: &State, report: &Report, commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::title(ui, text::environment_pane::BROWSERS);
    if report.browsers.is_empty() {
        widgets::small(ui, text::environment_pane::NO_BROWSERS);
    }
    for profiles in report.browsers.chunk_by(|a, b| a.label == b.label) {
        if let Some(first) = profiles.first() {
            browser(state, report, first, profiles, commands, ui);
        }
    }
}

fn browser(
    state: &State,
    report: &Report,
    first: &ProfileOverview,
    profiles: &[ProfileOverview],
    commands: &mut Vec<Command>,
    ui: &mut Ui,
) {
    widgets::card(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = STEP;
        widgets::strong(ui, first.label.as_str());
        let remarks = remarks(first);
        if !remarks.is_empty() {
            widgets::small(ui, remarks);
        }
        for one in profiles {
            profile(state, one, ui);
        }
        stands_out(report, &first.label, commands, ui);
    });
}

/// Whether it opens links, whether it runs, its version: in one line.
fn remarks(browser: &ProfileOverview) -> String {
    let install = &browser.install;
    let version = install.version_last_run.as_ref().or(install.version_installed.as_ref());
    let all = [
        browser.opens_links.then(|| text::environment_pane::OPENS_LINKS.to_owned()),
        (install.running == Some(true)).then(|| text::environment_pane::RUNS.to_owned()),
        version.map(|version| text::environment_pane::version(version)),
    ];
    text::environment_pane::remarks(&all.into_iter().flatten().collect::<Vec<_>>())
}

fn profile(state: &State, profile: &ProfileOverview, ui: &mut Ui) {
    ui.add_space(STEP);
    let name = text::environment_pane::profile(&profile.profile);
    if profile.last_used {
        widgets::body(ui, name)
    } else {
        widgets::note(ui, name)
    };
    if profile.state != ReadState::Ok {
        widgets::small(ui, text::environment::read_state(profile.state));
        return;
    }
    let on = |at| text::time::day_on(at, state.now, &state.zone);
    let used = match (profile.seller_last_used, profile.amazon_last_used, profile.usage_known) {
        (Some(at), ..) => text::environment_pane::seller_last_used(&on(at)),
        (None, Some(at), _) => text::environment_pane::amazon_last_used(&on(at)),
        (None, None, true) => text::environment_pane::NOT_USED.to_owned(),
        (None, None, false) => text::environment_pane::USE_UNKNOWN.to_owned(),
    };
    widgets::small(ui, used);
    if let Some(jar) = &profile.jar {
        let since = jar.cookies.iter().filter_map(|cookie| cookie.created).min();
        let told = match jar.state {
            ReadState::Ok => text::environment_pane::cookies(jar.cookies.len(), since.map(on).as_deref()),
            state => text::environment_pane::no_cookies(text::environment::read_state(state)),
        };
        widgets::small(ui, told);
    }
    if !profile.extensions.is_empty() {
        widgets::small(ui, text::environment_pane::extensions(profile.extensions.len()));
    }
}

/// How many findings there are about a browser or the machine, and the way to see only them.
pub(super) fn stands_out(report: &Report, owner: &str, commands: &mut Vec<Command>, ui: &mut Ui) {
    let filter = FindingFilter::About(owner.to_owned());
    let count = |likelihood| {
        let of = report.findings.iter().filter(|finding| filter.shows(finding));
        of.filter(|finding| finding.likelihood == likelihood).count()
    };
    let counts = [Likelihood::High, Likelihood::Medium, Likelihood::Low]
        .map(|likelihood| (text::environment::likelihood_word(likelihood), count(likelihood)));
    ui.add_space(STEP);
    if counts.iter().all(|(_, count)| *count == 0) {
        widgets::small(ui, text::environment_pane::NOTHING_STANDS_OUT);
        return;
    }
    ui.horizontal_wrapped(|ui| {
        widgets::small(ui, text::environment_pane::stands_out(&counts));
        ui.push_id(owner, |ui| {
            if widgets::link(ui, text::environment_pane::ONLY_THESE).clicked() {
                commands.push(Command::FilterFindings(filter.clone()));
            }
        });
    });
}
