//! Shortcuts that open one page: for Windows, macOS and Linux.
//!
//! Formats: Windows' Internet shortcuts (INI, `[InternetShortcut]`); macOS' `.webloc` (a property list with `URL`);
//! freedesktop.org, "Desktop Entry Specification", entries of type `Link`. URLs are ASCII and hold no line ends.

use super::Door;

/// A `.url` file of Windows.
pub fn url_shortcut(url: &str) -> String {
    format!("[InternetShortcut]\r\nURL={url}\r\n")
}

/// A `.webloc` file of macOS.
pub fn webloc(url: &str) -> String {
    let url = html_escape::encode_text(url);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n\t<key>URL</key>\n\t<string>{url}</string>\n</dict>\n</plist>\n"
    )
}

/// A `.desktop` file of Linux.
pub fn desktop_entry(door: &Door<'_>) -> String {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace(['\n', '\r'], " ");
    format!(
        "[Desktop Entry]\nVersion=1.0\nType=Link\nName={}\nURL={}\nIcon=text-html\n",
        escaped(door.label),
        escaped(door.url)
    )
}
