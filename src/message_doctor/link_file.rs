//! Files that hold one link: `.url` of Windows, `.webloc` of macOS, `.desktop` of Linux.

use std::io::Cursor;

use super::charset;

/// The largest file of a link that is read, in bytes.
pub const MAX_LINK_FILE_BYTES: u64 = 256 * 1024;

/// The URL that a file holds, whatever it is called; none where it is no such file.
pub fn read_link_file(bytes: &[u8]) -> Option<String> {
    if bytes.len() as u64 > MAX_LINK_FILE_BYTES {
        return None;
    }
    if bytes.starts_with(b"bplist00") || bytes.trim_ascii_start().starts_with(b"<?xml") {
        let list = plist::Value::from_reader(Cursor::new(bytes.trim_ascii_start())).ok()?;
        return list.as_dictionary()?.get("URL")?.as_string().map(str::to_owned);
    }
    let text = charset::decode(bytes);
    let mut in_section = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            in_section =
                ["[internetshortcut]", "[desktop entry]"].iter().any(|name| line.eq_ignore_ascii_case(name));
        } else if let Some((key, value)) = line.split_once('=').filter(|_| in_section)
            && key.trim().eq_ignore_ascii_case("URL")
        {
            return Some(value.trim().to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_of_each_system_is_read() {
        let url = "https://sellercentral.amazon.co.jp/";
        let windows =
            format!("[{{000214A0}}]\r\nProp3=19,2\r\n[InternetShortcut]\r\nIDList=\r\nURL={url}\r\n");
        assert_eq!(read_link_file(windows.as_bytes()).as_deref(), Some(url));
        let linux = format!("[Desktop Entry]\nType=Link\nURL={url}\n");
        assert_eq!(read_link_file(linux.as_bytes()).as_deref(), Some(url));
        let macos = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict><key>URL</key><string>{url}</string></dict></plist>"
        );
        assert_eq!(read_link_file(macos.as_bytes()).as_deref(), Some(url));
        let mut binary = Vec::new();
        let entries = [("URL".to_owned(), plist::Value::from(url))];
        plist::Value::from(plist::Dictionary::from_iter(entries)).to_writer_binary(&mut binary).unwrap();
        assert_eq!(read_link_file(&binary).as_deref(), Some(url));
    }

    #[test]
    fn what_is_no_link_gives_none() {
        for bytes in
            [&b""[..], b"URL=https://a.example", b"bplist00", b"<?xml", b"[InternetShortcut]\nIDList="]
        {
            assert_eq!(read_link_file(bytes), None);
        }
        assert_eq!(read_link_file(&vec![b' '; 300 * 1024]), None);
    }
}
