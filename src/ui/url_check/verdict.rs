//! A verdict with its colour, icon and words, and the URL taken apart.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Margin, Ui};
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons::{ICON_GPP_BAD, ICON_HELP, ICON_VERIFIED_USER, ICON_WARNING};

use crate::app::State;
use crate::message_doctor::{Diagnosis, JudgedUrl, MailVerdict, Weight};
use crate::seller_url::{Apart, Judgement, Verdict};

use crate::ui::text;
use crate::ui::theme::{self, STEP, Size, palette};
use crate::ui::widgets::{self, Tone};

/// So many URLs of a message are shown taken apart, the dangerous ones first.
const SHOWN: usize = 8;

/// The verdict on one URL.
pub(super) fn url(state: &State, text: &str, judged: &Judgement, ui: &mut Ui) {
    let tone = tone_of(judged.verdict);
    widgets::card(ui, tone, |ui| {
        head(ui, tone, icon_of(judged.verdict), text::seller_url::verdict(judged.verdict));
        parts(text, judged, ui);
        for reason in &judged.reasons {
            bullet(ui, &text::seller_url::reason(judged, *reason, state.model.knowledge()));
        }
        if judged.verdict.is_safe_to_sign_in() {
            bullet(ui, text::seller_url::NO_GUARANTEE);
        }
    });
}

/// The verdict on a message: what is certain, what is not, where to look instead, and its URLs.
pub(super) fn message(state: &State, diagnosis: &Diagnosis, ui: &mut Ui) {
    let (tone, icon) = match diagnosis.verdict {
        MailVerdict::FakeUrl | MailVerdict::DangerousDemand => (Tone::Stop, ICON_GPP_BAD),
        MailVerdict::NotForLogin => (Tone::Caution, ICON_WARNING),
        MailVerdict::Unverified => (Tone::Plain, ICON_HELP),
    };
    widgets::card(ui, tone, |ui| {
        head(ui, tone, icon, text::mail::verdict(diagnosis.verdict));
        for weight in [Weight::Certain, Weight::Hint, Weight::Place] {
            let mut points = diagnosis.points.iter().filter(|point| point.weight == weight).peekable();
            if points.peek().is_some() {
                ui.add_space(STEP);
                widgets::small(ui, text::mail::heading(weight));
            }
            for point in points {
                bullet(ui, &text::mail::point(point));
            }
        }
    });
    urls(state, &diagnosis.urls, ui);
}

fn urls(state: &State, urls: &[JudgedUrl], ui: &mut Ui) {
    if urls.is_empty() {
        return;
    }
    ui.add_space(STEP);
    widgets::title(ui, text::url_check::URLS);
    let mut sorted: Vec<&JudgedUrl> = urls.iter().collect();
    sorted.sort_by_key(|url| rank(url.judgement.verdict));
    for url in sorted.iter().take(SHOWN) {
        let judged = &url.judgement;
        let tone = tone_of(judged.verdict);
        widgets::card(ui, tone, |ui| {
            head(ui, tone, icon_of(judged.verdict), text::seller_url::verdict(judged.verdict));
            parts(&url.text, judged, ui);
            if let Some(reason) = judged.reasons.first() {
                bullet(ui, &text::seller_url::reason(judged, *reason, state.model.knowledge()));
            }
        });
    }
    if urls.len() > SHOWN {
        widgets::small(ui, text::url_check::more(urls.len() - SHOWN));
    }
}

fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotAmazon => 0,
        Verdict::Caution => 1,
        Verdict::OtherMarketplace | Verdict::OtherAmazon => 2,
        Verdict::Unreadable => 3,
        Verdict::Japan | Verdict::JapanSecond => 4,
    }
}

fn tone_of(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Japan | Verdict::JapanSecond => Tone::Ok,
        Verdict::OtherMarketplace | Verdict::OtherAmazon | Verdict::Caution => Tone::Caution,
        Verdict::NotAmazon => Tone::Stop,
        Verdict::Unreadable => Tone::Plain,
    }
}

fn icon_of(verdict: Verdict) -> MaterialIcon {
    match tone_of(verdict) {
        Tone::Ok => ICON_VERIFIED_USER,
        Tone::Caution => ICON_WARNING,
        Tone::Stop => ICON_GPP_BAD,
        Tone::Plain => ICON_HELP,
    }
}

fn ink_of(ui: &Ui, tone: Tone) -> Color32 {
    let p = palette(ui);
    if tone == Tone::Plain { p.ink } else { widgets::tone_colors(p, tone).0 }
}

fn head(ui: &mut Ui, tone: Tone, icon: MaterialIcon, verdict: &str) {
    let ink = ink_of(ui, tone);
    ui.horizontal(|ui| {
        widgets::icon(ui, icon, ink, "");
        widgets::label(ui, verdict, theme::bold(Size::Title), ink);
    });
}

fn bullet(ui: &mut Ui, line: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = STEP;
        widgets::body(ui, text::url_check::BULLET);
        widgets::body(ui, line);
    });
}

/// The URL taken apart: what decides whose it is stands in bold. Names in other letters are shown in both forms.
fn parts(text: &str, judged: &Judgement, ui: &mut Ui) {
    let Some(apart) = Apart::of(text, judged) else { return };
    let p = palette(ui);
    widgets::framed(ui, p.pane, p.line, Margin::symmetric(12, 8), |ui| {
        let p = palette(ui);
        let soft = theme::font(Size::Small);
        let job = job(
            ui.available_width(),
            &[
                (&apart.scheme, soft.clone(), p.ink_soft),
                (&apart.before, soft.clone(), p.ink_soft),
                (&apart.domain, theme::bold(Size::Lead), p.ink),
                (&apart.after, soft, p.ink_soft),
            ],
        );
        ui.add(egui::Label::new(job).wrap());
        widgets::small(ui, text::url_check::PARTS);
        if let Some(shown) = &judged.host_unicode {
            named(ui, text::url_check::LOOKS_LIKE, shown);
            named(ui, text::url_check::REAL_NAME, judged.host.as_deref().unwrap_or_default());
        }
        if let Some(name) = judged.imitates {
            named(ui, text::url_check::IMITATES, name);
        }
    });
}

fn named(ui: &mut Ui, name: &str, value: &str) {
    ui.horizontal_wrapped(|ui| {
        widgets::small(ui, name);
        widgets::plain_small(ui, value);
    });
}

fn job(width: f32, pieces: &[(&str, FontId, Color32)]) -> LayoutJob {
    let mut job = LayoutJob::default();
    for (text, font, color) in pieces {
        let format = TextFormat {
            line_height: Some(theme::line_height(&theme::bold(Size::Lead))),
            font_id: font.clone(),
            color: *color,
            valign: egui::Align::BOTTOM,
            ..TextFormat::default()
        };
        job.append(text, 0.0, format);
    }
    job.wrap =
        egui::text::TextWrapping { break_anywhere: true, ..egui::text::TextWrapping::wrap_at_width(width) };
    job
}
