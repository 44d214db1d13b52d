//! Keys, as they are written on the keyboard in front of the operator.

use std::borrow::Cow;

/// A keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyboard {
    /// With a key Ctrl.
    Pc,
    /// With a key ⌘ in its place.
    Mac,
}

/// How keys that stand in texts are called on a Mac; of names that contain each other, the longer first.
const ON_A_MAC: [(&str, &str); 6] = [
    ("Ctrl+Shift+", "⇧⌘"),
    ("Ctrl＋Shift＋", "⇧⌘"),
    ("Ctrl+", "⌘"),
    ("Ctrl＋", "⌘"),
    ("Ctrl ", "⌘ "),
    // Where function keys change the brightness and the sound.
    ("F5", "⌘R"),
];

/// A text with the keys of this keyboard. Texts name those of a PC.
pub fn on(keyboard: Keyboard, text: &str) -> Cow<'_, str> {
    if keyboard == Keyboard::Pc {
        return Cow::Borrowed(text);
    }
    let put = |text: String, (pc, mac): &(&str, &str)| text.replace(pc, mac);
    Cow::Owned(ON_A_MAC.iter().fold(text.to_owned(), put))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_called_as_they_are_on_the_keyboard() {
        let mac = |text: &str| on(Keyboard::Mac, text).into_owned();
        assert_eq!(mac("Ctrl＋S 保存　F5 環境　Ctrl＋Shift＋C コピー"), "⌘S 保存　⌘R 環境　⇧⌘C コピー");
        assert_eq!(mac("Ctrl+Shift+S"), "⇧⌘S");
        assert_eq!(mac("Ctrl と ＋ で大きく"), "⌘ と ＋ で大きく");
        assert_eq!(on(Keyboard::Pc, "Ctrl+N"), "Ctrl+N");
    }
}
