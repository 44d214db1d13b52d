//! The picture of a loss: people, devices, logins and shops in four columns. What falls is told by colour, by a pattern
//! and by a word.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{
    Color32, CornerRadius, Galley, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo,
};

use crate::ledger::whatif::{Fallen, Fate, Loss, ShopFate};
use crate::ledger::{Device, Id, Ledger, Login};
use crate::ui::text;
use crate::ui::theme::{self, Palette, RADIUS_SMALL, STEP, Size, palette};
use crate::ui::widgets;

/// Height of a box, and between two of them.
const BOX: f32 = 44.0;
const GAP: f32 = 2.0 * STEP;
/// Between two columns, where the lines run: a share of the width, within bounds.
const BETWEEN: (f32, f32, f32) = (0.065, 4.0 * STEP, 9.0 * STEP);
/// Height of the columns' names.
const HEAD: f32 = 24.0;
/// Boxes of a column; the rest is counted.
const MOST: usize = 7;
/// Between the strokes of the pattern.
const HATCH: f32 = 7.0;

/// How a box looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// It stands.
    Stands,
    /// It stands with help, or with less than before.
    Weak,
    /// It falls, or is gone.
    Falls,
    /// It did not stand before.
    Before,
}

/// A box: whose id, what is written in it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Node {
    id: Id,
    name: String,
    word: &'static str,
    look: Look,
}

/// The columns, and what belongs together: column and id of both ends.
#[derive(Debug, Default)]
struct Picture {
    columns: [Vec<Node>; 4],
    lines: Vec<((usize, Id), (usize, Id))>,
    /// Logins that are not shown, since nothing happens to them.
    more: usize,
}

pub(super) fn show(ledger: &Ledger, fallen: &Fallen, said: &str, ui: &mut Ui) {
    let picture = Picture::of(ledger, fallen);
    let width = ui.available_width();
    let rows = picture.columns.iter().map(Vec::len).max().unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "a few rows")]
    let height = HEAD + rows.max(1) as f32 * (BOX + GAP);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, height), Sense::hover());
    if ui.is_rect_visible(rect) {
        picture.paint(ui, rect);
    }
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Image, enabled, said));
    if picture.more > 0 {
        widgets::small(ui, text::ledger::more_in_picture(picture.more));
    }
}

impl Picture {
    /// What the loss touches: the logins that do not simply stand, or that hang on what is gone, and what they hang on.
    fn of(ledger: &Ledger, fallen: &Fallen) -> Self {
        let fate_of = |id: &str| fallen.logins.iter().find(|(login, _)| login == id).map(|(_, fate)| fate);
        let hangs = |login: &&Login| {
            let gone = match &fallen.loss {
                Loss::Person(id) => login.users.contains(id),
                Loss::Device(id) => login.methods.iter().any(|method| method.device == *id),
                Loss::Unnamed { login: of, .. } => login.id == *of,
            };
            gone || fate_of(&login.id).is_some_and(|fate| !matches!(fate, Fate::Stands | Fate::FellBefore(_)))
        };
        let mut logins: Vec<&Login> = ledger.logins.iter().filter(hangs).collect();
        logins.sort_by_key(|login| fate_of(&login.id).map_or(3, rank));
        logins.truncate(MOST);
        let shops: BTreeSet<&str> =
            logins.iter().flat_map(|login| &login.roles).map(|role| role.shop.as_str()).collect();
        // Whoever else gets into these shops shows why they stand.
        let others = ledger.logins.iter().filter(|other| {
            other.roles.iter().any(|role| shops.contains(role.shop.as_str()))
                && !logins.iter().any(|login| login.id == other.id)
        });
        let others: Vec<&Login> = others.take(MOST - logins.len()).collect();
        logins.extend(others);
        let mut picture = Self { more: ledger.logins.len().saturating_sub(logins.len()), ..Self::default() };
        if let Some((column, id)) = place(&fallen.loss) {
            picture.add(ledger, column, id, fallen);
        }
        for login in logins {
            picture.login(ledger, login, fallen);
        }
        picture
    }

    fn login(&mut self, ledger: &Ledger, login: &Login, fallen: &Fallen) {
        if !self.add(ledger, 2, &login.id, fallen) {
            return;
        }
        for role in login.roles.iter().filter(|role| !role.shop.is_empty()) {
            if self.add(ledger, 3, &role.shop, fallen) {
                self.lines.push(((2, login.id.clone()), (3, role.shop.clone())));
            }
        }
        for user in &login.users {
            if self.add(ledger, 0, user, fallen) {
                self.lines.push(((0, user.clone()), (2, login.id.clone())));
            }
        }
        for method in login.methods.iter().filter(|method| !method.device.is_empty()) {
            if self.add(ledger, 1, &method.device, fallen) {
                self.lines.push(((1, method.device.clone()), (2, login.id.clone())));
                let holder = ledger.get::<Device>(&method.device).map(|device| device.holder.clone());
                if let Some(holder) = holder.filter(|holder| !holder.is_empty())
                    && self.add(ledger, 0, &holder, fallen)
                {
                    self.lines.push(((0, holder), (1, method.device.clone())));
                }
            }
        }
    }

    /// Adds a box, unless it is there. Returns whether it is there then.
    fn add(&mut self, ledger: &Ledger, column: usize, id: &str, fallen: &Fallen) -> bool {
        let Some(nodes) = self.columns.get_mut(column) else { return false };
        if nodes.iter().any(|node| node.id == id) {
            return true;
        }
        if nodes.len() >= MOST {
            return false;
        }
        let (word, look) = match column {
            2 => fallen
                .logins
                .iter()
                .find(|(login, _)| login == id)
                .map_or(("", Look::Before), |(_, fate)| (text::ledger::fate_word(fate), login_look(fate))),
            3 => fallen.shops.iter().find(|(shop, _)| shop == id).map_or(("", Look::Before), |(_, fate)| {
                (text::ledger::shop_fate_word(*fate), shop_look(*fate))
            }),
            0 if is_gone(ledger, &fallen.loss, column, id) => (text::ledger::PERSON_GONE, Look::Falls),
            1 if is_gone(ledger, &fallen.loss, column, id) => (text::ledger::DEVICE_GONE, Look::Falls),
            _ => ("", Look::Stands),
        };
        nodes.push(Node { id: id.to_owned(), name: text::ledger::named(ledger, id), word, look });
        true
    }

    fn paint(&self, ui: &Ui, rect: Rect) {
        let p = palette(ui);
        let (share, least, most) = BETWEEN;
        let between = (rect.width() * share).clamp(least, most);
        let width = ((rect.width() - 3.0 * between) / 4.0).floor();
        #[expect(clippy::cast_precision_loss, reason = "a few boxes")]
        let place = |column: usize, row: usize| {
            let at = Vec2::new(column as f32 * (width + between), HEAD + row as f32 * (BOX + GAP));
            Rect::from_min_size(rect.min + at, Vec2::new(width, BOX))
        };
        let find = |(column, id): &(usize, Id)| {
            let nodes = self.columns.get(*column)?;
            let row = nodes.iter().position(|node| node.id == *id)?;
            Some((place(*column, row), nodes.get(row)?.look))
        };
        for (from, to) in &self.lines {
            if let (Some((a, look)), Some((b, _))) = (find(from), find(to)) {
                line(ui.painter(), a.right_center(), b.left_center(), look, p);
            }
        }
        for (column, (nodes, name)) in self.columns.iter().zip(text::ledger::COLUMNS).enumerate() {
            let head = widgets::one_line(ui, name, theme::font(Size::Small), p.ink_soft, width);
            ui.painter().galley(place(column, 0).left_top() - Vec2::new(0.0, HEAD), head, p.ink_soft);
            for (row, node) in nodes.iter().enumerate() {
                node.paint(ui, place(column, row));
            }
        }
    }
}

/// What falls first.
fn rank(fate: &Fate) -> u8 {
    match fate {
        Fate::Falls(_) | Fate::Reinvited { .. } => 0,
        Fate::Helped { .. } => 1,
        Fate::Stands => 2,
        Fate::FellBefore(_) => 3,
    }
}

fn login_look(fate: &Fate) -> Look {
    match fate {
        Fate::Stands => Look::Stands,
        Fate::Helped { .. } => Look::Weak,
        Fate::Reinvited { .. } | Fate::Falls(_) => Look::Falls,
        Fate::FellBefore(_) => Look::Before,
    }
}

fn shop_look(fate: ShopFate) -> Look {
    match fate {
        ShopFate::Administered => Look::Stands,
        ShopFate::WorkOnly => Look::Weak,
        ShopFate::Locked => Look::Falls,
        ShopFate::WorkOnlyBefore | ShopFate::LockedBefore => Look::Before,
    }
}

fn place(loss: &Loss) -> Option<(usize, &str)> {
    match loss {
        Loss::Person(id) => Some((0, id)),
        Loss::Device(id) => Some((1, id)),
        Loss::Unnamed { .. } => None,
    }
}

/// Whether a person or device is gone, by itself or along with somebody.
fn is_gone(ledger: &Ledger, loss: &Loss, column: usize, id: &str) -> bool {
    let along = |who: &str| {
        ledger.get::<Device>(id).is_some_and(|device| {
            device.holder == who && device.ownership != crate::ledger::Ownership::Company
        })
    };
    match loss {
        Loss::Person(who) => (column == 0 && who == id) || (column == 1 && along(who)),
        Loss::Device(device) => column == 1 && device == id,
        Loss::Unnamed { .. } => false,
    }
}

impl Look {
    /// Behind it, around it, its text.
    fn colors(self, p: &Palette) -> (Color32, Color32, Color32) {
        match self {
            Self::Stands => (p.card, p.line, p.ink),
            Self::Weak => (p.caution_soft, p.caution, p.caution),
            Self::Falls => (p.stop_soft, p.stop, p.stop),
            Self::Before => (p.pane, p.ink_soft, p.ink_soft),
        }
    }
}

impl Node {
    fn paint(&self, ui: &Ui, rect: Rect) {
        let p = palette(ui);
        let painter = ui.painter();
        let (fill, line, ink) = self.look.colors(p);
        let round = CornerRadius::same(RADIUS_SMALL);
        painter.rect_filled(rect, round, fill);
        if self.look == Look::Falls {
            hatch(&painter.with_clip_rect(rect.shrink(1.0).intersect(painter.clip_rect())), rect, line);
        }
        painter.rect_stroke(rect, round, Stroke::new(1.0, line), StrokeKind::Inside);
        let room = rect.width() - 4.0 * STEP;
        let name = widgets::one_line(ui, &self.name, theme::bold(Size::Small), p.ink, room);
        let word: Option<Arc<Galley>> = (!self.word.is_empty())
            .then(|| widgets::one_line(ui, self.word, theme::font(Size::Small), ink, room));
        let height = name.size().y + word.as_ref().map_or(0.0, |word| word.size().y);
        let top = Pos2::new(rect.left() + 2.0 * STEP, rect.center().y - height / 2.0);
        let below = top + Vec2::new(0.0, name.size().y);
        painter.galley(top, name, p.ink);
        if let Some(word) = word {
            painter.galley(below, word, ink);
        }
    }
}

/// Slanting strokes, faint enough to read a name over them.
fn hatch(painter: &Painter, rect: Rect, color: Color32) {
    let stroke = Stroke::new(1.0, color.gamma_multiply(0.22));
    let mut x = rect.left() - rect.height();
    while x < rect.right() {
        painter.line_segment([Pos2::new(x, rect.bottom()), Pos2::new(x + rect.height(), rect.top())], stroke);
        x += HATCH;
    }
}

/// A line from one box to another: broken where what it comes from is gone.
fn line(painter: &Painter, from: Pos2, to: Pos2, look: Look, p: &Palette) {
    match look {
        Look::Falls => {
            let stroke = Stroke::new(1.25, p.stop);
            painter.extend(Shape::dashed_line(&[from, to], stroke, 4.0, 4.0));
        }
        Look::Weak | Look::Stands | Look::Before => {
            painter.line_segment([from, to], Stroke::new(1.0, p.line));
        }
    }
}
