//! The sheet to print: one page of A4, with everything it needs in the one file. The template is
//! `assets/staff/sheet.html`.

use html_escape::encode_text;
use qrcode::{EcLevel, QrCode, render::svg};

use super::Sheet;
use crate::ui::text;

const TEMPLATE: &str = include_str!("../../../assets/staff/sheet.html");

/// The sheet as a page of HTML. None if the URL is too long for a QR code.
pub fn sheet(sheet: &Sheet<'_>) -> Option<String> {
    let company = sheet.company.trim();
    let contact = sheet.contact.trim();
    let contact_lines: Vec<_> = contact.lines().map(|line| encode_text(line.trim())).collect();
    let contact =
        if contact.is_empty() { text::staff::NO_CONTACT.to_owned() } else { contact_lines.join("<br>") };
    let values = [
        ("company", encode_text(company).into_owned()),
        ("door", encode_text(sheet.door.label).into_owned()),
        ("url", encode_text(sheet.door.url).into_owned()),
        ("qr", qr(sheet.door.url)?),
        ("contact", contact),
        ("date", text::staff::date(sheet.date)),
    ];
    Some(fill(TEMPLATE, &values))
}

/// Puts values in the place of `{{name}}`, each once: what a value holds is not filled in again.
fn fill(template: &str, values: &[(&str, String)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let Some((name, after)) = after.split_once("}}") else {
            out.push_str("{{");
            rest = after;
            continue;
        };
        out.extend(values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str()));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The code as a picture inside the page, with the quiet zone that scanners need (four modules, ISO/IEC 18004).
fn qr(url: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(url, EcLevel::M).ok()?;
    let picture = code.render::<svg::Color<'_>>().quiet_zone(true).module_dimensions(4, 4).build();
    // Inside a page there is no declaration of XML.
    picture.find("<svg").and_then(|start| picture.get(start..)).map(str::to_owned)
}
