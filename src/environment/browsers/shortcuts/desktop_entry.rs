//! Shortcuts of Linux: `.desktop` files.
//!
//! Format: freedesktop.org, "Desktop Entry Specification". What stands in groups of their own are further things that
//! the same program can do, such as opening a private window; they are no shortcuts.

use super::Start;

/// What an entry starts; none if that is no program, or if the entry is to be taken for deleted.
pub(super) fn parse(text: &str) -> Option<Start> {
    let mut is_main = false;
    let (mut is_hidden, mut line_of_start) = (false, None);
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            is_main = line == "[Desktop Entry]";
            continue;
        }
        let Some((key, value)) = line.split_once('=').filter(|_| is_main) else { continue };
        match key.trim() {
            "Exec" => line_of_start = Some(value.trim()),
            "Hidden" => is_hidden = value.trim() == "true",
            _ => {}
        }
    }
    let mut words = split(line_of_start.filter(|_| !is_hidden)?)?.into_iter();
    Some(Start { program: words.next()?, arguments: words.collect() })
}

/// Takes a command apart: the file's own escapes first, then as a shell does. What stands for files and addresses
/// (`%u`) is left out.
fn split(command: &str) -> Option<Vec<String>> {
    let mut plain = String::with_capacity(command.len());
    let mut chars = command.chars();
    while let Some(c) = chars.next() {
        match (c, chars.clone().next()) {
            ('\\', Some('s')) => plain.push(' '),
            ('\\', Some('n')) => plain.push('\n'),
            ('\\', Some('t')) => plain.push('\t'),
            ('\\', Some('r')) => plain.push('\r'),
            ('\\', Some('\\')) => plain.push('\\'),
            (c, _) => {
                plain.push(c);
                continue;
            }
        }
        chars.next();
    }
    let words = shlex::split(&plain)?.into_iter();
    let is_field = |word: &String| word.len() == 2 && word.starts_with('%') && word != "%%";
    Some(words.filter(|word| !is_field(word)).map(|word| word.replace("%%", "%")).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Option<Vec<String>> {
        let Start { program, arguments } = parse(text)?;
        Some(std::iter::once(program).chain(arguments).collect())
    }

    #[test]
    fn the_main_group_tells_what_is_started() {
        let text = "# a comment\n[Desktop Entry]\nName=Chrome\nExec = google-chrome --proxy-server=p:1 %U\n\
            [Desktop Action new-private-window]\nExec=google-chrome --incognito\n";
        assert_eq!(words(text).unwrap(), ["google-chrome", "--proxy-server=p:1"]);
        for none in [
            "",
            "[Desktop Entry]\nType=Link\n",
            "[Desktop Entry]\nExec=\n",
            "[Desktop Action x]\nExec=a\n",
            "[Desktop Entry]\nExec=a\nHidden=true\n",
            "[Desktop Entry]\nExec=\"a\n",
        ] {
            assert_eq!(words(none), None, "{none}");
        }
    }

    #[test]
    fn a_command_is_taken_apart_as_desktops_do() {
        let of = |command: &str| split(command).unwrap();
        assert_eq!(of(r#""/opt/my browser/chrome" "--a=b c" %u"#), ["/opt/my browser/chrome", "--a=b c"]);
        assert_eq!(of(r#"chrome "--a=\\$x \\"q\\"""#), ["chrome", "--a=$x \"q\""]);
        assert_eq!(of(r"chrome --a=b\sc"), ["chrome", "--a=b", "c"]);
        assert_eq!(
            of("env A=1 chrome --x=50%% '--y=1 2' %F"),
            ["env", "A=1", "chrome", "--x=50%", "--y=1 2"]
        );
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", like in "[a-z%=\"'\\\\ \n]{0,40}") {
            parse(&text);
            parse(&format!("[Desktop Entry]\nExec={like}"));
        }
    }
}
