//! 概要: what to do next, how the ledger stands by each rule, the checks that come up; and how to begin.

use egui::{Align, Layout, Margin, Ui};

use crate::app::{Command, LedgerCommand, ListOf, PartKind, PartRef, State};
use crate::knowledge::Severity;
use crate::ledger::rules::{NextThing, Verdict};
use crate::ledger::{Kept, Ledger, Review};
use crate::ui::text::ledger_words as words;
use crate::ui::theme::{self, STEP, Size, palette};
use crate::ui::widgets::{self, Field, Tone, Weight};
use crate::ui::{frame, text};

use super::{ask, subjects, today};

/// Shares of the width.
const SHARES: [f32; 2] = [0.6, 0.4];
/// Subjects of a rule that are shown.
const SUBJECTS: usize = 4;
/// Checks that are shown.
const UPCOMING: usize = 6;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let ledger = &state.ledger.ledger;
    if !is_begun(ledger) {
        frame::single(ui, |ui| begin(state, commands, ui));
        return;
    }
    frame::columns(ui, &SHARES, |column, ui| match column {
        0 => next(state, commands, ui),
        _ => {
            frame::head(ui, text::ledger::SCORE, |_| {});
            frame::scroll(ui, |ui| {
                score(state, ui);
                ui.add_space(2.0 * STEP);
                upcoming(state, commands, ui);
                kept(&ledger.kept, ui);
                ui.add_space(2.0 * STEP);
                company(state, commands, ui);
            });
        }
    });
}

/// Whether there is enough in a ledger to judge it. Before that, its questions are shown.
pub(super) fn is_begun(ledger: &Ledger) -> bool {
    !ledger.people.is_empty() && !ledger.logins.is_empty()
}

/// An empty ledger: what to begin with.
fn begin(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let ledger = &state.ledger.ledger;
    widgets::heading(ui, text::ledger::EMPTY);
    widgets::body(ui, text::ledger::EMPTY_DETAIL);
    ui.add_space(STEP);
    if widgets::button(ui, text::ledger::BEGIN_TABLE, Weight::Normal).clicked() {
        commands.push(ask(LedgerCommand::PickTable));
    }
    ui.add_space(2.0 * STEP);
    widgets::title(ui, text::ledger::BEGIN_QUESTIONS);
    let is_answered = |kind: PartKind| match kind {
        PartKind::Shop => !ledger.shops.is_empty(),
        PartKind::Person => !ledger.people.is_empty(),
        PartKind::Device => !ledger.devices.is_empty(),
        _ => !ledger.logins.is_empty(),
    };
    let first = text::ledger::QUESTIONS.iter().position(|(.., kind)| !is_answered(*kind));
    for (at, (question, answer, kind)) in text::ledger::QUESTIONS.iter().enumerate() {
        let tone = if is_answered(*kind) { Tone::Ok } else { Tone::Plain };
        widgets::card(ui, tone, |ui| {
            ui.horizontal(|ui| {
                let ink = palette(ui).ink;
                ui.add(egui::Label::new(widgets::wrapped(*question, theme::bold(Size::Body), ink)));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let weight = if first == Some(at) { Weight::Primary } else { Weight::Normal };
                    if widgets::button(ui, answer, weight).clicked() {
                        commands.push(ask(LedgerCommand::Add(*kind)));
                    }
                    if is_answered(*kind) {
                        widgets::small(ui, text::ledger::ANSWERED);
                    }
                });
            });
        });
    }
}

fn next(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let things = state.ledger.judged.rules.next_things(state.model.knowledge());
    frame::head(ui, text::ledger::NEXT, |_| {});
    frame::scroll(ui, |ui| {
        if things.is_empty() {
            widgets::card(ui, Tone::Ok, |ui| widgets::body(ui, text::ledger::NOTHING_NEXT));
        }
        for thing in &things {
            card(state, thing, commands, ui);
        }
    });
}

fn card(state: &State, thing: &NextThing, commands: &mut Vec<Command>, ui: &mut Ui) {
    let Some(said) = thing.rule.said(state.model.knowledge()) else { return };
    let tone = match thing.severity {
        Severity::High => Tone::Stop,
        Severity::Medium => Tone::Caution,
        Severity::Low => Tone::Plain,
    };
    let p = palette(ui);
    widgets::framed(ui, p.card, p.line, Margin::same(14), |ui| {
        ui.spacing_mut().item_spacing.y = STEP;
        ui.horizontal_top(|ui| {
            widgets::chip(ui, text::ledger::severity(thing.severity), tone);
            widgets::strong(ui, said.found.as_str());
        });
        widgets::body(ui, said.next.as_str());
        widgets::small(ui, said.why.as_str());
        subjects(state, &thing.about, SUBJECTS, commands, ui);
    });
}

/// Each rule, by word and colour. No percentage: one open rule may be worse than ten others.
fn score(state: &State, ui: &mut Ui) {
    let rules = &state.ledger.judged.rules;
    let count = |wanted: Verdict| rules.score().filter(|(_, verdict)| *verdict == wanted).count();
    let counts = [Verdict::Open, Verdict::Unknown, Verdict::Passed].map(count);
    let [open, unknown, passed] = counts;
    widgets::strong(ui, text::ledger::score(open, unknown, passed));
    widgets::small(ui, text::ledger::SCORE_DETAIL);
    ui.add_space(STEP);
    let mut all: Vec<_> = rules.score().collect();
    all.sort_by_key(|(rule, verdict)| (*verdict, *rule));
    for (rule, verdict) in all {
        let Some(said) = rule.said(state.model.knowledge()) else { continue };
        let tone = match verdict {
            Verdict::Open => Tone::Stop,
            Verdict::Unknown => Tone::Plain,
            Verdict::Passed => Tone::Ok,
        };
        ui.horizontal_top(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                widgets::chip(ui, text::ledger::verdict(verdict), tone);
                ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                    widgets::body(ui, said.label.as_str());
                });
            });
        });
    }
}

fn upcoming(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let mut reviews: Vec<&Review> =
        state.ledger.ledger.reviews.iter().filter(|review| review.next_due().is_some()).collect();
    reviews.sort_by_key(|review| review.next_due());
    frame::line(ui);
    ui.add_space(2.0 * STEP);
    widgets::title(ui, text::ledger::UPCOMING);
    if reviews.is_empty() {
        widgets::small(ui, text::ledger::NO_UPCOMING);
    }
    for review in reviews.into_iter().take(UPCOMING) {
        let part = PartRef::new(ListOf::Reviews.kind(), &review.id);
        let (name, _) = text::ledger::part(&state.ledger.ledger, part.kind, "", &part.id, today(state));
        ui.horizontal(|ui| {
            let due = review.next_due().map(text::ledger::day).unwrap_or_default();
            let late = review.next_due().is_some_and(|due| due < today(state));
            let p = palette(ui);
            let ink = if late { p.stop } else { p.ink_soft };
            ui.add(egui::Label::new(widgets::wrapped(due, theme::font(Size::Small), ink)));
            if widgets::link(ui, &text::ledger::show(&name)).clicked() {
                commands.push(ask(LedgerCommand::Choose(part)));
            }
        });
    }
}

/// The company's name, as papers and spreadsheets bear it.
fn company(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let mut typed = state.ledger.ledger.company.clone();
    let look = Field { label: words::field("company"), hint: "", rows: 1, limit: 100 };
    ui.add_enabled_ui(state.ledger.may_change(), |ui| {
        if widgets::field(ui, "company", look, &mut typed).changed() {
            commands.push(ask(LedgerCommand::SetCompany(typed)));
        }
    });
}

/// What others wrote in places that were changed here, too.
fn kept(kept: &[Kept], ui: &mut Ui) {
    if kept.is_empty() {
        return;
    }
    ui.add_space(2.0 * STEP);
    widgets::title(ui, text::ledger::KEPT);
    for line in kept.iter().rev().take(UPCOMING) {
        widgets::small(ui, line.text.as_str());
    }
}
