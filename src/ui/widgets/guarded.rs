//! The mark that the secrets guard leaves in a field: what it found, and why, while it is typed.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Event, Galley, Id, ImeEvent, Ui};
use egui_material_icons::icons::ICON_WARNING;

use crate::case::guard::{self, Kind};
use crate::ui::text;
use crate::ui::theme::{self, STEP, Size, palette};

/// What was found in a field's text. Looking anew costs time only when the text has changed.
#[derive(Clone, Debug, Default)]
struct Looked {
    text: String,
    found: Vec<(Kind, Range<usize>)>,
    /// An input method is at work: what it shows stands in the text already, and is not looked at yet.
    composing: Composing,
}

/// Whether an input method is at work in a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Composing {
    #[default]
    No,
    Yes,
}

/// Follows the input method of a field. Call it before the field is drawn.
pub(super) fn follow_input(ui: &Ui, id: Id) {
    let focused = ui.memory(|memory| memory.has_focus(id));
    let seen = ui.input(|input| {
        let ime = |event: &Event| match event {
            Event::Ime(ImeEvent::Preedit { text, .. }) if !text.is_empty() => Some(Composing::Yes),
            Event::Ime(ImeEvent::Preedit { .. } | ImeEvent::Commit(_)) => Some(Composing::No),
            _ => None,
        };
        input.events.iter().filter_map(ime).next_back()
    });
    ui.data_mut(|data| {
        let looked = data.get_temp_mut_or_default::<Arc<Looked>>(id);
        let now = if focused { seen.unwrap_or(looked.composing) } else { Composing::No };
        if now != looked.composing {
            Arc::make_mut(looked).composing = now;
        }
    });
}

/// Lays out a field's text with what was found marked.
pub(super) fn layout(ui: &Ui, id: Id, text: &str, width: f32, rows: usize) -> Arc<Galley> {
    let p = palette(ui);
    let font = theme::font(Size::Body);
    // As high as a text field makes its lines.
    let height = ui.fonts_mut(|fonts| fonts.row_height(&font)) + ui.spacing().extra_text_line_spacing;
    let plain = TextFormat { line_height: Some(height), ..TextFormat::simple(font, p.ink) };
    let marked = TextFormat { color: p.stop, background: p.stop_soft, ..plain.clone() };
    let mut job = LayoutJob { keep_trailing_whitespace: true, ..LayoutJob::default() };
    let mut end = 0;
    for (_, range) in found(ui, id, text) {
        job.append(text.get(end..range.start).unwrap_or_default(), 0.0, plain.clone());
        job.append(text.get(range.clone()).unwrap_or_default(), 0.0, marked.clone());
        end = range.end;
    }
    job.append(text.get(end..).unwrap_or_default(), 0.0, plain);
    job.break_on_newline = rows > 1;
    job.wrap.max_width = if rows > 1 { width } else { f32::INFINITY };
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Below a field: what was found, and one click that blanks it. Whether it was clicked.
pub(super) fn remark(ui: &mut Ui, id: Id, text: &str) -> bool {
    let found = found(ui, id, text);
    let kinds: Vec<Kind> =
        Kind::ALL.into_iter().filter(|kind| found.iter().any(|(found, _)| found == kind)).collect();
    if kinds.is_empty() {
        return false;
    }
    let stop = palette(ui).stop;
    let row = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::new(1.5 * STEP, 0.0);
        super::icon(ui, ICON_WARNING, stop, "");
        super::label(ui, text::guard::looks_like(&kinds), theme::font(Size::Small), stop);
        super::link(ui, text::guard::BLANK).clicked()
    };
    ui.add_space(STEP);
    ui.horizontal_wrapped(row).inner
}

/// What is found in a field's text. While an input method is at work, what was found before moves along with the text.
fn found(ui: &Ui, id: Id, text: &str) -> Vec<(Kind, Range<usize>)> {
    let looked: Arc<Looked> = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    if looked.text == text {
        return looked.found.clone();
    }
    if looked.composing == Composing::Yes {
        return moved(&looked, text);
    }
    let secrets = guard::find(text).into_iter().map(|secret| (secret.kind, secret.range)).collect::<Vec<_>>();
    let now = Looked { text: text.to_owned(), found: secrets.clone(), composing: looked.composing };
    ui.data_mut(|data| data.insert_temp(id, Arc::new(now)));
    secrets
}

/// Where what was found stands after something was typed between the parts that stayed.
fn moved(before: &Looked, text: &str) -> Vec<(Kind, Range<usize>)> {
    let head = before.text.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
    let most = before.text.len().min(text.len()) - head;
    let tail =
        before.text.bytes().rev().zip(text.bytes().rev()).take(most).take_while(|(a, b)| a == b).count();
    let place = |range: &Range<usize>| {
        if range.end <= head {
            return Some(range.clone());
        }
        let behind = range.start >= before.text.len() - tail;
        behind
            .then(|| range.start + text.len() - before.text.len()..range.end + text.len() - before.text.len())
    };
    let fits = |range: &Range<usize>| text.get(range.clone()).is_some();
    before.found.iter().filter_map(|(kind, range)| Some((*kind, place(range).filter(fits)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_moves_along_with_what_is_typed() {
        let before = Looked {
            text: "ああ1234いい5678".to_owned(),
            found: vec![(Kind::Otp, 6..10), (Kind::Otp, 16..20)],
            composing: Composing::Yes,
        };
        let places = |text: &str| -> Vec<String> {
            moved(&before, text).into_iter().map(|(_, range)| text[range].to_owned()).collect()
        };
        assert_eq!(places("ああ1234いにほんい5678"), ["1234", "5678"]);
        assert_eq!(places("にああ1234いい5678"), ["1234", "5678"]);
        assert_eq!(places("ああ1234いい5678に"), ["1234", "5678"]);
        assert_eq!(places("ああ12に34いい5678"), ["5678"], "it is no longer what was found");
        assert_eq!(places(""), Vec::<String>::new());
    }
}
