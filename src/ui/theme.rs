//! The look: colours, text sizes, spacing, fonts. The one place where any of them is a number.

use std::sync::Arc;

use egui::style::{Selection, WidgetVisuals};
use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle,
    Vec2,
};
use egui_system_font_provider::SystemFontProvider;

use crate::app::Theme;

/// The family of the bold face; egui makes no bold of its own.
const BOLD: &str = "bold";
/// Corner radius of panes and cards.
pub const RADIUS: u8 = 10;
/// Corner radius of buttons and fields.
pub const RADIUS_SMALL: u8 = 8;
/// The step of the spacing grid, in points.
pub const STEP: f32 = 4.0;
/// Height of a button that is meant to be hit at once.
pub const BUTTON_HEIGHT: f32 = 36.0;
/// Below this width of the window, the panes become tabs.
pub const NARROW: f32 = 1100.0;

/// The colours of one theme.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// Behind the panes.
    pub page: Color32,
    /// Panes, top bar, rail.
    pub pane: Color32,
    /// Cards on a pane.
    pub card: Color32,
    /// Borders.
    pub line: Color32,
    /// Text.
    pub ink: Color32,
    /// Text of less weight.
    pub ink_soft: Color32,
    /// The one primary colour.
    pub accent: Color32,
    /// Behind what is chosen.
    pub accent_soft: Color32,
    /// Text on the primary colour.
    pub on_accent: Color32,
    /// Be careful.
    pub caution: Color32,
    /// Behind a caution.
    pub caution_soft: Color32,
    /// Do not.
    pub stop: Color32,
    /// Behind a stop.
    pub stop_soft: Color32,
    /// Done, right.
    pub ok: Color32,
    /// Behind an ok.
    pub ok_soft: Color32,
    /// The empty part of a bar.
    pub track: Color32,
}

#[expect(clippy::disallowed_methods, reason = "this is the place where colours are numbers")]
const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

/// The light theme.
#[expect(clippy::unreadable_literal, reason = "#rrggbb, as everybody writes colours")]
pub const LIGHT: Palette = Palette {
    page: rgb(0xf4f6f5),
    pane: rgb(0xffffff),
    card: rgb(0xfafcfb),
    line: rgb(0xdde3e1),
    ink: rgb(0x1d2a2e),
    ink_soft: rgb(0x5b6b70),
    accent: rgb(0x0f6e6a),
    accent_soft: rgb(0xe3f1ef),
    on_accent: rgb(0xffffff),
    caution: rgb(0x9a5b00),
    caution_soft: rgb(0xfdf3e1),
    stop: rgb(0xb3261e),
    stop_soft: rgb(0xfdecea),
    ok: rgb(0x1f7a3f),
    ok_soft: rgb(0xe6f4ea),
    track: rgb(0xe6ecea),
};

/// The dark theme, of the same family.
#[expect(clippy::unreadable_literal, reason = "#rrggbb, as everybody writes colours")]
pub const DARK: Palette = Palette {
    page: rgb(0x12191b),
    pane: rgb(0x1a2326),
    card: rgb(0x1f2a2d),
    line: rgb(0x34434a),
    ink: rgb(0xe6eded),
    ink_soft: rgb(0x9fb0b3),
    accent: rgb(0x4fb8ae),
    accent_soft: rgb(0x17403e),
    on_accent: rgb(0x06211f),
    caution: rgb(0xf0b35a),
    caution_soft: rgb(0x3a2c12),
    stop: rgb(0xf2877f),
    stop_soft: rgb(0x43201e),
    ok: rgb(0x74c98d),
    ok_soft: rgb(0x173524),
    track: rgb(0x2b393d),
};

/// What is painted over in a picture, in both themes as in the file.
#[expect(clippy::unreadable_literal, reason = "#rrggbb, as everybody writes colours")]
pub const PAINTED_OVER: Color32 = rgb(0x000000);

/// The colours in use.
pub fn palette(ui: &egui::Ui) -> &'static Palette {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// The size of a text: 12, 14, 15 or 17 points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 12: labels, reasons, evidence.
    Small,
    /// 14: everything else.
    Body,
    /// 15: titles of panes and cards.
    Title,
    /// 17: the one question that counts now.
    Lead,
}

impl Size {
    fn points(self) -> f32 {
        match self {
            Self::Small => 12.0,
            Self::Body => 14.0,
            Self::Title => 15.0,
            Self::Lead => 17.0,
        }
    }
}

/// The regular face in a size.
pub fn font(size: Size) -> FontId {
    FontId::new(size.points(), FontFamily::Proportional)
}

/// The bold face in a size.
pub fn bold(size: Size) -> FontId {
    FontId::new(size.points(), FontFamily::Name(BOLD.into()))
}

/// The icon face, a little larger than the text beside it.
pub fn icon(size: Size) -> FontId {
    FontId::new(size.points() + 4.0, FontFamily::Name(egui_material_icons::FONT_FAMILY.into()))
}

/// Height of a line, in points: the bundled face has no line gap of its own, and Japanese wants air.
pub fn line_height(font: &FontId) -> f32 {
    (font.size * 1.5).round()
}

/// Height of a mark behind a word, in points: as high as its characters.
pub fn mark_height(font: &FontId) -> f32 {
    (font.size * 1.15).round()
}

/// Installs fonts and both styles. Call it once for a context.
pub fn install(context: &egui::Context) {
    context.set_fonts(fonts());
    context.add_font(egui_material_icons::font_insert());
    install_styles(context);
    // Where the system does not say, the light theme is the one that everybody can read.
    context.options_mut(|options| options.fallback_theme = egui::Theme::Light);
}

/// Looks up glyphs that the bundled fonts lack among the system's, Japanese shapes first.
pub fn install_system_fallback(context: &egui::Context) {
    context.add_font_provider(Arc::new(SystemFontProvider::new().with_locale(Some("ja"))));
}

/// Light, dark, or as the system is.
pub fn choose(context: &egui::Context, theme: Theme) {
    let preference = match theme {
        Theme::System => egui::ThemePreference::System,
        Theme::Light => egui::ThemePreference::Light,
        Theme::Dark => egui::ThemePreference::Dark,
    };
    if context.options(|options| options.theme_preference) != preference {
        context.set_theme(preference);
    }
}

fn fonts() -> FontDefinitions {
    const REGULAR: &str = "BIZ UDPGothic";
    const STRONG: &str = "BIZ UDPGothic Bold";
    let mut fonts = FontDefinitions::empty();
    let regular: &'static [u8] = include_bytes!("../../assets/fonts/BIZUDPGothic-Regular.ttf");
    let strong: &'static [u8] = include_bytes!("../../assets/fonts/BIZUDPGothic-Bold.ttf");
    fonts.font_data.insert(REGULAR.to_owned(), Arc::new(FontData::from_static(regular)));
    fonts.font_data.insert(STRONG.to_owned(), Arc::new(FontData::from_static(strong)));
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, vec![REGULAR.to_owned()]);
    }
    fonts.families.insert(FontFamily::Name(BOLD.into()), vec![STRONG.to_owned(), REGULAR.to_owned()]);
    fonts
}

fn install_styles(context: &egui::Context) {
    for (theme, palette) in [(egui::Theme::Light, &LIGHT), (egui::Theme::Dark, &DARK)] {
        context.style_mut_of(theme, |style| {
            style.text_styles = [
                (TextStyle::Small, font(Size::Small)),
                (TextStyle::Body, font(Size::Body)),
                (TextStyle::Monospace, font(Size::Body)),
                (TextStyle::Button, font(Size::Body)),
                (TextStyle::Heading, bold(Size::Lead)),
            ]
            .into();
            let spacing = &mut style.spacing;
            spacing.item_spacing = Vec2::new(2.0 * STEP, 2.0 * STEP);
            spacing.button_padding = Vec2::new(3.0 * STEP, 1.5 * STEP);
            spacing.menu_margin = Margin::same(6);
            spacing.interact_size = Vec2::new(40.0, 28.0);
            spacing.extra_text_line_spacing = line_height(&font(Size::Body)) - Size::Body.points();
            spacing.scroll = egui::style::ScrollStyle::thin();
            style.interaction.tooltip_delay = 0.4;
            style.interaction.selectable_labels = true;
            style.visuals = visuals(palette, theme);
        });
    }
}

fn visuals(p: &Palette, theme: egui::Theme) -> egui::Visuals {
    let mut visuals = theme.default_visuals();
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(p.ink_soft);
    visuals.hyperlink_color = p.accent;
    visuals.panel_fill = p.page;
    visuals.window_fill = p.pane;
    visuals.window_stroke = Stroke::new(1.0, p.line);
    visuals.window_corner_radius = CornerRadius::same(RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(RADIUS_SMALL);
    visuals.window_shadow = shadow(24, 48);
    visuals.popup_shadow = shadow(12, 32);
    visuals.faint_bg_color = p.card;
    visuals.extreme_bg_color = p.pane;
    visuals.text_edit_bg_color = Some(p.pane);
    visuals.code_bg_color = p.page;
    visuals.warn_fg_color = p.caution;
    visuals.error_fg_color = p.stop;
    visuals.selection = Selection { bg_fill: p.accent_soft, stroke: Stroke::new(1.0, p.accent) };
    let widget = |fill: Color32, line: Color32, ink: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, line),
        corner_radius: CornerRadius::same(RADIUS_SMALL),
        fg_stroke: Stroke::new(1.0, ink),
        expansion: 0.0,
    };
    visuals.widgets.noninteractive = widget(p.pane, p.line, p.ink);
    visuals.widgets.inactive = widget(p.pane, p.line, p.ink);
    visuals.widgets.hovered = widget(p.card, p.accent, p.ink);
    visuals.widgets.active = widget(p.accent_soft, p.accent, p.accent);
    visuals.widgets.open = widget(p.accent_soft, p.accent, p.ink);
    visuals
}

#[expect(clippy::disallowed_methods, reason = "this is the place where colours are numbers")]
fn shadow(blur: u8, alpha: u8) -> Shadow {
    Shadow { offset: [0, 4], blur, spread: 0, color: Color32::from_rgba_premultiplied(0, 0, 0, alpha) }
}
